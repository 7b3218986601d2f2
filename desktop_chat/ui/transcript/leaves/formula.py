"""A formula on a line of its own: drawn where it can be drawn well, else its source in a legible form."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop_chat.markup.blocks import Block
from desktop_chat.markup.math_parts import Drawing
from desktop_chat.markup.math_source import legible
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.transcript.formulas import Found
from desktop_chat.ui.transcript.leaves.drawn import draw_formula
from desktop_chat.ui.transcript.leaves.flow import Flow
from desktop_chat.ui.transcript.leaves.leaf import Hot
from desktop_chat.ui.transcript.leaves.slider import Slider
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.ui.transcript.typeset import Mark


class Formula:
    """Centred in the column, or to be moved to the side where it is wider. Its text is its source; what stands for the
    source is one thing, selected as a whole.
    """

    def __init__(self, block: Block) -> None:
        self.block = block
        self.height = 0
        self.waits = False
        self._flow = Flow(block.content)
        self._drawing: Drawing | None = None
        self._is_source = True
        self._width = 0
        self._look: BodyLook | None = None
        self._slider = Slider()

    @property
    def text(self) -> str:
        return self.block.content

    @property
    def length(self) -> int:
        return len(self.block.content)

    def estimate(self, width: int, look: BodyLook) -> int:
        return look.line(tokens.MATH) * (1 + self.block.content.count("\\\\"))

    def set_in(self, width: int, look: BodyLook) -> int:
        self._width, self._look = width, look
        # One that is still being written would be drawn otherwise with every sign.
        is_final = self.block.closed
        found = look.find_formula(self.text, tokens.MATH, display=True) if is_final else Found()
        self._drawing, self.waits = found.drawing, found.waits
        self._is_source = self._drawing is None and (self.waits or not is_final)
        if self._drawing is None:
            self._flow.replace(self.text if self._is_source else legible(self.text))
            self.height = self._flow.set_in(width, look.face(tokens.MATH))
        else:
            tall = self._drawing.ascent + self._drawing.descent
            self.height = max(look.line(tokens.MATH), math.ceil(tall) + look.metrics.space8)
            self._slider.fit(self._drawing.width, width)
        return self.height

    def update(self, block: Block) -> float:
        self.block = block
        return 0

    def release(self) -> None:
        self._look = None
        self._drawing = None
        self._flow.forget()

    def draw(self, painter: QPainter, at: QPointF, band: tuple[float, float], marks: Sequence[Mark]) -> None:
        look = self._look
        if look is None:
            return
        ink = look.ink("text")
        if self._is_source:
            self._flow.draw(painter, at + QPointF(self._left, 0), ink, band, marks)
            return
        for mark in marks:
            painter.fillRect(self._box.translated(at), mark.ground)
        if self._drawing is None:
            self._flow.draw(painter, at + QPointF(self._left, 0), ink, band)
        else:
            self._draw_drawing(painter, at, self._drawing, look)

    def _draw_drawing(self, painter: QPainter, at: QPointF, drawing: Drawing, look: BodyLook) -> None:
        box = QRectF(at.x(), at.y(), self._width, self.height)
        painter.save()
        painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        baseline = (self.height - drawing.ascent - drawing.descent) / 2 + drawing.ascent
        ink, font = look.ink("text"), look.font(tokens.MATH)
        draw_formula(painter, at + QPointF(self._left, baseline), drawing, ink, font)
        painter.restore()
        self._slider.draw(painter, box, look)

    # -- places ------------------------------------------------------------------------------------------------------

    def offset_at(self, point: QPointF) -> int:
        if self._is_source:
            return self._flow.offset_at(point - QPointF(self._left, 0))
        return 0 if point.x() < self._box.center().x() else len(self.text)

    def first_at(self, y: float) -> int:
        return self._flow.first_at(y) if self._is_source else 0

    def caret(self, offset: int) -> QRectF:
        if self._is_source:
            return self._flow.caret(offset).translated(self._left, 0)
        return QRectF(self._box.left() if offset == 0 else self._box.right(), 0, 1, self.height)

    def rects(self, start: int, end: int) -> list[QRectF]:
        if self._is_source:
            return [rect.translated(self._left, 0) for rect in self._flow.rects(start, end)]
        return [self._box] if start < end else []

    def word_at(self, offset: int) -> tuple[int, int]:
        return self._flow.word_at(offset) if self._is_source else (0, len(self.text))

    def hot_at(self, point: QPointF) -> Hot | None:
        return None

    def slide(self, pixels: int) -> bool:
        return self._slider.move(pixels)

    @property
    def _wide(self) -> float:
        return self._drawing.width if self._drawing else self._flow.natural_width

    @property
    def _left(self) -> float:
        return max(0.0, (self._width - self._wide) / 2) - self._slider.shift

    @property
    def _box(self) -> QRectF:
        return QRectF(self._left, 0, self._wide, self.height)
