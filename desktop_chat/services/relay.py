"""Brings results home to the thread that owns the services.

The writer thread and the pool hand out futures; what follows from their results must happen on the GUI thread, where
services live. A queued signal carries each result there, in the order in which results were ready.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_chat.domain.errors import ChatError

T = TypeVar("T")


class Relay(QObject):
    """`post` and `when` may be called from any thread; what they are given is called on this object's."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._closed = False
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Calls `call` soon; not at all once this is closed."""
        # Under the lock, so that no thread emits through an object that is being deleted.
        with self._lock:
            if not self._closed:
                self._posted.emit(call)

    def when(self, future: Future[T], done: Callable[[T], None], failed: Callable[[ChatError], None]) -> None:
        """Calls one of the two with what the future came to; neither when it was cancelled."""
        future.add_done_callback(lambda settled: self.post(partial(_tell, settled, done, failed)))

    def close(self) -> None:
        """Whoever asked is going away; what comes now is nobody's."""
        with self._lock:
            self._closed = True

    @Slot(object)
    def _call(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()


def _tell(future: Future[T], done: Callable[[T], None], failed: Callable[[ChatError], None]) -> None:
    if future.cancelled():
        return
    error = future.exception()
    if error is None:
        done(future.result())
    elif isinstance(error, ChatError):
        failed(error)
    else:
        # A fault of ours: the exception hook tells what it was, and whoever waits here must not wait for ever.
        failed(ChatError("a fault of the program"))
        raise error
