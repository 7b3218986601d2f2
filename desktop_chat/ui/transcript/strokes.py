"""The strokes that belong to no single message: the spine from one to the next, and the ring round the current one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.transcript.page import Scene
from desktop_chat.ui.transcript.spine import Spine, SpinePiece, draw_spine

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.roll import Roll


def draw_spines(roll: Roll, scene: Scene) -> None:
    """Each message's form beside it, on to the next one as that of the upper; below the last one it is whole."""
    last = len(roll.column) - 1
    for place in roll.seen():
        item, y = roll.column[place], roll.y_of(place)
        form = item.facts.spine if item.facts else Spine.SENT
        top, bottom = y + item.block[0], y + item.block[1]
        following = roll.viewport().height()
        if place < last:
            # Out of sight the next one is not set yet; then the gap ends out of sight as well.
            gap = roll.column[place + 1].block[0] or scene.page.metrics.turn_gap
            following = y + roll.column.height(place) + gap
        if place == roll.seen().start > 0:  # the one above is out of sight, what joins the two is not
            _draw_piece(roll, scene, (y, top), _behind(roll.column.facts(place - 1).spine))
        _draw_piece(roll, scene, (top, bottom), form)
        _draw_piece(roll, scene, (bottom, following), _behind(form) if place < last else Spine.SENT)


def _behind(form: Spine) -> Spine:
    """Of the piece between a message of that form and the next one."""
    return Spine.OUT if form is Spine.OUT else Spine.SENT


def _draw_piece(roll: Roll, scene: Scene, band: tuple[float, float], form: Spine) -> None:
    top, bottom = max(band[0], scene.top), min(band[1], scene.bottom)
    if bottom > top:
        columns, metrics = scene.page.columns, scene.page.metrics
        x = columns.placed(columns.spine, top, metrics.spine, 1).left()
        piece = SpinePiece(x, top, bottom, form, roll.scrolled + top)
        draw_spine(scene.painter, piece, scene.page.palette, metrics)


def draw_ring(roll: Roll, scene: Scene, place: int, *, thin: bool = False) -> None:
    """The keys are on that message, which may be out of sight; a thin one says that they are on what belongs to it."""
    if place not in roll.seen():
        return
    metrics = scene.page.metrics
    width = metrics.border if thin else metrics.ring
    out = metrics.focus_outset + width
    box = QRectF(roll.block_rect(place).translated(roll.viewport().x(), 0)).adjusted(-out, -out, out, out)
    draw_box(scene.painter, box, None, metrics.radius + out, scene.page.palette.focus, width)
