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
"""Parcels of one delivery. What comes so slowly is read as well at ten pictures a second, at a sixth of the cost."""
_FRAMES_WHEN_FEW = 6
_AT_FULL_PACE = 10
"""Events of each reply that no rest may hold up: its first words are waited for."""


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
        self._resting = False
        """The timer rests longer than a frame, because little comes."""
        self._urgent = False
        """Something came that shall not wait for the end of that rest."""
        self._delivering = False
        self._heard: dict[MessageId, int] = {}
        """How many events of each reply have come."""
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
            heard = self._heard[parcel.message_id] = self._heard.get(parcel.message_id, 0) + 1
            is_urgent = self._resting and not self._urgent and heard <= _AT_FULL_PACE
            if is_urgent or not self._awake:
                self._awake, self._urgent = True, is_urgent
                self._woken.emit()

    @Slot()
    def _wake(self) -> None:
        if self._urgent or not self._timer.isActive():
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
        self._delivering = True
        try:
            self.delivered.emit(parcels)
        finally:
            self._delivering = False
            if not self._closed:
                self._rest(parcels, (time.perf_counter() - began) * 1000)

    def _rest(self, parcels: tuple[Parcel, ...], cost_ms: float) -> None:
        """These have been delivered, at that cost."""
        with self._lock:
            replies = {parcel.message_id for parcel in parcels}
            is_trickle = len(parcels) <= _FEW and all(self._heard[reply] > _AT_FULL_PACE for reply in replies)
            for parcel in parcels:
                if isinstance(parcel.content, Settled):
                    del self._heard[parcel.message_id]
            self._resting = is_trickle
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
            self._awake, self._urgent = bool(self._waiting), False
            return tuple(self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_AT_ONCE)))
