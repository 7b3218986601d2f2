"""One thread through which everything is written.

SQLite takes one writer at a time. With one thread of our own there is nobody to wait for inside the process, writes
happen in the order in which they were asked for, and the window never waits for a disk.
"""

import heapq
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

from desktop_chat.storage.delivery import settle

T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(order=True, slots=True)
class _Job:
    due: float
    number: int
    call: Callable[[], Any] = field(compare=False)
    future: "Future[Any]" = field(compare=False, default_factory=Future)
    awaited: bool = field(compare=False, default=True)

    def run(self) -> None:
        if self.future.set_running_or_notify_cancel():
            settle(self.future, self.call)
            if not self.awaited and (error := self.future.exception()):
                _log.error("A write that nobody waits for failed", exc_info=error)


class Writer:
    """Runs jobs in order, and others when their time has come. `close` waits until the queue is empty."""

    def __init__(self, name: str) -> None:
        self._changed = threading.Condition()
        self._jobs: deque[_Job] = deque()
        self._timed: list[_Job] = []
        self._numbers = count()
        self._closing = False
        # A daemon, so that a program which fails before it closes the store still ends; a transaction that is
        # open then is simply not committed.
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def do(self, call: Callable[[], T]) -> "Future[T]":
        """Runs `call` after everything that was asked for before."""
        job = _Job(0.0, next(self._numbers), call)
        with self._changed:
            if self._closing:
                raise RuntimeError("the store is closed")
            self._jobs.append(job)
            self._changed.notify()
        return job.future

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Runs `call` once, `seconds` from now; not at all if the store is closed before."""
        job = _Job(time.monotonic() + seconds, next(self._numbers), call, awaited=False)
        with self._changed:
            heapq.heappush(self._timed, job)
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while batch := self._next():
            for job in batch:
                job.run()

    def _next(self) -> list[_Job]:
        """The timed job that is due and the oldest other: neither can keep the other waiting. Empty at the end."""
        with self._changed:
            while True:
                batch = []
                now = time.monotonic()
                if self._timed and self._timed[0].due <= now and not self._closing:
                    batch.append(heapq.heappop(self._timed))
                if self._jobs:
                    batch.append(self._jobs.popleft())
                if batch or self._closing:
                    return batch
                self._changed.wait(self._timed[0].due - now if self._timed else None)
