"""The page that a receipt opens with, and what all its pages share."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_chat.domain.messages import Message
from desktop_chat.domain.receipts import Receipt
from desktop_chat.ui.look import Theme
from desktop_chat.ui.receipt.fact_table import FactTable
from desktop_chat.ui.receipt.facts import facts_of
from desktop_chat.ui.scroll_pane import ScrollPane
from desktop_chat.ui.theme import SMALL
from desktop_chat.ui.widgets import ElidedLabel
from desktop_chat.words.catalogue import joined, tr
from desktop_chat.words.explanation import named


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


class SummaryPage(ScrollPane):
    """All facts; scrolls where the window is too low for them."""

    def __init__(self, receipt: Receipt, reply: Message | None, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(tr("Summary"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table = FactTable(theme)
        table.show_facts(facts_of(receipt, reply))
        inside = QFrame()
        inside.setProperty("surface", "raised")
        column = column_of(inside, theme)
        column.addWidget(table)
        column.addWidget(source_line(receipt, theme))
        column.addStretch(1)
        self.setWidget(inside)
