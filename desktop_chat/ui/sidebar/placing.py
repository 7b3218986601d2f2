"""Where a conversation stands, at one moment: pinned, in its folder, or under the day on which something happened.

Each stands in one place only: one that is pinned stands among the pinned ones, also when it lies in a folder. What is
archived or thrown away has a list of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from enum import Enum, auto
from operator import itemgetter

from desktop_chat.domain.folders import SEPARATOR
from desktop_chat.domain.messages import Conversation
from desktop_chat.ui.sidebar.blocks import Block, Key, RowKind, Slot
from desktop_chat.words import times
from desktop_chat.words.catalogue import tr

_PINNED, _FOLDERS, _DAYS = 0, 1, 2
_INSIDE = (9, "", "")  # after the folders of a folder, what lies in it itself

PINNED: Slot = ((_PINNED, "", ""),)
FOLDERS: Slot = ((_FOLDERS, "", ""),)

Placed = tuple[Key, Conversation]


class Part(Enum):
    """Which conversations a list shows."""

    LIST = auto()
    ARCHIVE = auto()
    TRASH = auto()


def folder_slot(path: str) -> Slot:
    """Where the row of a folder stands."""
    return (*FOLDERS, *((0, name.casefold(), name) for name in path.split(SEPARATOR)))


def contents_slot(path: str) -> Slot:
    """Where that stands which lies in a folder itself."""
    return (*folder_slot(path), _INSIDE)


def path_of(slot: Slot) -> str:
    """The folder of which that is the row, or which holds what stands there; "" for any other slot."""
    return SEPARATOR.join(name for number, _, name in slot[1:] if number != _INSIDE[0])


def is_day(slot: Slot) -> bool:
    return slot[0][0] >= _DAYS


def depth_of(slot: Slot) -> int:
    """How many folders a row stands in."""
    return max(0, len(slot) - 2) if slot[0] == FOLDERS[0] else 0


def folder_block(path: str) -> Block:
    return Block(folder_slot(path), RowKind.FOLDER, path)


class Placing:
    """Of one part of the library, as things are now."""

    def __init__(self, part: Part, now: datetime, folders: Collection[str] = ()) -> None:
        self.part, self.now, self.folders = part, now, folders
        self._contents = {path: contents_slot(path) for path in folders}

    def slot_of(self, conversation: Conversation) -> Slot | None:
        """None for one that does not stand in this part."""
        if not self._belongs(conversation):
            return None
        return self._kept(conversation) or self._day(times.section_number(self._moment(conversation), self.now))

    def key_of(self, conversation: Conversation) -> Key:
        return -self._moment(conversation).timestamp(), conversation.id

    def block_for(self, slot: Slot) -> Block:
        """An empty block for that slot."""
        if slot == PINNED:
            return Block(slot, RowKind.HEAD, tr("Pinned"))
        if slot == FOLDERS:
            return Block(slot, RowKind.HEAD, tr("Folders"))
        if not is_day(slot):
            return Block(slot, text=path_of(slot))
        return Block(slot, RowKind.HEAD, times.section_named(slot[0][0] - _DAYS, self.now))

    def sorted_into(self, conversations: Iterable[Conversation]) -> Iterator[tuple[Slot, list[Placed]]]:
        """All at once: every slot that is taken, with what belongs there in order."""
        groups: dict[Slot, list[Placed]] = {}
        by_day: list[Placed] = []
        for conversation in conversations:
            if self._belongs(conversation):
                slot = self._kept(conversation)
                group = by_day if slot is None else groups.setdefault(slot, [])
                group.append((self.key_of(conversation), conversation))
        for slot, group in groups.items():
            group.sort(key=itemgetter(0))
            yield slot, group
        yield from self._by_day(by_day)

    def time_of(self, conversation: Conversation) -> str:
        """When something happened last."""
        # Below "Yesterday" the day is said already; elsewhere it is not.
        at, slot = conversation.updated_at, self.slot_of(conversation)
        under_yesterday = slot == self._day(1)
        return times.clock(at, self.now) if under_yesterday else times.when(at, self.now)

    def _belongs(self, conversation: Conversation) -> bool:
        if self.part is Part.TRASH:
            return conversation.trashed_at is not None
        return conversation.trashed_at is None and conversation.archived == (self.part is Part.ARCHIVE)

    def _kept(self, conversation: Conversation) -> Slot | None:
        """The slot of what stands under no day."""
        if self.part is not Part.LIST:
            return None
        if conversation.pinned:
            return PINNED
        return self._contents.get(conversation.folder) if conversation.folder is not None else None

    def _moment(self, conversation: Conversation) -> datetime:
        thrown = conversation.trashed_at if self.part is Part.TRASH else None
        return thrown or conversation.updated_at

    def _day(self, number: int) -> Slot:
        return ((_DAYS + number, "", ""),)

    def _by_day(self, placed: list[Placed]) -> Iterator[tuple[Slot, list[Placed]]]:
        """The calendar is asked for the first of each section and for where that ends, not for each."""

        def number_of(one: Placed) -> int:
            return times.section_number(self._moment(one[1]), self.now)

        placed.sort(key=itemgetter(0))
        first = 0
        while first < len(placed):
            number = number_of(placed[first])
            end = bisect_right(placed, number, lo=first, key=number_of)
            yield self._day(number), placed[first:end]
            first = end
