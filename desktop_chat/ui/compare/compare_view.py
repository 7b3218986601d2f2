"""Replies to one question side by side, each growing in a column of its own.

What is wished of a reply here is wished of the transcript: its signals are those that the window listens to.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop_chat.domain.joints import parts_of
from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.domain.text import first_line
from desktop_chat.domain.turns import MOST_AT_ONCE
from desktop_chat.services.bundle import Services
from desktop_chat.ui.compare.reply_column import ReplyColumn
from desktop_chat.ui.look import Theme
from desktop_chat.ui.scroll_pane import ScrollPane
from desktop_chat.ui.theme import SMALL, STRONG
from desktop_chat.ui.transcript.transcript import Transcript
from desktop_chat.ui.widgets import Button, ElidedLabel, Rule
from desktop_chat.words.catalogue import tr, trn

_QUESTION_LENGTH = 200
_PASSED_ON = (
    *("retry_requested", "continue_requested", "edit_requested", "raise_limit_requested"),
    *("endpoint_requested", "budget_requested", "context_requested", "receipt_requested", "wished"),
)


class CompareView(QFrame):
    """The columns of one question; `transcript` is where their wishes go."""

    left = Signal()
    """Back to the one branch that is read."""
    taken = Signal(str)
    """The reply to go on with."""

    def __init__(self, services: Services, transcript: Transcript, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "paper")
        self._services, self._transcript, self._theme = services, transcript, theme
        self._question_id = ""
        self.columns: list[ReplyColumn] = []
        self._title, self._asked = ElidedLabel(theme, STRONG), ElidedLabel(theme, SMALL)
        self._keys = ElidedLabel(theme, SMALL)
        self._stop_all, self._back = Button(theme, ""), Button(theme, "")
        self._inside, self._scroll = QFrame(), ScrollPane()
        self._inside.setProperty("surface", "paper")
        self._row = QHBoxLayout(self._inside)
        self._lay_out()
        self._stop_all.clicked.connect(self.stop_all)
        self._back.clicked.connect(self.left)
        services.chat.reply_ended.connect(self._follow)
        self.retranslate()

    def _lay_out(self) -> None:
        m = self._theme.metrics
        head = QHBoxLayout()
        head.setContentsMargins(m.space16, m.space8, m.space16, m.space8)
        head.setSpacing(m.space8)
        head.addWidget(self._title)
        head.addWidget(self._asked, 1)
        for button in (self._stop_all, self._back):
            button.set_small()
            head.addWidget(button)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inside)
        foot = QHBoxLayout()
        foot.setContentsMargins(m.space16, m.space4, m.space16, m.space4)
        foot.addWidget(self._keys, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule(self._theme))
        column.addWidget(self._scroll, 1)
        column.addWidget(Rule(self._theme))
        column.addLayout(foot)

    # -- what is shown -----------------------------------------------------------------------------------------------

    def show_replies(self, reply: Message, replies: Sequence[Message]) -> None:
        """These replies to one question, the keys in the column of `reply`; the last ones, where there are many."""
        tree = self._services.chat.tree(reply.conversation_id)
        shown = list(replies[-MOST_AT_ONCE:])
        if reply.id not in {one.id for one in shown}:
            shown = [reply, *shown[1:]]
        self._question_id = parts_of(tree, reply.id)[0].parent_id or ""
        self._show(shown)
        question = tree.get(self._question_id)
        self._asked.setText(first_line(question.text, _QUESTION_LENGTH) if question else "")
        self._follow()
        self.focus_column(next(place for place, one in enumerate(shown) if one.id == reply.id))

    def compares(self, message: Message) -> bool:
        """Whether `message` is an answer to the question that is shown."""
        tree = self._services.chat.tree(message.conversation_id)
        return message.id in tree and parts_of(tree, message.id)[0].parent_id == self._question_id

    def focus_column(self, place: int) -> None:
        """The keys are in that column now; beyond either end, in the first or the last."""
        column = self.columns[min(max(0, place), len(self.columns) - 1)]
        column.view.walk_to(0)
        self._scroll.ensureWidgetVisible(column)

    def retranslate(self) -> None:
        self._title.setText(trn("{n} reply", "{n} replies", len(self.columns)).format(n=len(self.columns)))
        self._stop_all.set_words(tr("Stop all"))
        self._back.set_words(tr("Back to one"))
        self._keys.setText(tr("← → other reply, Enter goes on with it, S stops it, Shift+S stops all, Esc back"))
        for column in self.columns:
            column.retranslate()

    def clear(self) -> None:
        """Nothing is compared any longer; what is not seen costs nothing."""
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.columns = []

    def _show(self, replies: Sequence[Message]) -> None:
        self.clear()
        self.columns = [ReplyColumn(self._services, self._theme) for _ in replies]
        for number, (column, reply) in enumerate(zip(self.columns, replies, strict=True)):
            if number:
                self._row.addWidget(Rule(self._theme, upright=True))
            self._row.addWidget(column, 1)
            self._connect(column)
            column.open(reply)
        self.retranslate()

    def _connect(self, column: ReplyColumn) -> None:
        view = column.view
        column.taken.connect(self.taken)
        column.stop_requested.connect(self._services.replies.stop)
        view.moved.connect(lambda step: self.focus_column(self.columns.index(column) + step))
        view.branch_requested.connect(lambda _, step: self.focus_column(self.columns.index(column) + step))
        view.stop_requested.connect(lambda every: self.stop_all() if every else self._stop(column))
        view.left.connect(self.left)
        view.set_attempts(self._transcript.story.attempts or 1)
        for name in _PASSED_ON:
            getattr(view, name).connect(getattr(self._transcript, name))

    # -- stopping ----------------------------------------------------------------------------------------------------

    def _stop(self, column: ReplyColumn) -> None:
        self._services.replies.stop(column.reply_id)

    @Slot()
    def stop_all(self) -> None:
        for column in self.columns:
            self._stop(column)

    @Slot()
    def _follow(self) -> None:
        self._stop_all.setVisible(sum(column.is_writing for column in self.columns) > 1)

    def shown(self) -> list[MessageId]:
        """The replies, from the first column on."""
        return [column.reply_id for column in self.columns]
