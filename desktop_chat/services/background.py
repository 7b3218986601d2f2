"""A small pool for what may block: the keyring, a list of models, an export.

A keyring can hang on a prompt that nobody sees and an export on a disk that is gone. So the threads are daemons: the
program waits for them a moment at its end and goes without those that do not come back. There are enough of them that
a few servers which keep silent hold up nobody's request.
"""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from desktop_chat.domain.errors import ChatError
from desktop_chat.services.relay import Relay

T = TypeVar("T")

MOST_WORKERS = 16
PATIENCE_S = 2.0
_IDLE_S = 2.0


@dataclass(slots=True)
class _Job:
    call: Callable[[], Any]
    future: "Future[Any]" = field(default_factory=Future)

    def run(self) -> None:
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.call()
        except Exception as error:  # noqa: BLE001 - it belongs to whoever asked, and the thread goes on
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


class Pool:
    """Threads that come with the work and leave when there has been none for a while."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._changed = threading.Condition()
        self._jobs: deque[_Job] = deque()
        self._workers = 0
        self._idle = 0
        self._closing = False

    def submit(self, call: Callable[[], T]) -> "Future[T]":
        """Runs `call` in some thread. After `close` it is not run, and its future is cancelled."""
        job = _Job(call)
        with self._changed:
            if self._closing:
                job.future.cancel()
                return job.future
            self._jobs.append(job)
            if len(self._jobs) > self._idle and self._workers < MOST_WORKERS:
                self._workers += 1
                threading.Thread(target=self._work, name=self._name, daemon=True).start()
            self._changed.notify_all()
        return job.future

    def close(self, patience_s: float) -> bool:
        """Drops the jobs that have not begun and waits for the others. False: some still run, and are left alone."""
        with self._changed:
            self._closing = True
            for job in self._jobs:
                job.future.cancel()
            self._jobs.clear()
            self._changed.notify_all()
            return self._changed.wait_for(lambda: self._workers == 0, patience_s)

    def _work(self) -> None:
        while job := self._next():
            job.run()
            del job  # nothing that a job holds is kept until the next one comes

    def _next(self) -> _Job | None:
        with self._changed:
            self._idle += 1
            self._changed.wait_for(lambda: self._jobs or self._closing, _IDLE_S)
            self._idle -= 1
            if self._jobs:
                return self._jobs.popleft()
            self._workers -= 1
            self._changed.notify_all()
            return None


class Background:
    """Runs jobs off the GUI thread; `done` or `failed` is called back on it. To be used from the GUI thread."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._pool = Pool("background")
        self._untold = 0
        self._waiting: deque[Callable[[], None]] = deque()

    def run(self, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[ChatError], None]) -> None:
        self._relay.when(self._pool.submit(job), done, failed)

    def when(self, future: "Future[T]", done: Callable[[T], None], failed: Callable[[ChatError], None]) -> None:
        """The same for a write that the store's writer has been asked for."""
        self._untold += 1
        self._relay.when(future, self._told(done), self._told(failed))

    def post(self, call: Callable[[], None]) -> None:
        """Calls `call` on the GUI thread. May be used from any thread."""
        self._relay.post(call)

    def is_settled(self) -> bool:
        """Whether the store holds everything that it was asked to, and everyone who asked knows."""
        return self._untold == 0

    def when_settled(self, call: Callable[[], None]) -> None:
        """Calls `call` once that is so; at once where it is so now."""
        self._waiting.append(call)
        self._call_waiting()

    def close(self, patience_s: float = PATIENCE_S) -> bool:
        """Ends the pool; nobody is called back any more. False: some job still runs."""
        ended = self._pool.close(patience_s)
        self._relay.close()
        return ended

    def _told(self, call: Callable[[T], None]) -> Callable[[T], None]:
        def tell(result: T) -> None:
            self._untold -= 1
            call(result)
            self._call_waiting()

        return tell

    def _call_waiting(self) -> None:
        while self._waiting and self.is_settled():
            self._waiting.popleft()()
