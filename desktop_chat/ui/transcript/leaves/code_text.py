"""The text of a block of code: its colours, places in it, and how it is painted.

Which lines there are and how high they stand is `code_lines.py`'s business. Points are counted from where the first
line begins, offsets in all of the code; what stands round it, and how far it is moved to the side, is the leaf's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop_chat.markup.blocks import Block
from desktop_chat.markup.highlight import Highlighter
from desktop_chat.ui.transcript.leaves.code_lines import CodeLines
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.ui.transcript.typeset import Mark, Paragraph


class CodeText(CodeLines):
    """Code in one language. Where a line is painted or asked about, it is set."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._colours = Highlighter(language)
        self.is_uncoloured = True
        """Whether there is still something to colour, as far as anybody knows."""
        self.has_begun = False
        """Whether anything has been coloured."""

    def take(self, block: Block) -> None:
        super().take(block)
        self._colours.feed(block.content, block.closed)
        self.is_uncoloured = block.closed or len(self.texts) > 1  # an unfinished line is not read

    # -- colours -----------------------------------------------------------------------------------------------------

    def colour(self, budget_s: float) -> None:
        """Colour further for about so long."""
        self.has_begun = True
        self.is_uncoloured = self._colours.work(budget_s)

    def take_coloured(self) -> tuple[int, int] | None:
        """From where to where lines have got other colours since this was asked last."""
        changed = self._colours.take_changed()
        self.drop(changed)
        last = min(changed.stop, len(self.texts)) - 1
        return None if last < changed.start else (self.top(changed.start), self.top(last) + self.height(last))

    # -- places ------------------------------------------------------------------------------------------------------

    def offset_at(self, point: QPointF) -> int:
        number = self.at(point.y())
        return self.starts[number] + self._coloured(number).offset_at(point - QPointF(0, self.top(number)))

    def caret(self, offset: int) -> QRectF:
        number = self.holding(offset)
        place = self._coloured(number).caret(offset - self.starts[number])
        return place.translated(0, self.top(number))

    def rects(self, start: int, end: int) -> list[QRectF]:
        """The places of a piece that is not empty."""
        found: list[QRectF] = []
        for number in range(self.holding(start), self.holding(end - 1) + 1):
            begin, top = self.starts[number], self.top(number)
            line = self._coloured(number)
            found += [place.translated(0, top) for place in line.rects(start - begin, end - begin)]
        return found

    def word_at(self, offset: int) -> tuple[int, int]:
        number = self.holding(offset)
        begin = self.starts[number]
        start, end = self._coloured(number).word_at(offset - begin)
        return begin + start, begin + end

    # -- painting ----------------------------------------------------------------------------------------------------

    def draw(
        self, painter: QPainter, at: QPointF, band: tuple[float, float], marks: Sequence[Mark], look: BodyLook
    ) -> None:
        """Paint the lines that lie in `band`, the first of all lines at that point."""
        seen = range(self.at(band[0]), self.at(band[1]) + 1)
        first, last = self.starts[seen.start], self.starts[seen.stop - 1] + len(self.texts[seen.stop - 1])
        marks = [mark for mark in marks if mark.start <= last and first < mark.end]
        for number in seen:
            here = [moved for mark in marks if (moved := self._in_line(mark, number))]
            corner = at + QPointF(0, self.top(number))
            self._coloured(number).draw(painter, corner, look.ink("text"), here)

    def _in_line(self, mark: Mark, number: int) -> Mark | None:
        """What of the mark lies in that line, counted from its beginning."""
        start = self.starts[number]
        if mark.end <= start or mark.start > start + len(self.texts[number]):
            return None
        return Mark(mark.start - start, mark.end - start, mark.ground, mark.ink)

    def _coloured(self, number: int) -> Paragraph:
        return self.line(number, self._colours.tints(number))
