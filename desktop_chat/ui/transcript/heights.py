"""Sums of heights that stay cheap however long a conversation is.

Where a message stands is the sum of all heights above it, and heights become known or grow all the time. So they are
summed in blocks: a height that changes touches the sum of its block, and only the few hundred sums of blocks are added
up again. Adding up a list is what Python does fastest, so a hundred thousand heights are taken in within a millisecond.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

_BLOCK = 256


class Heights:
    """A row of heights, by place."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights: list[int] = []
        self._blocks: list[int] = []
        self._tops: list[int] = []  # where each block begins, and where the last one ends; empty while not known
        self.extend(list(heights))

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, place: int) -> int:
        return self._heights[place]

    @property
    def total(self) -> int:
        return self._block_tops()[-1]

    def append(self, height: int) -> None:
        if len(self._heights) % _BLOCK == 0:
            self._blocks.append(0)
        self._heights.append(height)
        self._blocks[-1] += height
        self._tops = []

    def extend(self, heights: Sequence[int]) -> None:
        """More of them at the end."""
        begun = len(self._heights) // _BLOCK
        self._heights.extend(heights)
        starts = range(begun * _BLOCK, len(self._heights), _BLOCK)
        self._blocks[begun:] = [sum(self._heights[start : start + _BLOCK]) for start in starts]
        self._tops = []

    def cut(self, length: int) -> None:
        """Forget everything from that place on."""
        del self._heights[length:]
        begun = length // _BLOCK
        self._blocks[begun:] = [sum(self._heights[begun * _BLOCK :])] if length % _BLOCK else []
        self._tops = []

    def change(self, place: int, height: int) -> None:
        difference = height - self._heights[place]
        if difference:
            self._heights[place] = height
            self._blocks[place // _BLOCK] += difference
            self._tops = []

    def above(self, place: int) -> int:
        """The sum of the heights before that place: where it begins."""
        block = place // _BLOCK
        return self._block_tops()[block] + sum(self._heights[block * _BLOCK : place])

    def at(self, y: int) -> int:
        """The place at that height: the last one that begins at or above it. Needs at least one height, and
        a `y` that is not negative.
        """
        tops = self._block_tops()
        block = min(bisect_right(tops, y), len(self._blocks)) - 1
        return min(block * _BLOCK + bisect_right(self._tops_in(block), y), len(self._heights)) - 1

    def between(self, top: float, bottom: float) -> range:
        """The places of which a part lies between these heights. Needs at least one height."""
        first = last = self.at(max(0, int(top)))
        y = self.above(first)
        while last < len(self._heights) and y < bottom:
            y += self._heights[last]
            last += 1
        return range(first, last)

    # Who asks for very many at once asks from the top down: then each block is added up once.

    def all_above(self, places: Iterable[int]) -> Iterator[int]:
        """`above` for each of these places, which come in order."""
        begun, inside = -1, [0]
        for place in places:
            if place // _BLOCK != begun:
                begun = place // _BLOCK
                inside = self._tops_in(begun)
            yield inside[place - begun * _BLOCK]

    def shares(self, ys: Iterable[float]) -> Iterator[tuple[int, float]]:
        """The place at each of these heights, which come in order, and how far down in it that is, from 0 to 1."""
        tops, begun, inside = self._block_tops(), -1, [0]
        for y in ys:
            block = min(bisect_right(tops, y), len(self._blocks)) - 1
            if block != begun:
                begun, inside = block, self._tops_in(block)
            place = min(bisect_right(inside, y), len(inside) - 1) - 1
            top, bottom = inside[place : place + 2]
            yield begun * _BLOCK + place, min(1.0, (y - top) / max(1, bottom - top))

    def _tops_in(self, block: int) -> list[int]:
        """Where each place of a block begins, and where the last one ends."""
        start = block * _BLOCK
        return list(accumulate(self._heights[start : start + _BLOCK], initial=self._block_tops()[block]))

    def _block_tops(self) -> list[int]:
        if not self._tops:
            self._tops = list(accumulate(self._blocks, initial=0))
        return self._tops
