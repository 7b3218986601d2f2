"""How much of something long is done, as a bar; it moves when more is done and never by itself."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from desktop_chat.ui.look import Theme

_STEPS = 1000


class ProgressBar(QProgressBar):
    """From 0 to 1, as high as the bar of the strip."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme = theme
        self.setRange(0, _STEPS)
        self.setTextVisible(False)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_part(self, part: float) -> None:
        self.setValue(round(part * _STEPS))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.metrics.measure_min, self._theme.metrics.strip_bar_height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.metrics.space48, self._theme.metrics.strip_bar_height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m, p = self._theme.metrics, self._theme.palette
        box = QRectF(self.rect())
        clip = QPainterPath()
        clip.addRoundedRect(box, m.radius_inline, m.radius_inline)
        painter.fillPath(clip, p.sunken)
        painter.setClipPath(clip)
        done = QRectF(box)
        done.setWidth(box.width() * self.value() / _STEPS)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            done.moveRight(box.right())
        painter.fillRect(done, p.accent)
