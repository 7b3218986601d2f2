"""The spine: the line that touches every message the next request will carry.

Solid, thick or dotted is how a reader sees what is sent, so the line is put on whole device pixels (half a
pixel of blur would make a solid line look like a faded one) and its dots are counted from the top of the
view's content, not of the piece: pieces that meet stay in step.
"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.painting import of_whole_width
from desktop_chat.ui.theme import Metrics, Palette


class Spine(Enum):
    """The three forms, wherever the spine appears."""

    SENT = auto()
    PINNED = auto()
    OUT = auto()


@dataclass(frozen=True, slots=True)
class SpinePiece:
    """A piece beside one message: `x` is the left edge of the solid line, `phase` where its top lies in the
    content.
    """

    x: float
    top: float
    bottom: float
    form: Spine
    phase: float = 0
    selected: bool = False


def draw_spine(painter: QPainter, piece: SpinePiece, palette: Palette, metrics: Metrics) -> None:
    """Paint one piece in its form."""
    if piece.form is Spine.OUT:
        _draw_dots(painter, piece, palette, metrics)
        return
    pinned = piece.form is Spine.PINNED
    width = max(metrics.spine_pinned, metrics.spine) if pinned else metrics.spine
    left = piece.x - (width - metrics.spine) / 2
    ink = palette.accent if pinned or piece.selected else palette.spine
    _fill(painter, QRectF(left, piece.top, width, piece.bottom - piece.top), ink)


def _draw_dots(painter: QPainter, piece: SpinePiece, palette: Palette, metrics: Metrics) -> None:
    period = metrics.spine_dot + metrics.spine_dot_gap
    y = piece.top - piece.phase % period
    ink = palette.text2 if piece.selected else palette.spine_out
    while y < piece.bottom:
        top, bottom = max(y, piece.top), min(y + metrics.spine_dot, piece.bottom)
        if bottom > top:
            _fill(painter, QRectF(piece.x, top, metrics.spine, bottom - top), ink)
        y += period


def _fill(painter: QPainter, rect: QRectF, ink: QColor) -> None:
    painter.fillRect(of_whole_width(painter, rect), ink)
