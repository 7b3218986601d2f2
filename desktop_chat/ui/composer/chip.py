"""A line above the text for what is not being typed: a question that waits, or the one that is being changed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_chat.domain.text import first_line
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.theme import CONTROL, NAME
from desktop_chat.ui.widgets import ElidedLabel, IconButton

_LONGEST = 300


class Chip(QWidget):
    """What it is, its first words, and a cross."""

    crossed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label = ElidedLabel(theme, NAME)
        self._text = ElidedLabel(theme, CONTROL)
        self._cross = IconButton(theme, Icon.CLOSE, "")
        self._cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cross.clicked.connect(self.crossed)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._label)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._cross)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def say(self, label: str, text: str, cross: str) -> None:
        self._label.setText(label)
        self._label.setFixedWidth(self._label.sizeHint().width())
        self._text.setText(first_line(text, _LONGEST))
        self._cross.set_words(cross)
        self.setAccessibleName(f"{label}: {self._text.text()}")
        self.show()

    @Slot()
    def _restyle(self) -> None:
        m = self._theme.metrics
        self._row.setContentsMargins(m.space8 + m.space8, 0, 0, m.space8)
        self._row.setSpacing(m.space8)
        self.setFixedHeight(m.button_small + m.space8)

    def paintEvent(self, event: QPaintEvent) -> None:
        m = self._theme.metrics
        lead = QRectF(self.rect()).adjusted(m.space8, 0, 0, -m.space8)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            lead.translate(-m.space8, 0)
        draw_box(QPainter(self), lead, self._theme.palette.sunken, m.radius_chip)
