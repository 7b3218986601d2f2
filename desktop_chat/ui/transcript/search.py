"""Counts hits in all messages, from the reader outwards, in slices between which keys and replies get their turn."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.markup.hits import Query
from desktop_chat.services.replies import ReplyGrew
from desktop_chat.ui.transcript.searching import LeafHits, parts_with, searched, shown_texts
from desktop_chat.ui.transcript.stack import Choices
from desktop_chat.ui.transcript.tally import Tally

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.transcript import Transcript

_SLICE_S = 0.003  # one step more may follow, and painting; together they must not take 8 ms
_WORTH_IT = 1.2  # how much longer an unseen reply must have become before it is searched again


class Search(QObject):
    """For one query in the messages of one view; a query of nothing finds nothing and costs nothing."""

    advanced = Signal()
    """More is known, or something is known to be another."""

    def __init__(self, view: Transcript) -> None:
        super().__init__(view)
        self._view = view
        self._messages: Sequence[Message] = ()
        self._stale: set[int] = set()
        self._lengths: dict[MessageId, int] = {}
        self._choices: dict[MessageId, Choices] = {}
        self._work: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._take_slice)
        self.query = Query("")
        self.hits = LeafHits(self.query)
        self.tally = Tally(0, 0)

    @property
    def is_complete(self) -> bool:
        """Whether all messages have been searched, as they are now."""
        return self.tally.is_complete and not self._stale

    def begin(self, query: Query) -> None:
        """Look for that from now on, beginning with what is seen."""
        self.query, self.hits = query, LeafHits(query)
        self._messages = self._view.story.messages if query.text else ()
        self.tally = Tally(len(self._messages), min(self._view.seen(), default=0))
        self._stale.clear()
        self._lengths.clear()
        self._choices.clear()
        self._resume()

    def reload(self) -> int:
        """Other messages stand in the view; returns the first place that another one has than before."""
        before, self._messages = self._messages, self._view.story.messages
        kept = 0
        for old, new in zip(before, self._messages, strict=False):
            if old.id != new.id:
                break
            if old is not new:
                self._stale.add(kept)
            kept += 1
        self.tally.resize(kept, len(self._messages))
        self._stale = {place for place in self._stale if self.tally.knows(place)}
        self._resume()
        return kept

    def grow(self, grew: ReplyGrew) -> None:
        """More of a reply has come."""
        place = self._view.column.place_of(grew.message_id)
        if place is None or not self.tally.knows(place):
            return
        length = len(self._view.story.current(self._messages[place]).text)
        if self._is_set(place) or length > _WORTH_IT * self._lengths.get(grew.message_id, 0):
            self._look_again([place])

    def compare(self) -> None:
        """What is folded or formatted may be seen in another way now."""
        changed = []
        for place in self._view.seen():
            item = self._view.column[place]
            if item.choices != self._choices.get(item.message.id, Choices()):
                changed.append(place)
        self._look_again(changed)

    # -- within ------------------------------------------------------------------------------------------------------

    def _look_again(self, places: Sequence[int]) -> None:
        self._stale.update(place for place in places if self.tally.knows(place))
        if self._stale and not self._timer.isActive():
            self._resume()

    def _resume(self) -> None:
        self._work = self._steps()
        if self.is_complete:
            self._timer.stop()
        else:
            self._timer.start(0)
        self.advanced.emit()

    @Slot()
    def _take_slice(self) -> None:
        until = time.perf_counter() + _SLICE_S
        for _ in self._work:
            if time.perf_counter() >= until:
                break
        else:
            self._timer.stop()
        self.advanced.emit()

    def _steps(self) -> Iterator[None]:
        while (place := self._next_place()) is not None:
            yield from self._search(place)

    def _next_place(self) -> int | None:
        while self._stale:
            place = self._stale.pop()
            if self.tally.knows(place):
                return place
        return self.tally.next_place()

    def _search(self, place: int) -> Iterator[None]:
        message = self._view.story.current(self._messages[place])
        item = self._view.column[place]
        texts = shown_texts(message, item.choices)
        if item.is_chosen or message.id in self._choices:
            self._choices[message.id] = item.choices
        if item.is_growing:
            self._lengths[message.id] = len(message.text)
        if item.is_growing and self._is_set(place):
            # Its leaves are there already, and only the last one is another than before.
            count = sum(len(self.hits.within(leaf)) for body in item.bodies for leaf in body.leaves)
        else:
            count = yield from searched(self.query, texts)
        self.tally.put(place, count, parts_with(self.query, texts) if count else 0)
        yield

    def _is_set(self, place: int) -> bool:
        return self._view.column[place].page is self._view.page
