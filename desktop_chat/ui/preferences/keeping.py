"""Changes of endpoints, one after another.

A form keeps each change as it is made, and two of them may be on their way at once. Written in the wrong order the
older would win. What waits here is written even when the dialog has been closed meanwhile.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.models import Endpoint
from desktop_chat.domain.values import dataclass
from desktop_chat.services.accounts import Accounts


@dataclass(frozen=True, slots=True)
class Stored:
    """An endpoint as it is stored now; `in_keyring` is False for a key that lives for this run only."""

    endpoint: Endpoint
    with_key: bool
    in_keyring: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be kept, and why."""

    endpoint: Endpoint
    error: ChatError


class Keeping:
    """`keep` may be called at any time; one of the two is told what came of it."""

    def __init__(self, accounts: Accounts, kept: Callable[[Stored], None], refused: Callable[[Refused], None]) -> None:
        self._accounts = accounts
        self._kept, self._refused = kept, refused
        self._waiting: deque[tuple[Endpoint, str | None]] = deque()
        self._is_writing = False

    @property
    def is_busy(self) -> bool:
        return self._is_writing

    def keep(self, endpoint: Endpoint, key: str | None = None) -> None:
        """Adds the endpoint, or changes the one that has its id."""
        self._waiting.append((endpoint, key))
        self._next()

    def _next(self) -> None:
        if not self._is_writing and self._waiting:
            self._is_writing = True
            self._write(*self._waiting.popleft())

    def _write(self, endpoint: Endpoint, key: str | None) -> None:
        def done(stored: Endpoint, in_keyring: bool) -> None:
            self._is_writing = False
            self._kept(Stored(stored, key is not None, in_keyring))
            self._next()

        def fail(error: ChatError) -> None:
            self._is_writing = False
            self._refused(Refused(endpoint, error))
            self._next()

        is_known = any(known.id == endpoint.id for known in self._accounts.all())
        verb = self._accounts.change if is_known else self._accounts.add
        verb(endpoint, key, done, fail)
