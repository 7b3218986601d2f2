"""Texts that are not read as Markdown: very long replies, and what a person typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop_chat.markup.blocks import Block, Kind
from desktop_chat.markup.line import BLANKS
from desktop_chat.markup.shown import LINE_END, Shown, shown_characters

_MOST_LINES = 40
_MOST_CHARACTERS = 4000
_FENCE = re.compile(r"([ \t]*)(`{3,}(?!.*`)|~{3,})[ \t]*(\S*)")


class PlainDocument(Shown):
    """Text as it is, cut into blocks of at most 40 lines and 4,000 characters. Used like `Document`."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.parsed = 0
        self._rest = ""
        self._rest_at = 0
        self._finished = 0
        self.append(text)

    def append(self, text: str) -> int:
        """Read on; the place of the first block that is another one than before."""
        self._keep(text)
        self.parsed += len(text)
        rest, place, fresh = self._rest + text, 0, []
        while end := _end_of_block(rest, place):
            fresh.append(self._block(rest[place:end], self._rest_at + place))
            place = end
        self._rest, self._rest_at = rest[place:], self._rest_at + place
        finished = len(fresh)
        if self._rest:
            fresh.append(self._block(self._rest, self._rest_at))
        first = self._put(self._finished, fresh)
        self._finished += finished
        return first

    def _block(self, part: str, start: int) -> Block:
        lines = part.removesuffix("\n").removesuffix("\r") if part.endswith("\n") else part.removesuffix("\r")
        return Block(Kind.PLAIN, start, start + len(lines), content=_with_line_feeds(lines))


class WrittenDocument(Shown):
    """Text as a person typed it: its paragraphs as they are, and code in fences. Used like `Document`.

    Nobody types as fast as a model, so the end is read again whenever something comes: two blocks, because a line that
    looks like the beginning of code may go on as part of the paragraph above.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.parsed = 0
        self.append(text)

    def append(self, text: str) -> int:
        """Read on; the place of the first block that is another one than before."""
        self._keep(text)
        last = max(len(self._blocks) - 2, 0)
        start = self._blocks[last].start if self._blocks else 0
        rest = self.text[start:]
        self.parsed += len(rest)
        return self._put(last, list(_written(rest, start)))


@dataclass(slots=True)
class _Part:
    """A paragraph, or code if it has a `mark`; `indent` is how far its opening fence is indented."""

    start: int
    end: int
    mark: str = ""
    indent: int = 0
    language: str = ""
    lines: list[str] = field(default_factory=list)
    closed: bool = False

    def block(self) -> Block:
        content = "\n".join(self.lines)
        if not self.mark:
            return Block(Kind.PLAIN, self.start, self.end, content=content)
        return Block(Kind.CODE, self.start, self.end, content=content, language=self.language, closed=self.closed)

    def take(self, line: str) -> None:
        words = line.strip(BLANKS)
        if self.mark and len(words) >= len(self.mark) and not words.strip(self.mark[0]):
            self.closed = True
        elif self.mark:
            self.lines.append(line[min(self.indent, len(line) - len(line.lstrip(BLANKS))) :])
        else:
            self.lines.append(line)


def _end_of_block(text: str, place: int) -> int | None:
    """Where the block ends that begins at `place`, if that is certain whatever comes."""
    most = place + _MOST_CHARACTERS
    end = None
    for count, line in enumerate(LINE_END.finditer(text, place, most + 2), start=1):
        if line.end() > most:
            break
        end = line.end()
        if count == _MOST_LINES:
            return end
    if len(text) <= most:
        return None
    return end or most + (text[most - 1 : most + 1] == "\r\n")


def _written(text: str, at: int) -> Iterator[Block]:
    part: _Part | None = None
    for start, line in _lines(text):
        end = at + start + len(line)
        if part is None or not part.mark:
            if part and (not line.strip(BLANKS) or _FENCE.match(line)):
                yield part.block()
                part = None
            if not line.strip(BLANKS):
                continue
            if part is None and (fence := _FENCE.match(line)):
                part = _Part(at + start, end, fence[2], len(fence[1]), fence[3])
                continue
        part = part or _Part(at + start, end)
        part.take(line)
        part.end = end
        if part.closed:
            yield part.block()
            part = None
    if part:
        yield part.block()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    place = 0
    for end in LINE_END.finditer(text):
        yield place, shown_characters(text[place : end.start()])
        place = end.end()
    if place < len(text):
        yield place, shown_characters(text[place:].removesuffix("\r"))


def _with_line_feeds(text: str) -> str:
    return shown_characters(text).replace("\r\n", "\n").replace("\r", "\n")
