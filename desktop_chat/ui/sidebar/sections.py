"""Rows under heads: where a conversation stands, and which rows that makes.

The list shows a head above each group of rows. Groups follow one another in the order of the rows, so their sizes say
everything: a row's number is its place among the conversations plus the heads above it. One change costs a search in a
sorted list and a walk over some dozen sections, however many conversations there are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from enum import Enum, auto
from typing import TypeAlias

from desktop_chat.domain.values import dataclass

# What conversations are sorted by: pinned first, then the newest; the id settles what happened at the same moment.
Key: TypeAlias = tuple[int, float, str]


class RowKind(Enum):
    HEAD = auto()
    CONVERSATION = auto()


@dataclass(slots=True)
class Section:
    title: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """A place among the conversations, and the number that its section has or, if there is none, would get."""

    place: int
    section: int
    exists: bool

    @property
    def row(self) -> int:
        return self.place + self.section + 1


class Sections:
    """Sorted keys, and the sections that they fall into. An empty section exists only between two steps of a change."""

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self.sections: list[Section] = []

    def fill(self, titled: Iterable[tuple[Key, str]]) -> None:
        """All at once, in the order of the keys."""
        self.keys, self.sections = [], []
        for key, title in sorted(titled):
            if not self.sections or self.sections[-1].title != title:
                self.sections.append(Section(title))
            self.sections[-1].size += 1
            self.keys.append(key)

    def kinds(self) -> list[RowKind]:
        found: list[RowKind] = []
        for section in self.sections:
            found.append(RowKind.HEAD)
            found += [RowKind.CONVERSATION] * section.size
        return found

    def row_count(self) -> int:
        return len(self.keys) + len(self.sections)

    def at(self, row: int) -> Section | Key:
        """What stands in a row: the section that it heads, or the key of a conversation."""
        place = row
        for number, section in enumerate(self.sections):
            if place == 0:
                return section
            if place <= section.size:
                return self.keys[row - number - 1]
            place -= section.size + 1
        raise IndexError(row)

    def place_of(self, key: Key) -> int:
        """The place among the conversations that `key` has or would have."""
        return bisect_left(self.keys, key)

    def row_of(self, key: Key) -> int:
        """The row of a conversation that is listed."""
        place = self.place_of(key)
        return place + self.section_at(place) + 1

    def section_at(self, place: int) -> int:
        """The number of the section that holds the conversation at `place`."""
        before = 0
        for number, section in enumerate(self.sections):
            before += section.size
            if place < before:
                return number
        raise IndexError(place)

    def head_row(self, number: int) -> int:
        """The row of a section's head, or where the head of a section with that number would come to stand."""
        return sum(section.size + 1 for section in self.sections[:number])

    def target(self, key: Key, title: str) -> Target:
        """Where a conversation that is not listed yet belongs."""
        place, before = self.place_of(key), 0
        for number, section in enumerate(self.sections):
            if before <= place <= before + section.size and section.title == title:
                return Target(place, number, exists=True)
            if place < before + section.size:
                return Target(place, number, exists=False)
            before += section.size
        return Target(place, len(self.sections), exists=False)

    def target_of_move(self, old: Key, new: Key, title: str) -> Target:
        """Where the conversation at `old` belongs once its key is `new`, counted without itself."""
        place = self.place_of(old)
        number = self.section_at(place)
        self.take(place, number)
        found = self.target(new, title)
        self.put(old, Target(place, number, exists=True))
        return found

    def put(self, key: Key, target: Target) -> None:
        self.keys.insert(target.place, key)
        self.sections[target.section].size += 1

    def take(self, place: int, section: int) -> None:
        del self.keys[place]
        self.sections[section].size -= 1
