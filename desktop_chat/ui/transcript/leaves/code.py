"""A block of code: a head that names the language, lines on their own ground, wide ones moved to the side.

Colours arrive later, in slices; a line whose colours have changed is set again when it is painted next.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop_chat.markup.blocks import Block
from desktop_chat.markup.highlight import Highlighter
from desktop_chat.ui.transcript.leaves.code_head import CodeHead, draw_tall_box
from desktop_chat.ui.transcript.leaves.code_lines import CodeLines
from desktop_chat.ui.transcript.leaves.leaf import Deed, Hot
from desktop_chat.ui.transcript.leaves.slider import Slider
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.ui.transcript.typeset import Mark, Paragraph


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
        self._lines = CodeLines()
        self.head = CodeHead(block.language)
        self._colours = Highlighter(block.language)
        self._take(block)

    def _take(self, block: Block) -> None:
        self.block = block
        self._lines.take(block)
        self._colours.feed(block.content, block.closed)
        self.is_uncoloured = True
        """Whether there is still something to colour, as far as anybody knows."""

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
        top = self._top_of(len(self._lines.texts) - 1, self._look) if self._look else 0
        self._take(block)
        return top

    # -- colours -----------------------------------------------------------------------------------------------------

    def colour(self, budget_s: float) -> None:
        """Colour further for about so long."""
        self.is_uncoloured = self._colours.work(budget_s)

    def take_coloured(self) -> tuple[int, int] | None:
        """From where to where lines have got other colours since this was asked last."""
        changed = self._colours.take_changed()
        self._lines.drop(changed)
        last = min(changed.stop, len(self._lines.texts)) - 1
        if self._look is None or last < changed.start:
            return None
        return self._top_of(changed.start, self._look), self._top_of(last, self._look) + self._lines.height(last)

    # -- setting -----------------------------------------------------------------------------------------------------

    def estimate(self, width: int, look: BodyLook) -> int:
        return self._above(look) + len(self._lines.texts) * look.code.line + look.metrics.code_padding_bottom

    def set_in(self, width: int, look: BodyLook) -> int:
        self._look, self._width = look, width
        room = width - 2 * look.metrics.code_padding_side
        inside = self._lines.set_in(room, look, wraps=self.wraps)
        self.height = self._above(look) + inside + look.metrics.code_padding_bottom
        self._slider.fit(0 if self.wraps else self._lines.columns * look.code.widest, room)
        return self.height

    def release(self) -> None:
        self._lines.forget()
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
        painter.save()
        inside = box.adjusted(self._inset, head.height(), -self._inset, 0)
        painter.setClipRect(inside, Qt.ClipOperation.IntersectClip)
        for number in range(self._number_at(band[0], look), self._number_at(band[1], look) + 1):
            here = [moved for mark in marks if (moved := self._in_line(mark, number))]
            self._line(number).draw(painter, at + self._corner(number, look), look.ink("text"), here)
        painter.restore()
        self._slider.draw(painter, box.adjusted(self._inset, 0, -self._inset, 0), look)

    def _in_line(self, mark: Mark, number: int) -> Mark | None:
        """What of the mark lies in that line, counted from its beginning."""
        start = self._lines.starts[number]
        if mark.end <= start or mark.start > start + len(self._lines.texts[number]):
            return None
        return Mark(mark.start - start, mark.end - start, mark.ground, mark.ink)

    # -- places ------------------------------------------------------------------------------------------------------

    def offset_at(self, point: QPointF) -> int:
        if self._look is None:
            return 0
        number = self._number_at(point.y(), self._look)
        inside = point - self._corner(number, self._look)
        return self._lines.starts[number] + self._line(number).offset_at(inside)

    def first_at(self, y: float) -> int:
        return self._lines.starts[self._number_at(y, self._look)] if self._look else 0

    def caret(self, offset: int) -> QRectF:
        if self._look is None:
            return QRectF()
        number = self._lines.holding(offset)
        place = self._line(number).caret(offset - self._lines.starts[number])
        return place.translated(self._corner(number, self._look))

    def rects(self, start: int, end: int) -> list[QRectF]:
        if self._look is None or start >= end:
            return []
        found: list[QRectF] = []
        for number in range(self._lines.holding(start), self._lines.holding(end - 1) + 1):
            begin, corner = self._lines.starts[number], self._corner(number, self._look)
            found += [place.translated(corner) for place in self._line(number).rects(start - begin, end - begin)]
        return found

    def word_at(self, offset: int) -> tuple[int, int]:
        if self._look is None:
            return offset, offset
        number = self._lines.holding(offset)
        begin = self._lines.starts[number]
        start, end = self._line(number).word_at(offset - begin)
        return begin + start, begin + end

    def hot_at(self, point: QPointF) -> Hot | None:
        if self._look is None or not 0 <= point.y() < self._look.metrics.code_head:
            return None
        deed = self.head.deed_at(point.x(), self._width, self._look, wraps=self.wraps)
        return Hot(deed, self.text if deed is Deed.COPY_CODE else "") if deed else None

    def slide(self, pixels: int) -> bool:
        return self._slider.move(pixels)

    # -- within ------------------------------------------------------------------------------------------------------

    @property
    def _inset(self) -> int:
        return self._look.metrics.code_padding_side if self._look else 0

    def _above(self, look: BodyLook) -> int:
        return look.metrics.code_head + look.metrics.code_padding_top

    def _top_of(self, number: int, look: BodyLook) -> int:
        return self._above(look) + self._lines.top(number)

    def _number_at(self, y: float, look: BodyLook) -> int:
        return self._lines.at(y - self._above(look))

    def _corner(self, number: int, look: BodyLook) -> QPointF:
        """Where that line begins, moved to the side as it is."""
        return QPointF(self._inset - self._slider.shift, self._top_of(number, look))

    def _line(self, number: int) -> Paragraph:
        return self._lines.line(number, self._colours.tints(number))
