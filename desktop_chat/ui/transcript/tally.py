"""How often each message holds what is looked for, as far as that is known.

Only numbers are kept: of ten thousand messages full of a common letter, places would be a hundred megabytes. Messages
are searched from the reader outwards, so what is known is always one stretch of them, and whoever goes from hit to hit
only ever waits at its ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from desktop_chat.ui.transcript.heights import Heights

_PARTS = 32  # of a message, for marks in the scroll bar


class Tally:
    """Of `length` messages; the first one to be searched is `start`."""

    def __init__(self, length: int, start: int) -> None:
        self._length = length
        self._low = self._high = min(start, length)
        self._counts = Heights([0] * length)
        self._parts: dict[int, int] = {}
        self._upwards = False

    def __len__(self) -> int:
        return self._length

    @property
    def total(self) -> int:
        return self._counts.total

    @property
    def searched(self) -> int:
        """How many messages have been searched."""
        return self._high - self._low

    @property
    def is_complete(self) -> bool:
        return self.searched == self._length

    @property
    def at_start(self) -> bool:
        """Whether everything above what is known is known."""
        return self._low == 0

    @property
    def at_end(self) -> bool:
        return self._high == self._length

    def knows(self, place: int) -> bool:
        return self._low <= place < self._high

    def next_place(self) -> int | None:
        """The message to search next: outwards, in turns below and above."""
        if self.is_complete:
            return None
        self._upwards = not self._upwards if not self.at_start else False
        return self._low - 1 if self._upwards or self.at_end else self._high

    def put(self, place: int, count: int, parts: int) -> None:
        """So often it is in that message; `parts` has a bit set for each part of it that holds it."""
        if place == self._high:
            self._high += 1
        elif place == self._low - 1:
            self._low -= 1
        self._counts.change(place, count)
        self._parts.pop(place, None)
        if count:
            self._parts[place] = parts

    def resize(self, kept: int, length: int) -> None:
        """From place `kept` on other messages stand there."""
        self._counts.cut(kept)
        self._counts.extend([0] * (length - kept))
        for place in [place for place in self._parts if place >= kept]:
            del self._parts[place]
        self._low, self._high, self._length = min(self._low, kept), min(self._high, kept), length

    # -- hits by number ----------------------------------------------------------------------------------------------

    def number_of(self, place: int, index: int) -> int:
        """The number of a message's hit, counted from the first one that is known."""
        return self._counts.above(place) + index

    def hit(self, number: int) -> tuple[int, int]:
        """The hit of that number: its message, and its index there."""
        place = self._counts.at(number)
        return place, number - self._counts.above(place)

    # -- for the scroll bar ------------------------------------------------------------------------------------------

    def between(self, edges: Iterable[tuple[int, float]]) -> list[int]:
        """The numbers of those stretches, each from one edge to the next, in which there is a hit, about. An edge is a
        message and how far down in it; they come in order.
        """
        edges = list(edges)
        before = list(self._counts.all_above(place for place, _ in edges))
        return [
            number
            for number, (top, bottom) in enumerate(pairwise(edges))
            if self._is_between(top, bottom, before[number + 1] - before[number])
        ]

    def _is_between(self, top: tuple[int, float], bottom: tuple[int, float], count: int) -> bool:
        """`count`: how often it is in the messages from that of the upper edge to that before the lower one."""
        (first, above), (last, below) = top, bottom
        if first == last:
            return self._has_part(first, above, below)
        return count > self._counts[first] or self._has_part(first, above, 1) or self._has_part(last, 0, below)

    def _has_part(self, place: int, above: float, below: float) -> bool:
        first, last = int(above * _PARTS), min(_PARTS, max(int(above * _PARTS) + 1, int(below * _PARTS)))
        return bool(self._parts.get(place, 0) >> first & (1 << max(0, last - first)) - 1)


def parts_of(text: str, wanted: str) -> int:
    """Which parts of the text hold the words, a bit for each part."""
    length = len(text)
    bounds = [length * part // _PARTS for part in range(_PARTS + 1)]
    return sum(1 << part for part in range(_PARTS) if _holds(text, wanted, bounds[part], bounds[part + 1]))


def _holds(text: str, wanted: str, start: int, end: int) -> bool:
    return text.find(wanted, start, min(len(text), end + len(wanted) - 1)) >= 0
