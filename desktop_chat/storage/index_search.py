"""What the index answers: the rows that hold all the words, the newest first.

Rows are numbered as they are written, which is not when they were said: imports are older than they look. So the index
notes of every 256 rows how new and how old they are, and a search goes through these blocks from the newest on.
"""

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import count, takewhile
from typing import Any

import apsw

from desktop_chat.domain.hits import Cursor
from desktop_chat.domain.query import Query
from desktop_chat.storage.index_file import BLOCK, MESSAGES
from desktop_chat.storage.needles import Needle
from desktop_chat.storage.searched import model_beginning, part_word, role_word

_FEW = 200
_BLOCKS = 16
_TIME = "SELECT created_at FROM message WHERE row = ?"


def match_for(index: apsw.Connection, query: Query, sought: Sequence[Needle]) -> str:
    """The question to the index in its own language; "" where it knows nothing that helps."""
    every = [f'"{word}"' for needle in sought for word in needle.words]
    every += [f'"{needle.beginning}" *' for needle in sought if needle.beginning]
    every += [f'"{part_word(part)}"' for part in query.parts]
    every += [_any_of(f'"{role_word(role)}"' for role in query.roles)] * bool(query.roles)
    every += [_any_of(_models(index, query.models))] * bool(query.models)
    return " AND ".join(every)


def _models(index: apsw.Connection, wanted: Sequence[str]) -> Iterator[str]:
    """The words of the models that are meant. One that nobody has where none is: then nothing is found."""
    beginnings = tuple(map(model_beginning, wanted))
    known = [word for (word,) in index.execute("SELECT word FROM model") if word.startswith(beginnings)]
    return (f'"{word}"' for word in known or beginnings)


def _any_of(words: Iterator[str]) -> str:
    return f"({' OR '.join(words)})"


class IndexSearch:
    """`index` and `main` see one state each while this is used."""

    def __init__(self, index: apsw.Connection, main: apsw.Connection) -> None:
        self._index = index
        self._main = main

    def newest(self, match: str, after: Cursor, since: int) -> Iterator[tuple[int, int]]:
        """Time in ms and row of each message behind `after`, none older than `since`; newest first."""
        rows = self._rows(MESSAGES, match, "ORDER BY rowid DESC LIMIT ?", _FEW)
        few = len(rows) < _FEW
        dated = iter(sorted(self._dated(rows, after), reverse=True)) if few else self._by_blocks(match, after, since)
        return takewhile(lambda one: one[0] >= since, dated)

    def any_order(self, kind: str, match: str, most: int) -> list[int]:
        """At most so many rows, those that were written last."""
        return self._rows(kind, match, "ORDER BY rowid DESC LIMIT ?", most)

    def holders(self, word: str) -> int:
        """How many messages have this word."""
        found = self._index.execute(f"SELECT doc FROM {MESSAGES}_vocabulary WHERE term = ?", (word,)).get
        return int(found or 0)

    def _by_blocks(self, match: str, after: Cursor, since: int) -> Iterator[tuple[int, int]]:
        waiting: list[tuple[int, int]] = []  # negative, so that the newest is first
        for number, newest in self._blocks(after, since):
            while waiting and -waiting[0][0] > newest:
                at, row = heappop(waiting)
                yield -at, -row
            first = number * BLOCK
            rows = self._rows(
                MESSAGES, match, "AND rowid BETWEEN ? AND ? ORDER BY rowid DESC", first, first + BLOCK - 1
            )
            for at, row in self._dated(rows, after):
                heappush(waiting, (-at, -row))
        while waiting:
            at, row = heappop(waiting)
            yield -at, -row

    def _blocks(self, after: Cursor, since: int) -> Iterator[tuple[int, int]]:
        """Number and newest time of those that hold something behind `after` and from `since` on, the newest first.

        Some at a time, and each time to the end: a search that is stopped must not leave a statement half way.
        """
        query = (
            "SELECT number, newest FROM block WHERE oldest <= ? AND newest >= ?"
            " ORDER BY newest DESC, number LIMIT ? OFFSET ?"
        )
        for start in count(0, _BLOCKS):
            found: list[tuple[Any, ...]] = self._index.execute(query, (after.at, since, _BLOCKS, start)).fetchall()
            yield from ((number, newest) for number, newest in found)
            if len(found) < _BLOCKS:
                return

    def _rows(self, kind: str, match: str, rest: str, *values: Any) -> list[int]:
        query = f"SELECT rowid FROM {kind}_words WHERE {kind}_words MATCH ? {rest}"
        return [row for (row,) in self._index.execute(query, (match, *values))]

    def _dated(self, rows: Sequence[int], after: Cursor) -> Iterator[tuple[int, int]]:
        for row in rows:
            at = self._main.execute(_TIME, (row,)).get
            if at is not None and (at, row) < (after.at, after.row):
                yield at, row
