"""A block of code: a head that names the language, lines on their own ground, wide ones moved to the side.

Colours arrive later, in slices; a line whose colours have changed is set again when it is painted next.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop_chat.markup.blocks import Block
from desktop_chat.ui.transcript.leaves.code_head import CodeHead, draw_tall_box
from desktop_chat.ui.transcript.leaves.code_text import CodeText
from desktop_chat.ui.transcript.leaves.leaf import Deed, Hot
from desktop_chat.ui.transcript.leaves.slider import Slider
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.ui.transcript.typeset import Mark

_WITH_GROWTH_S = 0.001


class Code:
    """Code in one width; `wraps` breaks lines that are too long for it."""

    waits = False

    def __init__(self, block: Block) -> None:
        self.block = block
        self.height = 0
        self.wraps = False
        self._look: BodyLook | None = None
        self._width = 0
        self._slider = Slider()
        self._begin(block)

    def _begin(self, block: Block) -> None:
        self.head = CodeHead(block.language)
        self._text = CodeText(block.language)
        self._take(block)

    def _take(self, block: Block) -> None:
        self.block = block
        self._text.take(block)

    # -- what it holds -----------------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        return self.block.content

    @property
    def length(self) -> int:
        return len(self.block.content)

    def update(self, block: Block) -> float:
        before, after = self.block.content, block.content
        # What looked like code a moment ago may have been the beginning of the closing fence.
        goes_on = after.startswith(before) or before.startswith(after)
        if block.language != self.block.language or not goes_on:
            self._begin(block)
            return 0
        top = self._above(self._look) + self._text.top(len(self._text.texts) - 1) if self._look else 0
        self._take(block)
        return top if block.closed else min(top, self._coloured_top())

    def _coloured_top(self) -> float:
        """The few lines that have come are coloured at once: so they are set and painted once, not twice. The first
        ones are not, because a lexer has to be loaded for them.
        """
        if self._look is None or not self._text.has_begun:
            return math.inf
        self.colour(_WITH_GROWTH_S)
        coloured = self.take_coloured()
        return coloured[0] if coloured else math.inf

    # -- colours -----------------------------------------------------------------------------------------------------

    @property
    def is_uncoloured(self) -> bool:
        """Whether there is still something to colour, as far as anybody knows."""
        return self._text.is_uncoloured

    def colour(self, budget_s: float) -> None:
        """Colour further for about so long."""
        self._text.colour(budget_s)

    def take_coloured(self) -> tuple[int, int] | None:
        """From where to where it has got other colours since this was asked last."""
        changed = self._text.take_coloured()
        if self._look is None or changed is None:
            return None
        above = self._above(self._look)
        return above + changed[0], above + changed[1]

    # -- setting -----------------------------------------------------------------------------------------------------

    def estimate(self, width: int, look: BodyLook) -> int:
        return self._above(look) + len(self._text.texts) * look.code.line + look.metrics.code_padding_bottom

    def set_in(self, width: int, look: BodyLook) -> int:
        self._look, self._width = look, width
        room = width - 2 * look.metrics.code_padding_side
        inside = self._text.set_in(room, look, wraps=self.wraps)
        self.height = self._above(look) + inside + look.metrics.code_padding_bottom
        self._slider.fit(0 if self.wraps else self._text.columns * look.code.widest, room)
        return self.height

    def release(self) -> None:
        self._text.forget()
        self._look = None

    # -- painting ----------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, at: QPointF, band: tuple[float, float], marks: Sequence[Mark]) -> None:
        look = self._look
        if look is None:
            return
        box = QRectF(at.x(), at.y(), self._width, self.height)
        draw_tall_box(painter, box, (at.y() + band[0], at.y() + band[1]), look)
        head = QRectF(box.left(), box.top(), box.width(), look.metrics.code_head)
        if band[0] <= head.height():
            self.head.draw(painter, head, look, wraps=self.wraps)
        side, corner = look.metrics.code_padding_side, self._corner(look)
        painter.save()
        painter.setClipRect(box.adjusted(side, head.height(), -side, 0), Qt.ClipOperation.IntersectClip)
        inside = (band[0] - corner.y(), band[1] - corner.y())
        self._text.draw(painter, at + corner, inside, marks, look)
        painter.restore()
        self._slider.draw(painter, box.adjusted(side, 0, -side, 0), look)

    # -- places ------------------------------------------------------------------------------------------------------

    def offset_at(self, point: QPointF) -> int:
        return self._text.offset_at(point - self._corner(self._look)) if self._look else 0

    def first_at(self, y: float) -> int:
        return self._text.starts[self._text.at(y - self._above(self._look))] if self._look else 0

    def caret(self, offset: int) -> QRectF:
        return self._text.caret(offset).translated(self._corner(self._look)) if self._look else QRectF()

    def rects(self, start: int, end: int) -> list[QRectF]:
        if self._look is None or start >= end:
            return []
        corner = self._corner(self._look)
        return [place.translated(corner) for place in self._text.rects(start, end)]

    def word_at(self, offset: int) -> tuple[int, int]:
        return self._text.word_at(offset) if self._look else (offset, offset)

    def hot_at(self, point: QPointF) -> Hot | None:
        if self._look is None or not 0 <= point.y() < self._look.metrics.code_head:
            return None
        deed = self.head.deed_at(point.x(), self._width, self._look, wraps=self.wraps)
        return Hot(deed, self.text if deed is Deed.COPY_CODE else "") if deed else None

    def slide(self, pixels: int) -> bool:
        return self._slider.move(pixels)

    # -- within ------------------------------------------------------------------------------------------------------

    def _above(self, look: BodyLook) -> int:
        return look.metrics.code_head + look.metrics.code_padding_top

    def _corner(self, look: BodyLook) -> QPointF:
        """Where the first line begins, moved to the side as it is."""
        return QPointF(look.metrics.code_padding_side - self._slider.shift, self._above(look))
