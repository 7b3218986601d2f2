"""From many stream threads to the one GUI thread, at the pace of the screen.

A signal per token would queue thousands of calls a second and the window would stand still. Threads append to a list
instead; the first item of a quiet moment wakes the GUI thread at once, after that a timer takes what has gathered. It
rests several times as long as the last delivery took, so that keys and paint always find their turn.
"""

import threading
import time
from collections import deque

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import Message, MessageId
from desktop_chat.domain.streaming import StreamEvent
from desktop_chat.domain.values import dataclass

FRAME_MS = 16
MOST_AT_ONCE = 4096
"""What 8 replies at 500 tokens a second bring in a second; more only comes in bursts, which may wait for a frame."""
_REST_PER_COST = 4
_FEW = 12
"""Parcels of one delivery. What comes so slowly is read as well at twelve pictures a second, at a fifth of the
cost.
"""
_FRAMES_WHEN_FEW = 5
_AT_FULL_PACE = 10
"""Deliveries after a quiet moment: the first words of a reply are waited for."""
_QUIET_S = 0.25


@dataclass(frozen=True, slots=True)
class Settled:
    """The reply has ended and is stored; or, with `error`, it has ended and could not be stored."""

    reply: Message
    error: ChatError | None = None


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
        self._waiting: deque[Parcel] = deque()
        self._closed = False
        self._awake = False
        """The timer will ask again, whatever comes: nobody need be woken."""
        self._delivering = False
        self._in_a_row = 0
        self._delivered_at = 0.0
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.flush)
        self._woken.connect(self._wake, Qt.ConnectionType.QueuedConnection)

    def put(self, parcel: Parcel) -> None:
        """Called from any thread."""
        # Emitting under the lock: no thread can do so through an object that is being deleted.
        with self._lock:
            if self._closed:
                return
            self._waiting.append(parcel)
            if not self._awake:
                self._awake = True
                self._woken.emit()

    @Slot()
    def _wake(self) -> None:
        if not self._timer.isActive():
            self.flush()

    @Slot()
    def flush(self) -> None:
        """Delivers what has gathered; the timer goes on only while something does."""
        # Whoever receives may open a dialog, and its event loop come here again: what is new would overtake the rest.
        if self._delivering:
            return
        parcels = self._taken()
        if not parcels:
            return
        began = time.perf_counter()
        if began - self._delivered_at > _QUIET_S:
            self._in_a_row = 0
        self._delivering = True
        try:
            self.delivered.emit(parcels)
        finally:
            self._delivering = False
            self._delivered_at = time.perf_counter()
            if not self._closed:
                self._rest(len(parcels), (self._delivered_at - began) * 1000)

    def _rest(self, parcels: int, cost_ms: float) -> None:
        """So many have been delivered, at that cost."""
        self._in_a_row += 1
        is_trickle = parcels <= _FEW and self._in_a_row > _AT_FULL_PACE
        rest_ms = (_FRAMES_WHEN_FEW if is_trickle else 1) * FRAME_MS
        self._timer.start(max(rest_ms, round(_REST_PER_COST * cost_ms)))

    def close(self) -> None:
        """Delivers all that has come; what comes later is nobody's."""
        with self._lock:
            self._closed = True
        self._timer.stop()
        while self._waiting and not self._delivering:
            self.flush()

    def _taken(self) -> tuple[Parcel, ...]:
        with self._lock:
            self._awake = bool(self._waiting)
            return tuple(self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_AT_ONCE)))
