"""A block of code: a head that names the language, lines on their own ground, wide ones moved to the side.

Thousands of lines open at once because a line is set when it is painted, and without wrapping all lines are equally
high. Colours arrive later, in slices; a line whose colours have changed is set again when it is painted next.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop_chat.markup.blocks import Block
from desktop_chat.markup.highlight import Highlighter
from desktop_chat.ui.transcript.heights import Heights
from desktop_chat.ui.transcript.leaves.code_head import CodeHead, draw_tall_box
from desktop_chat.ui.transcript.leaves.leaf import Deed, Hot
from desktop_chat.ui.transcript.leaves.slider import Slider
from desktop_chat.ui.transcript.looks import BodyLook, Face
from desktop_chat.ui.transcript.typeset import Mark, Paragraph, Span

_KEPT = 200  # lines whose layouts are kept
_MAY_CLOSE = frozenset({"`", "``", "```", "~", "~~", "~~~"})
_WIDE = 0x2E80  # from here on most characters take two columns


class Code:
    """Code in one width; `wraps` breaks lines that are too long for it."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.height = 0
        self.wraps = False
        self._lines: list[str] = []
        self._starts: list[int] = []
        self._tops: Heights | None = None  # while it wraps
        self._columns = 0  # of the longest line
        self._set: OrderedDict[int, Paragraph] = OrderedDict()
        self._look: BodyLook | None = None
        self._width = 0
        self._head = CodeHead(block.language)
        self._slider = Slider()
        self._colours = Highlighter(block.language)
        self.is_uncoloured = True
        """Whether there is still something to colour, as far as anybody knows."""
        self._take(block)

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
        if block.language != self.block.language or not (after.startswith(before) or before.startswith(after)):
            self._lines, self._starts, self._columns = [], [], 0
            self._colours = Highlighter(block.language)
            self._head = CodeHead(block.language)
            self._set.clear()
            top = 0.0
        else:
            top = self._top_of(len(self._lines) - 1, self._look) if self._look and self._lines else 0.0
        self.block = block
        self._take(block)
        return top

    def _take(self, block: Block) -> None:
        """What has come since: the last line may have gone on, others are new."""
        first = max(0, len(self._lines) - 1)
        begin = self._starts[first] if self._starts else 0
        fresh = block.content[begin:].split("\n")
        if not block.closed and first + len(fresh) > 1 and fresh[-1].strip(" ") in _MAY_CLOSE:
            fresh.pop()  # or it would be seen as code for a moment, and what follows would move up again
        del self._lines[first:], self._starts[first:]
        for line in fresh:
            self._lines.append(line)
            self._starts.append(begin)
            begin += len(line) + 1
            self._columns = max(self._columns, _columns(line))
        self._set.pop(first, None)
        self._colours.feed(block.content, block.closed)
        self.is_uncoloured = True
        self._tops = None

    # -- colours -----------------------------------------------------------------------------------------------------

    def colour(self, budget_s: float) -> None:
        """Colour further for about so long."""
        self.is_uncoloured = self._colours.work(budget_s)

    def take_coloured(self) -> tuple[int, int] | None:
        """From where to where lines have got other colours since this was asked last."""
        changed = self._colours.take_changed()
        for line in [line for line in self._set if line in changed]:
            del self._set[line]
        if not changed or self._look is None:
            return None
        last = min(changed.stop, len(self._lines)) - 1
        return self._top_of(changed.start, self._look), self._top_of(last, self._look) + self._height_of(
            last, self._look
        )

    # -- setting -----------------------------------------------------------------------------------------------------

    def estimate(self, width: int, look: BodyLook) -> int:
        return self._above(look) + len(self._lines) * look.code.line + look.metrics.code_padding_bottom

    def set_in(self, width: int, look: BodyLook) -> int:
        if look is not self._look or width != self._width:
            self._set.clear()
            self._tops = None
            self._look, self._width = look, width
        if self.wraps and self._tops is None:
            self._tops = Heights(self._wrapped_height(line, look.wrapped_code) for line in self._lines)
        inside = self._tops.total if self._tops else len(self._lines) * look.code.line
        self.height = self._above(look) + inside + look.metrics.code_padding_bottom
        self._slider.fit(0 if self.wraps else self._columns * look.code.widest, self._inner(look))
        return self.height

    def release(self) -> None:
        self._set.clear()
        self._tops = None
        self._look = None

    def _wrapped_height(self, line: str, face: Face) -> int:
        width = self._width - 2 * self._inset
        return face.line if face.surely_fits(line, width) else self._paragraph(line, (), face, width).height

    def _line(self, number: int, look: BodyLook) -> Paragraph:
        if number in self._set:
            self._set.move_to_end(number)
            return self._set[number]
        spans = [Span(tint.start, tint.end, look.syntax(tint.ink), code=True) for tint in self._colours.tints(number)]
        face = look.wrapped_code if self.wraps else look.code
        made = self._paragraph(self._lines[number], spans, face, self._inner(look))
        self._set[number] = made
        if len(self._set) > _KEPT:
            self._set.popitem(last=False)
        return made

    def _paragraph(self, line: str, spans: Sequence[Span], face: Face, width: float) -> Paragraph:
        made = Paragraph(line, face.look, spans)
        made.layout(width)
        return made

    # -- painting ----------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, at: QPointF, band: tuple[float, float], marks: Sequence[Mark]) -> None:
        look = self._look
        if look is None:
            return
        box = QRectF(at.x(), at.y(), self._width, self.height)
        draw_tall_box(painter, box, (at.y() + band[0], at.y() + band[1]), look)
        head = QRectF(box.left(), box.top(), box.width(), look.metrics.code_head)
        if band[0] <= head.height():
            self._head.draw(painter, head, look, wraps=self.wraps)
        painter.save()
        painter.setClipRect(box.adjusted(self._inset, head.height(), -self._inset, 0), Qt.ClipOperation.IntersectClip)
        shift = QPointF(self._inset - self._slider.shift, 0)
        for number in self._lines_in(band, look):
            top, start = self._top_of(number, look), self._starts[number]
            end = start + len(self._lines[number])
            here = [
                Mark(mark.start - start, mark.end - start, mark.ground, mark.ink)
                for mark in marks
                if mark.start <= end and start < mark.end
            ]
            self._line(number, look).draw(painter, at + shift + QPointF(0, top), look.ink("text"), here)
        painter.restore()
        self._slider.draw(painter, box.adjusted(self._inset, 0, -self._inset, 0), look)

    # -- places ------------------------------------------------------------------------------------------------------

    def offset_at(self, point: QPointF) -> int:
        if self._look is None:
            return 0
        number = self._number_at(point.y(), self._look)
        inside = QPointF(point.x() - self._inset + self._slider.shift, point.y() - self._top_of(number, self._look))
        return self._starts[number] + self._line(number, self._look).offset_at(inside)

    def first_at(self, y: float) -> int:
        if self._look is None:
            return 0
        return self._starts[self._number_at(y, self._look)]

    def caret(self, offset: int) -> QRectF:
        if self._look is None:
            return QRectF()
        number = max(0, bisect_right(self._starts, offset) - 1)
        place = self._line(number, self._look).caret(offset - self._starts[number])
        return place.translated(self._inset - self._slider.shift, self._top_of(number, self._look))

    def rects(self, start: int, end: int) -> list[QRectF]:
        if self._look is None:
            return []
        found: list[QRectF] = []
        first = max(0, bisect_right(self._starts, start) - 1)
        for number in range(first, bisect_right(self._starts, end - 1)):
            begin, top = self._starts[number], self._top_of(number, self._look)
            places = self._line(number, self._look).rects(start - begin, end - begin)
            found += [place.translated(self._inset - self._slider.shift, top) for place in places]
        return found

    def word_at(self, offset: int) -> tuple[int, int]:
        if self._look is None:
            return offset, offset
        number = max(0, bisect_right(self._starts, offset) - 1)
        begin = self._starts[number]
        start, end = self._line(number, self._look).word_at(offset - begin)
        return begin + start, begin + end

    def hot_at(self, point: QPointF) -> Hot | None:
        if self._look is None or not 0 <= point.y() < self._look.metrics.code_head:
            return None
        deed = self._head.deed_at(point.x(), self._width, self._look)
        return Hot(deed, self.text if deed is Deed.COPY_CODE else "") if deed else None

    def tell_copied(self) -> None:
        """Say for a moment in the head that it has been copied."""
        self._head.tell_copied()

    def slide(self, pixels: int) -> bool:
        return self._slider.move(pixels)

    # -- within ------------------------------------------------------------------------------------------------------

    @property
    def _inset(self) -> int:
        return self._look.metrics.code_padding_side if self._look else 0

    def _inner(self, look: BodyLook) -> float:
        return self._width - 2 * look.metrics.code_padding_side

    def _above(self, look: BodyLook) -> int:
        return look.metrics.code_head + look.metrics.code_padding_top

    def _top_of(self, number: int, look: BodyLook) -> int:
        return self._above(look) + (self._tops.above(number) if self._tops else number * look.code.line)

    def _height_of(self, number: int, look: BodyLook) -> int:
        return self._tops[number] if self._tops else look.code.line

    def _number_at(self, y: float, look: BodyLook) -> int:
        y -= self._above(look)
        if self._tops:
            return self._tops.at(max(0, int(y)))
        return min(max(0, int(y // look.code.line)), len(self._lines) - 1)

    def _lines_in(self, band: tuple[float, float], look: BodyLook) -> range:
        last = self._number_at(band[1], look)
        return range(self._number_at(band[0], look), last + 1)


def _columns(line: str) -> int:
    """About how many columns the line takes; wide characters take two."""
    if line.isascii():
        return len(line) + 3 * line.count("\t")
    return sum(1 + (ord(character) >= _WIDE) for character in line)
