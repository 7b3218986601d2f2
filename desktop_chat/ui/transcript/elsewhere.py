"""How often messages that stand on other branches hold what is looked for: they are told of, and one can go there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.markup.hits import Query
from desktop_chat.ui.transcript.searching import all_texts, searched

_CHUNK = 500  # messages that are looked up in one step


class Elsewhere:
    """Of one conversation. A message that was counted once never changes, whichever branch is read."""

    def __init__(self) -> None:
        self._query = Query("")
        self._others: Sequence[Message] = ()
        self._coming: Iterator[Message] | None = None
        self._counts: dict[MessageId, int] = {}
        self._left = 0  # so many are still to be counted
        self.count = 0
        """How many hits there are, as far as is known."""

    def begin(self, query: Query) -> None:
        """Look for that from now on; `renew` says where."""
        self._query = query
        self._others, self._coming = (), None
        self._left = self.count = 0
        self._counts.clear()

    def renew(self, others: Iterator[Message]) -> None:
        """These stand on other branches now."""
        self._coming = others

    @property
    def is_complete(self) -> bool:
        return self._coming is None and not self._left

    def next_behind(self, message: Message) -> MessageId | None:
        """The next of those that hold it: the first that is younger, else the oldest."""
        found = [other for other in self._others if self._counts.get(other.id)]
        here = (message.created_at, message.id)
        younger = (other for other in found if (other.created_at, other.id) > here)
        other = next(younger, found[0] if found else None)
        return other.id if other else None

    def steps(self) -> Iterator[None]:
        """Count in those where it is not known."""
        yield from self._take()
        for message in self._others:
            if message.id not in self._counts:
                texts = all_texts(message, wants_markdown=False)
                found = yield from searched(self._query, texts)
                self._counts[message.id] = found
                self._left -= 1
                self.count += found
                yield

    def _take(self) -> Iterator[None]:
        """Those that come. Until they are there, what was known of the ones before is told."""
        taken: list[Message] = []
        while self._coming is not None:
            more = [*islice(self._coming, _CHUNK)]
            taken += (message for message in more if not message.is_streaming)
            yield
            if len(more) < _CHUNK:
                self._coming = None
                self._others = sorted(taken, key=lambda message: (message.created_at, message.id))
                counts = [self._counts.get(message.id) for message in self._others]
                self._left, self.count = counts.count(None), sum(filter(None, counts))
