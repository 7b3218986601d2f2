"""Finding words in everything that was ever said.

Titles and bodies are read from the newest on, one at a time, until enough has been found, so memory stays flat however
much there is.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from heapq import merge
from itertools import islice
from typing import Any

import apsw

from desktop_chat.domain.hits import Cursor, Hit, Hits, Question
from desktop_chat.domain.query import Query
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.branches import Branches
from desktop_chat.storage.database import Database
from desktop_chat.storage.needles import Needle, excerpt, hold, marks, needles
from desktop_chat.storage.searched import COLUMNS, Searched, searched
from desktop_chat.storage.stopping import Stop
from desktop_chat.storage.tokenizer import fold
from desktop_chat.storage.values import from_ms, shown, to_ms

_BODIES = f"""
SELECT c.id, CAST(c.title AS BLOB), c.head, c.archived, c.trashed_at, {COLUMNS}
FROM message m CROSS JOIN conversation c ON c.row = m.conversation
WHERE m.run IS NULL AND (m.created_at, m.row) < (?, ?)
"""
_NEWEST_FIRST = " ORDER BY m.created_at DESC, m.row DESC"
_TITLES = """
SELECT c.id, CAST(c.title AS BLOB), c.updated_at, c.archived, c.trashed_at FROM conversation c WHERE c.title <> ''
"""
_END_OF_TIME = 2**63 - 1
_MOST_TITLES = 50


def search(database: Database, query: Query, *, limit: int, with_trash: bool) -> list[Hit]:
    """Messages and titles that hold what is asked for, newest first. Looks everywhere, however long it takes."""
    titles = find_titles(database, query, with_trash=with_trash, limit=limit)
    found = find(database, Question(query, limit=limit, with_trash=with_trash), Stop())
    merged = merge(titles, found.hits if found else (), key=lambda hit: hit.at, reverse=True)
    return list(islice(merged, limit))


def find(database: Database, question: Question, stop: Stop) -> Hits | None:
    """The messages that hold what is asked for. None: it was stopped before it was answered."""
    if question.query.is_empty or question.limit <= 0:
        return Hits()
    found: list[tuple[Cursor, Hit]] = []
    with store_errors(database.path), stop.watching(database.reader()) as db:
        found += islice(_Looking(db, question, stop).hits(), question.limit + 1)
    if stop.is_set:
        return None
    hits = tuple(hit for _, hit in found[: question.limit])
    return Hits(hits, found[question.limit - 1][0] if len(found) > question.limit else None)


def find_titles(database: Database, query: Query, *, with_trash: bool, limit: int = _MOST_TITLES) -> tuple[Hit, ...]:
    """The conversations whose title holds what is asked for, the last changed first."""
    if query.is_empty or query.is_about_messages:
        return ()
    sought = needles(query.terms)
    with store_errors(database.path):
        db = database.reader()
        narrow, values = _narrowed(db, query, "c.updated_at", with_trash=with_trash)
        found = db.execute(f"{_TITLES}{narrow} ORDER BY c.updated_at DESC", values)
        return tuple(islice(_in_titles(found, sought), limit))


def _in_titles(rows: Iterator[tuple[Any, ...]], sought: Sequence[Needle]) -> Iterator[Hit]:
    for identifier, raw, at, archived, trashed_at in rows:
        title = shown(raw)
        if hold(sought, (title,)):
            yield Hit(
                identifier,
                None,
                title,
                None,
                title,
                marks(sought, title),
                from_ms(at),
                is_archived=bool(archived),
                is_trashed=trashed_at is not None,
            )


class _Looking:
    """One search through the messages."""

    def __init__(self, db: apsw.Connection, question: Question, stop: Stop) -> None:
        self._db = db
        self._stop = stop
        self._query = question.query
        self._sought = needles(self._query.terms)
        self._after = question.after or Cursor(_END_OF_TIME)
        self._narrow, self._values = _narrowed(db, self._query, "m.created_at", with_trash=question.with_trash)
        self._branches = Branches(db)

    def hits(self) -> Iterator[tuple[Cursor, Hit]]:
        """Newest first, each with where the rest begins behind it."""
        for *of_conversation, row in self._scanned():
            if row.answers(self._query, self._sought):
                yield Cursor(row.at, row.row), self._hit(of_conversation, row)

    def _scanned(self) -> Iterator[tuple[Any, ...]]:
        values = (self._after.at, self._after.row, *self._values)
        for found in self._db.execute(_BODIES + self._narrow + _NEWEST_FIRST, values):
            if self._stop.is_set:
                return
            yield *found[:5], searched(found[5:])

    def _hit(self, of_conversation: Sequence[Any], row: Searched) -> Hit:
        identifier, title, head, archived, trashed_at = of_conversation
        text = next((text for text in row.texts if hold(self._sought, (text,))), "\n".join(row.texts))
        snippet = excerpt(self._sought, text)
        return Hit(
            identifier,
            row.id,
            shown(title),
            row.role,
            snippet,
            marks(self._sought, snippet),
            from_ms(row.at),
            row.model,
            self._branches.of(row.conversation, head, row.row),
            bool(archived),
            trashed_at is not None,
        )


def _narrowed(db: apsw.Connection, query: Query, at: str, *, with_trash: bool) -> tuple[str, list[Any]]:
    """What a query asks of conversations and times, as conditions; `at` is the column of the time."""
    narrow, values = "" if with_trash else " AND c.trashed_at IS NULL", list[Any]()
    if query.after:
        narrow, values = f"{narrow} AND {at} >= ?", [*values, _ms(query.after)]
    if query.before:
        narrow, values = f"{narrow} AND {at} < ?", [*values, _ms(query.before)]
    if query.folders:
        names = _folders(db, query.folders)
        narrow, values = f"{narrow} AND c.folder IN ({', '.join('?' * len(names))})", [*values, *names]
    return narrow, values


def _folders(db: apsw.Connection, wanted: Sequence[str]) -> list[str]:
    """The folders whose names begin with one of `wanted`."""
    beginnings = tuple(map(fold, wanted))
    found: list[str] = [name for (name,) in db.execute("SELECT DISTINCT folder FROM conversation") if name]
    return [name for name in found if fold(name).startswith(beginnings)]


def _ms(day: date) -> int:
    """Its first moment, where the reader is."""
    return to_ms(datetime(day.year, day.month, day.day).astimezone())
