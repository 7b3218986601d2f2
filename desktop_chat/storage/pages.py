"""A database file as pages, read without SQLite, which gives up where a page is not what it must be.

Only reads. What the log beside the file holds is laid over it frame by frame: each frame has a checksum that continues
the one before it, so one that is damaged costs its own page and none of those that follow.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from desktop_chat.domain.values import dataclass

_MAGIC = b"SQLite format 3\0"
_LOG_MAGIC = 0x377F0682
_SIZES = frozenset(1 << power for power in range(9, 17))
_USUAL_SIZE = 4096
_HEADER = 100
_LOG_HEADER, _FRAME_HEADER = 32, 24
_WORD = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Header:
    """What the first page says of all others. `version` is None where that cannot be read."""

    page_size: int
    reserved: int
    version: int | None
    freelist: int


class Pages:
    """The pages of `path`, numbered from 1. `close` when done."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self.header = _header(self._file.read(_HEADER))
        self.size = self.header.page_size
        self.usable = self.size - self.header.reserved
        self._in_file = -(-path.stat().st_size // self.size)
        self._log: BinaryIO | None = None
        self._frames: dict[int, int] = {}
        self.lost_frames = 0
        log = path.with_name(f"{path.name}-wal")
        if log.is_file() and log.stat().st_size > _LOG_HEADER:
            self._log = log.open("rb")
            self._lay_over()
        if 1 in self._frames:
            self.header = _header(self.page(1)[:_HEADER])
        self.count = max(self._in_file, *self._frames, 0)

    @property
    def version(self) -> int | None:
        """That of the schema; None where it cannot be read."""
        return self.header.version

    def close(self) -> None:
        self._file.close()
        if self._log is not None:
            self._log.close()

    def page(self, number: int) -> bytes:
        """Always of one page's length: what the file lacks is zeros."""
        if self._log is not None and number in self._frames:
            self._log.seek(self._frames[number])
            return self._log.read(self.size)
        self._file.seek((number - 1) * self.size)
        return self._file.read(self.size).ljust(self.size, b"\0")

    def free(self) -> frozenset[int]:
        """The pages that hold what was deleted."""
        found: set[int] = set()
        trunk = self.header.freelist
        while 0 < trunk <= self.count and trunk not in found:
            found.add(trunk)
            page = self.page(trunk)
            following, leaves = struct.unpack_from(">II", page)
            leaves = min(leaves, self.usable // 4 - 2)
            found.update(n for n in struct.unpack_from(f">{leaves}I", page, 8) if 1 < n <= self.count)
            trunk = following
        return frozenset(found)

    def _lay_over(self) -> None:
        """Frames up to the last one that ends a transaction."""
        waiting: dict[int, int] = {}
        for number, ends, place in self._sound_frames():
            waiting[number] = place
            if ends:
                self._frames |= waiting
                waiting.clear()

    def _sound_frames(self) -> Iterator[tuple[int, bool, int]]:
        """Page, whether a transaction ends with it, where its content lies."""
        assert self._log is not None
        header = self._log.read(_LOG_HEADER)
        magic, _, size = struct.unpack_from(">III", header)
        if magic & ~1 != _LOG_MAGIC or size != self.size:
            self.lost_frames += 1
            return
        order, salt = ">" if magic & 1 else "<", header[16:24]
        before: tuple[int, int] = struct.unpack_from(">II", header, 24)
        while len(frame := self._log.read(_FRAME_HEADER + size)) == _FRAME_HEADER + size:
            number, pages = struct.unpack_from(">II", frame)
            if frame[8:16] != salt:
                return  # left over from a log that has been worked off
            said: tuple[int, int] = struct.unpack_from(">II", frame, 16)
            if checksum(frame[:8] + frame[_FRAME_HEADER:], order, before) == said and number > 0:
                yield number, pages > 0, self._log.tell() - size
            else:
                self.lost_frames += 1
            before = said


def checksum(data: bytes, order: str, before: tuple[int, int]) -> tuple[int, int]:
    """SQLite's own over frames; `order` is that of the bytes in a word."""
    one, two = before
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & _WORD
        two = (two + second + one) & _WORD
    return one, two


def _header(raw: bytes) -> Header:
    if len(raw) < _HEADER or not raw.startswith(_MAGIC):
        return Header(_USUAL_SIZE, 0, None, 0)
    size: int = struct.unpack_from(">H", raw, 16)[0]
    size = 65536 if size == 1 else size
    freelist, version = struct.unpack_from(">I", raw, 32)[0], struct.unpack_from(">I", raw, 60)[0]
    return Header(size if size in _SIZES else _USUAL_SIZE, raw[20] if raw[20] <= 32 else 0, version, freelist)
