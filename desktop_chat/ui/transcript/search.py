"""Counts hits in all messages, from the reader outwards, in slices between which keys and replies get their turn."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.domain.tree import Tree, beside
from desktop_chat.markup.hits import Query
from desktop_chat.services.replies import ReplyGrew
from desktop_chat.ui.transcript.elsewhere import Elsewhere
from desktop_chat.ui.transcript.reading import Reading
from desktop_chat.ui.transcript.searching import (
    LeafHits,
    Steps,
    Written,
    all_texts,
    parts_with,
    searched,
    texts_above,
    texts_below,
)
from desktop_chat.ui.transcript.tally import Tally

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.transcript import Transcript

_SLICE_S = 0.002  # one step more may follow, painting, and a slice of colouring; together they must not take 8 ms
_WORTH_IT = 1.2  # how much longer an unseen reply must have become before it is searched again


class Search(QObject):
    """For one query in the messages of one view; a query of nothing finds nothing and costs nothing."""

    advanced = Signal()
    """More is known, or something is known to be another."""

    def __init__(self, view: Transcript, tree_of: Callable[[str], Tree]) -> None:
        super().__init__(view)
        self._view, self._tree_of = view, tree_of
        self._messages: Sequence[Message] = ()
        self._stale: set[int] = set()
        self._lengths: dict[MessageId, int] = {}
        self._formatted: set[MessageId] = set()
        self._folded: dict[MessageId, tuple[int, int]] = {}  # how long it was, and how often it was there
        self._work: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._take_slice)
        self.query = Query("")
        self.hits = LeafHits(self.query)
        self.tally = Tally(0, 0)
        self.elsewhere = Elsewhere()

    @property
    def is_complete(self) -> bool:
        """Whether all messages of this branch have been searched, as they are now."""
        return self.tally.is_complete and not self._stale

    def begin(self, query: Query) -> None:
        """Look for that from now on, beginning with what is seen."""
        self.query, self.hits = query, LeafHits(query)
        self._messages = self._view.story.messages if query.texts else ()
        self.tally = Tally(len(self._messages), min(self._view.seen(), default=0))
        self._stale.clear()
        self._lengths.clear()
        self._formatted.clear()
        self._folded.clear()
        self.elsewhere.begin(query)
        self._look_beside()
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
        self._look_beside()
        self._resume()
        return kept

    def grow(self, grew: ReplyGrew) -> None:
        """More of a reply has come."""
        place = self._view.column.place_of(grew.message_id)
        if place is None or not self.tally.knows(place):
            return
        length = _length(self._view.story.current(self._messages[place]))
        is_seen = self._is_set(place) and (not grew.reasoning or self._view.column[place].choices.unfolded)
        if is_seen or length > _WORTH_IT * self._lengths.get(grew.message_id, 0):
            self._look_again([place])

    def compare(self) -> None:
        """A very long reply may be read in another way now."""
        changed = []
        for place in self._view.seen():
            item = self._view.column[place]
            if item.choices.wants_markdown != (item.message.id in self._formatted):
                changed.append(place)
        self._look_again(changed)

    # -- within ------------------------------------------------------------------------------------------------------

    def _look_again(self, places: Sequence[int]) -> None:
        self._stale.update(place for place in places if self.tally.knows(place))
        if self._stale and not self._timer.isActive():
            self._resume()

    def _look_beside(self) -> None:
        """Where other branches stand beside the one that is read, they are searched after it."""
        conversation_id, head = self._view.story.conversation_id, self._head()
        if self.query.texts and conversation_id and head:
            self.elsewhere.renew(beside(self._tree_of(conversation_id), head))

    def _head(self) -> MessageId | None:
        cards = self._view.story.cards
        return next((message.id for message in reversed(self._messages) if message.id not in cards), None)

    def _resume(self) -> None:
        self._work = self._steps()
        if self.is_complete and self.elsewhere.is_complete:
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
        yield from self._steps_here()
        for _ in self.elsewhere.steps():
            yield
            yield from self._steps_here()  # what has grown meanwhile comes first

    def _steps_here(self) -> Iterator[None]:
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
        texts = self._texts_of(message, wants_markdown=item.choices.wants_markdown)
        self._formatted.discard(message.id)
        if item.choices.wants_markdown:
            self._formatted.add(message.id)
        if item.is_growing:
            self._lengths[message.id] = _length(message)
        if item.is_growing and self._is_set(place):
            # Its leaves are there already, and only the last one is another than before.
            count = sum(len(self.hits.within(leaf)) for body in item.bodies for leaf in body.leaves)
            count += 0 if item.choices.unfolded else (yield from self._in_folded(message))
        else:
            count = yield from searched(self.query, texts)
        self.tally.put(place, count, parts_with(self.query, texts) if count else 0)
        yield

    def _texts_of(self, message: Message, *, wants_markdown: bool) -> list[Written]:
        if message.id in self._view.story.cards:  # of a reply that proposes one, its text alone is seen
            return [(message.text, Reading.MARKDOWN)]
        return all_texts(message, wants_markdown=wants_markdown)

    def _in_folded(self, message: Message) -> Steps:
        """How often it is in what is folded away of a reply that grows; while that stays as it is, it is not read."""
        if message.id in self._view.story.cards:
            return 0
        texts = [*texts_above(message), *texts_below(message)]
        length = sum(len(text) for text, _ in texts)
        if length != self._folded.get(message.id, (0, 0))[0]:
            self._folded[message.id] = length, (yield from searched(self.query, texts))
        return self._folded.get(message.id, (0, 0))[1]

    def _is_set(self, place: int) -> bool:
        return self._view.column[place].page is self._view.page


def _length(message: Message) -> int:
    return len(message.text) + len(message.reasoning)
