"""Brings the search index up to date, a slice at a time, while nothing else goes on.

What was said last comes first: what `unindexed` notes, then, of what was there before the index was made, the newest.
Slices have a thread of their own, which pauses after each message; while a reply is being written there are none. A
program that is killed between two slices goes on where it was; within one it repeats that slice.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import apsw

from desktop_chat.domain.errors import StoreDamaged, StoreError
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.database import Database
from desktop_chat.storage.index_file import BLOCK, MESSAGES, SOURCES, TITLES, IndexFile, state_in, write_state
from desktop_chat.storage.searched import COLUMNS, MODEL, searched
from desktop_chat.storage.tokenizer import index_words
from desktop_chat.storage.values import shown

_log = logging.getLogger(__name__)

SLICE = 24
"""Rows in a slice while the window is open."""
BATCH = 2000
"""Rows in a slice when somebody waits for the index."""
IDLE_S = 2.0
BUSY_S = 0.5
TROUBLE_S = 60.0
_REST = 1  # a slice is followed by a pause this many times as long
_BREATH_S = 0.001  # after each message, so that the window need not wait for the interpreter
_PAGES_PER_ROW = 0.4  # what merging has to keep up with
_MESSAGES = f"SELECT {COLUMNS} FROM message m WHERE m.run IS NULL AND m."
_TITLES = "SELECT row, CAST(title AS BLOB) FROM conversation WHERE title <> '' AND "

Entry = tuple[int, set[str], int]
"""A row, its words, and a message's time in ms."""


class Indexing:
    """`is_busy` tells whether something goes on that must not be disturbed."""

    def __init__(self, file: IndexFile, main: Database, is_busy: Callable[[], bool]) -> None:
        self._file = file
        self._main = main
        self._is_busy = is_busy
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """From now on, until `close`, the index follows by itself."""
        self._thread = threading.Thread(target=self._follow, name="indexing", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._ending.set()
        if self._thread is not None:
            self._thread.join()

    def catch_up(self, seconds: float) -> bool:
        """Works on the index at once, for about so long at most. Whether it is complete."""
        until = time.monotonic() + seconds
        while self.work(BATCH):
            if time.monotonic() > until:
                return False
        return True

    def work(self, rows: int) -> bool:
        """One slice. False: there was nothing left to do. Raises `StoreError`."""
        with store_errors(self._main.path):
            index = self._file.database()
            if not self._file.is_true():
                self._file.start_again()
            done = self._take_in(index, rows) or any(self._go_back(index, kind, rows) for kind in SOURCES)
            if done:
                index.write(lambda db: _merge(db, int(rows * _PAGES_PER_ROW)), durable=False).result()
            return done

    def _follow(self) -> None:
        pause = 0.0
        while not self._ending.wait(pause):
            pause = TROUBLE_S
            try:
                pause = self._paced()
            except StoreError as error:
                _log.info("The search index has to wait: %s", type(error).__name__)
                if isinstance(error, StoreDamaged) and error.path == str(self._file.path):
                    self._file.start_again()

    def _paced(self) -> float:
        """A slice, where there is one and nothing speaks against it. How long to pause then."""
        if self._is_busy():
            return BUSY_S
        began = time.monotonic()
        return _REST * (time.monotonic() - began) if self.work(SLICE) else IDLE_S

    def _take_in(self, index: Database, most: int) -> bool:
        """The oldest of what was noted. Whether anything was. Rows below a floor have their turn later."""
        query = "SELECT number, kind, row FROM unindexed ORDER BY number LIMIT ?"
        noted: list[tuple[Any, ...]] = self._main.reader().execute(query, (most,)).fetchall()
        if not noted:
            return False
        last = noted[-1][0]
        state = self._file.state()
        rows = {
            kind: sorted({row for _, of, row in noted if of == kind and row >= state.floor(kind)}) for kind in SOURCES
        }
        entries = {kind: self._entries(kind, rows[kind]) for kind in SOURCES}

        def job(db: apsw.Connection) -> None:
            for kind in SOURCES:
                _forget(db, kind, rows[kind])
                _put(db, kind, entries[kind])
            write_state(db, seen=max(last, state_in(db).seen))

        index.write(job, durable=False).result()
        forget = "DELETE FROM unindexed WHERE number <= ?"
        self._main.write(lambda db: db.execute(forget, (last,)), durable=False).result()
        return True

    def _go_back(self, index: Database, kind: str, most: int) -> bool:
        """The newest of what was there before the index. Whether anything was left."""
        floor = self._file.state().floor(kind)
        query = f"SELECT row FROM {SOURCES[kind]} WHERE row < ? ORDER BY row DESC LIMIT ?"
        rows: list[int] = [row for (row,) in self._main.reader().execute(query, (floor, most))]
        if floor == 0:
            return False
        entries = self._entries(kind, rows[::-1])

        def job(db: apsw.Connection) -> None:
            if state_in(db).floor(kind) == floor:  # else another process has been here
                _forget(db, kind, rows)
                _put(db, kind, entries)
                write_state(db, **{kind: rows[-1] if len(rows) == most else 0})

        index.write(job, durable=False).result()
        return True

    def _entries(self, kind: str, rows: Sequence[int]) -> list[Entry]:
        """What is to be known of those of `rows`, ascending, that are there and finished."""
        found = (line for row in rows for line in self._line(kind, row))
        if kind == TITLES:
            return [(row, index_words(shown(title)), 0) for row, title in found]
        return [(one.row, one.words(), one.at) for one in map(searched, found)]

    def _line(self, kind: str, row: int) -> list[tuple[Any, ...]]:
        """Nothing where damage makes it unreadable: the others are found all the same."""
        if threading.current_thread() is self._thread:
            self._ending.wait(_BREATH_S)
        select = _MESSAGES if kind == MESSAGES else _TITLES
        try:
            return self._main.reader().execute(f"{select}row = ?", (row,)).fetchall()
        except (apsw.CorruptError, UnicodeDecodeError):
            return []


def _forget(db: apsw.Connection, kind: str, rows: Iterable[int]) -> None:
    """Those that are known. To delete one that is not costs much, and for most there is nothing to delete."""
    for row in rows:
        if db.execute(f"SELECT 1 FROM {kind}_words_docsize WHERE id = ?", (row,)).get:
            db.execute(f"DELETE FROM {kind}_words WHERE rowid = ?", (row,))


def _put(db: apsw.Connection, kind: str, entries: Iterable[Entry]) -> None:
    for row, words, at in entries:
        db.execute(f"INSERT INTO {kind}_words (rowid, words) VALUES (?, ?)", (row, " ".join(words)))
        if kind == MESSAGES:
            models = ((word,) for word in words if word.startswith(MODEL))
            db.executemany("INSERT OR IGNORE INTO model VALUES (?)", models)
            db.execute(
                "INSERT INTO block VALUES (?1, ?2, ?2) ON CONFLICT (number) DO UPDATE"
                " SET newest = max(newest, ?2), oldest = min(oldest, ?2)",
                (row // BLOCK, at),
            )


def _merge(db: apsw.Connection, pages: int) -> None:
    """Some work towards fewer and larger parts of the index, where it has many."""
    for kind in SOURCES:
        db.execute(f"INSERT INTO {kind}_words ({kind}_words, rank) VALUES ('merge', ?)", (pages,))
