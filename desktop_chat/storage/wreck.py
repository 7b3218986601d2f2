"""The rows of a damaged database, table by table, as far as its pages are intact.

Pages that a table's tree still leads to belong to that table. Where a page above them is gone, rows are told by their
shape: how many values, of which kinds. What was deleted is left out as long as the list of free pages can be read.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import apsw

from desktop_chat.domain.values import dataclass
from desktop_chat.storage.cells import INTERIOR, INTERIOR_INDEX, KINDS, LEAF, LEAF_INDEX, Page, Row, Unsound, Value
from desktop_chat.storage.pages import Pages

_TYPES: dict[str, type | tuple[type, ...]] = {"INTEGER": int, "TEXT": str, "BLOB": bytes, "REAL": (float, int)}
_PROMPTS = ("message", "system")
# Two tables whose rows look alike are told apart by what stands in them.
_TELLING: dict[str, Callable[[Row], bool]] = {
    "prompt": lambda row: row.values[2] in _PROMPTS,
    "preset": lambda row: row.values[2] not in _PROMPTS and str(row.values[3]).startswith("{"),
}


@dataclass(frozen=True, slots=True)
class Column:
    type: str
    may_be_null: bool
    is_number: bool
    """Whether it is another name for the row's number, and null where the row is stored."""
    is_later: bool
    """Whether old rows may lack it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the rows of a table look like. `has_numbers` is false for one that is stored as an index."""

    table: str
    columns: tuple[Column, ...]
    has_numbers: bool

    def fits(self, row: Row) -> bool:
        given, wanted = row.values, self.columns
        if len(given) > len(wanted) or self.has_numbers != (row.number is not None):
            return False
        if not all(column.is_later for column in wanted[len(given) :]):
            return False
        return all(map(_goes_into, given, wanted))

    def is_told_by(self, row: Row) -> bool:
        return self.fits(row) and (self.table not in _TELLING or _TELLING[self.table](row))


def shapes(db: apsw.Connection, tables: Sequence[str]) -> tuple[Shape, ...]:
    """Those of `tables`, from a sound database of the same version."""
    found = []
    for table in tables:
        sql = str(db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).get)
        has_numbers = "WITHOUT ROWID" not in sql
        columns = [
            Column(
                kind,
                not required and not (key and not has_numbers),
                bool(key) and has_numbers and kind == "INTEGER",
                default is not None or not required,
            )
            for _, _, kind, required, default, key in db.execute(f"PRAGMA table_info({table})")
        ]
        found.append(Shape(table, tuple(columns), has_numbers))
    return tuple(found)


class Wreck:
    """`rows` goes through everything once; afterwards `damaged` and `unsound` say what was not to be read."""

    def __init__(self, pages: Pages, known: Sequence[Shape]) -> None:
        self._pages = pages
        self._known = {shape.table: shape for shape in known}
        self._seen: set[int] = set()
        self.damaged: set[int] = set()
        self.unsound: dict[str, int] = defaultdict(int)

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Table and row. The same row may come twice; what comes first is newer."""
        for table, root in self._roots().items():
            if shape := self._known.get(table):
                yield from self._rows_below(root, shape)
            else:
                for _ in self._tree(root):
                    pass
        yield from self._strays()

    def _roots(self) -> Mapping[str, int]:
        """Where the tree of each table and index begins, those first that are known."""
        found: dict[str, int] = {}
        for page in self._tree(1):
            for row in page.rows():
                if row is not None and len(row.values) == 5:
                    kind, name, _, root, _ = row.values
                    if kind in {"table", "index"} and isinstance(root, int) and root > 1:
                        found[str(name)] = root
        return dict(sorted(found.items(), key=lambda item: item[0] not in self._known))

    def _rows_below(self, root: int, shape: Shape) -> Iterator[tuple[str, Row]]:
        for page in self._tree(root):
            for row in page.rows():
                if row is not None and shape.fits(row):
                    yield shape.table, row
                else:
                    self.unsound[shape.table] += 1

    def _strays(self) -> Iterator[tuple[str, Row]]:
        free = self._pages.free()
        for number in range(2, self._pages.count + 1):
            if number in self._seen or number in free:
                continue
            page = self._page(number, (LEAF, LEAF_INDEX))
            for row in page.rows() if page else ():
                told = [shape for shape in self._known.values() if shape.is_told_by(row)] if row else []
                if row is not None and len(told) == 1:
                    yield told[0].table, row

    def _tree(self, root: int) -> Iterator[Page]:
        """All sound pages from `root` down, in the order of their rows; those that are not are noted."""
        waiting = [root]
        kinds: tuple[int, ...] = tuple(KINDS)
        while waiting:
            number = waiting.pop()
            if number in self._seen:
                continue
            page = self._page(number, kinds)
            if page is None:
                self.damaged.add(number)
                continue
            self._seen.add(number)
            kinds = (INTERIOR, LEAF) if page.kind in (INTERIOR, LEAF) else (INTERIOR_INDEX, LEAF_INDEX)
            yield page
            if page.is_interior:
                waiting += [child for child in page.children() if child not in self._seen][::-1]

    def _page(self, number: int, kinds: Sequence[int]) -> Page | None:
        if not 0 < number <= self._pages.count:
            return None
        try:
            page = Page(self._pages, number)
        except Unsound:
            return None
        return page if page.kind in kinds else None


def _goes_into(value: Value, column: Column) -> bool:
    if value is None:
        return column.may_be_null or column.is_number
    if column.is_number:
        return False
    return isinstance(value, _TYPES.get(column.type, object)) and not isinstance(value, bool)
