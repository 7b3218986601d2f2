"""One line of text on a fixed baseline, for rows, margins, buttons and labels.

Qt centres a line by the tallest face in it, so a row with a Chinese title would sit lower than its
neighbours. Here the baseline depends on the line's height alone, and text that does not fit ends in an
ellipsis.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from desktop_chat.ui.theme import HALF_LINE
from desktop_chat.ui.transcript.typeset import Paragraph, TextLook

_ELLIPSIS = "…"

Cut = tuple[QRectF, str]
"""Where a line stands on what it is painted on, and all of what it would say."""

_noted: list[Cut] | None = None


@contextmanager
def noting_cuts() -> Iterator[list[Cut]]:
    """The lines that are painted while the block runs and end in an ellipsis."""
    global _noted  # noqa: PLW0603 - painting is one thread's, and nobody between here and there could hand it on
    cuts: list[Cut] = []
    _noted = cuts
    try:
        yield cuts
    finally:
        _noted = None


def draw_line(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    ink: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """Paint the text on one line in the middle of the rectangle's height; returns the width it took.

    AlignLeft and AlignRight mean the edges of the screen: callers mirror their rectangles themselves.
    """
    line = single_line(text, font, rect.width())
    if _noted is not None and line_width(text, font) > rect.width():
        _noted.append((painter.transform().mapRect(rect), text))
    left = rect.left()
    if align & Qt.AlignmentFlag.AlignRight:
        left = rect.right() - line.natural_width
    elif align & Qt.AlignmentFlag.AlignHCenter:
        left = rect.center().x() - line.natural_width / 2
    line.draw(painter, QPointF(left, rect.center().y() - line.height / 2), ink)
    return line.natural_width


def single_line(text: str, font: QFont, width: float) -> Paragraph:
    """The text laid out on one line, elided at its end where it is wider than that. Treat it as a constant: labels
    are painted again and again, so lines are kept.
    """
    return _set(text, _Font(font), round(width, 1))


class _Font:
    """A font as a key."""

    __slots__ = ("font", "key")

    def __init__(self, font: QFont) -> None:
        self.font, self.key = font, font.key()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Font) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=256)
def _set(text: str, face: _Font, width: float) -> Paragraph:
    font = face.font
    if not text.isprintable():
        text = " ".join(text.split())
    look = TextLook(font, 2 * round(font.pixelSize() * HALF_LINE), wraps=False)
    line = Paragraph(text, look)
    line.layout(width)
    if line.natural_width <= width:
        return line
    metrics = QFontMetricsF(font)
    # The gaps between scripts are in the laid out width only.
    room = width - max(0.0, line.natural_width - metrics.horizontalAdvance(text))
    elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room, metrics.horizontalAdvance(_ELLIPSIS)))
    line = Paragraph(elided, look)
    line.layout(width)
    return line


def line_width(text: str, font: QFont) -> float:
    """How wide the text is on one line, drawn gaps included."""
    return single_line(text, font, float("inf")).natural_width
