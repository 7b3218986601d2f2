"""A file of JSON that is read only so deep and so far.

Brackets cost a reader of JSON far more than the byte that each is. So they are counted before the reader sees them, at
the speed at which strings can be taken out of bytes.
"""

import re
from itertools import accumulate
from typing import BinaryIO

from desktop_chat.domain.intake import SkipReason

DEPTH = 200
LARGEST_FILE = 4 * 1024**3
LARGEST_PART = 512 * 1024**2
_ESCAPE = re.compile(rb"\\.", re.DOTALL)
_STRING = re.compile(rb'"[^"]*"')
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_ANYTHING_ELSE = bytes(byte for byte in range(256) if byte not in b'"[]{}')


class OutOfBounds(Exception):
    """The file is not read any further."""

    def __init__(self, why: SkipReason) -> None:
        super().__init__(why)
        self.why = why


class Bounded:
    """`file` with bounds: how deep it may nest, how many bytes it may have, and how many from one `begin_part` to the
    next. Its reader raises `OutOfBounds`.
    """

    def __init__(self, file: BinaryIO, depth: int = DEPTH, largest_part: int = LARGEST_PART) -> None:
        self._file = file
        self._deepest, self._largest_part = depth, largest_part
        self._depth = self._read = self._part = 0
        self._in_string = False
        self._before = b""

    def read(self, size: int = -1) -> bytes:
        chunk = self._file.read(size)
        self._read += len(chunk)
        self._part += len(chunk)
        if self._read > LARGEST_FILE or self._part > self._largest_part:
            raise OutOfBounds(SkipReason.TOO_LARGE)
        if self._deepest_in(chunk) > self._deepest:
            raise OutOfBounds(SkipReason.TOO_DEEP)
        return chunk

    def begin_part(self) -> None:
        self._part = 0

    def _deepest_in(self, chunk: bytes) -> int:
        text = _ESCAPE.sub(b"", self._before + chunk)
        self._before = b"\\" if text.endswith(b"\\") else b""  # half an escape; its other half comes next
        marks = text.translate(None, _ANYTHING_ELSE)
        if self._in_string:
            marks = b'"' + marks
        marks = _STRING.sub(b"", marks)
        outside, quote, _ = marks.partition(b'"')
        self._in_string = bool(quote)
        depths = list(accumulate((_STEPS[mark] for mark in outside), initial=self._depth))
        self._depth = depths[-1]
        return max(depths)
