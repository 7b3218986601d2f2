"""What a line needs to know about the characters in it, without a font and without Qt.

Where a Han character meets a Latin letter or a digit the page leaves a narrow gap; where two full-width
marks meet they give up the blank half between them (as the font feature `chws` does, which most faces
lack); some marks may not begin a line. Qt knows the last of these from Unicode's line breaking rules, but
not where it has to cut a word that fits no line, nor for two marks that Unicode leaves open.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from unicodedata import bidirectional

# Ideographs with their iteration marks and zero, kana, bopomofo. Marks and full-width forms bring their own
# space.
_HAN = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
)
_LATIN = "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1fff"
_COMBINING = "\u0300-\u036f\ufe00-\ufe0f"
_may_be_han = "\u3005".__le__

_CLOSING = "。，、：；」』】》〉）］｝〕〗"
_OPENING = "「『【《〈（［｛〔〖"
_PAIR = re.compile(f"[{_CLOSING}](?=[{_CLOSING}{_OPENING}])|[{_OPENING}](?=[{_OPENING}])")

_NEVER_FIRST = frozenset("。，、：；！？）」』】》〉］｝〕〗”’々ー,.;:!?)]}%％‰℃")
_NEVER_FIRST_AFTER_HAN = frozenset("…·—")

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_STRONG = frozenset({"L", "R", "AL"})
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_TO_REPLACE = re.compile("[\n\r\v\f\x85\ud800-\udfff]")
_REPLACED = {"\n": "\u2028", "\r": "\u2028", "\v": "\u2028", "\f": "\u2028", "\x85": "\u2028"}
_CRLF = ("\r\n", "\u200b\u2028")  # two characters for two, or every offset behind them would be wrong


# Together these take 6 to 14 ms to compile, because their sets are large; a window in a Latin language needs neither.
@cache
def _any_han() -> re.Pattern[str]:
    return re.compile(f"[{_HAN}]")


@cache
def _meeting() -> re.Pattern[str]:
    return re.compile(f"[{_HAN}][{_COMBINING}]*(?=[{_LATIN}])|[{_LATIN}][{_COMBINING}]*(?=[{_HAN}])")


def _has_han(text: str) -> bool:
    return not text.isascii() and any(map(_may_be_han, text)) and bool(_any_han().search(text))


def layout_text(text: str) -> str:
    """The text as Qt's layout understands it, character for character.

    Qt breaks a line at U+2028 only, and drops an unpaired surrogate, which would shift every offset behind
    it.
    """
    if _TO_REPLACE.search(text) is None:
        return text
    return _TO_REPLACE.sub(lambda found: _REPLACED.get(found[0], "\ufffd"), text.replace(*_CRLF))


def gaps(text: str) -> Iterator[tuple[int, int]]:
    """The last character of every run that meets the other script, marks on it included: (start, end)."""
    if _has_han(text):
        for found in _meeting().finditer(text):
            yield found.span()


def closed_up(text: str) -> Iterator[int]:
    """The first of every two full-width marks with a blank half between them."""
    if text.isascii():
        return
    for found in _PAIR.finditer(text):
        yield found.start()


def belong_together(before: str, mark: str) -> bool:
    """Whether a line that begins with this mark looks broken, so that the character before it goes along.

    Dashes and dots between Latin words may begin a line; there it would be the word that looks broken.
    """
    if mark in _NEVER_FIRST_AFTER_HAN:
        return _has_han(before[:1])
    return mark in _NEVER_FIRST and not before.isspace()


def has_right_to_left(text: str) -> bool:
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def begins_right_to_left(text: str) -> bool:
    """The direction of the first strong character is the paragraph's."""
    strong = (kind for kind in map(bidirectional, text) if kind in _STRONG)
    return next(strong, "L") != "L"


class Offsets:
    """Code points to UTF-16 units and back: every character beyond U+FFFF before a place moves it by one."""

    __slots__ = ("_points", "_units")

    def __init__(self, astral: list[int]) -> None:
        self._points = astral
        self._units = [point + before for before, point in enumerate(astral)]

    def to_utf16(self, point: int) -> int:
        return point + bisect_left(self._points, point)

    def to_points(self, unit: int) -> int:
        """The middle of a pair belongs to the character's start."""
        return unit - bisect_left(self._units, unit)


_SAME = Offsets([])


def utf16_offsets(text: str) -> Offsets:
    """The mapping for that text; most texts share the empty one."""
    if text.isascii():
        return _SAME
    astral = [found.start() for found in _ASTRAL.finditer(text)]
    return Offsets(astral) if astral else _SAME
