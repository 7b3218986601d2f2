"""Lines to blocks: which quotes, lists and leaves are open, and what the next line does to them.

A parser that wants the whole text has to read it again for each piece of a reply that arrives. But CommonMark's blocks
are made of lines, and what a line means depends on nothing but what is open when it comes. So this keeps what is open
and reads each line once. A line that has not ended yet is tried on a `copy`, which is small: the containers, and the
one leaf that is open.

Differences from CommonMark: HTML is text; there are tables, footnotes and display math; beyond a depth that nobody
means, marks are text too.
"""

from __future__ import annotations

import re

from desktop_chat.markup import tables
from desktop_chat.markup.blocks import Block, Container, Footnote, Item, Kind, Quote
from desktop_chat.markup.definitions import Definition
from desktop_chat.markup.leaves import Fence, Finished, Formula, IndentedCode, Leaf, Lines, Paragraph, Path, TableLeaf
from desktop_chat.markup.levels import Levels
from desktop_chat.markup.line import BLANKS, CODE_INDENT, Line

_SPECIAL = frozenset("#>`~=-+*_|:$\\[0123456789")
_ATX = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_ATX_END = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_FENCE = re.compile(r"(`{3,})(?!.*`)|(~{3,})")
_SETEXT = re.compile(r"(=+|-+)[ \t]*$")
_RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$")
_MARKER = re.compile(r"(?:([*+-])|(\d{1,9})([.)]))(?=[ \t]|$)")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:")
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=[^ \t])")
_MATH = {"$$": "$$", "\\[": "\\]"}
_NOTE_INDENT = 4


