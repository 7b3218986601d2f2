"""What lies on a page of a database: rows, taken apart by hand.

After SQLite's description of its file format. Everything is believed to be wrong until it is seen to be right: what
cannot be a row is left out, and never raises anything but `Unsound`.
"""

import struct
from collections.abc import Iterator

from desktop_chat.domain.values import dataclass
from desktop_chat.storage.pages import Pages

INTERIOR_INDEX, INTERIOR, LEAF_INDEX, LEAF = 0x02, 0x05, 0x0A, 0x0D
KINDS = frozenset({INTERIOR_INDEX, INTERIOR, LEAF_INDEX, LEAF})
Value = int | float | str | bytes | None
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_FIXED: dict[int, Value] = {0: None, 8: 0, 9: 1}
_MOST_VARINT = 9


class Unsound(Exception):
    """This cannot have been written by SQLite."""


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is its row number; None in an index, and in a table that is one."""

    number: int | None
    values: tuple[Value, ...]


class Page:
    """One page of a tree. Raises `Unsound` where it is none."""

    def __init__(self, pages: Pages, number: int) -> None:
        self._pages = pages
        self.number = number
        self.raw = pages.page(number)[: pages.usable]
        start = 100 if number == 1 else 0
        self.kind = self.raw[start]
        if self.kind not in KINDS:
            raise Unsound
        self._count, first = struct.unpack_from(">H2xH", self.raw, start + 3)[0], start
        self._pointers = first + (12 if self.is_interior else 8)
        if self._pointers + 2 * self._count > len(self.raw):
            raise Unsound
        self._last: int = struct.unpack_from(">I", self.raw, start + 8)[0] if self.is_interior else 0

    @property
    def is_interior(self) -> bool:
        return self.kind in (INTERIOR, INTERIOR_INDEX)

    def children(self) -> Iterator[int]:
        """The pages below."""
        for place in self._places():
            yield struct.unpack_from(">I", self.raw, place)[0]
        yield self._last

    def rows(self) -> Iterator[Row | None]:
        """Its rows; None for each that is not sound."""
        if self.kind == INTERIOR:
            return
        for place in self._places():
            try:
                yield self._row(place)
            except (Unsound, IndexError, struct.error, OverflowError):
                yield None

    def _places(self) -> Iterator[int]:
        for place in struct.unpack_from(f">{self._count}H", self.raw, self._pointers):
            if self._pointers + 2 * self._count <= place < len(self.raw) - 3:
                yield place

    def _row(self, place: int) -> Row:
        place += 4 if self.is_interior else 0
        length, place = _varint(self.raw, place)
        number = None
        if self.kind == LEAF:
            number, place = _varint(self.raw, place)
            number -= (1 << 64) if number >= 1 << 63 else 0
        return Row(number, record(self._payload(place, length)))

    def _payload(self, place: int, length: int) -> bytes:
        """The bytes of a row, collected from the pages over which it is spread."""
        usable = self._pages.usable
        if length > self._pages.count * usable:
            raise Unsound
        most = usable - 35 if self.kind == LEAF else (usable - 12) * 64 // 255 - 23
        if length <= most:
            return self._slice(place, length)
        least = (usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (usable - 4)
        here = here if here <= most else least
        pieces, left = [self._slice(place, here)], length - here
        following: int = struct.unpack_from(">I", self.raw, place + here)[0]
        while left > 0:
            if not 1 < following <= self._pages.count:
                raise Unsound
            page = self._pages.page(following)
            pieces.append(page[4 : 4 + min(left, usable - 4)])
            left -= len(pieces[-1])
            following = struct.unpack_from(">I", page)[0]
        if following:
            raise Unsound
        return b"".join(pieces)

    def _slice(self, place: int, length: int) -> bytes:
        if place + length > len(self.raw):
            raise Unsound
        return self.raw[place : place + length]


def record(payload: bytes) -> tuple[Value, ...]:
    """The values of a row. Raises `Unsound`."""
    end, place = _varint(payload, 0)
    if end > len(payload):
        raise Unsound
    kinds = []
    while place < end:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    if place != end:
        raise Unsound
    values = []
    for kind in kinds:
        value, place = _value(payload, place, kind)
        values.append(value)
    if place != len(payload):
        raise Unsound
    return tuple(values)


def _value(payload: bytes, place: int, kind: int) -> tuple[Value, int]:
    if kind in _FIXED:
        return _FIXED[kind], place
    size = _INTEGERS.get(kind, 8 if kind == 7 else (kind - 12) // 2 if kind >= 12 else -1)
    raw = payload[place : place + size]
    if size < 0 or len(raw) != size:
        raise Unsound
    place += size
    if kind in _INTEGERS:
        return int.from_bytes(raw, "big", signed=True), place
    if kind == 7:
        return float(struct.unpack(">d", raw)[0]), place
    return (raw.decode("utf-8", "replace") if kind % 2 else raw), place


def _varint(raw: bytes, place: int) -> tuple[int, int]:
    value = 0
    for length in range(_MOST_VARINT):
        byte = raw[place + length]
        if length == _MOST_VARINT - 1:
            return value << 8 | byte, place + length + 1
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            return value, place + length + 1
    raise AssertionError  # the ninth byte always ends it
