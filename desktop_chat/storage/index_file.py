"""The search index: a file of its own beside the conversations, made from them, and made again whenever it is amiss.

It never holds up a write of theirs, takes no room in their backups, and its damage is not theirs. What it has not seen
yet stands in their table `unindexed`; what was there before it was made is gone through from the newest down to its
`floor`. It holds sets of words (see storage/tokenizer.py) under the row numbers of messages and titles, and no text.
"""

import logging
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import apsw

from desktop_chat.domain.errors import StoreDamaged, StoreError, StoreTooNew
from desktop_chat.domain.values import dataclass
from desktop_chat.storage import tokenizer
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.database import Database
from desktop_chat.storage.migrations import APPLICATION_ID

_log = logging.getLogger(__name__)

BLOCK = 256
"""So many message rows share a note about how new they are."""
MESSAGES, TITLES = "message", "title"
SOURCES = {MESSAGES: "message", TITLES: "conversation"}
# Words are folded and parted by spaces before they come here. Without places in the text the index is half as large;
# what has to stand together is looked at in the text itself. It is merged in steps of ours, so that no write is long.
_TABLE = """
CREATE VIRTUAL TABLE {kind}_words USING fts5 (
    words, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '_'"
)
"""
_SET_UP = (
    *(_TABLE.format(kind=kind) for kind in SOURCES),
    *(f"INSERT INTO {kind}_words ({kind}_words, rank) VALUES ('automerge', 0)" for kind in SOURCES),
    *(f"INSERT INTO {kind}_words ({kind}_words, rank) VALUES ('crisismerge', 1000)" for kind in SOURCES),
    *(f"CREATE VIRTUAL TABLE {kind}_vocabulary USING fts5vocab({kind}_words, row)" for kind in SOURCES),
    "CREATE TABLE block (number INTEGER PRIMARY KEY, newest INTEGER NOT NULL, oldest INTEGER NOT NULL) STRICT",
    "CREATE INDEX block_by_time ON block (newest)",
    "CREATE TABLE model (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    "CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID",
)
_NOTED = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'unindexed'), 0)"
_FORGOTTEN = f"SELECT coalesce((SELECT min(number) - 1 FROM unindexed), ({_NOTED}))"
_TABLES = ("block", "model", "state", *(f"{kind}_{what}" for kind in SOURCES for what in ("vocabulary", "words")))


@dataclass(frozen=True, slots=True)
class State:
    """How far an index is: `seen` is the last number of `unindexed` it has worked off, rows below a floor wait."""

    version: int
    seen: int
    floors: tuple[int, int]

    def floor(self, kind: str) -> int:
        return self.floors[kind != MESSAGES]

    @property
    def is_complete(self) -> bool:
        return not any(self.floors)


def state_in(db: apsw.Connection) -> State:
    found: list[tuple[Any, ...]] = db.execute("SELECT name, value FROM state").fetchall()
    known: dict[str, int] = dict(found)
    return State(known["version"], known["seen"], (known[MESSAGES], known[TITLES]))


def write_state(db: apsw.Connection, **values: int) -> None:
    db.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", tuple(values.items()))


class IndexFile:
    """Opened by whoever needs it first, from any thread; made where there is none."""

    def __init__(self, path: Path, main: Database) -> None:
        self.path = path
        self._main = main
        self._lock = threading.RLock()
        self._database: Database | None = None
        self._closed = False

    def database(self) -> Database:
        """The index, which belongs to the conversations as they are. Raises `StoreError`."""
        with self._lock:
            if self._closed:
                raise RuntimeError("the store is closed")
            if self._database is None:
                self._open()
            if self._database is None:  # it was past mending; whoever asks next gets a new one
                raise StoreDamaged(str(self.path))
            return self._database

    def state(self) -> State:
        """How far the index is. Raises `StoreError`."""
        index = self.database().reader()
        with store_errors(self.path):
            return state_in(index)

    def is_true(self) -> bool:
        """Whether the index goes with the conversations: neither of the two comes from a backup, say."""
        forgotten = self._main.reader().execute(_FORGOTTEN).get
        try:
            state = self.state()
        except StoreDamaged:
            return False
        return state.version == tokenizer.VERSION and forgotten <= state.seen <= self._noted()

    def start_again(self) -> None:
        """Forgets everything. What cannot even forget is removed from the disk."""
        _log.info("The search index is made anew")
        try:
            self.database().write(self._empty, durable=False).result()
        except StoreDamaged:
            with self._lock:
                self._drop()
        except StoreError as error:
            _log.info("The search index cannot be made anew now: %s", type(error).__name__)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            if self._database is not None:
                self._database.close()

    def _open(self) -> None:
        self._database = self._opened()
        if not self.is_true():
            self.start_again()

    def _opened(self) -> Database:
        try:
            return Database(self.path, (self._first_step,))
        except (StoreDamaged, StoreTooNew):
            self._drop()
            return Database(self.path, (self._first_step,))

    def _first_step(self, db: apsw.Connection) -> None:
        db.pragma("application_id", APPLICATION_ID)
        self._empty(db)

    def _empty(self, db: apsw.Connection) -> None:
        """As it is before it has seen anything: all rows there are wait below the floors."""
        for table in _TABLES:
            db.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in _SET_UP:
            db.execute(statement)
        noted = self._noted()
        main = self._main.reader()
        floors = {kind: main.execute(f"SELECT coalesce(max(row) + 1, 0) FROM {SOURCES[kind]}").get for kind in SOURCES}
        write_state(db, version=tokenizer.VERSION, seen=noted, **floors)

    def _noted(self) -> int:
        """The last number that was noted."""
        return int(self._main.reader().execute(_NOTED).get)

    def _drop(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None
        for end in ("", "-wal", "-shm"):
            with suppress(OSError):  # in use elsewhere, perhaps: then it stays as it is, and is not used
                self.path.with_name(self.path.name + end).unlink(missing_ok=True)
