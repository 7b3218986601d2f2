"""What a source of entries does, whatever it knows of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from desktop_chat.ui.icons import Icon
from desktop_chat.ui.palette.entries import Entry


class Source(ABC):
    """Asked with what was typed behind its sign; `go_on` until it returns True, where there is more to look through.

    What `entries` tell is asked for at the end, and before that whenever there is news.
    """

    icon: Icon

    @abstractmethod
    def ask(self, typed: str) -> None: ...

    def go_on(self, enough: Callable[[], bool]) -> bool:
        """Looks further until `enough`; True when all was looked through."""
        return True

    def has_news(self) -> bool:
        """Whether there is something to tell that `entries` did not tell yet, and that is worth being shown now."""
        return False

    @abstractmethod
    def entries(self) -> Sequence[Entry]: ...

    @abstractmethod
    def counted(self) -> str:
        """How many there are, in words."""

    @abstractmethod
    def verb(self) -> str:
        """What Enter does, in a word."""
