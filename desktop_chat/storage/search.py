"""Finding words in everything that was ever said: in messages, and in the titles of conversations."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import Any

import apsw

from desktop_chat.domain.errors import StoreError
from desktop_chat.domain.hits import MOST_TITLES, Hit, Hits, Question
from desktop_chat.domain.query import Query
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.database import Database
from desktop_chat.storage.index_file import TITLES, IndexFile, state_in
from desktop_chat.storage.index_search import IndexSearch, match_for
from desktop_chat.storage.indexing import Indexing
from desktop_chat.storage.looking import Looking
from desktop_chat.storage.narrowing import narrowed
from desktop_chat.storage.needles import Needle, hold, marks, needles
from desktop_chat.storage.stopping import Stop
from desktop_chat.storage.values import from_ms, shown

_log = logging.getLogger(__name__)

_TITLES = """
SELECT c.id, CAST(c.title AS BLOB), c.updated_at, c.archived, c.trashed_at FROM conversation c WHERE c.title <> ''
"""
_PENDING_TITLES = f"SELECT DISTINCT row FROM unindexed WHERE kind = '{TITLES}'"
_PATIENCE_S = 0.5  # for the index, before texts are searched without it
_CHANGED = "SELECT updated_at FROM conversation WHERE row = ?"
_LAST_CHANGED = "SELECT row FROM conversation ORDER BY updated_at DESC, row DESC"
_FEW = 1000
# What reading an index comes to that is damaged, or that was just thrown away because it is.
_AMISS = (apsw.CorruptError, apsw.NotADBError, apsw.FormatError, apsw.IOError, apsw.ConnectionClosedError)


class Searching:
    """Looks into `main` by way of the index at `path`. `is_busy`: something goes on that indexing must not disturb."""

    def __init__(self, main: Database, path: Path, is_busy: Callable[[], bool]) -> None:
        self._main = main
        self.file = IndexFile(path, main)
        self.indexing = Indexing(self.file, main, is_busy)

    def close(self) -> None:
        self.indexing.close()
        self.file.close()

    def all(self, query: Query, *, limit: int, with_trash: bool) -> list[Hit]:
        """Messages and titles that hold what is asked for, newest first. Looks everywhere, however long it takes."""
        self._catch_up()
        titles = self.titles(query, with_trash=with_trash, limit=limit)
        question = Question(query, limit=limit, with_trash=with_trash)
        found = self.messages(question, Stop(), everywhere=True)
        merged = merge(titles, found.hits if found else (), key=lambda hit: hit.at, reverse=True)
        return list(islice(merged, limit))

    def messages(self, question: Question, stop: Stop, *, everywhere: bool = False) -> Hits | None:
        """The messages that hold what is asked for. None: it was stopped before it was answered."""
        if question.query.is_empty or question.limit <= 0:
            return Hits()
        with store_errors(self._main.path):
            try:
                return self._messages(self._index(), question, stop, everywhere=everywhere)
            except _AMISS:
                self.file.start_again()
                return self._messages(None, question, stop, everywhere=True)

    def titles(self, query: Query, *, with_trash: bool, limit: int = MOST_TITLES) -> tuple[Hit, ...]:
        """The conversations whose title holds what is asked for, the last changed first."""
        if query.is_empty or query.is_about_messages:
            return ()
        sought = needles(query.terms)
        with store_errors(self._main.path):
            try:
                rows = self._title_rows(query, sought)
            except _AMISS:
                self.file.start_again()
                rows = None
            db = self._main.reader()
            narrowing = narrowed(db, query, "c.updated_at", with_trash=with_trash)
            select = f"{_TITLES}{narrowing.sql}"
            lines = _lines(db, select, narrowing.values, rows)
            return tuple(islice(_in_titles(lines, sought), limit))

    def _messages(
        self, index: apsw.Connection | None, question: Question, stop: Stop, *, everywhere: bool
    ) -> Hits | None:
        databases = (self._main.reader(), *([index] if index else []))
        hits = None
        with stop.watching(*databases):
            hits = Looking(databases[0], index, question, stop).answer(everywhere=everywhere)
        return None if stop.is_set else hits

    def _title_rows(self, query: Query, sought: Sequence[Needle]) -> list[int] | None:
        """The conversations that may hold it in their titles, the last changed first; None where all may."""
        index = self._index()
        match = match_for(index, query, sought) if index else ""
        if not match or index is None or state_in(index).floor(TITLES):
            return None
        main = self._main.reader()
        rows = {row for (row,) in main.execute(_PENDING_TITLES)}
        rows.update(IndexSearch(index, main).any_order(TITLES, match))
        if len(rows) > _FEW:
            return [row for (row,) in main.execute(_LAST_CHANGED) if row in rows]
        changed = {row: main.execute(_CHANGED, (row,)).get or 0 for row in rows}
        return sorted(rows, key=lambda row: (changed[row], row), reverse=True)

    def _index(self) -> apsw.Connection | None:
        """None where it cannot be had: on a disk that is full, say."""
        try:
            return self.file.database().reader()
        except StoreError as error:
            _log.info("Searching without an index: %s", type(error).__name__)
            return None

    def _catch_up(self) -> None:
        try:
            self.indexing.catch_up(_PATIENCE_S)
        except StoreError as error:
            _log.info("The search index could not be brought up to date: %s", type(error).__name__)


def _lines(db: apsw.Connection, select: str, values: Sequence[Any], rows: Iterable[int] | None) -> Iterator[Any]:
    if rows is None:
        return iter(db.execute(f"{select} ORDER BY c.updated_at DESC, c.row DESC", values))
    return (line for row in rows for line in db.execute(f"{select} AND c.row = ?", (*values, row)))


def _in_titles(lines: Iterator[Any], sought: Sequence[Needle]) -> Iterator[Hit]:
    for identifier, raw, at, archived, trashed_at in lines:
        title = shown(raw)
        if hold(sought, (title,)):
            marked = marks(sought, title)
            yield Hit(
                identifier,
                None,
                title,
                None,
                title,
                marked,
                from_ms(at),
                is_archived=bool(archived),
                is_trashed=trashed_at is not None,
            )
