"""Lines in blocks, each of them one row until it is folded out.

A body of ten thousand messages is ten thousand blocks, and a block costs nothing before it is seen.
"""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from PySide6.QtCore import QModelIndex

from desktop_chat.ui.lines.line import AnyIndex, Line, LineModel

KEPT = 256  # rows that are kept: more than a screen shows


class FoldingLines(LineModel):
    """`folded(block)` has an icon if there is more to be seen of it: that is `whole(block)`."""

    def __init__(self) -> None:
        super().__init__()
        self._opened: dict[int, Sequence[Line]] = {}
        self._starts: list[int] | None = None
        self._rows = lru_cache(maxsize=KEPT)(self.folded)

    @abstractmethod
    def blocks(self) -> int: ...

    @abstractmethod
    def folded(self, block: int) -> Line: ...

    @abstractmethod
    def whole(self, block: int) -> Iterator[Line]: ...

    @abstractmethod
    def written(self, block: int) -> str:
        """The block for the clipboard."""

    def begin_anew(self) -> None:
        """Everything may be another now; what was folded out stays so. Between `beginResetModel` and its end."""
        self._rows.cache_clear()
        self._opened = {block: tuple(self.whole(block)) for block in self._opened if block < self.blocks()}
        self._starts = None

    cut_again = begin_anew

    def retell(self, block: int) -> None:
        """That one block says something else; where it is folded out, it may have other rows."""
        if block in self._opened:
            self.beginResetModel()
            self.begin_anew()
            self.endResetModel()
            return
        self._rows.cache_clear()
        row = self.index(self.starts()[block] if self._opened else block, 0)
        self.dataChanged.emit(row, row)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        if parent.isValid():
            return 0
        return self.starts()[-1] if self._opened else self.blocks()

    def line(self, row: int) -> Line:
        block, part = self._place(row)
        return self._opened[block][part] if block in self._opened else self._rows(block)

    def can_toggle(self, row: int) -> bool:
        block, _ = self._place(row)
        return block in self._opened or self._rows(block).icon is not None

    def toggle(self, row: int) -> int:
        block, part = self._place(row)
        self.beginResetModel()
        if block in self._opened:
            del self._opened[block]
        else:
            self._opened[block] = tuple(self.whole(block))
        self._starts = None
        self.endResetModel()
        return row - part

    def copied(self, rows: range) -> str:
        """A row stands for its whole block."""
        blocks = dict.fromkeys(self._place(row)[0] for row in rows)
        return "\n".join(map(self.written, blocks))

    def _place(self, row: int) -> tuple[int, int]:
        """Which block a row belongs to, and which of its rows it is."""
        if not self._opened:
            return row, 0
        starts = self.starts()
        block = bisect_right(starts, row) - 1
        return block, row - starts[block]

    def starts(self) -> list[int]:
        """The first row of each block, and how many rows there are."""
        if self._starts is None:
            sizes = (len(self._opened[block]) if block in self._opened else 1 for block in range(self.blocks()))
            self._starts = list(accumulate(sizes, initial=0))
        return self._starts
