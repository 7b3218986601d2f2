"""A message that stays inside its turn.

What a person or a model wrote is put between headings of ours. Its own headings go below them, a fence that
it leaves open is closed, and what HTML would take for a tag is shown as written; nothing inside code is
touched. To know what is code takes the block structure of CommonMark, line by line: which quotes and list
items stay open, and whether a line then is a fence, a heading, code or text. Only what changes a line's
meaning for us is followed.
"""

import re
from dataclasses import dataclass, field

from desktop_chat.transfer.inline import begins_with_tag, is_table, table_without_tags, with_tags, without_tags
from desktop_chat.transfer.lines import Line

_DEEPEST = 6
_ATX = re.compile(r"(#{1,6})(?=[ \t]|$)")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_SETEXT = re.compile(r"(=+|-+)[ \t]*$")
_RULE = re.compile(r"(?:(?:\*[ \t]*+){3,}+|(?:_[ \t]*+){3,}+|(?:-[ \t]*+){3,}+)$")
_INTERRUPTS = re.compile(r"#{1,6}(?=[ \t]|$)|`{3,}[^`]*$|~{3,}|>")
_MARKER = re.compile(r"(?:[*+-]|(\d{1,9})[.)])(?=[ \t]|$)")
_DEFINITION = re.compile(r"\[[^\]]+\]:[ \t]*\S+[ \t]*(?:[\"'(].*)?$")
_CODE_INDENT = 4
_PAGE_BREAK, _BLANK = "\f", "\u00a0"


@dataclass(slots=True)
class _Quote:
    pass


@dataclass(slots=True)
class _Item:
    """A list item: how far its lines are indented, and whether anything has been said in it yet."""

    indent: int
    empty: bool


@dataclass(slots=True)
class _Fence:
    mark: str
    length: int


class _IndentedCode:
    pass


@dataclass(slots=True)
class _Paragraph:
    """Its lines: where each stands in the output, and where in the line its words begin."""

    lines: list[tuple[int, int]] = field(default_factory=list)
    has_table: bool = False


_Leaf = _Fence | _IndentedCode | _Paragraph | None


@dataclass(frozen=True, slots=True)
class Outline:
    """The numbers of the lines at which something begins that stands in nothing else: headings, each with its level,
    and paragraphs.
    """

    headings: dict[int, int]
    paragraphs: frozenset[int]


def contained(text: str, below: int = 2) -> str:
    """`text` as Markdown that can stand below a heading of level `below` without reaching beyond it."""
    return _scanned(text, below).finish()


def released(text: str, below: int = 2) -> str:
    """The reverse of `contained`, as far as there is one: headings that went too deep stay somewhat deeper."""
    return _scanned(text, -below).finish()


def outline(text: str) -> Outline:
    scanner = _scanned(text, 0)
    return Outline(scanner.headings, frozenset(scanner.paragraphs))


def _scanned(text: str, below: int) -> "_Scanner":
    scanner = _Scanner(below)
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        scanner.take(line)
    return scanner


