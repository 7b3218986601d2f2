"""What is painted round the parts of a message: the band it stands in, the margin beside it, a date above."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop_chat.domain.messages import Role
from desktop_chat.domain.values import dataclass
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.text_line import draw_line
from desktop_chat.ui.transcript.facts import Facts
from desktop_chat.ui.transcript.margin import draw_margin, margin_height, margin_of
from desktop_chat.ui.transcript.page import Scene
from desktop_chat.ui.transcript.stack import Stack

MARGIN_ROWS = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Of one message; `gap` is the distance to the one before."""

    facts: Facts
    stack: Stack
    gap: int


def draw_surroundings(scene: Scene, around: Surroundings, y: float) -> None:
    """Paint them for a message whose top is at `y`."""
    if around.facts.day:
        _draw_day(scene, around, y)
    if around.facts.is_spoken:
        _draw_band(scene, around, y)
    top = y + around.stack.margin_top
    if not scene.beside and not scene.page.columns.stacked:
        return
    if top < scene.bottom and top + margin_height(scene.page, MARGIN_ROWS) > scene.top:
        draw_margin(scene, margin_of(around.facts), top)


def _draw_band(scene: Scene, around: Surroundings, y: float) -> None:
    """A ground over the full column, its left edge on the spine; only a frame where it is not sent."""
    columns, palette, metrics = scene.page.columns, scene.page.palette, scene.page.metrics
    top, bottom = around.stack.top, around.stack.bottom
    left, radius = columns.spine, metrics.radius
    box = scene.placed(left, y + top, columns.band_end - left, bottom - top)
    ground = palette.role_system if around.facts.card or around.facts.message.role is Role.SYSTEM else palette.band
    edge = palette.hairline if around.facts.faded or scene.page.theme.high_contrast else None
    scene.painter.save()
    scene.painter.setClipRect(box)
    # The corners on the spine are square: there the box reaches beyond the clip.
    over = box.adjusted(0, 0, radius, 0) if columns.mirrored else box.adjusted(-radius, 0, 0, 0)
    draw_box(scene.painter, over, None if around.facts.faded else ground, radius, edge, metrics.border)
    scene.painter.restore()


def _draw_day(scene: Scene, around: Surroundings, y: float) -> None:
    columns, theme = scene.page.columns, scene.page.theme
    line = theme.line(tokens.TIME)
    left, width = columns.text, columns.measure
    if not columns.stacked:
        width = scene.page.metrics.margin_column
        left = columns.spine - width
    box = scene.placed(left, y + around.gap, width, line)
    font, ink = theme.font(tokens.TIME), scene.page.palette.text3
    draw_line(scene.painter, box, around.facts.day, font, ink, Qt.AlignmentFlag.AlignHCenter)
