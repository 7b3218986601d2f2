"""One paragraph, set the way the page wants it rather than the way its fonts do.

A line that mixes faces is as high as the tallest of them, so in Qt's own layout a single Chinese word or
emoji opens its line and the page loses its rhythm. Here every line is placed at n x the line height with
its baseline at a fixed share of it. Between Han characters and Latin letters or digits a narrow gap is
drawn (never typed: copied text is the text), and full-width marks in a row give up the blank half between
them.

Offsets are code points, as everywhere in Python; Qt counts UTF-16 units, and the two are mapped here and
nowhere else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.theme import BASELINE, SCRIPT_GAP
from desktop_chat.ui.transcript.scripts import (
    begins_right_to_left,
    belong_together,
    closed_up,
    gaps,
    has_right_to_left,
    layout_text,
    utf16_offsets,
)

_ENDLESS = float(2**20)
_HALF_EM = 0.5
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_TAB = 4  # spaces
_FULL_WIDTH = 0.9  # of an em: a mark that is narrower has no blank half to give up


class TextLook:
    """How a paragraph is set: its font, its fixed line height, and what is done between scripts.

    `options` are for lines that lean to the left, and to the right.
    """

    __slots__ = ("baseline", "font", "line", "options", "spaced", "wraps")

    def __init__(self, font: QFont, line: int, *, spaced: bool = True, wraps: bool = True) -> None:
        self.font, self.line = font, line
        self.spaced, self.wraps = spaced, wraps
        self.baseline = round(BASELINE * line)
        tab = QFontMetricsF(font).horizontalAdvance(" ") * _TAB
        self.options = _option(_LEFT, tab, wraps=wraps), _option(_RIGHT, tab, wraps=wraps)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text that looks different; `code` keeps drawn gaps out of it."""

    start: int
    end: int
    format: QTextCharFormat
    code: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A ground behind a piece of the text: the selection, a find hit. `ink` where the text's own cannot
    stand on it.
    """

    start: int
    end: int
    ground: QColor
    ink: QColor | None = None


class Paragraph:
    """A paragraph in a width. Every line feed in its text is a forced new line."""

    __slots__ = ("_layout", "_look", "_mixed", "_offsets", "_text", "_width", "height", "natural_width")

    def __init__(self, text: str, look: TextLook, spans: Sequence[Span] = ()) -> None:
        self._text = layout_text(text)
        self._look = look
        self._offsets = utf16_offsets(self._text)
        self._mixed = has_right_to_left(self._text)
        self._width = -1.0
        self.height = look.line
        self.natural_width = 0.0
        self._layout = QTextLayout(self._text, look.font)
        self._layout.setCacheEnabled(True)
        self._layout.setTextOption(self._option())
        formats = [*self._span_formats(spans), *self._gap_formats(spans)]
        if formats:
            self._layout.setFormats(formats)

    @property
    def line_count(self) -> int:
        return self._layout.lineCount()

    def layout(self, width: float) -> int:
        """Break into lines of at most that width; returns the height."""
        if width == self._width:
            return self.height
        self._width = width
        line_height, baseline = self._look.line, self._look.baseline
        limit = width if self._look.wraps else _ENDLESS
        widest, top = 0.0, 0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(limit)
            self._take_a_mark_along(line)
            line.setPosition(QPointF(0, top + baseline - line.ascent()))
            widest = max(widest, line.naturalTextWidth())
            top += line_height
        self._layout.endLayout()
        self.height = max(top, line_height)
        self.natural_width = widest
        return self.height

    def draw(self, painter: QPainter, at: QPointF, ink: QColor, marks: Iterable[Mark] = ()) -> None:
        """Paint with the top left corner at `at`; marks lie under the text, over the whole line height."""
        inked = []
        for mark in marks:
            for rect in self.rects(mark.start, mark.end):
                painter.fillRect(rect.translated(at), mark.ground)
            if mark.ink is not None:
                inked.append(self._range(mark.start, mark.end, _inked(mark.ink)))
        painter.setPen(ink)
        self._layout.draw(painter, at, inked)

    def offset_at(self, point: QPointF) -> int:
        """The place between two characters that is nearest to the point."""
        if self._layout.lineCount() == 0:
            return 0
        number = min(max(0, int(point.y() // self._look.line)), self._layout.lineCount() - 1)
        line = self._layout.lineAt(number)
        unit = line.xToCursor(point.x())
        end = line.textStart() + line.textLength()
        if unit == end and number + 1 < self._layout.lineCount():
            # The place behind a line's last character is the next line's start; a click there means this
            # line.
            unit = self._layout.previousCursorPosition(unit)
        return self._offsets.to_points(unit)

    def caret(self, offset: int, width: float = 1) -> QRectF:
        """Where a caret before that character stands, over the whole line height."""
        unit = self._offsets.to_utf16(min(max(0, offset), len(self._text)))
        line = self._layout.lineForTextPosition(unit)
        if not line.isValid():
            return QRectF(0, 0, width, self._look.line)
        return QRectF(_x(line, unit), line.lineNumber() * self._look.line, width, self._look.line)

    def word_at(self, offset: int) -> tuple[int, int]:
        """The word around the place, as a double click selects it: (start, end)."""
        unit = self._offsets.to_utf16(min(max(0, offset), len(self._text)))
        words = QTextLayout.CursorMode.SkipWords
        end = self._layout.nextCursorPosition(unit, words)
        start = self._layout.previousCursorPosition(end, words)
        points = self._offsets.to_points
        word = self._text[points(start) : points(end)].rstrip()
        return points(start), points(start) + len(word)

    def rects(self, start: int, end: int) -> list[QRectF]:
        """The places that a piece of the text takes, each over its whole line height, from the top down."""
        first, last = self._offsets.to_utf16(max(0, start)), self._offsets.to_utf16(min(end, len(self._text)))
        if first >= last or self._layout.lineCount() == 0:
            return []
        number = self._layout.lineForTextPosition(first).lineNumber()
        found: list[QRectF] = []
        while number < self._layout.lineCount():
            line = self._layout.lineAt(number)
            if line.textStart() >= last:
                break
            found += self._rects_in(line, max(first, line.textStart()), last)
            number += 1
        return found

    def _rects_in(self, line: QTextLine, first: int, last: int) -> Iterator[QRectF]:
        last = min(last, line.textStart() + line.textLength())
        top, height = line.lineNumber() * self._look.line, self._look.line
        pieces = _pieces(line, first, last) if self._mixed else [(_x(line, first), _x(line, last))]
        for left, right in pieces:
            yield QRectF(left, top, right - left, height)

    def _take_a_mark_along(self, line: QTextLine) -> None:
        """Where Qt would begin the next line with a full stop, let the character before it go there too."""
        points, text = self._offsets.to_points, self._text
        first, end = points(line.textStart()), points(line.textStart() + line.textLength())
        if end >= len(text) or self._mixed:
            return
        cut = end
        while cut > first and belong_together(text[cut - 1], text[cut]):
            cut -= 1
        if first < cut < end:
            line.setLineWidth(_x(line, self._offsets.to_utf16(cut)))

    def _option(self) -> QTextOption:
        look = self._look
        # A bare layout finds the paragraph's direction, but does not lean its lines on that side.
        leans_right = look.wraps and self._mixed and begins_right_to_left(self._text)
        return look.options[leans_right]

    def _span_formats(self, spans: Iterable[Span]) -> Iterator[QTextLayout.FormatRange]:
        for span in spans:
            yield self._range(span.start, span.end, span.format)

    def _gap_formats(self, spans: Sequence[Span]) -> Iterator[QTextLayout.FormatRange]:
        if not self._look.spaced or self._text.isascii():
            return
        em = self._look.font.pixelSize()
        code = [span for span in spans if span.code]
        gap, tight = _spacing(em * SCRIPT_GAP), _spacing(-em * _HALF_EM)
        for start, end in gaps(self._text):
            if not any(span.start <= end and start < span.end for span in code):
                yield self._range(start, end, gap)
        pairs = list(closed_up(self._text))
        if pairs and not _is_full_width(self._look):
            return
        for start in pairs:
            if not any(span.start <= start + 1 and start < span.end for span in code):
                yield self._range(start, start + 1, tight)

    def _range(self, start: int, end: int, text_format: QTextCharFormat) -> QTextLayout.FormatRange:
        found = QTextLayout.FormatRange()
        found.start = self._offsets.to_utf16(start)
        found.length = self._offsets.to_utf16(end) - found.start
        found.format = text_format
        return found


def _option(align: Qt.AlignmentFlag, tab: float, *, wraps: bool) -> QTextOption:
    option = QTextOption(align)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if wraps else QTextOption.WrapMode.NoWrap)
    option.setTabStopDistance(tab)
    return option


@lru_cache(maxsize=64)
def _spacing(pixels: float) -> QTextCharFormat:
    """Shared by all texts of that size."""
    spaced = QTextCharFormat()
    spaced.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    spaced.setFontLetterSpacing(pixels)
    return spaced


def _inked(ink: QColor) -> QTextCharFormat:
    inked = QTextCharFormat()
    inked.setForeground(ink)
    return inked


@lru_cache(maxsize=64)
def _is_full_width(look: TextLook) -> bool:
    """Some faces made for controls have narrow marks, which have nothing to give up."""
    font = look.font
    return QFontMetricsF(font).horizontalAdvance("」") >= font.pixelSize() * _FULL_WIDTH


def _x(line: QTextLine, unit: int) -> float:
    """PySide returns the place together with the cursor position that was really used, typed as an object."""
    place, _ = cast(tuple[float, int], line.cursorToX(unit))
    return place


def _pieces(line: QTextLine, first: int, last: int) -> list[tuple[float, float]]:
    """A logical piece of a line with both directions lies in several places.

    Where the direction changes, Qt's cursor positions belong to either side. So a character here reaches
    from its glyph's left edge to the next glyph's, whichever character that one is.
    """
    units = range(line.textStart(), line.textStart() + line.textLength())
    lefts = {unit: min(found) for unit in units if (found := _glyph_lefts(line, unit))}
    edges = [*sorted(set(lefts.values())), line.naturalTextRect().right()]
    taken = sorted(lefts[unit] for unit in range(first, last) if unit in lefts)
    joined: list[tuple[float, float]] = []
    for left in taken:
        right = edges[bisect_right(edges, left)] if left < edges[-1] else left
        if joined and left <= joined[-1][1]:
            joined[-1] = (joined[-1][0], right)
        else:
            joined.append((left, right))
    return joined


def _glyph_lefts(line: QTextLine, unit: int) -> list[float]:
    return [place.x() for run in line.glyphRuns(unit, 1) for place in run.positions()]
