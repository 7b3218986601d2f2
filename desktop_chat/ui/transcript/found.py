"""Hits in a message that stands in the column: where they are, and how one comes to be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF

from desktop_chat.domain.values import dataclass
from desktop_chat.markup.hits import Query
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.transcript.body import Body, Place
from desktop_chat.ui.transcript.item import Item
from desktop_chat.ui.transcript.leaves.leaf import Leaf
from desktop_chat.ui.transcript.searching import counted, texts_above

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.roll import Roll
    from desktop_chat.ui.transcript.transcript import Transcript

_REASONING = 0  # the number of that text of a message
_BEHIND_ALL = 2**31
_UPPER = 3  # a hit that was out of sight then stands at this part of the viewport


@dataclass(frozen=True, slots=True)
class Found:
    """From `start` to `end` in the leaf of that number."""

    body: Body
    leaf: int
    start: int
    end: int


class Start(NamedTuple):
    """From where on it is looked for in a message: the number of one of its texts, and a place in that."""

    text: int
    leaf: int = 0
    offset: int = 0


def start_at(view: Roll, place: int) -> Start:
    """What is read first of that message: its beginning, or the first line that is wholly seen."""
    item, line = view.column.ensure(place), view.page.line(tokens.BODY)
    y = line - 1 - view.y_of(place)
    if y < line:
        return Start(0)
    for body in item.bodies:
        top = item.corner_of(body).y()
        if y < top + body.height:
            at = body.place_at(y - top) if y > top else Place(0, 0)
            return Start(_number_of(item, body), at.leaf, at.offset)
    return Start(_BEHIND_ALL)


def start_of(item: Item, found: Found) -> Start:
    """That hit itself."""
    return Start(_number_of(item, found.body), found.leaf, found.start)


class Hits:
    """Where it is in one message, from the top down: what is folded away above its text, and what is seen."""

    def __init__(self, view: Transcript, query: Query, within: Callable[[Leaf], list[tuple[int, int]]], place: int):
        self.item = view.column.ensure(place)
        self._within = within
        hides = not self.item.choices.unfolded and self.item.message.id not in view.story.cards
        self._above = counted(query, texts_above(self.item.message)) if hides else 0

    def __iter__(self) -> Iterator[Found]:
        """Those that are seen."""
        for body in self.item.bodies:
            for number, leaf in enumerate(body.leaves):
                for start, end in self._within(leaf):
                    yield Found(body, number, start, end)

    def __getitem__(self, index: int) -> Found | None:
        """None for one that is folded away."""
        at = index - self._above
        return next(islice(self, at, None), None) if at >= 0 else None

    def before(self, start: Start) -> int:
        """How many are above that place."""
        seen = sum(1 for found in self if start_of(self.item, found) < start)
        return seen + (self._above if start.text > _REASONING else 0)


def _number_of(item: Item, body: Body) -> int:
    """Which of the texts of a message that is, counted with those that are folded away."""
    texts = item.texts
    bodies = (texts.reasoning, texts.text, texts.refusal, *texts.calls) if texts else ()
    return next((number for number, one in enumerate(bodies) if one is body), 0)


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
