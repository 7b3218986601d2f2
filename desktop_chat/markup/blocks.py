"""What a text is made of once its Markdown has been read.

A text is a list of leaves: paragraphs, headings, code, tables. What they stand in (a quote, an item of a list, a
footnote) is not a tree of its own but the `path` of each leaf, because a page is painted leaf by leaf and a leaf that
is finished must never change again, however its list goes on.

Values are frozen and compare by what they hold: a block that is equal to the one before needs no new layout.
Offsets are code points.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, Flag, auto
from typing import TypeAlias


class Kind(Enum):
    """What a leaf is."""

    PARAGRAPH = auto()
    HEADING = auto()
    CODE = auto()
    TABLE = auto()
    RULE = auto()
    MATH = auto()
    PLAIN = auto()  # text as it was written, none of it read as Markdown


@dataclass(frozen=True, slots=True)
class Quote:
    """`at` is where the container begins in the text; two containers are the same if they begin at the same place."""

    at: int


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list. `marker` is what is shown: a bullet, or a number as counted from the list's start with its
    mark, "3." or "3)". `checked` is set for the items of a task list.
    """

    at: int
    marker: str
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Footnote:
    """The text of a footnote, shown where it was written."""

    at: int
    label: str


Container: TypeAlias = Quote | Item | Footnote


class Align(Enum):
    """How a column of a table leans."""

    START = auto()
    CENTRE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Table:
    """Cells hold inline Markdown. Each row has exactly as many cells as `aligns`."""

    aligns: tuple[Align, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One leaf.

    `start` and `end` bound it in the text, whole lines, its marks included. `content` is inline Markdown for PARAGRAPH
    and HEADING (lines stripped of what belongs to containers, joined by line feeds), the code for CODE (no last line
    feed), TeX for MATH, the text for PLAIN. `language` is the first word behind an opening fence as it was written;
    `closed` says that its closing fence has come. `links` are the reference definitions that `content` or a cell
    mentions: (normalised label, address).
    """

    kind: Kind
    start: int
    end: int
    path: tuple[Container, ...] = ()
    content: str = ""
    level: int = 0
    language: str = ""
    closed: bool = True
    table: Table | None = None
    links: tuple[tuple[str, str], ...] = ()


class Look(Flag):
    """How a piece of inline text looks."""

    STRONG = auto()
    EMPHASIS = auto()
    CODE = auto()
    STRUCK = auto()
    LINK = auto()
    MATH = auto()
    NOTE = auto()  # the mark of a footnote: its label, raised


@dataclass(frozen=True, slots=True)
class Run:
    """A piece that looks different. `target` is the address of a LINK as written, or the TeX of a piece of MATH."""

    start: int
    end: int
    look: Look
    target: str = ""


@dataclass(frozen=True, slots=True)
class Inline:
    """Text without its marks. Breaks, soft or hard, are line feeds. Runs are in order and do not overlap; what is in
    none of them is plain.
    """

    text: str
    runs: tuple[Run, ...] = ()
