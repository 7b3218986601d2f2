"""The pages about one receipt with the texts of it: what was sent, what came back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import Message
from desktop_chat.domain.receipts import Receipt
from desktop_chat.ui.lines.view import LinesBox
from desktop_chat.ui.look import Theme
from desktop_chat.ui.raw_body import RawBody
from desktop_chat.ui.receipt.answer_lines import AnswerLines
from desktop_chat.ui.receipt.fact_table import FactTable
from desktop_chat.ui.receipt.facts import answer_facts_of
from desktop_chat.ui.receipt.summary_page import column_of, source_line
from desktop_chat.ui.theme import CONTROL, SMALL
from desktop_chat.ui.widgets import ElidedLabel
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import explain
from desktop_chat.words.explanation import Kept


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
