"""A part of a text, from a place in one leaf to a place in another: what is written when it is copied.

Only the two leaves at the ends can be cut, so only those are read to find out what is left of them; what lies between
is whole without being looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from desktop_chat.markup.blocks import Block, Container, Inline, Kind, Look, Run
from desktop_chat.markup.inline import Links, inline

At: TypeAlias = tuple[int, int]
"""The number of a leaf, and an offset in what a reader sees of it."""

BEGINNING: At = (0, 0)
END: At = (2**31, 0)
_KEPT = 512


@dataclass(frozen=True, slots=True)
class Cut:
    """What is left of a leaf: from `start` to `end`, or to its own end."""

    block: Block
    start: int = 0
    end: int | None = None

    @property
    def is_whole(self) -> bool:
        return self.start == 0 and self.end is None

    @property
    def text(self) -> str:
        """What a reader sees of it."""
        if self.block.kind in {Kind.PARAGRAPH, Kind.HEADING}:
            return _read(self.block.content, self.block.links).text[self.start : self.end]
        if self.block.kind is Kind.TABLE:
            # Places in a table count a tab between cells and a line feed between rows.
            return _table_text(self.block)[self.start : self.end]
        return self.block.content[self.start : self.end]


@lru_cache(maxsize=_KEPT)
def _read(content: str, links: Links) -> Inline:
    """What is written in several forms is read once."""
    return inline(content, links)


def _table_text(block: Block) -> str:
    assert block.table is not None
    rows = (block.table.head, *block.table.rows)
    return "\n".join("\t".join(_read(cell, block.links).text for cell in row) for row in rows)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Of `source`, which is read as all of `blocks`: `cuts`, the first of them from the leaf of that number."""

    source: str
    blocks: Sequence[Block]
    cuts: tuple[Cut, ...]
    number: int = 0

    @property
    def is_everything(self) -> bool:
        return len(self.cuts) == len(self.blocks) and all(cut.is_whole for cut in self.cuts)

    def between(self, place: int) -> str:
        """What stands in the source between that cut and the next one."""
        return self.source[self.cuts[place].block.end : self.cuts[place + 1].block.start]


def excerpt(source: str, blocks: Sequence[Block], first: At = BEGINNING, last: At = END) -> Excerpt:
    """From the place `first` to the place `last`."""
    numbers = range(first[0], min(last[0], len(blocks) - 1) + 1)
    cuts = [_cut(number, blocks[number], first, last) for number in numbers]
    kept = [(number, cut) for number, cut in zip(numbers, cuts, strict=True) if cut]
    return Excerpt(source, blocks, tuple(cut for _, cut in kept), kept[0][0] if kept else 0)


def _cut(number: int, block: Block, first: At, last: At) -> Cut | None:
    start = first[1] if number == first[0] else 0
    end = last[1] if number == last[0] else None
    if start == 0 and end is None:
        return Cut(block)
    length = len(Cut(block).text)
    if end is not None and end >= length:
        end = None
    nothing = start >= (length if end is None else end)
    return None if nothing and length else Cut(block, start, end)


def inline_of(cut: Cut) -> Inline:
    """What is left of a paragraph or a heading."""
    whole = _read(cut.block.content, cut.block.links)
    return whole if cut.is_whole else clipped(whole, cut.start, cut.end)


def clipped(whole: Inline, start: int, end: int | None = None) -> Inline:
    """From `start` to `end`. Half a formula, or half the mark of a footnote, is text."""
    end = len(whole.text) if end is None else end
    runs = [run for run in whole.runs if run.start < end and start < run.end]
    return Inline(whole.text[start:end], tuple(one for run in runs if (one := _clipped_run(run, start, end))))


def _clipped_run(run: Run, start: int, end: int) -> Run | None:
    first, last = max(run.start, start), min(run.end, end)
    look = run.look
    if (first, last) != (run.start, run.end):
        look &= ~(Look.MATH | Look.NOTE)
    target = run.target if look & (Look.LINK | Look.MATH) else ""
    return replace(run, start=first - start, end=last - start, look=look, target=target) if look else None


@dataclass(frozen=True, slots=True)
class Cell:
    """What is left of a cell."""

    shown: Inline
    is_touched: bool


def rows_of(cut: Cut) -> Iterator[list[Cell]]:
    """The rows of a table of which something is left; cells before and behind it are empty."""
    table, place = cut.block.table, 0
    assert table is not None
    for row in (table.head, *table.rows):
        cells = []
        for content in row:
            shown = _read(content, cut.block.links)
            last = place + len(shown.text)
            touched = place <= (last if cut.end is None else cut.end) and cut.start <= last
            end = len(shown.text) if cut.end is None else max(0, cut.end - place)
            cells.append(Cell(clipped(shown, max(0, cut.start - place), min(end, len(shown.text))), touched))
            place = last + 1
        if any(cell.is_touched for cell in cells):
            yield cells


def begun(before: Cut | None, cut: Cut) -> tuple[Container, ...]:
    """The containers that begin with this cut, as far as is selected."""
    outer = before.block.path if before else ()
    return tuple(one for one in cut.block.path if one not in outer)


def only_cell(cut: Cut) -> Inline | None:
    """What is left of a table, where that is in a single cell."""
    if cut.block.kind is not Kind.TABLE or cut.is_whole:
        return None
    touched = [cell for row in rows_of(cut) for cell in row if cell.is_touched and cell.shown.text]
    return touched[0].shown if len(touched) == 1 else None
