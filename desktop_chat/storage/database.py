"""The one file that holds the conversations: how it is opened, written, read and closed.

Through APSW, because the standard library's SQLite is old, and two copies of SQLite on one file in one process break
its locks. Everything is written by one thread; every other thread reads through a connection of its own, which sees
whole transactions only and never waits for the writer. Several processes may hold the file at once.
"""

import logging
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import apsw

from desktop_chat.domain.errors import StoreBusy, StoreDamaged, StoreUnwritable
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.encryption import connect
from desktop_chat.storage.files import private_directory, private_file
from desktop_chat.storage.migrations import STEPS, Step, refuse_foreign, transaction, upgrade
from desktop_chat.storage.writer import Writer

T = TypeVar("T")

_log = logging.getLogger(__name__)

_BUSY_MS = 5000
_PAUSE_S = 0.01
_SMALLEST_DATABASE = 512
_LARGEST_IDLE_LOG = 16 * 1024 * 1024
# Sorting must not leave pieces of conversations in the system's folder for temporary files.
_PRAGMAS = ("PRAGMA foreign_keys=ON", "PRAGMA trusted_schema=OFF", "PRAGMA temp_store=MEMORY")


@dataclass(slots=True)
class _Seen:
    """What a thread knew when it last asked whether others had written. `own` was read before `version`."""

    own: int
    version: int
    foreign: int


class _PerThread(threading.local):
    connection: apsw.Connection | None = None
    seen: _Seen | None = None


class Database:
    """Opening makes what is missing and raises `StoreError` kinds; nothing that is there is overwritten."""

    def __init__(self, path: Path, steps: Sequence[Step] = STEPS) -> None:
        self.path = path
        self._steps = steps
        self._mine = _PerThread()
        self._readers: weakref.WeakSet[apsw.Connection] = weakref.WeakSet()
        self._closed = False
        self._own = 0  # counts the beginnings and the ends of our transactions
        self._foreign = 0
        self._writers_version = 0
        self._durable: bool | None = None  # whether transactions are synced in full at the moment
        with ExitStack() as undo:
            self._writer = Writer("store-writer")
            undo.callback(self._writer.close)
            self._connection = self._writer.do(self._open).result()
            undo.pop_all()

    def write(self, job: Callable[[apsw.Connection], T], *, durable: bool = True) -> "Future[T]":
        """Runs `job` in a transaction of its own, in the order of asking. Durable: it survives a power cut."""
        return self._writer.do(lambda: self.transact(job, durable=durable))

    def run(self, job: Callable[[], T]) -> "Future[T]":
        """Runs `job`, which may `transact` as it likes, on the writer thread."""
        return self._writer.do(job)

    def later(self, seconds: float, job: Callable[[], None]) -> None:
        """Runs `job` on the writer thread, `seconds` from now."""
        self._writer.later(seconds, job)

    def transact(self, job: Callable[[apsw.Connection], T], *, durable: bool) -> T:
        """One transaction, at once. For the writer thread alone."""
        db = self._connection
        with store_errors(self.path):
            if durable is not self._durable:
                db.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
                self._durable = durable
            self._own += 1
            try:
                with transaction(db):
                    return job(db)
            finally:
                self._own += 1

    def reader(self) -> apsw.Connection:
        """The calling thread's own read-only connection."""
        if self._closed:
            raise RuntimeError("the store is closed")
        if self._mine.connection is None:
            with store_errors(self.path):
                connection = _connect(self.path, apsw.SQLITE_OPEN_READONLY)
                self._mine.seen = _Seen(self._own, _data_version(connection), self._foreign)
            self._mine.connection = connection
            self._readers.add(connection)
        return self._mine.connection

    def changed_elsewhere(self) -> bool:
        """Whether another process has committed since this thread last asked, or began to read.

        SQLite only tells that somebody else than this connection did. Where that may have been our own writer, the
        writer is asked, and the answer is given the next time.
        """
        with store_errors(self.path):
            reader = self.reader()
            now = _Seen(self._own, _data_version(reader), self._foreign)
        before, self._mine.seen = self._mine.seen, now
        assert before is not None  # set when the reader was made
        if now.version != before.version:
            if self._nothing_since(before.own):
                return True
            self._writer.do(self._look_around)
        return now.foreign != before.foreign

    def _nothing_since(self, own: int) -> bool:
        """Whether we have committed nothing since our count was `own`: it is odd while we are at it."""
        return self._own == own and own % 2 == 0

    def close(self) -> None:
        """Writes what was asked for, moves it into the file proper, closes every connection."""
        if self._closed:
            return
        self._closed = True
        self._writer.do(self._end)
        self._writer.close()

    def _open(self) -> apsw.Connection:
        """SQLite does not wait while another process makes the file, or is the last to close it; so we do."""
        pause, until = threading.Event(), time.monotonic() + _BUSY_MS / 1000
        while True:
            try:
                return self._open_once()
            except StoreBusy:
                if time.monotonic() > until:
                    raise
            pause.wait(_PAUSE_S)

    def _open_once(self) -> apsw.Connection:
        with store_errors(self.path), ExitStack() as undo:
            private_directory(self.path.parent)
            private_file(self.path)
            # SQLite takes a file of one byte for an empty one, and would write over it.
            if 0 < self.path.stat().st_size < _SMALLEST_DATABASE:
                raise StoreDamaged(str(self.path))
            db = _connect(self.path, apsw.SQLITE_OPEN_READWRITE)
            undo.callback(db.close)
            if db.readonly("main"):
                raise StoreUnwritable(str(self.path))
            # Until it is known to be ours and sound, not even an unfinished log of this file is worked off.
            db.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
            refuse_foreign(db, str(self.path), len(self._steps))
            db.execute("PRAGMA journal_mode=WAL")
            db.execute(f"PRAGMA journal_size_limit={_LARGEST_IDLE_LOG}")
            upgrade(db, partial(_put_aside, self.path), self._steps)
            db.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0)
            self._writers_version = _data_version(db)
            undo.pop_all()
        return db

    def _look_around(self) -> None:
        version = _data_version(self._connection)
        if version != self._writers_version:
            self._writers_version = version
            self._foreign += 1

    def _end(self) -> None:
        for connection in list(self._readers):
            # A thread that still reads loses its connection when it ends; the file does not care.
            with suppress(apsw.ThreadingViolationError, apsw.BusyError):
                connection.interrupt()
                connection.close(True)
        try:
            self._connection.pragma("synchronous", "FULL")
            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
        except apsw.Error:
            _log.info("The log could not be worked off; the next start does it", exc_info=True)
        self._connection.close()


def _connect(path: Path, flags: int) -> apsw.Connection:
    db = connect(path, flags)
    db.set_busy_timeout(_BUSY_MS)
    for pragma in _PRAGMAS:
        db.execute(pragma)
    return db


def _data_version(db: apsw.Connection) -> int:
    return int(db.pragma("data_version"))


def _put_aside(path: Path, version: int) -> None:
    from desktop_chat.storage.backups import put_aside  # no start but the first of a new version makes a copy

    put_aside(path, version)
