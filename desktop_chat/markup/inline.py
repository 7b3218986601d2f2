"""The inside of a paragraph, a heading or a cell: text without its marks, and how its pieces look.

While a paragraph grows, its beginning is read once: `InlineReader` cuts where nothing that begins before the cut can
end behind it. Beyond `_LONGEST` characters it cuts where there is a gap between two words, so that an asterisk without
a partner does not make all of a very long paragraph be read again with each word. The one-shot `inline` cuts there too.

Each mark may look for its partner up to the end, so what a paragraph costs grows with the square of its marks. One with
more of them than anybody means, a log or a program without its fence, is text as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import NamedTuple

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from desktop_chat.markup import cuts
from desktop_chat.markup.blocks import Inline, Look, Run
from desktop_chat.markup.marks import Reader

Links = tuple[tuple[str, str], ...]
_LONGEST = 6000
_MOST_MARKS = 3000
_MARKS = "[!<&*_~`$\\"
_SHORT = 32  # what is shorter is simply read again
_PATIENCE = 1.4  # how much must have come before a cut that failed is tried again
_NONE = Look(0)
_OPENS = {"strong_open": Look.STRONG, "em_open": Look.EMPHASIS, "s_open": Look.STRUCK, "link_open": Look.LINK}
_CLOSES = frozenset({"strong_close", "em_close", "s_close", "link_close"})
_PIECES = {"code_inline": Look.CODE, "formula": Look.MATH, "note": Look.NOTE}
_SEPARATE = Look.CODE | Look.MATH | Look.NOTE
_reader = Reader()


def inline(content: str, links: Links = ()) -> Inline:
    """`content` read, with the reference definitions that it may mention."""
    if len(content) > _LONGEST:
        return InlineReader().read(content, links)
    if _is_full_of_marks(content):
        return Inline(content)
    return _Builder(_state(content, links).tokens).result()


class InlineReader:
    """`read` a content again each time that it has grown. `parsed` counts the characters that were read for that."""

    def __init__(self) -> None:
        self.parsed = 0
        self._links: Links = ()
        self._content = ""
        self._text = ""  # what was read for good, up to `_place` in the content
        self._runs: list[Run] = []
        self._place = 0
        self._piece_at = 0
        self._wait = _SHORT

    def read(self, content: str, links: Links = ()) -> Inline:
        """What `inline` gives."""
        if _is_full_of_marks(content):
            self._forget()
            return Inline(content)
        if links != self._links or not content.startswith(self._content):
            self._forget()
        self._links, self._content = links, content
        while len(content) - self._piece_at > _LONGEST:
            self._end_piece()
        self._cut()
        rest = _Builder(self._parse(len(content)).tokens).result()
        runs = (_moved(run, len(self._text)) for run in rest.runs)
        return Inline(self._text + rest.text, (*self._runs, *runs))

    def _forget(self) -> None:
        self._text = ""
        self._runs = []
        self._place = self._piece_at = 0
        self._wait = _SHORT

    def _end_piece(self) -> None:
        limit = self._piece_at + _LONGEST
        end = cuts.last_gap(self._content, self._piece_at, limit, _LONGEST)
        end = limit if end == self._piece_at else end
        self._settle(self._parse(end), end)
        self._piece_at = end

    def _cut(self) -> None:
        """Read for good what is closed."""
        waiting = len(self._content) - self._place
        if waiting < self._wait:
            return
        place = cuts.likely(self._content, self._place)
        if place > self._place and cuts.is_closed(state := self._parse(place), self._content, place):
            self._settle(state, place)
            self._wait = _SHORT
        else:
            self._wait = int(waiting * _PATIENCE)

    def _parse(self, end: int) -> StateInline:
        part = self._content[self._place : end]
        self.parsed += len(part)
        return _state(part, self._links)

    def _settle(self, state: StateInline, place: int) -> None:
        part = _Builder(state.tokens).result()
        self._runs += [_moved(run, len(self._text)) for run in part.runs]
        self._text += part.text
        self._place = place


def _is_full_of_marks(content: str) -> bool:
    return len(content) > _MOST_MARKS and sum(map(content.count, _MARKS)) > _MOST_MARKS


def _moved(run: Run, by: int) -> Run:
    return Run(run.start + by, run.end + by, run.look, run.target)


def _state(content: str, links: Links) -> StateInline:
    references = {label: {"href": address, "title": ""} for label, address in links}
    state = StateInline(content, _reader, {"references": references}, [])
    _reader.inline.tokenize(state)
    for rule in _reader.inline.ruler2.getRules(""):
        rule(state)
    return state


class _Mark(NamedTuple):
    """A mark that is open: how what follows looks, what it points to, and where that begins."""

    look: Look
    target: str
    start: int


class _Builder:
    """Tokens to text and runs."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._runs: list[Run] = []
        self._marks: list[_Mark] = []
        for token in tokens:
            self._take(token)

    def result(self) -> Inline:
        return Inline("".join(self._parts), tuple(self._runs))

    def _take(self, token: Token) -> None:
        if token.type in _OPENS:
            target = str(token.attrs.get("href", self._target))
            self._marks.append(_Mark(_OPENS[token.type], target, self._length))
        elif token.type in _CLOSES:
            if token.type == "link_close" and self._length == self._marks[-1].start:
                self._add(self._target)  # a link without text would not be there at all
            self._marks.pop()
        elif token.type in ("softbreak", "hardbreak"):
            self._add("\n")
        elif token.type == "image":
            self._image(token)
        elif token.type == "formula":
            self._add(token.content.replace("\n", " "), Look.MATH, token.content)
        else:
            self._add(token.content, _PIECES.get(token.type, _NONE))

    @property
    def _target(self) -> str:
        """What the innermost link points to."""
        return self._marks[-1].target if self._marks else ""

    def _image(self, token: Token) -> None:
        address = str(token.attrs["src"])
        words = _Builder(token.children or ()).result().text or address
        self._add(words, Look.LINK, self._target or address)

    def _add(self, text: str, look: Look = _NONE, target: str = "") -> None:
        if not text:
            return
        look = reduce(or_, (mark.look for mark in self._marks), look)
        start, self._length = self._length, self._length + len(text)
        self._parts.append(text)
        if not look:
            return
        run = Run(start, self._length, look, target or self._target)
        last = self._runs[-1] if self._runs else None
        if last and _continues(last, run):
            self._runs[-1] = replace(last, end=run.end)
        else:
            self._runs.append(run)


def _continues(last: Run, run: Run) -> bool:
    same = (last.end, last.look, last.target) == (run.start, run.look, run.target)
    return same and not run.look & _SEPARATE
