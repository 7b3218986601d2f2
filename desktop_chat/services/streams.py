"""One thread per reply, owned here from start to end.

A reply is addressed by its message id from the first byte to the store, so however many run at once, none can end up
in another's conversation. The thread reads, decodes and hands on; it touches nothing else.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QThread, Signal, Slot

from desktop_chat.domain.errors import ErrorKind, Failure, StoreError
from desktop_chat.domain.messages import Message, MessageId, now
from desktop_chat.domain.models import Request
from desktop_chat.domain.streaming import Cancel, Ended, Sink, StreamEvent
from desktop_chat.services.outbox import Outbox, Parcel, Settled

_log = logging.getLogger(__name__)


class CompletionSource(Protocol):
    """What runs one reply to its end in the calling thread: see `providers.provider.Provider.complete`."""

    def __call__(self, request: Request, key: str | None, sink: Sink, cancel: Cancel) -> None: ...


class ReplyJournal(Protocol):
    """Where events go before anything else sees them; `settle` blocks until the ended reply is stored."""

    def put(self, message_id: MessageId, event: StreamEvent) -> None: ...

    def settle(self, message_id: MessageId) -> Message: ...

    def message(self, message_id: MessageId) -> Message: ...


@dataclass(frozen=True, slots=True)
class Call:
    """All that a stream's thread needs: which reply, which request, the key, and how to be told to stop."""

    reply: Message
    request: Request
    key: str | None
    cancel: Cancel


def run_call(call: Call, complete: CompletionSource, journal: ReplyJournal, outbox: Outbox) -> None:
    """Runs one reply to its end: every event into the journal first, then to the window."""
    message_id = call.reply.id

    def sink(event: StreamEvent) -> None:
        journal.put(message_id, event)
        if not isinstance(event, Ended):
            outbox.put(Parcel(message_id, event))

    try:
        complete(call.request, call.key, sink, call.cancel)
    except Exception:  # a fault of ours must end this reply and no other
        _log.exception("A stream ended by a fault of the program")
        failure = Failure(ErrorKind.INTERNAL, call.request.endpoint.host)
        sink(Ended(now(), failure=failure, stopped=call.cancel.cancelled))
    outbox.put(Parcel(message_id, _settled(message_id, journal)))


def _settled(message_id: MessageId, journal: ReplyJournal) -> Settled:
    ended = journal.message(message_id)
    try:
        return Settled(journal.settle(message_id))
    except StoreError as error:  # the journal keeps the reply and goes on trying
        return Settled(ended, error)


class _Stream(QThread):
    def __init__(self, call: Call, run: Callable[[Call], None]) -> None:
        super().__init__()
        self.call = call
        self._run = run

    def run(self) -> None:
        self._run(self.call)


class Streams(QObject):
    """Starts, stops and buries the threads of streaming replies."""

    idle = Signal()

    def __init__(
        self,
        complete: CompletionSource,
        journal: ReplyJournal,
        outbox: Outbox,
        make_cancel: Callable[[], Cancel],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._complete = complete
        self._journal = journal
        self._outbox = outbox
        self._make_cancel = make_cancel
        self._running: dict[MessageId, _Stream] = {}

    def start(self, reply: Message, request: Request, key: str | None) -> None:
        stream = _Stream(Call(reply, request, key, self._make_cancel()), self._run)
        self._running[reply.id] = stream
        stream.finished.connect(self._bury)
        stream.start()

    def stop(self, message_id: MessageId) -> None:
        """Ends one reply; nothing happens when it has ended already."""
        if stream := self._running.get(message_id):
            stream.call.cancel.cancel()

    def close(self, patience_s: float = 10.0) -> bool:
        """Cancels all and waits for them; what they had read is in the outbox then. False: some still run."""
        for stream in self._running.values():
            stream.call.cancel.cancel()
        until = time.monotonic() + patience_s
        for message_id, stream in list(self._running.items()):
            left_ms = max(0, round((until - time.monotonic()) * 1000))
            if stream.wait(left_ms):
                self._remove(message_id)
        return not self._running

    def _run(self, call: Call) -> None:
        run_call(call, self._complete, self._journal, self._outbox)

    @Slot()
    def _bury(self) -> None:
        for message_id, stream in list(self._running.items()):
            if stream.isFinished():
                self._remove(message_id)

    def _remove(self, message_id: MessageId) -> None:
        stream = self._running.pop(message_id)
        stream.wait()  # it has said its last word; this returns at once
        stream.deleteLater()  # after wait, never from finished: Python still holds it until here
        if not self._running:
            self.idle.emit()
