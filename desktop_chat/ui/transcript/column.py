"""All messages of a branch under one another, most of them never set.

A hundred thousand messages open at once because only those near the viewport are more than a number: their height. It
is an estimate until somebody scrolls there, and a height that becomes known changes where the rest stands, never what
is on the screen: that follows from the reader's place (`viewpoint.py`), not from sums.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence

from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.ui.transcript.facts import Facts
from desktop_chat.ui.transcript.heights import Heights
from desktop_chat.ui.transcript.item import Item
from desktop_chat.ui.transcript.page import Page
from desktop_chat.ui.transcript.stack import estimated_heights

_KEPT = 240  # messages whose layouts are kept


class Column:
    """Messages by place, from the first to the last."""

    def __init__(self, page: Page, facts_of: Callable[[int], Facts]) -> None:
        self._page = page
        self._facts_of = facts_of
        self._messages: Sequence[Message] = ()
        self._places: dict[MessageId, int] | None = None  # made when one is asked for: an opening has no use for it
        self._heights = Heights()
        self._items: OrderedDict[MessageId, Item] = OrderedDict()

    def __len__(self) -> int:
        return len(self._messages)

    def __getitem__(self, place: int) -> Item:
        message = self._messages[place]
        return self._items.get(message.id) or Item(message)

    def facts(self, place: int) -> Facts:
        """What stands round that message, whether or not it has been near the viewport."""
        return self[place].facts or self._facts_of(place)

    def place_of(self, message_id: MessageId) -> int | None:
        if self._places is None:
            self._places = {message.id: place for place, message in enumerate(self._messages)}
        return self._places.get(message_id)

    def known(self) -> Iterable[Item]:
        """What has been near the viewport, in no order."""
        return self._items.values()

    # -- what stands in it -------------------------------------------------------------------------------------------

    def show(self, messages: Sequence[Message]) -> int:
        """These messages from now on; returns the first place where another one stands than before."""
        kept = 0
        for before, message in zip(self._messages, messages, strict=False):
            if before is not message:
                if before.id != message.id:
                    break
                self._settle(message)
            kept += 1
        self._cut(kept)
        self._messages = messages
        fresh = messages[kept:]
        if self._places is not None:
            self._places.update({message.id: place for place, message in enumerate(fresh, kept)})
        self._heights.extend(estimated_heights(self._page, fresh))
        self.forget_facts()
        return kept

    def forget_facts(self) -> None:
        """What stands round the texts may have changed: it is asked for again where it is seen."""
        for item in self._items.values():
            item.stale = True

    def set_page(self, page: Page) -> None:
        """Another width or another look."""
        same = page.sets_like(self._page)
        self._page = page
        if not same:
            self._heights = Heights(estimated_heights(page, self._messages))

    def _settle(self, message: Message) -> None:
        if (item := self._items.get(message.id)) and item.message != message:
            item.settle(message)

    def _cut(self, length: int) -> None:
        if length == 0:
            self._places = None
            self._items.clear()
        for message in self._messages[length:] if length else ():
            if self._places is not None:
                del self._places[message.id]
            self._items.pop(message.id, None)
        self._heights.cut(length)

    # -- heights -----------------------------------------------------------------------------------------------------

    @property
    def total(self) -> int:
        """The height of everything, the air below the last message included."""
        return self._heights.total + (self._page.metrics.space16 if self._messages else 0)

    def top(self, place: int) -> int:
        return self._heights.above(place)

    def height(self, place: int) -> int:
        return self._heights[place]

    def at(self, y: int) -> int:
        """Who stands there; needs at least one message."""
        return self._heights.at(max(0, y))

    def shares(self, ys: Iterable[float]) -> Iterator[tuple[int, float]]:
        """Who stands at each of these heights, which come in order, and how far down in it that is, from 0 to 1."""
        return self._heights.shares(ys)

    def ensure(self, place: int) -> Item:
        """The item, stacked for the present page and with the present facts; what of its text is seen is set by
        `fill` and its kin.
        """
        message = self._messages[place]
        item = self._items.get(message.id)
        if item is None:
            item = self._items[message.id] = Item(message)
        if item.stale or item.page is not self._page:
            item.stack(self._page, self._facts_of(place), self._gap(place))
            self._heights.change(place, item.height)
        self._items.move_to_end(message.id)
        self._let_go()
        return item

    def fill(self, place: int, top: float, bottom: float) -> None:
        """Set what that message shows between these heights, counted from its top; `top` stays where it is."""
        item = self.ensure(place)
        item.fill(top, bottom)
        self._heights.change(place, item.height)

    def fill_above(self, place: int, y: float, distance: float) -> int:
        """Set so much above that height of the message; returns by how much what stands at it moves down."""
        item = self.ensure(place)
        moved = item.fill_above(y, distance)
        self._heights.change(place, item.height)
        return moved

    def fill_end(self, place: int, distance: float) -> None:
        """Set the last part of that message, so much of it."""
        item = self.ensure(place)
        item.fill_end(distance)
        self._heights.change(place, item.height)

    def grow(self, place: int, gained: tuple[str, str, str]) -> tuple[float, float]:
        """More text, reasoning, refusal at that place; returns between which heights in it it is another, without an
        end where something has moved.
        """
        message = self._messages[place]
        item = self._items.get(message.id)
        seen = item is not None and item.page is self._page
        if item is None:
            item = self._items[message.id] = Item(message)
        item.grow(gained, self._page)
        if not seen:
            self._heights.change(place, item.estimate(self._page))
            return 0, math.inf
        self.ensure(place)
        return item.changed

    def _let_go(self) -> None:
        """Of what has been out of sight longest. A reply that is being written is kept, it has text of its own; of
        one that its reader has unfolded the layouts go, and that it is unfolded stays.
        """
        if len(self._items) <= _KEPT:
            return
        for message_id, item in self._items.items():
            if item.is_growing or item.page is None:
                continue
            if item.is_chosen:
                item.release()
            else:
                del self._items[message_id]
            return

    def _gap(self, place: int) -> int:
        metrics, message = self._page.metrics, self._messages[place]
        if place == 0:
            return metrics.space24
        last = self._messages[place - 1]
        begins_turn = not message.is_reply and (last.is_reply or message.role is last.role)
        return metrics.turn_gap if begins_turn else metrics.answer_gap
