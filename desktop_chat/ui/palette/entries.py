"""What the palette lists."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.icons import Icon


class EntryKind(Enum):
    HEAD = auto()
    CHOICE = auto()
    NOTE = auto()
    """Said, and not to be chosen."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `at` are the characters of `text` that were meant; `aside` follows it and `trailing` stands at the end,
    both fainter. `run` is None where nothing can be done now, and `aside` then says why. With `typed` that is what
    stands in the field once the entry is chosen, and the palette stays.
    """

    text: str
    run: Callable[[], object] | None = None
    icon: Icon | None = None
    at: tuple[int, ...] = ()
    aside: str = ""
    trailing: str = ""
    typed: str | None = None
    key: str = ""
    """Which it is, whatever was typed."""
    kind: EntryKind = EntryKind.CHOICE

    @property
    def is_able(self) -> bool:
        return self.run is not None or self.typed is not None

    @property
    def spoken(self) -> str:
        return ", ".join(filter(None, (self.text, self.aside, self.trailing)))


def head(text: str) -> Entry:
    return Entry(text, kind=EntryKind.HEAD)


def note(text: str) -> Entry:
    return Entry(text, kind=EntryKind.NOTE)
