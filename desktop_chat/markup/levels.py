"""The quotes, lists, items and footnotes that are open, and how much of them a line goes on with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from desktop_chat.markup.blocks import Block, Container, Item, Kind, Quote
from desktop_chat.markup.leaves import Path
from desktop_chat.markup.line import CODE_INDENT, Line

_DEEPEST = 48


@dataclass(frozen=True, slots=True)
class _Open:
    """A quote, an item or a footnote. Blocks before it: `before`; `line_at` and `line_end` bound the line it begins in,
    `indent` is how far its lines are indented. An item is `empty` until something stands in it.
    """

    shown: Container
    line_at: int
    line_end: int
    before: int
    indent: int = 0
    empty: bool = True


@dataclass(frozen=True, slots=True)
class _List:
    """A list stays open between its items. `mark` tells it from its neighbours, `number` is that of its last item."""

    mark: str
    number: int


_Level: TypeAlias = _Open | _List


class Levels:
    """`count` is the number of blocks so far."""

    def __init__(self) -> None:
        self.count = 0
        self._levels: list[_Level] = []
        self._matched = 0

    def copy(self) -> Levels:
        other = Levels()
        other.count = self.count
        other._levels = self._levels.copy()
        return other

    @property
    def whole(self) -> bool:
        """Whether everything that was open goes on in this line."""
        return self._matched == len(self._levels)

    @property
    def full(self) -> bool:
        """Whether this is a depth that nobody means."""
        return len(self._levels) >= _DEEPEST

    @property
    def path(self) -> Path:
        return tuple(level.shown for level in self._levels if isinstance(level, _Open))

    def match(self, line: Line) -> None:
        """Count the levels that go on in this line; it is read to behind their marks."""
        self._matched = 0
        for level in self._levels:
            if isinstance(level, _Open) and not _goes_on(level, line):
                return
            self._matched += 1

    def start(self, line: Line) -> int:
        """Where the lines of a leaf begin that begins in `line`: with those of what it is the first to stand in."""
        start = line.at
        for level in reversed(self._levels):
            if isinstance(level, _Open):
                if level.before < self.count:
                    break
                start = level.line_at
        return start

    def make_room(self) -> None:
        """Make the innermost level one that something else than an item may stand in."""
        if self._levels and isinstance(self._levels[-1], _List):
            self._levels.pop()
        last = self._levels[-1] if self._levels else None
        if isinstance(last, _Open) and last.empty:
            self._levels[-1] = replace(last, empty=False)
        self._matched = len(self._levels)

    def next_number(self, mark: str, number: int) -> int:
        """Go on with the list of that mark, or begin one with that number; the number of its next item."""
        last = self._levels[-1] if self._levels else None
        if isinstance(last, _List) and last.mark == mark:
            number = last.number + 1
            self._levels[-1] = _List(mark, number)
        else:
            self.make_room()
            self._levels.append(_List(mark, number))
        self._matched = len(self._levels)
        return number

    def enter(self, shown: Container, line: Line, indent: int = 0) -> None:
        if not isinstance(shown, Item):
            self.make_room()
        self._levels.append(_Open(shown, line.at, line.end, self.count, indent))
        self._matched = len(self._levels)

    def check(self, checked: bool) -> None:
        """The innermost level is an item, and a task."""
        last = self._levels[-1]
        assert isinstance(last, _Open)
        assert isinstance(last.shown, Item)
        self._levels[-1] = replace(last, shown=replace(last.shown, checked=checked))

    def in_new_item(self) -> bool:
        """Whether the innermost level is an item that no block stands in yet."""
        last = self._levels[-1] if self._levels else None
        return isinstance(last, _Open) and isinstance(last.shown, Item) and last.before == self.count

    def close_unmatched(self) -> list[Block]:
        return self._close(self._matched)

    def close(self) -> list[Block]:
        return self._close(0)

    def _close(self, kept: int) -> list[Block]:
        """Close all but so many levels; what stands for items and footnotes that nothing stands in."""
        blocks = []
        while len(self._levels) > kept:
            level = self._levels[-1]
            if isinstance(level, _Open) and level.before == self.count and not isinstance(level.shown, Quote):
                blocks.append(Block(Kind.PARAGRAPH, level.line_at, level.line_end, self.path))
                self.count += 1
            self._levels.pop()
        return blocks


def _goes_on(level: _Open, line: Line) -> bool:
    if isinstance(level.shown, Quote):
        if line.indent >= CODE_INDENT or line.mark != ">":
            return False
        line.skip(line.indent + 1)
        line.skip_blanks(1)
        return True
    if line.blank:
        line.skip_blanks(level.indent)
        return not (isinstance(level.shown, Item) and level.empty)
    if line.indent < level.indent:
        return False
    line.skip(level.indent)
    return True
