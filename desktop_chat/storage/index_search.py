"""What the index answers: the rows that hold all the words, the newest first.

Rows are numbered as they are written, which is not when they were said: imports are older than they look. So the index
notes of every 256 rows how new and how old they are, and a search goes through these blocks from the newest on.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from heapq import heappop, heappush
from itertools import groupby, takewhile
from typing import Any

import apsw

from desktop_chat.domain.hits import Cursor
from desktop_chat.domain.query import Query
from desktop_chat.storage.index_file import BLOCK, MESSAGES
from desktop_chat.storage.needles import Needle
from desktop_chat.storage.searched import model_beginning, part_word, role_word

_FEW, _MANY = 200, 2000
_NEAR = 64
_END = 2**63 - 1
_BY_TIME = """
SELECT newest, number FROM block WHERE oldest <= ? AND newest >= ? AND (newest, number) < (?, ?)
ORDER BY newest DESC, number DESC LIMIT 64
"""
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
        rows = self._rows(MESSAGES, match, "ORDER BY rowid DESC LIMIT ?", _MANY)
        if len(rows) <= _FEW:
            dated = iter(sorted(self._dated(rows, after), reverse=True))
        else:
            dated = self._by_blocks(_InBlocks(partial(self._rows, MESSAGES, match), rows), after, since)
        return takewhile(lambda one: one[0] >= since, dated)

    def any_order(self, kind: str, match: str) -> list[int]:
        """All rows."""
        return self._rows(kind, match, "")

    def holders(self, word: str) -> int:
        """How many messages have this word."""
        found = self._index.execute(f"SELECT doc FROM {MESSAGES}_vocabulary WHERE term = ?", (word,)).get
        return int(found or 0)

    def _by_blocks(self, rows: "_InBlocks", after: Cursor, since: int) -> Iterator[tuple[int, int]]:
        waiting: list[tuple[int, int]] = []  # negative, so that the newest is first
        for number, newest in self._blocks(after, since):
            while waiting and -waiting[0][0] > newest:
                at, row = heappop(waiting)
                yield -at, -row
            for at, row in self._dated(rows.of(number), after):
                heappush(waiting, (-at, -row))
        while waiting:
            at, row = heappop(waiting)
            yield -at, -row

    def _blocks(self, after: Cursor, since: int) -> Iterator[tuple[int, int]]:
        """Number and newest time of those that hold something behind `after` and from `since` on, the newest first.

        Some at a time, and each time to the end: a search that is stopped must not leave a statement half way.
        """
        found: list[tuple[Any, ...]] = [(_END, 0)]
        while found:
            found = self._index.execute(_BY_TIME, (after.at, since, *found[-1])).fetchall()
            yield from ((number, newest) for newest, number in found)

    def _rows(self, kind: str, match: str, rest: str, *values: Any) -> list[int]:
        query = f"SELECT rowid FROM {kind}_words WHERE {kind}_words MATCH ? {rest}"
        return [row for (row,) in self._index.execute(query, (match, *values))]

    def _dated(self, rows: Sequence[int], after: Cursor) -> Iterator[tuple[int, int]]:
        for row in rows:
            at = self._main.execute(_TIME, (row,)).get
            if at is not None and (at, row) < (after.at, after.row):
                yield at, row


class _InBlocks:
    """The rows of a match by block. Those written last are known; of the others more is fetched when it is asked for:
    what comes next at once, and ever more of it, what lies far away for itself.
    """

    def __init__(self, fetch: Callable[..., list[int]], rows: Sequence[int]) -> None:
        self._fetch = fetch
        self._many = _MANY
        self._known: dict[int, list[int]] = {}
        self._rest = 0
        self._take(rows)

    def of(self, number: int) -> Sequence[int]:
        while number < self._rest <= number + _NEAR:
            self._many *= 4
            self._take(self._fetch("AND rowid < ? ORDER BY rowid DESC LIMIT ?", self._rest * BLOCK, self._many))
        if number < self._rest:
            return self._fetch("AND rowid BETWEEN ? AND ?", number * BLOCK, (number + 1) * BLOCK - 1)
        return self._known.get(number, ())

    def _take(self, rows: Sequence[int]) -> None:
        """The blocks from `rest` on are known; the lowest of `rows` may be one of several in its block."""
        self._known.update((number, list(some)) for number, some in groupby(rows, lambda row: row // BLOCK))
        self._rest = rows[-1] // BLOCK + 1 if len(rows) == self._many else 0
