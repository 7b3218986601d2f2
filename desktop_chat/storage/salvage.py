"""What can be read of a damaged database, written into a new file.

The damaged file is only read. Rows are taken as they lie there, then put right among each other: a message whose
conversation is gone gets one again, one whose predecessor is gone follows the one before it. Nothing is made up.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import apsw

from desktop_chat.domain.errors import StoreDamaged
from desktop_chat.domain.messages import new_id
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.recovery import Salvaged
from desktop_chat.storage import rows
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.cells import Row
from desktop_chat.storage.encryption import connect, key_for
from desktop_chat.storage.files import private_file
from desktop_chat.storage.migrations import STEPS, transaction
from desktop_chat.storage.pages import Pages
from desktop_chat.storage.sealed_wreck import SealedPages, SealedWreck
from desktop_chat.storage.values import options_to, policy_to
from desktop_chat.storage.wreck import Shape, Wreck, shapes

# In the order in which they refer to each other. What the search index has not seen is no loss: it is made anew.
_LEFT_OUT = ("unindexed",)
_TITLE = 60
# Columns that every version has.
_CONVERSATION = """
INSERT INTO conversation (row, id, created_at, updated_at, title, policy, options, draft, pinned, archived, unread)
VALUES (?, ?, ?, ?, ?, ?, ?, '', 0, 0, 0)
"""
_IS_GONE = "NOT IN (SELECT row FROM message)"


def salvage(damaged: Path, into: Path) -> Salvaged:
    """Makes `into`, which must not be there. Raises `StoreDamaged` where no conversation at all can be read."""
    private_file(into)
    flags = apsw.SQLITE_OPEN_READWRITE
    with store_errors(into), closing(_opened(damaged)) as pages, closing(connect(into, flags)) as db:
        db.pragma("journal_mode", "MEMORY")  # a file that is not finished is thrown away whole
        version = pages.version
        with transaction(db):
            known = _schema(db, version if version and version <= len(STEPS) else len(STEPS))
        db.pragma("foreign_keys", 0)
        with transaction(db):
            found = _filled(db, pages, known)
        db.pragma("foreign_keys", 1)
        if not (found.conversations or found.messages) or db.pragma("quick_check") != "ok":
            raise StoreDamaged(str(damaged))
        return found


def _schema(db: apsw.Connection, version: int) -> tuple[Shape, ...]:
    """An empty database of that version; what the rows in it look like."""
    for number, step in enumerate(STEPS[:version], start=1):
        step(db)
        db.pragma("user_version", number)
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return shapes(db, [name for name in names if name not in _LEFT_OUT and not name.startswith("sqlite_")])


def _opened(damaged: Path) -> Pages | SealedPages:
    """Of an encrypted file only SQLite itself can read the pages."""
    key = key_for(damaged)
    return Pages(damaged) if key is None else SealedPages(damaged, key)


def _filled(db: apsw.Connection, pages: Pages | SealedPages, known: Sequence[Shape]) -> Salvaged:
    wreck = Wreck(pages, known) if isinstance(pages, Pages) else SealedWreck(pages, known)
    inserting = {shape.table: _Inserting(db, shape) for shape in known}
    for table, row in wreck.rows():
        inserting[table].add(row)
    made = _give_conversations(db)
    moved = _give_parents(db)
    _mend_heads(db)
    _drop_what_hangs(db)
    doubtful = tuple(_sign_anew(db))
    if _has(db, "unindexed"):
        db.execute("DELETE FROM unindexed")
    counts = Counter({shape.table: db.execute(f"SELECT count(*) FROM {shape.table}").get for shape in known})
    return Salvaged(
        conversations=counts["conversation"],
        messages=counts["message"],
        receipts=counts["receipt"],
        attachments=counts["attachment"],
        pages=pages.count,
        damaged_pages=len(wreck.damaged) + pages.lost_frames,
        lost_rows=sum(wreck.unsound.values()) + sum(one.refused for one in inserting.values()),
        made_conversations=made,
        moved_messages=moved,
        doubtful=doubtful,
    )


class _Inserting:
    """Puts rows of one table into the new file; the first of several with one number counts."""

    def __init__(self, db: apsw.Connection, shape: Shape) -> None:
        self._db = db
        self._shape = shape
        self._statements: dict[int, str] = {}
        self._names = [name for _, name, *_ in db.execute(f"PRAGMA table_info({shape.table})")]
        self._seen: set[int] = set()
        self.refused = 0

    def add(self, row: Row) -> None:
        if row.number is not None:
            if row.number in self._seen:
                return
            self._seen.add(row.number)
        values = [
            row.number if column.is_number else value
            for value, column in zip(row.values, self._shape.columns, strict=False)
        ]
        bare = row.number is not None and not any(column.is_number for column in self._shape.columns)
        try:
            self._db.execute(self._statement(len(values), bare=bare), (*((row.number,) if bare else ()), *values))
        except (apsw.ConstraintError, apsw.MismatchError, apsw.TooBigError):
            self.refused += 1

    def _statement(self, count: int, *, bare: bool) -> str:
        if count not in self._statements:
            names = [*(("rowid",) if bare else ()), *self._names[:count]]
            marks = ", ".join("?" * len(names))
            self._statements[count] = f"INSERT INTO {self._shape.table} ({', '.join(names)}) VALUES ({marks})"
        return self._statements[count]


# -- putting right ------------------------------------------------------------------------------------------------


def _give_conversations(db: apsw.Connection) -> int:
    """Messages without a conversation get one, called by the first words that were said in it."""
    query = (
        "SELECT conversation, min(created_at), max(created_at) FROM message"
        " WHERE conversation NOT IN (SELECT row FROM conversation) GROUP BY conversation"
    )
    gone: list[tuple[Any, ...]] = db.execute(query).fetchall()
    for row, first, last in gone:
        words = db.execute("SELECT text FROM message WHERE conversation = ? ORDER BY row LIMIT 1", (row,)).get
        title = " ".join(str(words).split())[:_TITLE]
        db.execute(_CONVERSATION, (row, new_id(), first, last, title, policy_to(Policy()), options_to(Options())))
    return len(gone)


def _give_parents(db: apsw.Connection) -> int:
    """A message whose predecessor is gone follows the one that was stored before it in its conversation."""
    gone: list[tuple[Any, ...]] = db.execute(
        f"SELECT row, conversation FROM message WHERE parent IS NOT NULL AND parent {_IS_GONE}"
    ).fetchall()
    before = "SELECT max(row) FROM message WHERE conversation = ? AND row < ?"
    for row, conversation in gone:
        db.execute(f"UPDATE message SET parent = ({before}) WHERE row = ?", (conversation, row, row))
    return len(gone)


def _mend_heads(db: apsw.Connection) -> None:
    """A conversation is open at its newest message where the one that it was open at is gone."""
    newest = "SELECT id FROM message m WHERE m.conversation = conversation.row ORDER BY row DESC LIMIT 1"
    db.execute(f"UPDATE conversation SET head = ({newest}) WHERE head IS NULL OR head NOT IN (SELECT id FROM message)")


def _drop_what_hangs(db: apsw.Connection) -> None:
    """What belongs to a message that is gone is of no use to anybody."""
    db.execute(f"DELETE FROM receipt WHERE message {_IS_GONE} OR route NOT IN (SELECT row FROM route)")
    db.execute(f"DELETE FROM stream_log WHERE message {_IS_GONE}")


def _sign_anew(db: apsw.Connection) -> Iterator[str]:
    """The messages whose words are not what was written. They are named once; then they count as they are."""
    for identifier in list(rows.damaged(db)):
        rows.sign(db, identifier)
        yield identifier


def _has(db: apsw.Connection, table: str) -> bool:
    return db.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (table,)).get is not None
