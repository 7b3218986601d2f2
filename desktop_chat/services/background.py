"""A small pool for what may block: the keyring, a list of models, an export."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from desktop_chat.domain.errors import ChatError
from desktop_chat.services.relay import Relay

T = TypeVar("T")

_WORKERS = 3


class Background:
    """Runs jobs off the GUI thread; `done` or `failed` is called back on it."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._pool = ThreadPoolExecutor(_WORKERS, "background")

    def run(self, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[ChatError], None]) -> None:
        self._relay.when(self._pool.submit(job), done, failed)

    def when(self, future: Future[T], done: Callable[[T], None], failed: Callable[[ChatError], None]) -> None:
        """The same for work that another thread does already, the store's writer for instance."""
        self._relay.when(future, done, failed)

    def close(self) -> None:
        """Waits for the jobs that run; those that have not begun are dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)
