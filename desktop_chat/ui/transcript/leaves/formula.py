"""A formula of its own: drawn where it can be drawn well, else its source in a legible form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop_chat.markup.blocks import Block
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.transcript.leaves.flow import Flow
from desktop_chat.ui.transcript.leaves.leaf import Hot
from desktop_chat.ui.transcript.leaves.slider import Slider
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.ui.transcript.typeset import Mark


class Formula:
    """Centred in the column. Its text is its source."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.height = 0
        self._flow = Flow(block.content)
        self._width = 0
        self._look: BodyLook | None = None
        self._slider = Slider()

    @property
    def text(self) -> str:
        return self.block.content

    def estimate(self, width: int, look: BodyLook) -> int:
        return look.line(tokens.MATH) * (1 + self.block.content.count("\n"))

    def set_in(self, width: int, look: BodyLook) -> int:
        self._width, self._look = width, look
        self.height = self._flow.set_in(width, look.face(tokens.MATH))
        return self.height

    def update(self, block: Block) -> float:
        self.block = block
        self._flow.replace(block.content)
        return 0

    def release(self) -> None:
        self._look = None
        self._flow.forget()

    def draw(self, painter: QPainter, at: QPointF, band: tuple[float, float], marks: Sequence[Mark]) -> None:
        if self._look is not None:
            self._flow.draw(painter, at + QPointF(self._left, 0), self._look.ink("text"), band, marks)

    def offset_at(self, point: QPointF) -> int:
        return self._flow.offset_at(point - QPointF(self._left, 0))

    def first_at(self, y: float) -> int:
        return self._flow.first_at(y)

    def caret(self, offset: int) -> QRectF:
        return self._flow.caret(offset).translated(self._left, 0)

    def rects(self, start: int, end: int) -> list[QRectF]:
        return [rect.translated(self._left, 0) for rect in self._flow.rects(start, end)]

    def word_at(self, offset: int) -> tuple[int, int]:
        return self._flow.word_at(offset)

    def hot_at(self, point: QPointF) -> Hot | None:
        return None

    def slide(self, pixels: int) -> bool:
        return self._slider.move(pixels)

    @property
    def _left(self) -> float:
        return max(0.0, (self._width - self._flow.natural_width) / 2)
