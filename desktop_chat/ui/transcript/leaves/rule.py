"""A rule across the column: it parts, and has nothing to read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop_chat.markup.blocks import Block
from desktop_chat.ui.painting import draw_hairline
from desktop_chat.ui.transcript.leaves.leaf import Hot
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.ui.transcript.typeset import Mark


class Rule:
    """As high as the air it stands in."""

    text = ""
    length = 0
    waits = False

    def __init__(self, block: Block) -> None:
        self.block = block
        self.height = 0
        self._width = 0
        self._look: BodyLook | None = None

    def estimate(self, width: int, look: BodyLook) -> int:
        return look.metrics.space16

    def set_in(self, width: int, look: BodyLook) -> int:
        self._width, self._look = width, look
        self.height = look.metrics.space16
        return self.height

    def update(self, block: Block) -> float:
        self.block = block
        return 0

    def release(self) -> None:
        """There is nothing to give back."""

    def draw(self, painter: QPainter, at: QPointF, band: tuple[float, float], marks: Sequence[Mark]) -> None:
        if self._look is not None:
            draw_hairline(painter, QRectF(at.x(), at.y() + self.height / 2, self._width, 0), self._look.ground("line"))

    def offset_at(self, point: QPointF) -> int:
        return 0

    def first_at(self, y: float) -> int:
        return 0

    def caret(self, offset: int) -> QRectF:
        return QRectF(0, 0, 1, self.height)

    def rects(self, start: int, end: int) -> list[QRectF]:
        return []

    def word_at(self, offset: int) -> tuple[int, int]:
        return 0, 0

    def hot_at(self, point: QPointF) -> Hot | None:
        return None

    def slide(self, pixels: int) -> bool:
        return False
