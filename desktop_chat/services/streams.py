"""One thread per reply, owned here from start to end.

A reply is addressed by its message id from the first byte to the store, so however many run at once, none can end up
in another's conversation. The thread reads, decodes and hands on; it touches nothing else.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, QThread, Slot

from desktop_chat.domain.errors import ChatError, ErrorKind, Failure, NotFound, StoreError
from desktop_chat.domain.messages import Message, MessageId, Status, now
from desktop_chat.domain.models import Request
from desktop_chat.domain.streaming import Cancel, Ended, Sink, StreamEvent
from desktop_chat.domain.values import dataclass
from desktop_chat.services.outbox import Outbox, Parcel, Settled

_log = logging.getLogger(__name__)

PATIENCE_S = 10.0


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
    except Exception:  # noqa: BLE001 - a fault of ours must end this reply and no other
        _log.exception("A stream ended by a fault of the program")
        failure = Failure(ErrorKind.INTERNAL, call.request.endpoint.host)
        journal.put(message_id, Ended(now(), failure=failure, stopped=call.cancel.cancelled))
    _settle(call.reply, journal, outbox)


def _settle(reply: Message, journal: ReplyJournal, outbox: Outbox) -> None:
    settled = Settled(replace(reply, status=Status.INTERRUPTED), ChatError("a fault of the program"))
    try:
        ended = journal.message(reply.id)
        settled = Settled(ended, settled.error)
        settled = Settled(journal.settle(reply.id))
    except (StoreError, NotFound) as error:  # the journal goes on trying; or the conversation was deleted for good
        settled = replace(settled, error=error)
    finally:  # a fault of ours goes to the exception hook, and must not leave a reply that is written for ever
        outbox.put(Parcel(reply.id, settled))


class _Stream(QThread):
    def __init__(self, call: Call, run: Callable[[Call], None]) -> None:
        super().__init__()
        self.call = call
        self._run = run

    def run(self) -> None:
        self._run(self.call)


class Streams(QObject):
    """Starts, stops and buries the threads of streaming replies."""

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
        self._closed = False

    def start(self, reply: Message, request: Request, key: str | None) -> None:
        """Nothing starts once this is closed: the store then keeps the reply as interrupted."""
        if self._closed:
            return
        stream = _Stream(Call(reply, request, key, self._make_cancel()), self._run)
        self._running[reply.id] = stream
        stream.finished.connect(self._bury)
        stream.start()

    def stop(self, message_id: MessageId) -> None:
        """Ends one reply; nothing happens when it has ended already."""
        if stream := self._running.get(message_id):
            stream.call.cancel.cancel()

    def close(self, patience_s: float = PATIENCE_S) -> bool:
        """Cancels all and waits for them; what they had read is in the outbox then. False: some still run."""
        self._closed = True
        for stream in self._running.values():
            stream.call.cancel.cancel()
        until = time.monotonic() + patience_s
        for message_id, stream in list(self._running.items()):
            if stream.wait(max(0, round((until - time.monotonic()) * 1000))):
                self._remove(message_id)
            else:
                self._leave(message_id)
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

    def _leave(self, message_id: MessageId) -> None:
        """A thread that does not come back must not take the program with it.

        Qt aborts the process when the object of a running thread is deleted. So the object goes to that of the main
        thread, which is never deleted, and ends with the process.
        """
        main_thread = self.thread()
        self._running[message_id].setParent(main_thread)
        _log.warning("A stream did not end in time")
