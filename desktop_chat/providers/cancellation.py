"""How a request in flight is told to end.

A thread that waits for the network cannot be asked to look at a flag. So whoever waits leaves the action that ends
the wait, such as shutting a socket down, and the one who cancels performs it.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Stopped(Exception):
    """The person asked for the request to end; raised in the thread that runs it."""


class Cancellation:
    """One request's stop button. Every method may be called from any thread, and any number of times."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._event = threading.Event()
        self._actions: dict[object, Callable[[], None]] = {}

    def cancel(self) -> None:
        # Under the lock, so that no socket can be closed, and its number taken by another, in between.
        with self._lock:
            self._event.set()
            for action in self._actions.values():
                action()

    @property
    def cancelled(self) -> bool:
        return self._event.is_set()

    def check(self) -> None:
        """Raises `Stopped` once cancelled."""
        if self._event.is_set():
            raise Stopped

    def wait(self, seconds: float) -> bool:
        """Waits that long, or until cancelled; says whether it was."""
        return self._event.wait(seconds)

    @contextmanager
    def calling(self, action: Callable[[], None]) -> Iterator[None]:
        """While the block runs, `cancel` performs `action`, at once if that has happened already.

        `action` must be quick, must not raise, and must not use this object.
        """
        token = object()
        with self._lock:
            self._actions[token] = action
            if self._event.is_set():
                action()
        try:
            yield
        finally:
            with self._lock:
                del self._actions[token]