class Structure:
    """`blocks` that are finished, and `found` definitions; who reads them may clear them."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.found: list[Definition] = []
        self.leaf: Leaf | None = None
        self._levels = Levels()

    def copy(self) -> Structure:
        """The same, with nothing finished yet."""
        other = Structure()
        other.leaf = self.leaf and self.leaf.copy()
        other._levels = self._levels.copy()
        return other

    def take(self, text: str, at: int) -> None:
        line = Line(text, at)
        self._levels.match(line)
        if self._levels.whole and self.leaf is not None and self.leaf.accepts(line):
            return
        if not line.blank and not self._starts(line):
            self._text(line)
        elif line.blank:
            self._close_unmatched()
            self._close_leaf()

    def finish(self) -> None:
        """The text ends here."""
        self._close_leaf(ends=True)
        self.blocks += self._levels.close()

    def _starts(self, line: Line) -> bool:
        """Open what begins in this line. True when nothing of it is left to be text."""
        while not line.blank:
            if line.indent >= CODE_INDENT:
                return not isinstance(self.leaf, Paragraph) and self._indented_code(line)
            if line.mark not in _SPECIAL:
                return False
            if not self._container(line):
                return self._leaf(line)
        return True

    def _container(self, line: Line) -> bool:
        if self._levels.full:
            return False
        if line.mark == ">":
            at = line.at + line.next
            line.skip(line.indent + 1)
            line.skip_blanks(1)
            self._enter(Quote(at), line)
            return True
        return self._footnote(line) or (not self._is_leaf_with_marker(line) and self._item(line))

    def _footnote(self, line: Line) -> bool:
        note = _NOTE.match(line.text, line.next)
        if note is None:
            return False
        at = line.at + line.next
        line.skip(line.indent + len(note.group()))
        line.skip_blanks(line.indent)
        self._enter(Footnote(at, note[1]), line, _NOTE_INDENT)
        return True

    def _is_leaf_with_marker(self, line: Line) -> bool:
        """A line that could begin an item, but is a rule, or goes with the paragraph above."""
        words = line.words
        return bool(_RULE.match(words)) or (self._in_paragraph and bool(_SETEXT.match(words)))

    def _item(self, line: Line) -> bool:
        marker = _MARKER.match(line.text, line.next)
        if marker is None:
            return False
        rest = line.text[marker.end() :].strip(BLANKS)
        if self._in_paragraph and (not rest or int(marker[2] or 1) != 1):
            return False
        at, before = line.at + line.next, line.indent
        line.skip(before + len(marker.group()))
        blanks = 1 if line.blank or line.indent > CODE_INDENT else line.indent
        line.skip_blanks(blanks)
        self._close_unmatched()
        self._close_leaf()
        number = self._levels.next_number(marker[1] or marker[3], int(marker[2] or 0))
        shown = "•" if marker[1] else f"{number}{marker[3]}"
        self._enter(Item(at, shown), line, before + len(marker.group()) + blanks)
        return True

    def _enter(self, shown: Container, line: Line, indent: int = 0) -> None:
        self._close_unmatched()
        self._close_leaf()
        self._levels.enter(shown, line, indent)

    def _leaf(self, line: Line) -> bool:
        """Open the leaf that begins in this line if it does not begin with text."""
        words = line.words
        if heading := _ATX.match(words):
            content = _ATX_END.sub("", words[heading.end() :]).strip(BLANKS)
            self._single(line, Kind.HEADING, content, len(heading[1]))
        elif fence := _FENCE.match(words):
            self._fence(line, fence.group())
        elif self._in_paragraph and (self._table(line) or self._setext(line)):
            pass
        elif _RULE.match(words):
            self._single(line, Kind.RULE)
        else:
            return self._formula(line)
        return True

    def _single(self, line: Line, kind: Kind, content: str = "", level: int = 0) -> None:
        path, start = self._place(line)
        self.leaf = Finished(path, start, line.end, Block(kind, start, line.end, path, content, level))

    def _fence(self, line: Line, mark: str) -> None:
        indent = line.indent
        language = line.words[len(mark) :].split()[:1]
        path, start = self._place(line)
        self.leaf = Fence(path, start, line.end, mark, indent, "".join(language))

    def _indented_code(self, line: Line) -> bool:
        line.skip(CODE_INDENT)
        path, start = self._place(line)
        self.leaf = IndentedCode(path, start, line.end, Lines(new=[line.rest]))
        return True

    def _formula(self, line: Line) -> bool:
        opening, rest = line.words[:2], line.words[2:].rstrip(BLANKS)
        closing = _MATH.get(opening)
        if closing is None or rest.find(closing) not in (-1, len(rest) - len(closing)) or rest == closing:
            return False  # what is closed before the line ends stands in a sentence
        if opening == "\\[" and closing not in rest and rest[:1] not in ("", " ", "\t", "\\"):
            return False  # a bracket that is not meant to be a link
        path, start = self._place(line)
        formula = Formula(path, start, line.end, opening, closing)
        formula.add(line.words[2:], line.end)
        self.leaf = formula
        return True

    def _table(self, line: Line) -> bool:
        paragraph = self.leaf
        assert isinstance(paragraph, Paragraph)
        aligns = tables.delimiters(line.words)
        if aligns is None or (head_at := paragraph.head_at) is None:
            return False
        head = paragraph.lines.last
        if "|" not in head or len(cells := tables.cells(head)) != len(aligns):
            return False
        start, path = paragraph.start, paragraph.path
        paragraph.take_back()
        if paragraph.lines:
            self._close_leaf()
            start = head_at
        self.leaf = TableLeaf(path, start, line.end, aligns, tuple(cells))
        return True

    def _setext(self, line: Line) -> bool:
        paragraph = self.leaf
        assert isinstance(paragraph, Paragraph)
        underline = _SETEXT.match(line.words)
        if underline is None:
            return False
        found, content = paragraph.split()
        if not content.strip():
            return False
        self.found += found
        level = 1 if underline[1][0] == "=" else 2
        block = Block(Kind.HEADING, paragraph.start, line.end, paragraph.path, content, level)
        self.leaf = Finished(paragraph.path, paragraph.start, line.end, block)
        return True

    @property
    def _in_paragraph(self) -> bool:
        return self._levels.whole and isinstance(self.leaf, Paragraph)

    def _text(self, line: Line) -> None:
        # A paragraph goes on in a line that lacks the marks of its quote or the indent of its item.
        plain = not self._levels.whole or line.indent >= CODE_INDENT
        if isinstance(self.leaf, Paragraph):
            self.leaf.add(line, line.words, plain=plain)
            return
        if (
            self._levels.whole
            and isinstance(self.leaf, TableLeaf)
            and self.leaf.has_room(len(tables.cells(line.words)))
        ):
            self.leaf.add(tables.row(line.words, len(self.leaf.aligns)), line.end)
            return
        path, start = self._place(line)
        words = line.words
        task = _TASK.match(words) if self._levels.in_new_item() else None
        if task:
            self._levels.check(task[1] != " ")
            path, words = self._levels.path, words[task.end() :]
        self.leaf = Paragraph(path, start, line.end, bool(task))
        self.leaf.add(line, words, plain=False)

    def _place(self, line: Line) -> tuple[Path, int]:
        """Close what does not go on; in what a leaf stands that begins here, and where its lines begin."""
        self._close_unmatched()
        self._close_leaf()
        self._levels.make_room()
        return self._levels.path, self._levels.start(line)

    def _close_unmatched(self) -> None:
        if not self._levels.whole:
            self._close_leaf()
            self.blocks += self._levels.close_unmatched()

    def _close_leaf(self, *, ends: bool = False) -> None:
        leaf, self.leaf = self.leaf, None
        if leaf is None:
            return
        if isinstance(leaf, Formula):
            leaf.given_up = not ends
        if not isinstance(leaf, Paragraph):
            self._finished(leaf.block())
            return
        found, content = leaf.split()
        self.found += found
        if content.strip():
            self._finished(leaf.block_of(content))

    def _finished(self, block: Block) -> None:
        self.blocks.append(block)
        self._levels.count += 1
