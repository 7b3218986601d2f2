"""Where the moving end of a selection goes by key: a character, a word, a line, to a line's ends, a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QPoint, QPointF, QRectF

from desktop_chat.ui import theme as tokens
from desktop_chat.ui.transcript.body import Body, Place
from desktop_chat.ui.transcript.selection import End
from desktop_chat.ui.transcript.texts import body_of, texts_of
from desktop_chat.ui.transcript.whereabouts import at_text, beginning_of, caret_of, end_of, ending_of, nearest

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.roll import Roll

Boundary: TypeAlias = Callable[[str, int, int], "int | None"]

_FAR = 1e6
_AIR = 3  # lines beyond the head that are set before its neighbours are looked for
_STRIDES = 3  # in a line


def along(roll: Roll, end: End, step: int, boundary: Boundary) -> End:
    """The next place in reading order."""
    place = roll.column.place_of(end.message)
    if place is None:
        return end
    body = body_of(roll.column.ensure(place), end.which)
    if body is not None and end.place.leaf < len(body.leaves):
        offset = boundary(body.leaves[end.place.leaf].text, end.place.offset, step)
        if offset is not None:
            return replace(end, place=Place(end.place.leaf, offset))
        if found := _next_leaf(body, end.place.leaf, step):
            return replace(end, place=found)
    return _next_text(roll, place, end, step)


def _next_leaf(body: Body, number: int, step: int) -> Place | None:
    leaves = body.leaves
    number += step
    while 0 <= number < len(leaves):
        if text := leaves[number].text:
            return Place(number, 0 if step > 0 else len(text))
        number += step
    return None


def _next_text(roll: Roll, place: int, end: End, step: int) -> End:
    """The beginning of the text behind, or the end of the one before."""
    behind = {which: body for which, body in texts_of(roll.column[place]) if (which - end.which) * step > 0}
    if behind:
        which = min(behind) if step > 0 else max(behind)
        return End(end.message, which, Place(0, 0) if step > 0 else end_of(behind[which]))
    if not 0 <= place + step < len(roll.column):
        return end
    return beginning_of(roll, place + 1) if step > 0 else ending_of(roll, place - 1)


def line(roll: Roll, end: End, x: float, step: int) -> End:
    """The place nearest to `x` on the screen line above or below; beyond the last one, the end of everything."""
    place = roll.column.place_of(end.message)
    if place is None:
        return end
    _make_known(roll, place, end)
    caret, stride = caret_of(roll, end) or QRectF(), roll.page.line(tokens.BODY) // _STRIDES
    y = round(caret.top() - 1 if step < 0 else caret.bottom() + 1)
    while 0 <= roll.scrolled + y < roll.column.total:
        found = at_text(roll, QPoint(round(x), y))
        there = caret_of(roll, found) if found and found != end else None
        if found and there and (there.top() - caret.top()) * step > 0:
            return found
        y += step * stride
    return edge(roll, step)


def edge(roll: Roll, step: int) -> End:
    """The beginning or the end of the conversation."""
    return ending_of(roll, len(roll.column) - 1) if step > 0 else beginning_of(roll, 0)


def line_end(roll: Roll, end: End, step: int) -> End:
    """Where the screen line begins or ends in reading order."""
    place = roll.column.place_of(end.message)
    body = body_of(roll.column.ensure(place), end.which) if place is not None else None
    if place is None or body is None or caret_of(roll, end) is None or end.place.leaf >= len(body.leaves):
        return end
    y = body.caret(end.place).center().y()
    sides = [body.nearest(QPointF(x, y)) for x in (-_FAR, _FAR)]
    found = max(sides) if step > 0 else min(sides)
    text = body.leaves[found.leaf].text
    # The place behind the last character of a wrapped line belongs to the next line, unless that is a blank.
    if step > 0 and found.offset < len(text) and not text[found.offset].isspace():
        found = replace(found, offset=found.offset + 1)
    return replace(end, place=found)


def page(roll: Roll, end: End, x: float, step: int) -> End:
    """As far away as a page is high; the view goes along."""
    before, top = caret_of(roll, end) or QRectF(), roll.scrolled
    roll.scroll_by(step * max(1, roll.viewport().height() - 2 * roll.page.line(tokens.BODY)))
    if roll.scrolled == top:
        return edge(roll, step)
    return nearest(roll, QPoint(round(x), round(before.center().y()))) or end


def keep_seen(roll: Roll, end: End) -> None:
    """Scroll so far that the caret at that place is in the view."""
    place, caret = roll.column.place_of(end.message), caret_of(roll, end)
    if place is None or caret is None:
        return
    air, height = roll.page.metrics.space12, roll.viewport().height()
    inside = caret.top() - roll.y_of(place)
    if end == edge(roll, 1):
        roll.viewpoint.go_to_end()
    elif end == edge(roll, -1):
        roll.viewpoint.move_to(0)
    elif caret.top() < air:
        roll.viewpoint.put(place, round(air - inside))
    elif caret.bottom() > height - air:
        roll.viewpoint.put(place, round(height - air - caret.height() - inside))
    roll.settle()


def _make_known(roll: Roll, place: int, end: End) -> None:
    """Set what is above and below that place, so that nothing moves while it is looked at."""
    caret = caret_of(roll, end)
    if caret is None:
        return
    inside, far = caret.top() - roll.y_of(place), _AIR * roll.page.line(tokens.BODY)
    roll.column.fill_above(place, inside, far)
    roll.column.fill(place, inside, inside + far)
    if place > 0:
        roll.column.fill_end(place - 1, far)
    if place + 1 < len(roll.column):
        roll.column.fill(place + 1, 0, far)
