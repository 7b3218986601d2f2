"""The pieces of a text that a double and a triple click select."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF

from desktop_chat.ui.transcript.body import Body, Place
from desktop_chat.ui.transcript.selection import End
from desktop_chat.ui.transcript.texts import body_of
from desktop_chat.ui.transcript.whereabouts import text_at

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.roll import Roll


def word_under(roll: Roll, point: QPoint, end: End) -> tuple[End, End]:
    """The word on which that point lies; `end` is the place nearest to it."""
    found = text_at(roll, point)
    if found is None or not found[1].leaves:
        return end, end
    _, body, inside = found
    leaf, offset = end.place.leaf, end.place.offset
    # The nearest place may be behind the letter that the point is on.
    on_the_one_before = offset > 0 and _is_on(body, Place(leaf, offset - 1), inside)
    start, stop = body.leaves[leaf].word_at(offset - on_the_one_before)
    return _moved(end, start), _moved(end, stop)


def leaf_around(roll: Roll, _point: QPoint, end: End) -> tuple[End, End]:
    """All of the paragraph, the code or the table in which `end` lies."""
    place = roll.column.place_of(end.message)
    if place is None:
        return end, end
    body = body_of(roll.column[place], end.which)
    if body is None or not body.leaves:
        return end, end
    return _moved(end, 0), _moved(end, len(body.leaves[end.place.leaf].text))


def _is_on(body: Body, place: Place, point: QPointF) -> bool:
    return any(rect.contains(point) for rect in body.rects(place.leaf, place.offset, place.offset + 1))


def _moved(end: End, offset: int) -> End:
    return replace(end, place=replace(end.place, offset=offset))
