"""A text with spans, set in as many screen lines as it needs.

A paragraph can be as long as a model cares to write without a line end. Setting all of it again for each new word
would make the end of a long one slow, so it is set in pieces, each cut where a screen line begins anyway; what has
grown is compared with what was set, and the pieces that are still true stay.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import islice
from operator import attrgetter

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.transcript.looks import Face
from desktop_chat.ui.transcript.typeset import Mark, Paragraph, Span

_LONGEST = 600  # characters of one piece


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    text: str
    spans: tuple[Span, ...]
    top: int
    paragraph: Paragraph

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def bottom(self) -> int:
        return self.top + self.paragraph.height


class Flow:
    """`height` is 0 until it is set. Offsets are code points of `text`; spans are in order, and reach at most one
    character into each other.
    """

    __slots__ = ("_face", "_pieces", "_width", "height", "spans", "text")

    def __init__(self, text: str = "", spans: Sequence[Span] = ()) -> None:
        self.text = text
        self.spans = tuple(spans)
        self.height = 0
        self._face: Face | None = None
        self._width = 0.0
        self._pieces: list[_Piece] = []

    def replace(self, text: str, spans: Sequence[Span] = ()) -> None:
        """Another text, most often the same one grown; what is still true of it need not be set again."""
        self.text, self.spans = text, tuple(spans)
        # The last piece ends where the text did, so it may wrap otherwise now.
        kept = self._pieces[:-1]
        while kept and not self._is_true(kept[-1]):
            kept.pop()
        self._pieces = kept
        self.height = 0

    def forget(self) -> None:
        """Give the layouts back."""
        self.height = 0
        self._pieces = []

    def set_in(self, width: float, face: Face) -> int:
        """Its height in that width."""
        if width != self._width or face is not self._face:
            self._pieces = []
            self.height = 0
            self._width, self._face = width, face
        if self.height == 0:
            self._set_pieces(face)
        return self.height

    @property
    def natural_width(self) -> float:
        """The width of its longest line."""
        return max((piece.paragraph.natural_width for piece in self._pieces), default=0.0)

    # -- places ------------------------------------------------------------------------------------------------------

    def offset_at(self, point: QPointF) -> int:
        """The place between two characters that is nearest to the point."""
        piece = self._piece_at(point.y())
        return piece.start + piece.paragraph.offset_at(point - QPointF(0, piece.top)) if piece else 0

    def first_at(self, y: float) -> int:
        """The first character of the screen line at that height."""
        # Where the script runs from right to left, a screen line begins at its right end.
        return min(self.offset_at(QPointF(x, y)) for x in (0.0, self._width))

    def caret(self, offset: int) -> QRectF:
        """Where a caret before that character stands, over the whole line height."""
        piece = next((p for p in reversed(self._pieces) if p.start <= offset), None)
        if piece is None:
            return QRectF(0, 0, 1, self._face.line if self._face else 0)
        return piece.paragraph.caret(offset - piece.start).translated(0, piece.top)

    def rects(self, start: int, end: int) -> list[QRectF]:
        """The places that a piece of the text takes, from the top down."""
        found: list[QRectF] = []
        for piece in self._pieces:
            if piece.start < end and start < piece.end:
                places = piece.paragraph.rects(start - piece.start, end - piece.start)
                found += [rect.translated(0, piece.top) for rect in places]
        return found

    def word_at(self, offset: int) -> tuple[int, int]:
        """The word around the place: (start, end)."""
        piece = next((p for p in reversed(self._pieces) if p.start <= offset), None)
        if piece is None:
            return 0, 0
        start, end = piece.paragraph.word_at(offset - piece.start)
        return piece.start + start, piece.start + end

    # -- painting ----------------------------------------------------------------------------------------------------

    def seen(self, band: tuple[float, float]) -> tuple[int, int]:
        """From which to which character pieces lie in `band`."""
        inside = [piece for piece in self._pieces if piece.top < band[1] and piece.bottom > band[0]]
        return (inside[0].start, inside[-1].end) if inside else (0, 0)

    def draw(
        self, painter: QPainter, at: QPointF, ink: QColor, band: tuple[float, float], marks: Iterable[Mark] = ()
    ) -> None:
        """Paint what lies in `band`: from and to, counted from its own top."""
        marks = tuple(marks)
        for piece in self._pieces:
            if piece.top < band[1] and piece.bottom > band[0]:
                here = [
                    _moved(mark, -piece.start) for mark in marks if mark.start < piece.end and piece.start < mark.end
                ]
                piece.paragraph.draw(painter, at + QPointF(0, piece.top), ink, here)

    # -- within ------------------------------------------------------------------------------------------------------

    def _is_true(self, piece: _Piece) -> bool:
        if not self.text.startswith(piece.text, piece.start):
            return False
        return piece.spans == self._spans_in(piece.start, piece.end)

    def _spans_in(self, start: int, end: int) -> tuple[Span, ...]:
        first = bisect_right(self.spans, start, key=_start_of)
        while first > 0 and self.spans[first - 1].end > start:
            first -= 1
        found = []
        for span in islice(self.spans, first, None):
            if span.start >= end:
                break
            found.append(Span(max(0, span.start - start), min(end, span.end) - start, span.format, span.code))
        return tuple(found)

    def _piece_at(self, y: float) -> _Piece | None:
        found = next((piece for piece in reversed(self._pieces) if piece.top <= y), None)
        return found or (self._pieces[0] if self._pieces else None)

    def _set_pieces(self, face: Face) -> None:
        start, top = (self._pieces[-1].end, self._pieces[-1].bottom) if self._pieces else (0, 0)
        while not self._pieces or start < len(self.text):
            length = min(_LONGEST, len(self.text) - start)
            piece = self._piece(start, length, top, face)
            if start + length < len(self.text) and piece.paragraph.line_count > 1:
                piece = self._piece(start, self._last_line_of(piece.paragraph, face), top, face)
            self._pieces.append(piece)
            start, top = piece.end, piece.bottom
        self.height = top

    def _piece(self, start: int, length: int, top: int, face: Face) -> _Piece:
        text, spans = self.text[start : start + length], self._spans_in(start, start + length)
        # A line feed at the end of a piece is the end of its last line; a layout would begin another one behind it.
        feeds = text.endswith("\n") and start + length < len(self.text)
        inside = self._spans_in(start, start + length - 1) if feeds else spans
        paragraph = Paragraph(text[:-1] if feeds else text, face.look, inside)
        paragraph.layout(self._width)
        return _Piece(start, text, spans, top, paragraph)

    def _last_line_of(self, paragraph: Paragraph, face: Face) -> int:
        """Where its last screen line begins."""
        y = paragraph.height - face.line / 2
        return max(1, min(paragraph.offset_at(QPointF(x, y)) for x in (0.0, self._width)))


_start_of = attrgetter("start")


def _moved(mark: Mark, by: int) -> Mark:
    return Mark(mark.start + by, mark.end + by, mark.ground, mark.ink)
