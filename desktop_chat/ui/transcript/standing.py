"""Where one stands among the hits, and which is the next from there."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.domain.values import dataclass
from desktop_chat.ui.transcript.found import Found, Hits, Start, start_at, start_of
from desktop_chat.ui.transcript.search import Search
from desktop_chat.ui.transcript.texts import body_of

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.transcript import Transcript

_LONGEST = 200  # of selected words that somebody looks for
Point: TypeAlias = tuple[MessageId, Start]


@dataclass(frozen=True, slots=True)
class Wish:
    """So many hits further, or the first one from that message on; without either, the first from the start on."""

    step: int = 0
    message: MessageId = ""


class Standing:
    """In one view."""

    def __init__(self, view: Transcript, search: Search) -> None:
        self._view, self._search = view, search
        self.current: tuple[int, int] | None = None
        """The place of a message, and the index of a hit there."""
        self.start: Point | None = None
        """From where on the first hit is looked for; None for what is read when it is wanted."""

    def number_of(self, wish: Wish) -> int | None:
        """The number of the hit to go to, if that is known yet."""
        tally = self._search.tally
        if wish.message:
            place = self._place_of(wish.message)
            number = tally.number_of(place, 0) if tally.knows(place) else None
        elif self.current is not None and wish.step:
            number = tally.number_of(*self.current) + wish.step
        else:
            number = self._first(wish.step)
        if number is None or 0 <= number < tally.total:
            return number
        return number % tally.total if tally.total and self._search.is_complete else None

    def hits(self, place: int) -> Hits:
        """In the message at that place."""
        return Hits(self._view, self._search.query, self._search.hits.within, place)

    def read_first(self) -> Point | None:
        """The first line that is wholly seen."""
        place = min(self._view.seen(), default=None)
        return None if place is None else (self._view.column[place].message.id, start_at(self._view, place))

    def selected(self) -> tuple[str, Point] | None:
        """A few selected words of one paragraph, and where they begin."""
        upper, lower = self._view.selection.ordered() or (None, None)
        place = self._view.column.place_of(upper.message) if upper else None
        if upper is None or lower is None or place is None:
            return None
        if (upper.message, upper.which, upper.place.leaf) != (lower.message, lower.which, lower.place.leaf):
            return None
        body = body_of(self._view.column.ensure(place), upper.which)
        words = body.leaves[upper.place.leaf].text[upper.place.offset : lower.place.offset] if body else ""
        is_short = 0 < len(words) <= _LONGEST and "\n" not in words and "\t" not in words
        return (words, (upper.message, Start(upper.which, upper.place.leaf, upper.place.offset))) if is_short else None

    def start_at(self, now: Found | None) -> None:
        """From now on the start is the current hit."""
        if self.current is not None and now is not None:
            item = self._view.column[self.current[0]]
            self.start = item.message.id, start_of(item, now)

    def message(self) -> Message | None:
        """That of the current hit, else the first that is seen."""
        messages = self._view.story.messages
        place = self.current[0] if self.current else min(self._view.seen(), default=0)
        return messages[place] if place < len(messages) else None

    def _first(self, step: int) -> int | None:
        """The number of the first hit from the start on; or before it, where the step leads upwards."""
        start = self.start
        if start is None or self._view.column.place_of(start[0]) is None:
            start = self.read_first()
        place = self._view.column.place_of(start[0]) if start else None
        if start is None or place is None or not self._search.tally.knows(place):
            return None
        return self._search.tally.number_of(place, self.hits(place).before(start[1])) - (step < 0)

    def _place_of(self, message_id: MessageId) -> int:
        found = self._view.column.place_of(self._view.story.shown_as(message_id))
        return min(self._view.seen(), default=0) if found is None else found
