"""How often a text holds what is looked for, without reading its Markdown where that can be avoided.

A word has to be counted in ten thousand messages while somebody types it. To know what a reader sees of a message it
has to be parsed, which takes a thousand times longer than to look at its bytes. But what is seen is what was written
without some marks and some hidden pieces. So `bounds` says how often it is surely there and how often at most; where
both say the same, and they mostly do, nobody has to parse.

Upper and lower case are the same, a line end is a blank. Offsets of what is found are those of the text: no character
becomes two.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import reduce

_BLANKS = str.maketrans(dict.fromkeys("\n\r\u00a0\u3000", " "))
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_MARKS = b"*_~`\\<>$"
_INFO = re.compile(rb"([`~])\1\1[^\n]*")  # behind an opening fence; nobody sees it
_ROW = re.compile(rb"[-:][ \t]*\||\|[ \t]*[-:]")  # below the head of a table, whose last cells may be dropped
_ENTITY = re.compile("&#?\\w+;")


class Query:
    """What somebody looks for. `texts` are the words that it looks for, none where that is nothing."""

    def __init__(self, text: str) -> None:
        self.text = folded(text).replace("\t", " ")  # what parts two cells is no blank
        self.texts: tuple[str, ...] = (self.text,) if self.text else ()
        wanted = self.text.encode("utf-8", "surrogatepass")
        self._wanted = wanted
        self._bare = wanted.translate(None, _SIGNS)
        # Digits and signs may be part of what stands before a line and is not seen as it was written.
        whole = bool(self._bare) and self.text == self.text.strip()
        self._is_words = whole and all(c.isalpha() or c == " " for c in self.text)
        self._has_blank = " " in self.text
        self._joins = _joining(self.text)

    def within(self, shown: str) -> list[tuple[int, int]]:
        """Where it is in a text as a reader sees it: (start, end) from the first to the last."""
        text, length, found = folded(shown), len(self.text), []
        place = text.find(self.text) if length else -1
        while place >= 0:
            found.append((place, place + length))
            place = text.find(self.text, place + length)
        return found

    def count(self, shown: str) -> int:
        """How often it is in a text as a reader sees it."""
        return folded(shown).count(self.text) if self.text else 0

    def bounds(self, written: str) -> tuple[int, int | None]:
        """How often it is at least and at most in what a reader sees of Markdown; None where only reading tells."""
        if not self.text:
            return 0, 0
        source = _kept_lines(written).encode("utf-8", "surrogatepass")
        named = "&" in written and bool(_ENTITY.search(written))
        if not self._bare:
            return 0, None if named or all(sign in written for sign in self.text.strip()) else 0
        if not self._is_words or named or _hides(source):
            return 0, None if self._may_be_in(source) or (named and self._may_be_in(_resolved(written))) else 0
        return _without_info(source).count(self._wanted), self._most(source)

    def may_be_in(self, written: str) -> bool:
        """Whether it could be in what a reader sees of this Markdown."""
        return self.bounds(written)[1] != 0

    def _may_be_in(self, source: bytes) -> bool:
        if self._bare in source.translate(None, _SIGNS):
            return True
        return b"]" in source and bool(self._joins and self._joins.search(source))

    def _most(self, source: bytes) -> int:
        if self._has_blank:
            return source.translate(None, _SIGNS).count(self._bare)
        if b"`" in source:
            source = source.replace(b"` ", b"`").replace(b" `", b"`")  # code gives up the blanks at its edges
        return source.translate(None, _MARKS).count(self._wanted)


class AnyOf(Query):
    """Each of several words will do; where two of them overlap, the one that begins first is found."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__("")
        self._queries = tuple(Query(text) for text in dict.fromkeys(map(folded, texts)) if text)
        self.texts = tuple(query.text for query in self._queries)

    def within(self, shown: str) -> list[tuple[int, int]]:
        spans = sorted(span for query in self._queries for span in query.within(shown))
        return reduce(_apart, spans, [])

    def count(self, shown: str) -> int:
        return len(self.within(shown))

    def bounds(self, written: str) -> tuple[int, int | None]:
        found = [bounds for query in self._queries if (bounds := query.bounds(written))[1] != 0]
        if len(found) > 1:
            return 0, None  # they may overlap
        return found[0] if found else (0, 0)


def query_for(texts: Sequence[str]) -> Query:
    """What looks for these words, or for the one."""
    return AnyOf(texts) if len(texts) > 1 else Query("".join(texts))


def _apart(kept: list[tuple[int, int]], span: tuple[int, int]) -> list[tuple[int, int]]:
    """One span more, unless it overlaps the one before it."""
    if not kept or kept[-1][1] <= span[0]:
        kept.append(span)
    return kept


def folded(text: str) -> str:
    """The text without upper case and line ends, each character in its place."""
    return _kept_lines(text).translate(_BLANKS) if not text.isascii() else text.lower().replace("\n", " ")


def _kept_lines(text: str) -> str:
    low = text.lower()
    if low.isascii():
        return low
    if len(low) != len(text):
        low = "".join(map(_lower, text))
    return low.replace("ς", "σ")


def _lower(character: str) -> str:
    low = character.lower()
    return low if len(low) == 1 else character


def _without_info(source: bytes) -> bytes:
    return _INFO.sub(b"", source) if b"```" in source or b"~~~" in source else source


def _resolved(written: str) -> bytes:
    """What is written, with the characters that entities name."""
    plain = _ENTITY.sub(lambda entity: html.unescape(entity.group()), written)
    return _kept_lines(plain).encode("utf-8", "surrogatepass")


def _hides(source: bytes) -> bool:
    """Whether something of it is not seen, or seen as something else: links, notes, tasks, formulas, cells."""
    return b"[" in source or b"$" in source or b"\\(" in source or bool(b"|" in source and _ROW.search(source))


def _joining(text: str) -> re.Pattern[bytes] | None:
    """Where an address that is not seen may stand between two characters of what is looked for."""
    before, behind = _any_of(text[:-1]), _any_of(text[1:])
    if not before or not behind:
        return None
    signs = rb"[^\w\x80-\xff]*"
    simple, other = rb"""[^()"'<\s]*""", rb"""[("'<\s]"""
    return re.compile(rb"%s%s\](?:\[|\(%s(?:%s|\)%s%s))" % (before, signs, simple, other, signs, behind))


def _any_of(text: str) -> bytes:
    found = [re.escape(c.encode("utf-8", "surrogatepass")) for c in dict.fromkeys(text) if c.isalnum()]
    return rb"(?:%s)" % b"|".join(found) if found else b""
