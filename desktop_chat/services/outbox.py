"""From many stream threads to the one GUI thread, at the pace of the screen.

A signal per token would queue thousands of calls a second and the window would stand still. Threads append to a list
instead; the first item of a quiet moment wakes the GUI thread at once, after that a timer takes all that has gathered.
"""

import threading
import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desktop_chat.domain.errors import StoreError
from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.domain.streaming import StreamEvent

FRAME_MS = 16
_REST_PER_COST = 4


@dataclass(frozen=True, slots=True)
class Settled:
    """The reply has ended and is stored; or, with `error`, it has ended and could not be stored yet."""

    reply: Message
    error: StoreError | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """One event, addressed by the reply it belongs to."""

    message_id: MessageId
    content: StreamEvent | Settled


class Outbox(QObject):
    """`put` from any thread; `delivered` carries a tuple of parcels, in order, on this object's thread."""

    delivered = Signal(object)
    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._waiting: list[Parcel] = []
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.flush)
        self._woken.connect(self._wake, Qt.ConnectionType.QueuedConnection)

    def put(self, parcel: Parcel) -> None:
        """Called from any thread."""
        with self._lock:
            first = not self._waiting
            self._waiting.append(parcel)
        if first:
            self._woken.emit()

    @Slot()
    def _wake(self) -> None:
        if not self._timer.isActive():
            self.flush()

    @Slot()
    def flush(self) -> None:
        """Delivers what has gathered; the timer goes on only while something does."""
        with self._lock:
            parcels, self._waiting = tuple(self._waiting), []
        if not parcels:
            return
        began = time.perf_counter()
        self.delivered.emit(parcels)
        cost_ms = (time.perf_counter() - began) * 1000
        self._timer.start(max(FRAME_MS, round(_REST_PER_COST * cost_ms)))

    def close(self) -> None:
        self._timer.stop()
        self.flush()
        self._timer.stop()
