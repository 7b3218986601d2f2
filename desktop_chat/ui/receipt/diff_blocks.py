"""The parts of a difference: lines that are alike, lines of one side, runs that are alike and folded to one line.

A sign in a column of its own says on which side a line stands, so that nothing depends on the ground's colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from typing import Protocol

from desktop_chat.domain.values import dataclass
from desktop_chat.domain.wire import WireMessage
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.lines.cutting import columns, elided
from desktop_chat.ui.lines.json_rows import INDENT, folded_message, unfolded, written_message
from desktop_chat.ui.lines.line import Line
from desktop_chat.words.catalogue import later, tr

_LEAD = 24  # characters of what two texts have in common that are shown before where they part


class Side(Enum):
    """Where a line stands: the sign before it, the ground under it, and how it is read aloud."""

    BOTH = ("", "", "")
    BEFORE = ("−", "del_bg", later("only there: {line}"))
    AFTER = ("+", "add_bg", later("only here: {line}"))

    def mark(self, line: Line) -> Line:
        sign, ground, spoken = self.value
        if self is Side.BOTH:
            return line
        return replace(line, sign=sign, ground=ground, spoken=tr(spoken).format(line=line.text.strip()))


class Block(Protocol):
    """`counts` where a difference begins."""

    @property
    def side(self) -> Side: ...

    @property
    def counts(self) -> bool: ...

    def folded(self, room: int) -> Line: ...

    def whole(self, room: int) -> Iterator[Line]: ...

    def written(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Plain:
    """A line of JSON."""

    text: str
    side: Side = Side.BOTH
    counts: bool = False

    def folded(self, room: int) -> Line:
        fits = columns(self.text) <= room
        return self.side.mark(Line(self.text) if fits else Line(elided(self.text, room), icon=Icon.NEXT))

    def whole(self, room: int) -> Iterator[Line]:
        return map(self.side.mark, unfolded(self.text, room))

    def written(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Said:
    """A message. `parts_at` is where its text differs from the one it is compared with: there it is shown."""

    item: WireMessage
    side: Side = Side.BOTH
    counts: bool = False
    comma: bool = False
    parts_at: int = 0

    def folded(self, room: int) -> Line:
        item, start = self.item, self.parts_at - _LEAD
        if start <= _LEAD:
            return self.side.mark(folded_message(item, room, comma=self.comma))
        shown = folded_message(replace(item, content=f"…{item.content[start:]}"), room, comma=self.comma)
        return self.side.mark(replace(shown, icon=Icon.NEXT))

    def whole(self, room: int) -> Iterator[Line]:
        return map(self.side.mark, unfolded(self.written(), room))

    def written(self) -> str:
        return written_message(self.item, comma=self.comma)


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks that are the same on both sides, told in one line of `words`. `inside` makes them when they are seen."""

    words: str
    inside: Callable[[], Sequence[Block]]
    side: Side = Side.BOTH
    counts: bool = False

    def folded(self, room: int) -> Line:
        return Line(f"{INDENT * 2}… {self.words}", icon=Icon.NEXT, ink="text3")

    def whole(self, room: int) -> Iterator[Line]:
        yield replace(self.folded(room), icon=Icon.DOWN)
        for block in self.inside():
            yield replace(block.folded(room), icon=None)

    def written(self) -> str:
        return "\n".join(block.written() for block in self.inside())
