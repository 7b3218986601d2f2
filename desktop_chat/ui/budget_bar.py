"""The bar that says what the tokens of a request are spent on: in the strip small, in the context pane large."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from desktop_chat.ui.composer.summary import Part
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box, on_device_pixels
from desktop_chat.ui.theme import STRIPE_GAP, STRIPE_WIDTH

_INKS = {Part.SYSTEM: "part_system", Part.PINNED: "part_pinned", Part.HISTORY: "part_history", Part.DRAFT: "part_draft"}


def draw_budget_bar(
    painter: QPainter,
    box: QRectF,
    parts: Sequence[tuple[Part, int]],
    whole: int,
    theme: Theme,
    *,
    mirrored: bool = False,
) -> None:
    """The share of each part in `whole`, both in tokens. No part is too small to be seen; one pixel parts them."""
    m = theme.metrics
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    clip = QPainterPath()
    clip.addRoundedRect(box, m.radius_inline, m.radius_inline)
    painter.fillPath(clip, theme.palette.sunken)
    painter.setClipPath(clip)
    scale, used = box.width() / max(1, whole), 0.0
    for part, tokens in parts:
        width = max(m.space2, tokens * scale - m.border)
        left = box.right() - used - width if mirrored else box.left() + used
        draw_part(painter, QRectF(left, box.top(), width, box.height()), part, theme)
        used += width + m.border
    painter.restore()
    if theme.high_contrast:  # the free part has no ground of its own then
        draw_box(painter, box, None, m.radius_inline, theme.palette.line, m.border)


def draw_part(painter: QPainter, box: QRectF, part: Part, theme: Theme) -> None:
    """A piece of the bar, or the swatch that explains it."""
    piece = on_device_pixels(painter, box)
    painter.fillRect(piece, theme.colour(_INKS[part]))
    if part is Part.DRAFT:
        _draw_stripes(painter, piece, theme)


def _draw_stripes(painter: QPainter, piece: QRectF, theme: Theme) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(piece, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(theme.palette.part_pinned, STRIPE_WIDTH))
    x = piece.left() - piece.height()
    while x < piece.right():
        painter.drawLine(QPointF(x, piece.bottom()), QPointF(x + piece.height(), piece.top()))
        x += STRIPE_GAP
    painter.restore()
