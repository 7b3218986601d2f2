"""Replies while they are written: in memory at once, on disk within a blink.

Threads put events here and go on; the disk is never in their way. Ten times a second the writer thread appends what has
come for all replies in one transaction, once a second with a full sync. At the end the log is folded into the message.
When the disk takes nothing, nothing is lost from memory: it is tried again until it works or the program ends.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

import apsw

from desktop_chat.domain.errors import NotFound, StoreError
from desktop_chat.domain.messages import Message, MessageId, Status, now
from desktop_chat.domain.streaming import (
    Corrected,
    ReasoningDelta,
    RefusalDelta,
    ReplyBuilder,
    Retrying,
    StreamEvent,
    TextDelta,
    ToolCallDelta,
)
from desktop_chat.storage import log_rows, receipt_rows, rows
from desktop_chat.storage.database import Database
from desktop_chat.storage.receipt_rows import Facts

_log = logging.getLogger(__name__)

BEAT_S = 0.1
SYNC_S = 1.0
RETRY_S = 0.5
_DELTAS = (TextDelta, ReasoningDelta, RefusalDelta, ToolCallDelta)
Trouble = Callable[[StoreError | None], None]


@dataclass(eq=False, slots=True)
class _Stream:
    """One reply. `unsaved`: what the log does not hold yet; `noted`: what its receipt says; `folding`: it ended."""

    reply: Message
    builder: ReplyBuilder = field(default_factory=ReplyBuilder)
    unsaved: list[StreamEvent] = field(default_factory=list)
    first_token_at: datetime | None = None
    attempts: int = 1
    noted: Facts | None = None
    folding: bool = False

    def take(self, event: StreamEvent, clock: Callable[[], datetime]) -> None:
        self.builder.apply(event)
        self.unsaved.append(event)
        if isinstance(event, _DELTAS):
            self.first_token_at = self.first_token_at or clock()
        elif isinstance(event, Corrected | Retrying):
            self.attempts += 1

    def final(self) -> Message:
        """The reply as it is stored for good."""
        built = rows.made_storable(self.builder.built(self.reply))
        return built if self.builder.ended else replace(built, status=Status.INTERRUPTED)

    def facts(self) -> Facts:
        ended = self.builder.ended
        return Facts(self.builder.answered, self.first_token_at, ended.at if ended else None, self.attempts)


class Journal:
    """All replies that are being written by this process."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._streams: dict[MessageId, _Stream] = {}
        self._callbacks: list[Trouble] = []
        self._beating = False
        """The writer looks again within a beat: nobody need wake it."""
        self._busy = False
        """The last beat found something, so the next most likely will."""
        self._syncing = False
        self._in_trouble = False
        self._closed = False

    def on_trouble(self, callback: Trouble) -> None:
        """`callback` is told of an error once, when saving begins to fail, and None once all is saved again."""
        self._callbacks.append(callback)

    def open(self, reply: Message) -> None:
        """`reply` is about to be written; its row is in the database, or will be before the next beat."""
        with self._lock:
            self._streams[reply.id] = _Stream(reply)

    def put(self, message_id: MessageId, event: StreamEvent) -> None:
        """From any thread. What comes after `Ended` cannot change a reply any more."""
        with self._lock:
            stream = self._streams.get(message_id)
            if stream is None:
                if self._closed:
                    return
                raise NotFound("message", message_id)
            if stream.builder.ended is not None:
                return
            stream.take(event, self._clock)
            if self._beating:
                return
            self._beating = True
        self._database.later(BEAT_S, self._beat)

    def message(self, message_id: MessageId) -> Message:
        """The reply with all that has arrived. Raises `NotFound` once it is stored for good."""
        with self._lock:
            stream = self._stream(message_id)
            return stream.builder.built(stream.reply)

    def streaming(self) -> frozenset[MessageId]:
        """The replies that are not stored for good yet."""
        with self._lock:
            return frozenset(self._streams)

    def finish(self, message_id: MessageId) -> "Future[Message]":
        """Stores the reply for good. An error in the future means: not yet; it is tried again until it is stored."""
        with self._lock:
            stream = self._stream(message_id)
        return self._database.run(lambda: self._fold(stream))

    def settle(self, message_id: MessageId) -> Message:
        """`finish`, and wait for it. Raises `StoreError`."""
        return self.finish(message_id).result()

    def close(self) -> None:
        """Stores what is still open, as interrupted; the database is about to close."""
        with self._lock:
            self._closed = True
            waiting = list(self._streams)
        for message_id in waiting:
            try:
                self.settle(message_id)
            except (StoreError, NotFound) as error:
                _log.error("A reply could not be stored: %s", type(error).__name__)

    def _stream(self, message_id: MessageId) -> _Stream:
        try:
            return self._streams[message_id]
        except KeyError:
            raise NotFound("message", message_id) from None

    # -- on the writer thread ----------------------------------------------------------------------------------------

    def _beat(self) -> None:
        saved = False
        try:
            saved = self._save(durable=False) and self._fold_waiting()
        finally:
            self._plan_next(saved)

    def _plan_next(self, saved: bool) -> None:
        with self._lock:
            left = any(stream.unsaved or stream.folding for stream in self._streams.values())
            self._beating = left or self._busy
            again, sync = self._beating, saved and not self._syncing
            self._syncing = self._syncing or sync
        if again:
            self._database.later(BEAT_S if saved else RETRY_S, self._beat)
        if sync:
            self._database.later(SYNC_S, self._sync)

    def _sync(self) -> None:
        """What has been appended since the last full sync would not survive a power cut yet."""
        saved = False
        try:
            saved = self._save(durable=True)
        finally:
            self._syncing = not saved
            if not saved:
                self._database.later(RETRY_S, self._sync)

    def _save(self, *, durable: bool) -> bool:
        """Appends what is unsaved. Whether that worked; if not, it is unsaved again."""
        with self._lock:
            batches = [(stream, stream.unsaved) for stream in self._streams.values() if stream.unsaved]
            for stream, _ in batches:
                stream.unsaved = []
            self._busy = bool(batches)
        done = not (batches or durable)
        try:
            if not done:
                self._database.transact(lambda db: _append(db, batches, touch=durable), durable=durable)
                done = True
        except StoreError as error:
            self._tell(error)
        finally:
            if not done:
                self._put_back(batches)
        if done:
            self._tell_relief()
        return done

    def _put_back(self, batches: "list[_Batch]") -> None:
        with self._lock:
            for stream, events in batches:
                stream.unsaved[:0] = events
                stream.noted = None

    def _fold_waiting(self) -> bool:
        """Tries those again that ended while the disk took nothing."""
        with self._lock:
            waiting = [stream for stream in self._streams.values() if stream.folding]
        try:
            for stream in waiting:
                with suppress(NotFound):  # deleted meanwhile: whoever asked first has been told
                    self._fold(stream)
        except StoreError:
            return False
        return True

    def _fold(self, stream: _Stream) -> Message:
        with self._lock:
            final = stream.final()
            stream.folding = True
        try:
            self._database.transact(lambda db: _store(db, stream, final), durable=True)
        except StoreError as error:
            stream.noted = None
            self._tell(error)
            self._wake()
            raise
        except NotFound:
            self._drop(stream)
            raise
        self._drop(stream)
        self._tell_relief()
        return final

    def _drop(self, stream: _Stream) -> None:
        with self._lock:
            stream.folding = False
            self._streams.pop(stream.reply.id, None)

    def _wake(self) -> None:
        with self._lock:
            wake, self._beating = not self._beating, True
        if wake:
            self._database.later(RETRY_S, self._beat)

    def _tell(self, error: StoreError) -> None:
        first, self._in_trouble = not self._in_trouble, True
        if first:
            _log.info("Replies cannot be saved at the moment: %s", type(error).__name__)
            for callback in self._callbacks:
                callback(error)

    def _tell_relief(self) -> None:
        with self._lock:
            over = self._in_trouble and not any(stream.folding for stream in self._streams.values())
        if over:
            self._in_trouble = False
            for callback in self._callbacks:
                callback(None)


