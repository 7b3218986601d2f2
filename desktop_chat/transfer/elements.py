"""A large JSON file, one element at a time.

What a file holds is entered as far as its reader wishes; what lies there is parsed whole, or stepped over without being
parsed at all. An element that is not JSON costs itself alone: its end is found by its brackets, and those behind it are
read. A parser of events could not go on there, and takes longer for what is well.
"""

import codecs
import json
import re
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, Protocol, TypeAlias

from desktop_chat.domain.intake import SkipReason
from desktop_chat.domain.values import dataclass

DEEPEST = 200
LARGEST = 64 * 1024 * 1024
_CHUNK = 1024 * 1024
_BLANK = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r'[^\[\]{},:" \t\r\n]*')
# Whole strings and whatever stands outside of strings, up to a bracket, or to a string that is not closed here.
_BETWEEN_BRACKETS = re.compile(r'(?:[^"\[\]{}]++|"[^"\\]*+(?:\\.[^"\\]*+)*+")*+', re.DOTALL)
_IN_STRING = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_BEHIND = frozenset(",:]} \t\r\n")
_CONTAINERS = frozenset({dict, list})
_decode = json.JSONDecoder().raw_decode

Place: TypeAlias = tuple[str | int, ...]
"""Keys of objects and indexes of arrays, from the outermost on."""


class Wish(Enum):
    """What a reader wants of a value: its parts one by one, all of it, or nothing."""

    ENTER = "enter"
    KEEP = "keep"
    PASS = "pass"


@dataclass(frozen=True, slots=True)
class Element:
    """A value and where it lies. With a `problem` it could not be read, and `value` is None, as it is for what was to
    be passed. Behind one that is `CUT` comes nothing more.
    """

    place: Place
    value: Any = None
    problem: SkipReason | None = None


class Cut(Exception):
    """The bytes end, or cannot be followed any further."""


class Readable(Protocol):
    """Bytes, a piece at a time; `Cut` where they are damaged."""

    def read(self, size: int, /) -> bytes: ...


class Seekable(Readable, Protocol):
    """The same, from any place on."""

    def seek(self, place: int, /) -> int: ...


def elements(file: Readable, wish: Callable[[Place], Wish], largest: int = LARGEST) -> Iterator[Element]:
    """What the reader wishes of the one value that `file` holds, in its order. Containers that are entered are not
    elements themselves. `wish` is asked for each value when it is come to. None that is kept has more than `largest`
    characters.
    """
    return _Walk(file, wish, largest).run()


def depth_of(value: Any) -> int:
    """How many containers lie in each other."""
    depth, level = 0, [value] if type(value) in _CONTAINERS else []
    while level:
        depth += 1
        parts = (one.values() if type(one) is dict else one for one in level)
        level = [part for some in parts for part in some if type(part) in _CONTAINERS]
    return depth


