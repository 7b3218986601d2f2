"""A hit in a text that stands in the column: where it is, and how it comes to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.transcript.body import Body

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.roll import Roll
    from desktop_chat.ui.transcript.transcript import Transcript

_UPPER = 3  # a hit that was out of sight then stands at this part of the viewport


@dataclass(frozen=True, slots=True)
class Found:
    """From `start` to `end` in the leaf of that number."""

    body: Body
    leaf: int
    start: int
    end: int


def is_above(view: Roll, place: int, found: Found) -> bool:
    """Whether it stands above what is seen, in a message that is."""
    top = view.y_of(place) + view.column[place].corner_of(found.body).y()
    if top >= 0:
        return False
    first = found.body.number_at(-top)
    # The leaf that the viewport's edge goes through is set, so it can be asked.
    return found.leaf < first or (found.leaf == first and top + _rect(found).top() < 0)


def show(view: Transcript, place: int, found: Found) -> None:
    """Bring it to be seen; where it is seen already, nothing moves."""
    _unfold(view, place, found)
    rect = _set_around(view, place, found)
    y, height = view.y_of(place) + rect.top(), view.viewport().height()
    moved = _slide(view, found)
    if y < 0 or y + rect.height() > height:
        view.viewpoint.put(place, round(height / _UPPER - rect.top()))
        view.settle()
    elif moved:
        view.viewport().update()


def _unfold(view: Transcript, place: int, found: Found) -> None:
    """A long question shows its first lines only."""
    item = view.column.ensure(place)
    if item.message.is_reply or not item.can_unfold or item.choices.unfolded:
        return
    at = item.text_at(item.corner_of(found.body).y() + _rect(found).center().y())
    if at is None or at[0] is not found.body:
        view.unfold(place)


def _set_around(view: Roll, place: int, found: Found) -> QRectF:
    """Where it stands in its message, once nothing between it and the edges of the viewport is an estimate."""
    column, height = view.column, view.viewport().height()
    corner = column.ensure(place).corner_of(found.body)
    column.fill(place, corner.y() + found.body.top_of(found.leaf), corner.y() + found.body.top_of(found.leaf) + 1)
    y = corner.y() + _rect(found).top()
    y += column.fill_above(place, y, height)
    column.fill(place, y, y + height)
    return _rect(found).translated(column.ensure(place).corner_of(found.body))


def _slide(view: Roll, found: Found) -> bool:
    """Move code or a table to the side where the hit is beyond its edge."""
    leaf, air = found.body.leaves[found.leaf], view.page.metrics.space24
    rects = leaf.rects(found.start, found.end)
    room = view.page.columns.measure - found.body.corner_of(found.leaf).x() - air
    if not rects or (air <= rects[0].left() and rects[0].right() <= room):
        return False
    return leaf.slide(round(rects[0].right() - room if rects[0].right() > room else rects[0].left() - air))


def _rect(found: Found) -> QRectF:
    """Where it stands in its text."""
    rects = found.body.rects(found.leaf, found.start, found.end)
    return rects[0] if rects else QRectF(0, found.body.top_of(found.leaf), 0, found.body.height_of(found.leaf))
