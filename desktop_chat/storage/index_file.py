"""The search index: a file of its own beside the conversations, made from them, and made again whenever it is amiss.

It never holds up a write of theirs, takes no room in their backups, and its damage is not theirs. What it has not seen
yet stands in their table `unindexed`; what was there before it was made is gone through from the newest down to its
`floor`. It holds sets of words (see storage/tokenizer.py) under the row numbers of messages and titles, and no text.
"""

import logging
import threading
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import apsw

from desktop_chat.domain.errors import StoreDamaged, StoreTooNew
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
    "CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID",
)
_TABLES = ("block", "state", *(f"{kind}_{what}" for kind in SOURCES for what in ("vocabulary", "words")))


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
    known = _known(db)
    return State(known["version"], known["seen"], (known[MESSAGES], known[TITLES]))


def _known(db: apsw.Connection) -> dict[str, int]:
    found: list[tuple[Any, ...]] = db.execute("SELECT name, value FROM state").fetchall()
    return dict(found)


def write_state(db: apsw.Connection, **values: int) -> None:
    db.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", tuple(values.items()))


class IndexFile:
    """Opened by whoever needs it first, from any thread; made where there is none."""

    def __init__(self, path: Path, main: Database) -> None:
        self.path = path
        self._main = main
        self._lock = threading.Lock()
        self._database: Database | None = None
        self._closed = False

    def database(self) -> Database:
        """The index, which belongs to the conversations as they are. Raises `StoreError`."""
        with self._lock:
            if self._closed:
                raise RuntimeError("the store is closed")
            if self._database is None:
                self._database = self._opened()
            return self._database

    def is_true(self, index: apsw.Connection) -> bool:
        """Whether the index goes with the conversations: neither of the two comes from a backup, say."""
        main = self._main.reader()
        done = main.execute(
            "SELECT coalesce((SELECT min(number) - 1 FROM unindexed),"
            " (SELECT seq FROM sqlite_sequence WHERE name = 'unindexed'), 0)"
        ).get
        state = state_in(index)
        noted = main.execute("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'unindexed'), 0)").get
        return state.version == tokenizer.VERSION and int(done) <= state.seen <= int(noted)

    def start_again(self) -> None:
        """Forgets everything. What cannot even forget is removed from the disk."""
        _log.info("The search index is made anew")
        try:
            database = self.database()
            database.run(lambda: database.transact(self._empty, durable=False)).result()
        except StoreDamaged:
            with self._lock:
                self._drop()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            if self._database is not None:
                self._database.close()

    def _opened(self) -> Database:
        try:
            return self._checked()
        except (StoreDamaged, StoreTooNew):
            self._drop()
            return self._checked()

    def _checked(self) -> Database:
        with ExitStack() as undo:
            database = Database(self.path, (_to_1,))
            undo.callback(database.close)
            with store_errors(self.path):
                reader = database.reader()
                if not _known(reader) or not self.is_true(reader):
                    database.write(self._empty, durable=False).result()
            undo.pop_all()
        return database

    def _empty(self, db: apsw.Connection) -> None:
        """As it is before it has seen anything: all rows there are wait below the floors."""
        for table in _TABLES:
            db.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in _SET_UP:
            db.execute(statement)
        main = self._main.reader()
        noted = main.execute("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'unindexed'), 0)").get
        floors = {kind: main.execute(f"SELECT coalesce(max(row) + 1, 0) FROM {SOURCES[kind]}").get for kind in SOURCES}
        write_state(db, version=tokenizer.VERSION, seen=noted, **floors)

    def _drop(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None
        for end in ("", "-wal", "-shm"):
            with suppress(OSError):  # in use elsewhere, perhaps: then it stays as it is, and is not used
                self.path.with_name(self.path.name + end).unlink(missing_ok=True)


def _to_1(db: apsw.Connection) -> None:
    db.pragma("application_id", APPLICATION_ID)
    db.execute("CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID")
