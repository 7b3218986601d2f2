"""What the rows of the list are made of: blocks of conversations, some under a head, some under a folder, some hidden.

Blocks stand in the order of their slots, and conversations in a block in the order of their keys. Sizes say everything:
a row's number is its place in its block plus the sizes of the blocks above. One change costs a search in a sorted list
and a sum over some dozen blocks, however many conversations there are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import field
from enum import Enum, auto
from itertools import accumulate
from typing import TypeAlias

from desktop_chat.domain.values import dataclass

# What conversations are sorted by: the newest first; the id settles what happened at the same moment.
Key: TypeAlias = tuple[float, str]
# Where a block stands: each step leads further in, by its number, then by a name. What begins like another comes after.
Slot: TypeAlias = tuple[tuple[int, str, str], ...]

HEAD_PLACE = -1


class RowKind(Enum):
    HEAD = auto()
    FOLDER = auto()
    CONVERSATION = auto()


@dataclass(slots=True)
class Block:
    """`head` is the kind of row above the conversations, None for no row; `text` is what that row says: a section's
    name, or a folder's path.
    """

    slot: Slot
    head: RowKind | None = None
    text: str = ""
    keys: list[Key] = field(default_factory=list)
    shown: bool = True

    @property
    def lead(self) -> int:
        """How many rows stand above the conversations."""
        return 1 if self.head is not None else 0

    @property
    def rows(self) -> int:
        return self.lead + len(self.keys) if self.shown else 0

    def place_of(self, key: Key) -> int:
        """The place that `key` has or would have."""
        return bisect_left(self.keys, key)


class Blocks:
    """In order. Whoever changes a block calls `touch`."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._slots: list[Slot] = []
        self._by_slot: dict[Slot, Block] = {}
        self._starts: list[int] | None = None

    def __iter__(self) -> Iterator[Block]:
        return iter(self._blocks)

    def find(self, slot: Slot) -> Block | None:
        return self._by_slot.get(slot)

    def add(self, block: Block) -> None:
        number = bisect_left(self._slots, block.slot)
        self._slots.insert(number, block.slot)
        self._blocks.insert(number, block)
        self._by_slot[block.slot] = block
        self.touch()

    def drop(self, block: Block) -> None:
        number = self._number(block.slot)
        del self._slots[number], self._blocks[number], self._by_slot[block.slot]
        self.touch()

    def touch(self) -> None:
        """A block has another size."""
        self._starts = None

    def row_count(self) -> int:
        return self._rows()[-1]

    def start_of(self, slot: Slot) -> int:
        """The first row of a block, or where the rows of one in that slot would begin."""
        return self._rows()[self._number(slot)]

    def row_of(self, slot: Slot, key: Key) -> int | None:
        """The row of a conversation; None while its block is hidden."""
        block = self._by_slot[slot]
        return self.start_of(slot) + block.lead + block.place_of(key) if block.shown else None

    def at(self, row: int) -> tuple[Block, int]:
        """What stands in a row: a block, and a place in it or `HEAD_PLACE`."""
        starts = self._rows()
        number = bisect_right(starts, row) - 1
        block = self._blocks[number]
        return block, row - starts[number] - block.lead

    def inside(self, slot: Slot) -> list[Block]:
        """The blocks further in than the one in that slot, in order."""
        first = self._number(slot)
        found = []
        for block in self._blocks[first:]:
            if block.slot[: len(slot)] != slot:
                break
            if block.slot != slot:
                found.append(block)
        return found

    def _number(self, slot: Slot) -> int:
        return bisect_left(self._slots, slot)

    def _rows(self) -> list[int]:
        if self._starts is None:
            self._starts = list(accumulate((block.rows for block in self._blocks), initial=0))
        return self._starts
