"""The rows of a damaged database that is encrypted, as far as SQLite can decipher its pages.

A page that was changed by as much as a bit cannot be deciphered at all, so nothing is told by its shape here: rows are
asked for by their numbers, in both directions, and what lies on a page that does not open is jumped over. A table whose
first page is gone is gone.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import apsw

from desktop_chat.storage.cells import Row
from desktop_chat.storage.encryption import keyed
from desktop_chat.storage.wreck import Shape

_SEALED = (apsw.CorruptError, apsw.NotADBError, apsw.IOError)


class SealedPages:
    """The file as SQLite sees it, only for reading. `close` when done."""

    lost_frames = 0

    def __init__(self, path: Path, key: str) -> None:
        self.db = keyed(apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY), key)
        self.version = self._asked("user_version")
        self.count = self._asked("page_count") or 0

    def close(self) -> None:
        self.db.close()

    def _asked(self, pragma: str) -> int | None:
        try:
            return int(self.db.pragma(pragma))
        except _SEALED:
            return None


class SealedWreck:
    """`rows` goes through everything once; `damaged` then holds a number for each gap."""

    def __init__(self, pages: SealedPages, known: Sequence[Shape]) -> None:
        self._db = pages.db
        self._known = known
        self.damaged: set[int] = set()
        self.unsound: dict[str, int] = defaultdict(int)

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Table and row."""
        for shape in self._known:
            for row in self._numbered(shape) if shape.has_numbers else self._bare(shape):
                yield shape.table, row

    def _numbered(self, shape: Shape) -> Iterator[Row]:
        """Upwards; from the first row behind a gap downwards into it; then on from that row."""
        last = self._end("min", shape.table)
        end = self._end("max", shape.table)
        if last is None or end is None:
            return
        last -= 1
        while True:
            for row in self._read(shape, f"> {last} ORDER BY rowid"):
                assert row.number is not None
                last = row.number
                yield row
            if last >= end:
                return
            self.damaged.add(-1 - len(self.damaged))
            behind = self._behind(shape.table, last, end)
            if behind is None:
                return
            before = last
            yield from self._read(shape, f"BETWEEN {before + 1} AND {behind - 1} ORDER BY rowid DESC")
            last = behind - 1

    def _behind(self, table: str, last: int, end: int) -> int | None:
        """The number of a row that can be read, not far behind `last`."""
        step = 1
        while last + step <= end:
            try:
                query = f"SELECT rowid, * FROM {table} WHERE rowid >= ? ORDER BY rowid LIMIT 1"
                found: list[tuple[Any, ...]] = self._db.execute(query, (last + 1 + step,)).fetchall()
                return int(found[0][0]) if found else None
            except _SEALED:
                step *= 2
        return None

    def _end(self, which: str, table: str) -> int | None:
        """The smallest or largest number, or what a number may at most be where that page does not open."""
        try:
            found = self._db.execute(f"SELECT {which}(rowid) FROM {table}").get
        except _SEALED:
            self.damaged.add(-1 - len(self.damaged))
            return 0 if which == "min" else (1 << 40)
        return None if found is None else int(found)

    def _read(self, shape: Shape, where: str) -> Iterator[Row]:
        """Until a page does not open, or to the end."""
        try:
            for number, *values in self._db.execute(f"SELECT rowid, * FROM {shape.table} WHERE rowid {where}"):
                yield Row(number, tuple(values))
        except (*_SEALED, apsw.SQLError):  # the table itself may be gone
            return

    def _bare(self, shape: Shape) -> Iterator[Row]:
        """A table without numbers is small; what comes behind a gap is lost."""
        try:
            for values in self._db.execute(f"SELECT * FROM {shape.table}"):
                yield Row(None, tuple(values))
        except (*_SEALED, apsw.SQLError):
            self.damaged.add(-1 - len(self.damaged))
