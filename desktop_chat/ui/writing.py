"""The sign that a reply is being written: a ring that turns in steps.

Eight steps a second are enough to see that something moves, and cost a repaint of twelve pixels each. One
clock turns all rings and runs only while somebody shows one; with reduced motion there is no clock and the
sign is three dots.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPen, Qt

from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import RING_ARC_DEGREES, RING_STEP_DEGREES, RING_STEP_MS

_SIXTEENTHS = 16  # Qt counts angles in sixteenths of a degree
_FROM_TOP = 90


class WritingClock(QObject):
    """Steps of the ring; views repaint their rings on `stepped`."""

    stepped = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = False
        self.angle = 0.0
        """How far the rings have turned from the top, in degrees."""
        self._timer = QTimer(self, interval=RING_STEP_MS)
        self._timer.timeout.connect(self._step)
        theme.changed.connect(self._decide)

    def set_shown(self, shown: bool) -> None:
        """Whether any ring is on the screen."""
        self._shown = shown
        self._decide()

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the sign into the square."""
        palette = self._theme.palette
        if self._theme.reduced_motion:
            draw_icon(painter, Icon.WRITING, rect, palette.accent)
            return
        stroke = self._theme.metrics.writing_stroke
        inside = rect.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.line, stroke))
        painter.drawEllipse(inside)
        painter.setPen(QPen(palette.accent, stroke, c=Qt.PenCapStyle.FlatCap))
        start = round((_FROM_TOP - self.angle) * _SIXTEENTHS)
        painter.drawArc(inside, start, -RING_ARC_DEGREES * _SIXTEENTHS)
        painter.restore()

    @Slot()
    def _decide(self) -> None:
        if self._shown and not self._theme.reduced_motion:
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()

    @Slot()
    def _step(self) -> None:
        self.angle = (self.angle + RING_STEP_DEGREES) % 360
        self.stepped.emit()
