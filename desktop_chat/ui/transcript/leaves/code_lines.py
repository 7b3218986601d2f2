"""The lines of a block of code: where each begins and stands, and the few that are set.

A line is set when it is painted, and without wrapping all lines are equally high: five thousand lines cost no more to
open than those that are seen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence

from desktop_chat.markup.blocks import Block
from desktop_chat.markup.highlight import Tint
from desktop_chat.ui.transcript.heights import Heights
from desktop_chat.ui.transcript.looks import BodyLook, Face
from desktop_chat.ui.transcript.typeset import Paragraph, Span

_KEPT = 200  # lines whose layouts are kept
_MAY_CLOSE = frozenset({"`", "``", "```", "~", "~~", "~~~"})
_WIDE = 0x2E80  # from here on most characters take two columns


class CodeLines:
    """Lines by number. `columns` is how many the longest takes, `face` and `width` what they are set in."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.starts: list[int] = []
        self.columns = 0
        self._look: BodyLook | None = None
        self._face: Face | None = None
        self._width = 0.0
        self._tops: Heights | None = None  # while lines wrap
        self._set: OrderedDict[int, Paragraph] = OrderedDict()

    def take(self, block: Block) -> None:
        """What has come since: the last line may have gone on, others are new."""
        first = max(0, len(self.texts) - 1)
        begin = self.starts[first] if self.starts else 0
        fresh = block.content[begin:].split("\n")
        if not block.closed and first + len(fresh) > 1 and fresh[-1].strip(" ") in _MAY_CLOSE:
            fresh.pop()  # or it would be seen as code for a moment, and what follows would move up again
        del self.texts[first:], self.starts[first:]
        for line in fresh:
            self.texts.append(line)
            self.starts.append(begin)
            begin += len(line) + 1
            self.columns = max(self.columns, _columns(line))
        self._set.pop(first, None)
        self._tops = None

    def set_in(self, width: float, look: BodyLook, *, wraps: bool) -> int:
        """The height of them all in that width."""
        face = look.wrapped_code if wraps else look.code
        if face is not self._face or width != self._width or look is not self._look:
            self.forget()
            self._look, self._face, self._width = look, face, width
        if wraps and self._tops is None:
            self._tops = Heights(self._wrapped_height(line, face) for line in self.texts)
        return self._tops.total if self._tops else len(self.texts) * face.line

    def forget(self) -> None:
        """Give the layouts back."""
        self._set.clear()
        self._tops = None
        self._face = None

    def drop(self, numbers: range) -> None:
        """These have other colours now."""
        for number in [number for number in self._set if number in numbers]:
            del self._set[number]

    def line(self, number: int, tints: Sequence[Tint]) -> Paragraph:
        """That line, set, in these colours if it was not set already."""
        if number in self._set:
            self._set.move_to_end(number)
            return self._set[number]
        assert self._look is not None
        assert self._face is not None
        spans = [Span(tint.start, tint.end, self._look.syntax(tint.ink), code=True) for tint in tints]
        made = Paragraph(self.texts[number], self._face.look, spans)
        made.layout(self._width)
        self._set[number] = made
        if len(self._set) > _KEPT:
            self._set.popitem(last=False)
        return made

    # -- places ------------------------------------------------------------------------------------------------------

    def top(self, number: int) -> int:
        return self._tops.above(number) if self._tops else number * self._advance

    def height(self, number: int) -> int:
        return self._tops[number] if self._tops else self._advance

    def at(self, y: float) -> int:
        """The line at that height, or the nearest one."""
        if self._tops:
            return self._tops.at(max(0, int(y)))
        return min(max(0, int(y // self._advance)), len(self.texts) - 1)

    def holding(self, offset: int) -> int:
        """The line that holds that character of the code."""
        return max(0, bisect_right(self.starts, offset) - 1)

    @property
    def _advance(self) -> int:
        return self._face.line if self._face else 1

    def _wrapped_height(self, line: str, face: Face) -> int:
        if face.surely_fits(line, self._width):
            return face.line
        made = Paragraph(line, face.look)
        return made.layout(self._width)


def _columns(line: str) -> int:
    """About how many columns the line takes; wide characters take two."""
    if line.isascii():
        return len(line) + 3 * line.count("\t")
    return sum(1 + (ord(character) >= _WIDE) for character in line)
