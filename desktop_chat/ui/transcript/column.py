"""All messages of a branch under one another, most of them never set.

Thousands of messages open at once because only those near the viewport are stacked. The heights of all others are
estimates, and a height that becomes known changes where the rest stands, never what is on the screen: that follows
from the reader's place (`viewpoint.py`), not from sums.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.ui.transcript.facts import Facts
from desktop_chat.ui.transcript.heights import Heights
from desktop_chat.ui.transcript.item import Item
from desktop_chat.ui.transcript.page import Page

_KEPT = 240  # messages whose layouts are kept


class Column:
    """Items by place, from the first message to the last."""

    def __init__(self, page: Page, facts_of: Callable[[int], Facts]) -> None:
        self._page = page
        self._facts_of = facts_of
        self._items: list[Item] = []
        self._places: dict[MessageId, int] = {}
        self._heights = Heights()
        self._recent: OrderedDict[MessageId, Item] = OrderedDict()

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, place: int) -> Item:
        return self._items[place]

    def place_of(self, message_id: MessageId) -> int | None:
        return self._places.get(message_id)

    # -- what stands in it -------------------------------------------------------------------------------------------

    def show(self, messages: Sequence[Message]) -> int:
        """These messages from now on; returns the first place where another one stands than before."""
        kept = 0
        for item, message in zip(self._items, messages, strict=False):
            if item.message.id != message.id:
                break
            if item.message != message:
                item.settle(message)
            kept += 1
        self._cut(kept)
        for message in messages[kept:]:
            item = Item(message)
            self._places[message.id] = len(self._items)
            self._items.append(item)
            self._heights.append(item.estimate(self._page))
        self.forget_facts()
        return kept

    def forget_facts(self) -> None:
        """What stands round the texts may have changed: it is asked for again where it is seen."""
        for item in self._recent.values():
            item.stale = True

    def set_page(self, page: Page) -> None:
        """Another width or another look."""
        same = page.sets_like(self._page)
        self._page = page
        if not same:
            self._heights = Heights(item.estimate(page) for item in self._items)

    def _cut(self, length: int) -> None:
        for item in self._items[length:]:
            del self._places[item.message.id]
            self._recent.pop(item.message.id, None)
        del self._items[length:]
        self._heights.cut(length)

    # -- heights -----------------------------------------------------------------------------------------------------

    @property
    def total(self) -> int:
        """The height of everything, the air below the last message included."""
        return self._heights.total + (self._page.metrics.space16 if self._items else 0)

    def top(self, place: int) -> int:
        return self._heights.above(place)

    def height(self, place: int) -> int:
        return self._heights[place]

    def at(self, y: int) -> int:
        """Who stands there; needs at least one message."""
        return self._heights.at(max(0, y))

    def ensure(self, place: int) -> Item:
        """The item, stacked for the present page and with the present facts; its height is true afterwards."""
        item = self._items[place]
        if item.stale or item.page is not self._page:
            self._heights.change(place, item.stack(self._page, self._facts_of(place), self._gap(place)))
        self._recent[item.message.id] = item
        self._recent.move_to_end(item.message.id)
        if len(self._recent) > _KEPT:
            self._recent.popitem(last=False)[1].release()
        return item

    def grow(self, place: int, gained: tuple[str, str, str]) -> None:
        """More text, reasoning, refusal at that place: the height is measured if it was, else estimated."""
        item = self._items[place]
        item.grow(gained, self._page)
        if item.message.id in self._recent:
            self.ensure(place)
        else:
            self._heights.change(place, item.estimate(self._page))

    def _gap(self, place: int) -> int:
        metrics, item = self._page.metrics, self._items[place]
        if place == 0:
            return metrics.space24
        last = self._items[place - 1].message
        begins_turn = not item.message.is_reply and (last.is_reply or item.message.role is last.role)
        return metrics.turn_gap if begins_turn else metrics.answer_gap
