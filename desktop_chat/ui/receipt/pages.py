"""The pages about one receipt: what it says in short, what was sent, what came back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import Message
from desktop_chat.domain.receipts import Receipt
from desktop_chat.ui.lines.view import LinesBox
from desktop_chat.ui.look import Theme
from desktop_chat.ui.raw_body import RawBody
from desktop_chat.ui.receipt.answer_lines import AnswerLines
from desktop_chat.ui.receipt.fact_table import FactTable
from desktop_chat.ui.receipt.facts import answer_facts_of, facts_of
from desktop_chat.ui.theme import CONTROL, SMALL
from desktop_chat.ui.widgets import ElidedLabel
from desktop_chat.words.catalogue import joined, tr
from desktop_chat.words.errors import explain
from desktop_chat.words.explanation import Kept, named


def column_of(page: QWidget, theme: Theme) -> QVBoxLayout:
    """A page's own layout, with the margins that all pages have."""
    m = theme.metrics
    column = QVBoxLayout(page)
    column.setContentsMargins(m.space24, m.space16, m.space24, m.space16)
    column.setSpacing(m.space12)
    return column


def source_line(receipt: Receipt, theme: Theme) -> ElidedLabel:
    """Which request it was, in the provider's terms, and what is not kept of it."""
    told = (
        tr("Request id {id}, host {host}.").format(id=named(receipt.request_id), host=named(receipt.host))
        if receipt.request_id
        else tr("Host {host}.").format(host=named(receipt.host))
    )
    return ElidedLabel(theme, SMALL, joined(told, tr("The key is not part of a receipt.")))


class SummaryPage(QScrollArea):
    """All facts; scrolls where the window is too low for them."""

    def __init__(self, receipt: Receipt, reply: Message | None, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(tr("Summary"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table = FactTable(theme)
        table.show_facts(facts_of(receipt, reply))
        inside = QFrame()
        inside.setProperty("surface", "raised")
        column = column_of(inside, theme)
        column.addWidget(table)
        column.addWidget(source_line(receipt, theme))
        column.addStretch(1)
        self.setWidget(inside)


class RequestPage(QWidget):
    """The body, readable or exact; where a part of the conversation is lost, that is said instead."""

    def __init__(self, receipt: Receipt, theme: Theme) -> None:
        super().__init__()
        column = column_of(self, theme)
        try:
            list(receipt.wire)
        except ChatError as error:
            column.addWidget(ElidedLabel(theme, CONTROL, explain(error, Kept.NOTHING).headline))
            column.addStretch(1)
        else:
            body = RawBody(theme)
            body.show_request(receipt.request)
            column.addWidget(body, 1)
        column.addWidget(source_line(receipt, theme))


class AnswerPage(QWidget):
    """How it ended and what it took, then what was said."""

    def __init__(self, receipt: Receipt, reply: Message | None, theme: Theme) -> None:
        super().__init__()
        table = FactTable(theme)
        table.show_facts(answer_facts_of(receipt, reply))
        column = column_of(self, theme)
        column.addWidget(table)
        if reply is None or not (lines := AnswerLines(reply)).has_any:
            column.addWidget(ElidedLabel(theme, SMALL, tr("Nothing was said.")))
            column.addStretch(1)
            return
        box = LinesBox(theme, tr("Answer"))
        self._lines = lines
        box.view.show_lines(lines)
        column.addWidget(box, 1)
