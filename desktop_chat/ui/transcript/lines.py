"""One written line of a text, set in as many screen lines as it needs.

A paragraph can be as long as a model cares to write without a line end. Setting all of it again for each new word
would make the end of a long one slow, so it is set in pieces, each cut where a screen line begins anyway.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from desktop_chat.ui.transcript.fences import Fence, Kind
from desktop_chat.ui.transcript.looks import Face
from desktop_chat.ui.transcript.typeset import Paragraph

_LONGEST = 1000  # characters of one piece


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    length: int
    top: int
    paragraph: Paragraph

    @property
    def end(self) -> int:
        return self.start + self.length

    @property
    def bottom(self) -> int:
        return self.top + self.paragraph.height


class Line:
    """`start` is its place in the text; `fence` the one it stands behind; `height` is 0 until it is set."""

    __slots__ = ("_pieces", "_width", "fence", "height", "kind", "start", "text")

    def __init__(self, text: str, kind: Kind, start: int, fence: Fence | None) -> None:
        self.text, self.kind, self.start, self.fence = text, kind, start, fence
        self.height = 0
        self._width = 0.0
        self._pieces: list[_Piece] = []

    @property
    def shown(self) -> str:
        return self.text[self._indent :]

    @property
    def _indent(self) -> int:
        return self.fence.indent_of(self.text) if self.fence else 0

    @property
    def open_top(self) -> int:
        """The top of the piece that is set again when it goes on."""
        return self._pieces[-1].top if self._pieces else 0

    def extend(self, text: str) -> None:
        """It goes on; only its last piece has to be set again."""
        self.text += text
        self.height = 0
        if self._pieces:
            self._pieces.pop()

    def forget(self) -> None:
        self.height = 0
        self._pieces.clear()

    def set_in(self, width: float, face: Face) -> int:
        """Its height in that width."""
        if self.height == 0:
            self._width = width
            if not self._pieces and face.surely_fits(self.text, width):
                self.height = face.look.line
            else:
                self._set_pieces(face)
        return self.height

    def draw(self, painter: QPainter, at: QPointF, ink: QColor, face: Face, band: tuple[float, float]) -> None:
        """Paint what lies in `band`: from and to, counted from its own top."""
        for piece in self._set(face):
            if piece.top < band[1] and piece.bottom > band[0]:
                piece.paragraph.draw(painter, at + QPointF(0, piece.top), ink)

    def caret(self, face: Face) -> QRectF:
        """Where the next character will stand."""
        last = self._set(face)[-1]
        return last.paragraph.caret(len(self.shown) - last.start).translated(0, last.top)

    def offset_at(self, y: float, face: Face) -> int:
        """The first character of the screen line at that height, counted in the whole text."""
        pieces = self._set(face)
        piece = next((p for p in reversed(pieces) if p.top <= y), pieces[0])
        # Where the script runs from right to left, a screen line begins at its right end.
        ends = (QPointF(0, y - piece.top), QPointF(self._width, y - piece.top))
        inside = piece.start + min(piece.paragraph.offset_at(end) for end in ends)
        return self.start + self._indent + inside

    def y_of(self, offset: int, face: Face) -> int:
        """The top of the screen line that holds this character."""
        pieces, inside = self._set(face), max(0, offset - self.start - self._indent)
        piece = next((p for p in reversed(pieces) if p.start <= inside), pieces[0])
        return piece.top + round(piece.paragraph.caret(inside - piece.start).top())

    def _set(self, face: Face) -> list[_Piece]:
        if not self._pieces:
            self._set_pieces(face)
        return self._pieces

    def _set_pieces(self, face: Face) -> None:
        text = self.shown
        start, top = (self._pieces[-1].end, self._pieces[-1].bottom) if self._pieces else (0, 0)
        while not self._pieces or start < len(text):
            length = min(_LONGEST, len(text) - start)
            paragraph = self._paragraph(text[start : start + length], face)
            if start + length < len(text) and paragraph.line_count > 1:
                length = _last_line_of(paragraph, self._width, face)
                paragraph = self._paragraph(text[start : start + length], face)
            self._pieces.append(_Piece(start, length, top, paragraph))
            start, top = start + length, top + paragraph.height
        self.height = top

    def _paragraph(self, text: str, face: Face) -> Paragraph:
        paragraph = Paragraph(text, face.look)
        paragraph.layout(self._width)
        return paragraph


def _last_line_of(paragraph: Paragraph, width: float, face: Face) -> int:
    """Where its last screen line begins."""
    y = paragraph.height - face.look.line / 2
    return max(1, min(paragraph.offset_at(QPointF(x, y)) for x in (0.0, width)))
