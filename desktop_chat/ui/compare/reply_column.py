"""A reply and what can be done with it as a whole."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.services.bundle import Services
from desktop_chat.ui.compare.reply_view import ReplyView
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import SMALL
from desktop_chat.ui.widgets import Button, ElidedLabel
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named


class ReplyColumn(QWidget):
    """`taken` and `stop_requested` name the reply."""

    taken = Signal(str)
    stop_requested = Signal(str)

    def __init__(self, services: Services, theme: Theme) -> None:
        super().__init__()
        self.view = ReplyView(services.chat, services.replies, services.library, theme, list)
        self._take = Button(theme, "")
        self._stop = Button(theme, "")
        self._endpoint = ElidedLabel(theme, SMALL)
        self._endpoint.setAlignment(Qt.AlignmentFlag.AlignRight)
        for button in (self._take, self._stop):
            button.set_small()
        m = theme.metrics
        self.setMinimumWidth(m.measure_min - m.space20)  # two stand in a window of 620
        foot = QHBoxLayout()
        foot.setContentsMargins(m.stacked_spine_x + m.spine + m.text_gap, m.space8, m.space16, m.space12)
        foot.setSpacing(m.space8)
        foot.addWidget(self._take)
        foot.addWidget(self._stop)
        foot.addWidget(self._endpoint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self._take.clicked.connect(lambda: self.taken.emit(self.reply_id))
        self._stop.clicked.connect(lambda: self.stop_requested.emit(self.reply_id))
        self.view.taken.connect(lambda: self.taken.emit(self.reply_id))
        self.view.story.reloaded.connect(self._follow)
        self.retranslate()

    @property
    def reply_id(self) -> MessageId:
        return self.view.reply_id

    def open(self, reply: Message) -> None:
        self.view.open_reply(reply.conversation_id, reply.id)
        self._endpoint.setText(named(reply.endpoint or ""))

    @property
    def is_writing(self) -> bool:
        return self.view.story.is_writing

    def retranslate(self) -> None:
        self._take.set_words(tr("Go on with this one"))
        self._stop.set_words(tr("Stop"))
        self.view.retranslate()

    @Slot()
    def _follow(self) -> None:
        had_keys = self._stop.hasFocus()
        self._stop.setVisible(self.is_writing)
        if had_keys and not self.is_writing:
            self.view.setFocus()
