"""The leaf that is open: what its lines are so far, and the block that they make.

A leaf grows line by line and may have to be shown after each. So lines are joined once, and `copy` is cheap: what an
unfinished line would make of a leaf is tried on a copy.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Protocol

from desktop_chat.markup import definitions
from desktop_chat.markup.blocks import Align, Block, Container, Kind, Table
from desktop_chat.markup.definitions import Definition
from desktop_chat.markup.line import BLANKS, CODE_INDENT, Line

Path = tuple[Container, ...]
# What rows that are too short may add to a table: with many columns a few characters a row would fill the memory.
_MOST_MISSING_CELLS = 0x10000


class Lines:
    """Lines that were joined before, and those that came since. The last one can be taken back."""

    __slots__ = ("_joined", "_new")

    def __init__(self, joined: str | None = None, new: list[str] | None = None) -> None:
        self._joined = joined
        self._new = new or []

    def __bool__(self) -> bool:
        return bool(self._new) or self._joined is not None

    @property
    def last(self) -> str:
        return self._new[-1]

    def add(self, line: str) -> None:
        self._new.append(line)

    def take_back(self) -> None:
        self._new.pop()

    def text(self) -> str:
        return "\n".join([*self._before(), *self._new])

    def copy(self) -> Lines:
        if len(self._new) > 1:
            self._joined = "\n".join([*self._before(), *self._new[:-1]])
            del self._new[:-1]
        return Lines(self._joined, self._new.copy())

    def _before(self) -> list[str]:
        return [] if self._joined is None else [self._joined]


class Leaf(Protocol):
    """`path`, and the offsets `start` and `end` of the lines so far."""

    path: Path
    start: int
    end: int

    def accepts(self, line: Line) -> bool:
        """Take a line that stands in all of the leaf's containers, if it goes on with it whatever else it may look
        like.
        """

    def block(self) -> Block: ...

    def copy(self) -> Leaf: ...


@dataclass(slots=True)
class Paragraph:
    """`head_at` is where the last line begins if it can be the head of a table, which no line can that only goes on
    with what came before. The text of a task does not begin its paragraph, so it cannot be a definition: `is_task`.
    """

    path: Path
    start: int
    end: int
    is_task: bool = False
    lines: Lines = field(default_factory=Lines)
    head_at: int | None = None
    _end_before: int = 0

    def accepts(self, line: Line) -> bool:
        return False

    def add(self, line: Line, words: str, *, plain: bool) -> None:
        self.lines.add(words)
        self.head_at = None if plain else line.at
        self._end_before, self.end = self.end, line.end

    def take_back(self) -> None:
        """Give up the last line, which belongs to a table."""
        self.end = self._end_before
        self.lines.take_back()

    def split(self) -> tuple[list[Definition], str]:
        """The definitions that it begins with, and what is left of it."""
        text = self.lines.text().rstrip(BLANKS)
        return ([], text) if self.is_task else definitions.split(text)

    def block(self) -> Block:
        return self.block_of(self.split()[1])

    def block_of(self, content: str) -> Block:
        return Block(Kind.PARAGRAPH, self.start, self.end, self.path, content)

    def copy(self) -> Paragraph:
        return replace(self, lines=self.lines.copy())


@dataclass(slots=True)
class Fence:
    path: Path
    start: int
    end: int
    mark: str
    indent: int
    language: str
    lines: Lines = field(default_factory=Lines)
    closed: bool = False

    def accepts(self, line: Line) -> bool:
        if self.closed:
            return False
        self.end = line.end
        if line.indent < CODE_INDENT and line.mark == self.mark[0] and self._closes(line.words.rstrip(BLANKS)):
            self.closed = True
        else:
            line.skip_blanks(self.indent)
            self.lines.add(line.rest)
        return True

    def block(self) -> Block:
        return Block(
            Kind.CODE,
            self.start,
            self.end,
            self.path,
            self.lines.text(),
            language=self.language,
            closed=self.closed,
        )

    def copy(self) -> Fence:
        return replace(self, lines=self.lines.copy())

    def _closes(self, words: str) -> bool:
        return len(words) >= len(self.mark) and not words.strip(self.mark[0])


@dataclass(slots=True)
class IndentedCode:
    """Blank lines belong to it once more code follows them."""

    path: Path
    start: int
    end: int
    lines: Lines
    _blank: list[str] = field(default_factory=list)

    def accepts(self, line: Line) -> bool:
        if line.indent < CODE_INDENT and not line.blank:
            return False
        line.skip_blanks(CODE_INDENT)
        if line.blank:
            self._blank.append(line.rest)
            return True
        for one in (*self._blank, line.rest):
            self.lines.add(one)
        self._blank.clear()
        self.end = line.end
        return True

    def block(self) -> Block:
        return Block(Kind.CODE, self.start, self.end, self.path, self.lines.text())

    def copy(self) -> IndentedCode:
        return replace(self, lines=self.lines.copy(), _blank=self._blank.copy())


@dataclass(slots=True)
class Formula:
    """Display math from its opening mark on. It is one while it may still be closed; a blank line shows that it was
    never meant to be, and then it is a paragraph.
    """

    path: Path
    start: int
    end: int
    opening: str
    closing: str
    lines: Lines = field(default_factory=Lines)
    closed: bool = False
    given_up: bool = False

    def accepts(self, line: Line) -> bool:
        if self.closed or line.blank:
            return False
        self.add(line.words, line.end)
        return True

    def add(self, words: str, end: int) -> None:
        self.lines.add(words)
        self.end = end
        self.closed = words.rstrip(BLANKS).endswith(self.closing)

    def block(self) -> Block:
        text = self.lines.text().rstrip(BLANKS)
        if self.given_up and not self.closed:
            return Block(Kind.PARAGRAPH, self.start, self.end, self.path, self.opening + text)
        if self.closed:
            text = text.removesuffix(self.closing)
        return Block(Kind.MATH, self.start, self.end, self.path, text.strip(" \t\n"), closed=self.closed)

    def copy(self) -> Formula:
        return replace(self, lines=self.lines.copy())


@dataclass(slots=True)
class TableLeaf:
    path: Path
    start: int
    end: int
    aligns: tuple[Align, ...]
    head: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    missing: int = 0

    def accepts(self, line: Line) -> bool:
        return False

    def add(self, row: tuple[str, ...], end: int) -> None:
        self.rows.append(row)
        self.end = end

    def has_room(self, cells: int) -> bool:
        """Whether a row with so many cells can still be filled up."""
        self.missing += max(len(self.aligns) - cells, 0)
        return self.missing <= _MOST_MISSING_CELLS

    def block(self) -> Block:
        table = Table(self.aligns, self.head, tuple(self.rows))
        return Block(Kind.TABLE, self.start, self.end, self.path, table=table)

    def copy(self) -> TableLeaf:
        return replace(self, rows=self.rows.copy())


@dataclass(slots=True)
class Finished:
    """A leaf of one line: a heading, a rule."""

    path: Path
    start: int
    end: int
    made: Block

    def accepts(self, line: Line) -> bool:
        return False

    def block(self) -> Block:
        return self.made

    def copy(self) -> Finished:
        return self
