"""Where the open conversation is when it is not in the list, and the way back: a line below the header."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_chat.domain.messages import Conversation
from desktop_chat.services.trash import Trash
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_hairline
from desktop_chat.ui.theme import CONTROL
from desktop_chat.ui.widgets import Button, ElidedLabel
from desktop_chat.words import times
from desktop_chat.words.catalogue import tr


class WhereaboutsLine(QWidget):
    """Hidden for a conversation that is in the list."""

    wanted_back = Signal()

    def __init__(self, theme: Theme, trash: Trash, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._trash = trash
        self._conversation: Conversation | None = None
        self._words = ElidedLabel(theme, CONTROL)
        self._back = Button(theme, "")
        self._back.set_small()
        self._back.clicked.connect(self.wanted_back)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._back, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._fit)
        self._fit()
        self.hide()

    def show_conversation(self, conversation: Conversation) -> None:
        """This one is open now, or is another than it was."""
        self._conversation = conversation
        self.retranslate()
        self.setVisible(conversation.archived or conversation.trashed_at is not None)

    def retranslate(self) -> None:
        conversation = self._conversation
        if conversation is None:
            return
        words, back = tr("This conversation is in the archive."), tr("Back to the list")
        if conversation.trashed_at is not None:
            now = datetime.now().astimezone()
            end = times.when(now + self._trash.left(conversation, now), now)
            words, back = tr("In the trash; deleted for good after {day}.").format(day=end), tr("Restore")
        self._words.setText(words)
        self._back.set_words(back)

    @Slot()
    def _fit(self) -> None:
        m = self._theme.metrics
        self.setFixedHeight(m.ending)
        self._row.setContentsMargins(m.header_title_x, 0, m.space8, 0)
        self._row.setSpacing(m.space12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.palette.sunken)
        below = QRectF(self.rect()).bottom() - self._theme.metrics.border
        draw_hairline(painter, QRectF(0, below, self.width(), self._theme.metrics.border), self._theme.palette.line)
