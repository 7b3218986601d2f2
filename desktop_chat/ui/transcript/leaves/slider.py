"""How far something that is wider than the column has been moved to the side, and the bar that shows it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.transcript.looks import BodyLook


class Slider:
    """`shift` is how many pixels are out of sight on the left."""

    def __init__(self) -> None:
        self.shift = 0
        self._content = self._room = 0.0

    def fit(self, content: float, room: float) -> None:
        """So wide is what is shown, so wide the place for it."""
        self._content, self._room = content, room
        self.shift = min(self.shift, self._most)

    @property
    def _most(self) -> int:
        return max(0, round(self._content - self._room))

    def move(self, pixels: int) -> bool:
        before = self.shift
        self.shift = min(max(0, self.shift + pixels), self._most)
        return self.shift != before

    def draw(self, painter: QPainter, box: QRectF, look: BodyLook) -> None:
        """At the lower edge of the box, while there is anything out of sight."""
        if self._most == 0:
            return
        metrics = look.metrics
        share = self._room / self._content
        length = max(metrics.scroll_handle_min, box.width() * share)
        left = box.left() + (box.width() - length) * self.shift / self._most
        thick = metrics.scroll_handle - metrics.space2
        bar = QRectF(left, box.bottom() - thick - metrics.space2, length, thick)
        draw_box(painter, bar, look.ground("control"), thick / 2)
