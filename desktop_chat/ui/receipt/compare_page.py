"""Two receipts beside each other: the facts that differ, then what differs in the bodies."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_chat.domain.comparison import differing
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.domain.receipts import Receipt
from desktop_chat.services.chat import Chat
from desktop_chat.ui.buttons import Button
from desktop_chat.ui.commands import native
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.lines.view import LinesBox
from desktop_chat.ui.look import Theme
from desktop_chat.ui.receipt import keys
from desktop_chat.ui.receipt.diff_lines import DiffLines
from desktop_chat.ui.receipt.fact_table import FactTable
from desktop_chat.ui.receipt.facts import Fact, facts_of
from desktop_chat.ui.receipt.reply_picker import ReplyPicker, label_of, others_of, place_of
from desktop_chat.ui.receipt.summary_page import column_of, source_line
from desktop_chat.ui.theme import CONTROL, SMALL, STRONG
from desktop_chat.ui.tips import plain_tip
from desktop_chat.ui.widgets import ElidedLabel, IconButton
from desktop_chat.words import times
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.errors import explain
from desktop_chat.words.explanation import Kept


class ComparePage(QWidget):
    """The other reply stands on the left of the signs ("−"), this one on the right ("+"). Without `other` it is the one
    before it, where there is one.
    """

    def __init__(
        self, receipt: Receipt, reply: Message, chat: Chat, theme: Theme, other: MessageId | None = None
    ) -> None:
        super().__init__()
        self._receipt, self._reply, self._chat, self._theme = receipt, reply, chat, theme
        self.other: MessageId | None = None
        """The reply that this one is compared with."""
        self._lines: DiffLines | None = None
        self._pick = _PickButton(theme)
        self._table = FactTable(theme, (_this_reply(chat, reply, theme), self._pick))
        self._box = LinesBox(theme, tr("Differences"))
        self._count = ElidedLabel(theme, SMALL)
        self._only = Button(theme, tr("Only differences"))
        self._note = ElidedLabel(theme, CONTROL)
        self._body = QWidget()
        self._lay_out()
        self._pick.clicked.connect(self._choose)
        self._only.toggled.connect(self._show_only)
        beside, rest = others_of(chat.tree(receipt.conversation_id), reply)
        self.compare_with(other or next((one.id for one in beside[::-1] + rest), None))

    def _lay_out(self) -> None:
        m = self._theme.metrics
        self._only.set_small()
        self._only.setCheckable(True)
        head = QHBoxLayout()
        head.setSpacing(m.space8)
        head.addWidget(ElidedLabel(self._theme, STRONG, tr("Body")), 1)
        head.addWidget(self._count)
        for icon, words, step, key in (
            (Icon.UP, tr("Previous difference"), -1, keys.PREVIOUS_DIFFERENCE),
            (Icon.DOWN, tr("Next difference"), 1, keys.NEXT_DIFFERENCE),
        ):
            button = IconButton(self._theme, icon, words)
            button.setToolTip(plain_tip(f"{words} ({native(key)})"))
            button.clicked.connect(partial(self.step_difference, step))
            head.addWidget(button)
        head.addWidget(self._only)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(m.space8)
        inside.addLayout(head)
        inside.addWidget(self._box, 1)
        column = column_of(self, self._theme)
        column.addWidget(self._table)
        column.addWidget(self._note)
        column.addWidget(self._body, 1)
        column.addWidget(source_line(self._receipt, self._theme))

    # -- the other one -----------------------------------------------------------------------------------------------

    @Slot(str)
    def compare_with(self, other: MessageId | None) -> None:
        """Shows how that reply's receipt differs, or says why that cannot be seen."""
        self.other = other
        self._table.setVisible(other is not None)
        if other is None:
            self._say(tr("There is no other reply in this conversation yet."))
            return
        tree = self._chat.tree(self._receipt.conversation_id)
        self._pick.set_words(label_of(tree, tree[other]))
        try:
            self._show(self._chat.receipt(other), tree[other])
        except ChatError as error:
            self._table.show_rows(())
            self._say(explain(error, Kept.NOTHING).headline)

    def _say(self, words: str) -> None:
        self._note.setText(words)
        self._note.show()
        self._body.hide()

    def _show(self, receipt: Receipt, reply: Message) -> None:
        facts = differing(_by_label(receipt, reply), _by_label(self._receipt, self._reply))
        self._table.show_rows((label, (ours, theirs)) for label, (theirs, ours) in facts.items())
        self._lines = DiffLines(receipt.request, self._receipt.request)
        self._lines.show_only_differences(self._only.isChecked())
        self._box.view.show_lines(self._lines)
        count = self._lines.comparison.differences
        told = trn("{n} difference", "{n} differences", count).format(n=times.count(count))
        self._count.setText(told if count else tr("The bodies are the same."))
        self._note.hide()
        self._body.show()
        if rows := self._lines.differences():
            self._box.view.go_to(rows[0])

    @Slot()
    def _choose(self) -> None:
        tree = self._chat.tree(self._receipt.conversation_id)
        picker = ReplyPicker(tree, self._reply, self.other or "", self._theme, self._pick)
        picker.reply_chosen.connect(self.compare_with)
        picker.start()

    # -- the body ----------------------------------------------------------------------------------------------------

    @Slot(bool)
    def _show_only(self, only: bool) -> None:
        if self._lines is not None:
            self._lines.show_only_differences(only)
            if rows := self._lines.differences():
                self._box.view.go_to(rows[0])

    def step_difference(self, step: int) -> None:
        """To the next one, or the one before; at the last the keys stay."""
        rows = self._lines.differences() if self._lines is not None else []
        here = self._box.view.currentIndex().row()
        further = [row for row in rows if row > here] if step > 0 else [row for row in rows[::-1] if row < here]
        if further:
            self._box.view.go_to(further[0])


def _by_label(receipt: Receipt, reply: Message) -> dict[str, Fact]:
    """Without the parameters: the difference of the bodies has them, each by itself."""
    facts = {fact.label: fact for fact in facts_of(receipt, reply)}
    facts.pop(tr("Parameters"), None)
    return facts


def _this_reply(chat: Chat, reply: Message, theme: Theme) -> QWidget:
    """The head of its column: its name, then which branch it is and when it was asked for."""
    number, siblings, when = place_of(chat.tree(reply.conversation_id), reply)
    branch = tr("branch {n} of {of}").format(n=number, of=siblings) if siblings > 1 else ""
    name = ElidedLabel(theme, STRONG, tr("This reply"))
    name.setFixedWidth(name.sizeHint().width())
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.metrics.space8)
    row.addWidget(name)
    row.addWidget(ElidedLabel(theme, SMALL, ", ".join(filter(None, (branch, when)))), 1)
    return head


class _PickButton(Button):
    """What is chosen, and a caret that says that there is more to choose from."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "")
        self.set_small()
        self.setAccessibleDescription(tr("Compare with another reply"))

    def _font(self) -> QFont:
        return self._theme.font(STRONG)

    def _content_width(self) -> float:
        m = self._theme.metrics
        return super()._content_width() + m.space8 + m.icon

    def _parts(self, ink: QColor, missing: float) -> list[tuple[float, Icon | tuple[str, QFont, QColor]]]:
        parts = super()._parts(ink, missing)
        caret: tuple[float, Icon | tuple[str, QFont, QColor]] = (self._theme.metrics.icon, Icon.DOWN)
        return [caret, *parts] if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else [*parts, caret]
