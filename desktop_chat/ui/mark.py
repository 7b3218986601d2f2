"""An icon that stands beside words, as high as a line of them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import square
from desktop_chat.ui.theme import CONTROL, TextStyle


class Mark(QWidget):
    """`style` is that of the words; the icon only helps finding them."""

    def __init__(self, theme: Theme, icon: Icon, ink: str, style: TextStyle) -> None:
        super().__init__()
        self._theme, self._icon, self._ink, self._style = theme, icon, ink, style
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_icon(self, icon: Icon, ink: str) -> None:
        self._icon, self._ink = icon, ink
        self.update()

    def _side(self) -> int:
        m = self._theme.metrics
        return m.icon if self._style.px >= CONTROL.px else m.icon_small

    def sizeHint(self) -> QSize:
        return QSize(self._side(), self._theme.line(self._style))

    def paintEvent(self, event: QPaintEvent) -> None:
        place = square(QRectF(self.rect()).center(), self._side())
        draw_icon(QPainter(self), self._icon, place, self._theme.colour(self._ink))
