"""Sums of heights that stay cheap however long a conversation is.

Where a message stands is the sum of all heights above it, and heights become known or grow all the time. Partial sums
in powers of two (a Fenwick tree) answer and change in steps of the logarithm: ten for a thousand messages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate


class Heights:
    """A row of heights, by place."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights: list[int] = []
        self._sums: list[int] = [0]
        self.extend(list(heights))

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, place: int) -> int:
        return self._heights[place]

    @property
    def total(self) -> int:
        return self.above(len(self._heights))

    def append(self, height: int) -> None:
        self._heights.append(height)
        place = len(self._heights)
        covered, below = height, place - 1
        while below > place - (place & -place):
            covered += self._sums[below]
            below -= below & -below
        self._sums.append(covered)

    def extend(self, heights: Sequence[int]) -> None:
        """More of them at the end."""
        if len(heights) <= len(self._heights):
            for height in heights:
                self.append(height)
            return
        self._heights.extend(heights)
        above = [0, *accumulate(self._heights)]
        self._sums = [0, *(above[place] - above[place & (place - 1)] for place in range(1, len(above)))]

    def cut(self, length: int) -> None:
        """Forget everything from that place on."""
        del self._heights[length:]
        del self._sums[length + 1 :]

    def change(self, place: int, height: int) -> None:
        difference = height - self._heights[place]
        if difference == 0:
            return
        self._heights[place] = height
        place += 1
        while place < len(self._sums):
            self._sums[place] += difference
            place += place & -place

    def above(self, place: int) -> int:
        """The sum of the heights before that place: where it begins."""
        total = 0
        while place > 0:
            total += self._sums[place]
            place -= place & -place
        return total

    def at(self, y: int) -> int:
        """The place at that height: the last one that begins at or above it. Needs at least one height."""
        place, step = 0, 1
        while step * 2 < len(self._sums):
            step *= 2
        while step:
            further = place + step
            if further < len(self._sums) and self._sums[further] <= y:
                place = further
                y -= self._sums[further]
            step //= 2
        return min(place, len(self._heights) - 1)
