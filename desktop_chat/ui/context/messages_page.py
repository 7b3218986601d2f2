"""The first page: the sum, the rows, and the rules at the foot with the keys that change them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_chat.domain.context import Reason, Row
from desktop_chat.domain.errors import BudgetTooSmall, ChatError, NothingToSend
from desktop_chat.domain.policy import Policy
from desktop_chat.ui.commands import native
from desktop_chat.ui.composer.preview import Outlook
from desktop_chat.ui.context.budget import Budget
from desktop_chat.ui.context.hints import KeyHints
from desktop_chat.ui.context.policy_words import policy_words
from desktop_chat.ui.context.row_list import RowList
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import LABEL
from desktop_chat.ui.widgets import ElidedLabel, LinkButton, Rule
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import explain


class MessagesPage(QWidget):
    """Shows one outlook after another."""

    policy_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._budget = Budget(theme)
        self.rows = RowList(theme)
        self._trouble = WrappedText(theme, LABEL)
        self._policy = ElidedLabel(theme, LABEL)
        self.change = LinkButton(theme, tr("Change…"), style=LABEL)
        self.change.clicked.connect(self.policy_requested)
        self._hints = KeyHints(theme)
        self.rows.selectionModel().currentChanged.connect(self._show_hints)
        self._lay_out()

    def _lay_out(self) -> None:
        m = self._theme.metrics
        head, foot, rules = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        head.setContentsMargins(m.space16, m.space12, m.space16, m.space12)
        head.addWidget(self._budget)
        rules.setSpacing(m.space8)
        rules.addWidget(self._policy, 1)
        rules.addWidget(self.change)
        foot.setContentsMargins(m.space16, m.space12, m.space16, m.space12)
        foot.setSpacing(m.space4)
        foot.addWidget(self._trouble)
        foot.addLayout(rules)
        foot.addWidget(self._hints)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule(self._theme))
        column.addWidget(self.rows, 1)
        column.addWidget(Rule(self._theme))
        column.addLayout(foot)

    def show_outlook(self, outlook: Outlook, policy: Policy) -> None:
        self._budget.show_plan(outlook.plan, policy)
        self.rows.show_plan(outlook.plan, waits=outlook.waits)
        is_idle = outlook.plan is not None and outlook.plan.is_idle
        quiet = isinstance(outlook.trouble, NothingToSend) or (is_idle and isinstance(outlook.trouble, BudgetTooSmall))
        self._say(None if quiet else outlook.trouble)
        divided = outlook.plan is not None and Reason.BEFORE_DIVIDER in outlook.plan.out
        self._policy.setText(policy_words(policy, divided=divided))
        self._show_hints()

    def retranslate(self) -> None:
        self.change.set_words(tr("Change…"))
        self._budget.retranslate()
        self.rows.retranslate()
        self._show_hints()

    def _say(self, trouble: ChatError | None) -> None:
        self._trouble.setVisible(trouble is not None)
        if trouble is not None:
            told = explain(trouble)
            self._trouble.show_pieces(Piece(told.headline, "err", strong=True), Piece(told.detail, "err"))

    @Slot(QModelIndex, QModelIndex)
    def _show_hints(self, *_: QModelIndex) -> None:
        row = self.rows.current_row()
        self._hints.show_hints(_hints_for(row))


def _hints_for(row: Row | None) -> tuple[tuple[str, str], ...]:
    """What can be done with it: neither a system prompt nor what is not said yet is ever left out."""
    if row is None:
        return (("X", tr("exclude")), ("P", tr("pin")), (native("Enter"), tr("show in the conversation")))
    if not row.messages or row.is_draft:
        return ((native("Space"), tr("read all of it")),)
    if row.reason is Reason.SUMMARY:
        return ((native("Enter"), tr("show in the conversation")),)
    out = tr("take back in") if row.reason is Reason.EXCLUDED else tr("exclude")
    pin = tr("unpin") if row.reason is Reason.PINNED else tr("pin")
    return (("X", out), ("P", pin), (native("Enter"), tr("show in the conversation")))
