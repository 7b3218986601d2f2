"""Brings results home to the thread that owns the services.

The writer thread and the pool hand out futures; what follows from their results must happen on the GUI thread, where
services live. A queued signal carries each result there, in the order in which results were ready.
"""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_chat.domain.errors import ChatError

T = TypeVar("T")


class Relay(QObject):
    """`when(future, done, failed)` calls one of the two on this object's thread."""

    _ready = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ready.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def when(self, future: Future[T], done: Callable[[T], None], failed: Callable[[ChatError], None]) -> None:
        """Errors that are no `ChatError` are the program's own and reach the exception hook."""
        future.add_done_callback(lambda settled: self._ready.emit((settled, done, failed)))

    @Slot(object)
    def _deliver(self, settled: tuple[Future[Any], Callable[[Any], None], Callable[[ChatError], None]]) -> None:
        future, done, failed = settled
        try:
            result = future.result()
        except ChatError as error:
            failed(error)
        except CancelledError:
            pass
        else:
            done(result)