class _Scanner:
    """`below` says by how many levels headings go deeper; below zero, what `contained` did is undone."""

    def __init__(self, below: int) -> None:
        self.headings: dict[int, int] = {}
        self.paragraphs: list[int] = []
        self._below = below
        self._words_of = with_tags if below < 0 else without_tags
        self._out: list[str | None] = []
        self._gaps: dict[int, str] = {}
        """Empty lines that stand before others, by their place."""
        self._containers: list[_Quote | _Item] = []
        self._leaf: _Leaf = None
        self._matched = 0

    def take(self, raw: str) -> None:
        line = Line(raw)
        self._out.append(raw)
        self._matched = self._match_containers(line)
        if self._whole and self._continues_code(line):
            return
        if _PAGE_BREAK in raw:  # the end of a line, to some readers
            line.raw = self._out[-1] = raw.replace(_PAGE_BREAK, _BLANK)
        if self._below > 0 and isinstance(self._leaf, _Paragraph) and self._leaf.has_table and not line.blank:
            self._follow_table(line)
        if not self._starts_block(line):
            self._text(line)

    def finish(self) -> str:
        """All lines, the open ends tied up."""
        if isinstance(self._leaf, _Fence) and not self._containers:
            self._out.append(self._leaf.mark * self._leaf.length)
        self._close_leaf()
        lines = (
            line if place not in self._gaps else f"{self._gaps[place]}\n{line}"
            for place, line in enumerate(self._out)
            if line is not None
        )
        return "\n".join(lines)

    def _match_containers(self, line: Line) -> int:
        """How many of the open quotes and list items go on in this line; it is read to behind their marks."""
        for place, container in enumerate(self._containers):
            if isinstance(container, _Quote):
                if line.indent >= _CODE_INDENT or line.next != ">":
                    return place
                line.skip_mark(1)
            elif line.blank:
                if container.empty:
                    return place
            elif line.indent >= container.indent:
                line.advance(container.indent)
            else:
                return place
        return len(self._containers)

    def _continues_code(self, line: Line) -> bool:
        """Whether this line is part of the code that is open, or ends its fence."""
        leaf = self._leaf
        if isinstance(leaf, _Fence):
            closing = line.rest.rstrip(" \t")
            if line.indent < _CODE_INDENT and set(closing) == {leaf.mark} and len(closing) >= leaf.length:
                self._leaf = None
            return True
        if isinstance(leaf, _IndentedCode):
            if line.indent >= _CODE_INDENT or line.blank:
                return True
            self._leaf = None
        return False

    @property
    def _whole(self) -> bool:
        """Whether everything that was open goes on in this line."""
        return self._matched == len(self._containers)

    @property
    def _in_paragraph(self) -> bool:
        return self._whole and isinstance(self._leaf, _Paragraph)

    def _follow_table(self, line: Line) -> None:
        """What ends a table, but not a paragraph, ends both behind an empty line; what would underline a paragraph is a
        row. So readers that know tables and others see the same.
        """
        rest = line.rest
        marker = _MARKER.match(rest)
        is_item = marker is not None and not self._interrupts(line, marker)
        is_lazy = not self._whole and not _INTERRUPTS.match(rest)
        if is_item or is_lazy or line.indent >= _CODE_INDENT or (_SETEXT.match(rest) and _RULE.match(rest)):
            self._gaps[len(self._out) - 1] = line.raw[: line.place].rstrip(" \t")
            self._close_unmatched()
            self._close_leaf()
        elif _SETEXT.match(rest):
            line.raw = self._out[-1] = f"{line.raw[: line.place]}\\{rest}"

    def _starts_block(self, line: Line) -> bool:
        """Open what begins in this line. True when nothing of it is left to be text."""
        while not line.blank:
            if line.indent >= _CODE_INDENT:
                if isinstance(self._leaf, _Paragraph):
                    return False  # its next line, however far it is indented
                self._open(_IndentedCode())
                return True
            if line.next == ">":
                self._enter(_Quote())
                line.skip_mark(1)
            elif self._is_leaf(line):
                return True
            elif (item := self._item(line)) is not None:
                self._enter(item)
            else:
                return False
        return False

    def _is_leaf(self, line: Line) -> bool:
        rest = line.rest
        if heading := _ATX.match(rest):
            self._open(None)
            if not self._containers:
                self.headings[len(self._out) - 1] = len(heading.group(1))
            self._out[-1] = self._atx(line, len(heading.group(1)))
            return True
        if fence := _FENCE.match(rest):
            run = fence.group(1) or fence.group(2)
            self._open(_Fence(run[0], len(run)))
            return True
        if self._in_paragraph and (underline := _SETEXT.match(rest)):
            return self._setext(1 if underline.group(1)[0] == "=" else 2)
        if _RULE.match(rest):
            self._open(None)
            return True
        return False

    def _item(self, line: Line) -> _Item | None:
        """The list item that begins here, if one does; the line is then read up to its words."""
        marker = _MARKER.match(line.rest)
        if marker is None:
            return None
        if self._in_paragraph and not self._interrupts(line, marker):
            return None
        before, empty = line.indent, _is_empty(line, marker)
        return _Item(before + line.skip_item_mark(len(marker.group()), empty), empty)

    def _interrupts(self, line: Line, marker: re.Match[str]) -> bool:
        """Whether a list may begin here although a paragraph is open."""
        return not _is_empty(line, marker) and int(marker.group(1) or 1) == 1

    def _text(self, line: Line) -> None:
        if line.blank:
            self._close_unmatched()
            self._close_leaf()
            return
        # A paragraph goes on in a line that lacks the marks of its quote or the indent of its item.
        if not isinstance(self._leaf, _Paragraph):
            self._open(_Paragraph())
            if not self._containers:
                self.paragraphs.append(len(self._out) - 1)
        assert isinstance(self._leaf, _Paragraph)
        self._leaf.lines.append((len(self._out) - 1, line.place))
        if self._whole and len(self._leaf.lines) > 1:
            self._leaf.has_table |= is_table(*self._words(self._leaf, 2))

    def _enter(self, container: _Quote | _Item) -> None:
        self._open(None)
        self._containers.append(container)
        self._matched += 1

    def _open(self, leaf: _Leaf) -> None:
        """Close what does not go on, and begin `leaf` in what does."""
        self._close_unmatched()
        self._close_leaf()
        if self._containers and isinstance(last := self._containers[-1], _Item):
            last.empty = False  # those round it are not: it stands in them
        self._leaf = leaf

    def _close_unmatched(self) -> None:
        if not self._whole:
            self._close_leaf()
            del self._containers[self._matched :]

    def _close_leaf(self) -> None:
        leaf, self._leaf = self._leaf, None
        if not isinstance(leaf, _Paragraph):
            return
        lines = self._words(leaf)
        lines = table_without_tags(lines) if leaf.has_table and self._below > 0 else lines
        words = self._words_of("\n".join(lines)).split("\n")
        kept = 0
        for (place, start), part in zip(leaf.lines, words, strict=True):
            if self._below >= 0 and begins_with_tag(part):
                # In code that began on the line before. HTML would begin here all the same, so it may not
                # come first; a new line in such code is a space.
                self._out[kept], self._out[place] = f"{self._raw(kept)} {part}", None
            else:
                self._out[place] = self._raw(place)[:start] + part
                kept = place

    def _atx(self, line: Line, level: int) -> str:
        return line.raw[: line.place] + self._marks(level) + self._words_of(line.rest[level:])

    def _marks(self, level: int) -> str:
        return "#" * max(1, min(level + self._below, _DEEPEST))

    def _setext(self, level: int) -> bool:
        """An underlined heading knows two levels only, so it becomes one that begins with number signs."""
        paragraph = self._leaf
        assert isinstance(paragraph, _Paragraph)
        while paragraph.lines and _DEFINITION.match(self._words(paragraph)[0]):
            del paragraph.lines[0]
        if not paragraph.lines:
            return False
        *parts, last = [part.strip(" \t") for part in self._words(paragraph)]
        words = " ".join([*(part.removesuffix("\\") for part in parts), last])
        deeper = self._marks(level)
        closing = f" {deeper}" if words.endswith("#") else ""
        (first, start), *others = paragraph.lines
        self._out[first] = f"{self._raw(first)[:start]}{deeper} {self._words_of(words)}{closing}"
        for place, _ in others:
            self._out[place] = None
        self._out[-1] = None
        self._leaf = None
        return True

    def _words(self, paragraph: _Paragraph, last: int = 0) -> list[str]:
        """Its lines, or the `last` ones of them."""
        return [self._raw(place)[start:] for place, start in paragraph.lines[-last:]]

    def _raw(self, place: int) -> str:
        return self._out[place] or ""


def _is_empty(line: Line, marker: re.Match[str]) -> bool:
    return not line.rest[marker.end() :].strip(" \t")