class _Walk:
    """`_text` is what has been read and is not done with, `_at` the next character of it."""

    def __init__(self, file: Readable, wish: Callable[[Place], Wish], largest: int) -> None:
        self._file = file
        self._wish = wish
        self._largest = largest
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._text = ""
        self._at = 0
        self._more = True
        self._place: Place = ()

    def run(self) -> Iterator[Element]:
        try:
            yield from self._value(())
        except Cut:
            yield Element(self._place, problem=SkipReason.CUT)

    def _value(self, place: Place) -> Iterator[Element]:
        self._place = place
        first, wish = self._next(), self._wish(place)
        if wish is Wish.ENTER and first in "[{":
            yield from self._array(place) if first == "[" else self._object(place)
        elif wish is Wish.KEEP:
            yield self._whole(place)
        else:
            self._skim()
            yield Element(place)

    def _array(self, place: Place) -> Iterator[Element]:
        self._at += 1
        if self._next() == "]":
            self._at += 1
            return
        index, mark = 0, ","
        while mark == ",":
            yield from self._value((*place, index))
            index += 1
            self._place = (*place, index)
            mark = self._mark(",]")

    def _object(self, place: Place) -> Iterator[Element]:
        self._at += 1
        if self._next() == "}":
            self._at += 1
            return
        mark = ","
        while mark == ",":
            if self._next() != '"':
                raise Cut
            key = self._whole(place).value
            self._mark(":")
            yield from self._value((*place, key if isinstance(key, str) else ""))
            mark = self._mark(",}")

    def _whole(self, place: Place) -> Element:
        """The value that begins here. One that cannot be parsed has an end all the same."""
        skimmer = _Skimmer()
        while True:
            try:
                value, behind = _decode(self._text, self._at)
            except (ValueError, RecursionError) as trouble:
                end = skimmer.end(self._text, self._at)
                if end is not None:
                    self._at = end
                    deep = isinstance(trouble, RecursionError) or skimmer.deepest + len(place) > DEEPEST
                    return Element(place, problem=SkipReason.TOO_DEEP if deep else SkipReason.BROKEN)
            else:
                if self._text[behind : behind + 1] in _BEHIND or not self._fill():  # a number might go on
                    self._at = behind
                    deep = depth_of(value) + len(place) > DEEPEST
                    return Element(place, None, SkipReason.TOO_DEEP) if deep else Element(place, value)
                continue
            if len(self._text) - self._at > self._largest:
                self._skim(skimmer)
                return Element(place, problem=SkipReason.TOO_LARGE)
            if not self._fill():
                raise Cut

    def _skim(self, skimmer: "_Skimmer | None" = None) -> None:
        """Step over the value that begins here, however large; its text is not kept."""
        skimmer = skimmer or _Skimmer()
        end: int | None
        while (end := skimmer.end(self._text, self._at)) is None:
            self._at += skimmer.forget()
            if len(self._text) - self._at > self._largest or not self._fill():
                raise Cut
        self._at = end

    def _next(self) -> str:
        """The next character that is no blank. Raises `Cut`."""
        while (at := _end(_BLANK, self._text, self._at)) == len(self._text):
            self._at = at
            if not self._fill():
                raise Cut
        self._at = at
        return self._text[at]

    def _mark(self, expected: str) -> str:
        mark = self._next()
        if mark not in expected:
            raise Cut
        self._at += 1
        return mark

    def _fill(self) -> bool:
        """Reads as much again as there is, so that a long value is looked at a few times only. False at the end."""
        if not self._more:
            return False
        rest = self._text[self._at :]
        wanted = max(_CHUNK, len(rest))
        data = self._file.read(wanted)
        self._more = bool(data)
        self._text = rest + self._decoder.decode(data, final=not data)
        self._at = 0
        return self._more or len(self._text) > len(rest)


class _Skimmer:
    """Finds the end of a value by its brackets and quotes alone, in a text that grows at its end.

    All places are counted from the beginning of the value, because what stands before it may be dropped meanwhile.
    """

    def __init__(self) -> None:
        self.deepest = 0
        self._depth = 0
        self._in_string = False
        self._done = 0

    def end(self, text: str, start: int) -> int | None:
        """Where the value that begins at `start` ends, or None if that is not in `text`."""
        at = start + self._done
        while at < len(text):
            if self._in_string:
                at = _end(_IN_STRING, text, at)
                if text[at : at + 1] != '"':
                    break  # the string goes on, or a backslash has nothing behind it yet
                self._in_string = False
                at += 1
            elif self._depth:
                at = self._step(text, _end(_BETWEEN_BRACKETS, text, at))
            elif text[at] in '"[{':
                at = self._step(text, at)
            else:
                end = max(_end(_SCALAR, text, at), at + 1)
                if end < len(text):
                    return end
                break  # it might go on, and is looked at again
            if not self._depth and not self._in_string:
                return at
        self._done = at - start
        return None

    def forget(self) -> int:
        """How much of the value need not be kept: all that has been looked at. Its beginning moves to behind that."""
        seen, self._done = self._done, 0
        return seen

    def _step(self, text: str, at: int) -> int:
        """Over the bracket or the quote at `at`."""
        match text[at : at + 1]:
            case "":
                return at
            case '"':
                self._in_string = True
            case "[" | "{":
                self._depth += 1
                self.deepest = max(self.deepest, self._depth)
            case _:
                self._depth -= 1
        return at + 1


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    assert match is not None  # each of the patterns matches nothing, too
    return match.end()
