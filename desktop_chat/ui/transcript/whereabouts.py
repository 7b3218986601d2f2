"""Where the end of a selection stands on the screen, and which place in the texts a point on the screen means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF

from desktop_chat.ui.transcript.body import Body, Place
from desktop_chat.ui.transcript.item import Item
from desktop_chat.ui.transcript.leaves.leaf import Hot, Leaf
from desktop_chat.ui.transcript.page import Scene
from desktop_chat.ui.transcript.selection import End
from desktop_chat.ui.transcript.texts import Which, body_of, texts_of

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.roll import Roll


def nearest(roll: Roll, point: QPoint) -> End | None:
    """The place that is nearest to that point of the viewport; beside texts, the end of the one above."""
    if len(roll.column) == 0:
        return None
    place = roll.column.at(min(max(0, roll.scrolled + point.y()), roll.column.total - 1))
    item = roll.column.ensure(place)
    if found := at_text(roll, point):
        return found
    y, end = point.y() - roll.y_of(place), None
    for which, body in texts_of(item):
        if end is None or y >= item.corner_of(body).y():
            inside = y >= item.corner_of(body).y()
            end = End(item.message.id, which, end_of(body) if inside else Place(0, 0))
    return end or End(item.message.id, Which.TEXT, Place(0, 0))


def at_text(roll: Roll, point: QPoint) -> End | None:
    """The same, only where a text is beside that point."""
    found = text_at(roll, point)
    if found is None:
        return None
    item, body, inside = found
    which = next((which for which, one in texts_of(item) if one is body), None)
    # What a tool was asked is shown and can be copied, but is no text that somebody said.
    return None if which is None else End(item.message.id, which, body.nearest(inside))


def hot_at(roll: Roll, point: QPoint) -> tuple[Leaf, Hot] | None:
    """What a click on a text does there, and to which leaf."""
    found = text_at(roll, point)
    return found[1].hot_at(found[2]) if found else None


def text_at(roll: Roll, point: QPoint) -> tuple[Item, Body, QPointF] | None:
    """The text beside that point, and the point as the text counts."""
    y = roll.scrolled + point.y()
    if len(roll.column) == 0 or not 0 <= y < roll.column.total:
        return None
    place = roll.column.at(y)
    roll.column.fill(place, y - roll.column.top(place), y - roll.column.top(place) + 1)
    item = roll.column[place]
    found = item.text_at(y - roll.column.top(place))
    if found is None:
        return None
    body, inside = found
    return item, body, QPointF(point.x() + roll.viewport().x() - item.corner_of(body).x(), inside)


def caret_of(roll: Roll, end: End) -> QRectF | None:
    """Where a caret stands there, in the viewport; what is needed to know it is set."""
    place = roll.column.place_of(end.message)
    if place is None:
        return None
    item = roll.column.ensure(place)
    body = body_of(item, end.which)
    if body is None or not len(body):
        return QRectF(roll.block_rect(place)).adjusted(0, 0, 0, -item.height + roll.page.metrics.space16)
    known = _known(body, end.place)
    y = item.corner_of(body).y() + body.top_of(known.leaf)
    roll.column.fill(place, y, y + 1)
    return _caret(roll, place, body, known)


def draw_caret(roll: Roll, scene: Scene, end: End) -> None:
    """A line where the keys are, if that is seen: nothing is set for it."""
    place = roll.column.place_of(end.message)
    if place is None or place not in roll.seen():
        return
    item = roll.column[place]
    body = body_of(item, end.which)
    if body is None or not len(body):
        return
    known = _known(body, end.place)
    top = roll.y_of(place) + item.corner_of(body).y() + body.top_of(known.leaf)
    if top < scene.bottom and top + body.height_of(known.leaf) > scene.top:
        line = _caret(roll, place, body, known).translated(roll.viewport().x(), 0)
        line.setWidth(scene.page.metrics.ring)
        scene.painter.fillRect(line.toAlignedRect(), scene.page.palette.focus)


def end_of(body: Body) -> Place:
    """Behind its last character."""
    leaves = body.leaves
    return Place(len(leaves) - 1, len(leaves[-1].text)) if leaves else Place(0, 0)


def _known(body: Body, place: Place) -> Place:
    """The place, or the end of a text that has become shorter."""
    return place if place.leaf < len(body.leaves) else end_of(body)


def _caret(roll: Roll, place: int, body: Body, known: Place) -> QRectF:
    corner = roll.column[place].corner_of(body)
    return body.caret(known).translated(corner.x() - roll.viewport().x(), roll.y_of(place) + corner.y())


def beginning_of(roll: Roll, place: int) -> End:
    """Before everything in that message."""
    item = roll.column.ensure(place)
    which = next((which for which, _ in texts_of(item)), Which.TEXT)
    return End(item.message.id, which, Place(0, 0))


def ending_of(roll: Roll, place: int) -> End:
    """Behind everything in that message."""
    item = roll.column.ensure(place)
    last = max(texts_of(item), key=lambda one: one[0], default=None)
    return End(item.message.id, last[0], end_of(last[1])) if last else End(item.message.id, Which.TEXT, Place(0, 0))