_Batch = tuple[_Stream, list[StreamEvent]]


def _append(db: apsw.Connection, batches: list[_Batch], *, touch: bool) -> None:
    for stream, events in batches:
        row = _locate(db, stream)
        if row is not None:
            log_rows.append(db, row, events)
            _note(db, stream, row, events)
    if touch:
        log_rows.touch(db)


def _store(db: apsw.Connection, stream: _Stream, final: Message) -> None:
    row = _locate(db, stream)
    if row is None:
        raise NotFound("message", final.id)
    rows.update(db, row, final)
    log_rows.forget(db, row)
    _note(db, stream, row, stream.unsaved)


def _locate(db: apsw.Connection, stream: _Stream) -> int | None:
    """Where the message lies; None when it is not there, because its conversation was deleted for instance."""
    row: int | None = db.execute("SELECT row FROM message WHERE id = ?", (stream.reply.id,)).get
    return row


def _note(db: apsw.Connection, stream: _Stream, row: int, events: Iterable[StreamEvent]) -> None:
    """Keeps the receipt true: what was really sent, and when what came back."""
    for event in events:
        if isinstance(event, Corrected):
            receipt_rows.correct(db, row, event.body)
    facts = stream.facts()
    if facts != stream.noted:
        receipt_rows.note(db, row, facts)
        stream.noted = facts
