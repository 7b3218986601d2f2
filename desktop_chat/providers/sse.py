"""Bytes of an event stream to events, after the WHATWG rules.

The network cuts where it likes: inside a character, between CR and LF, in the middle of a line. So the decoder is
pushed, and any cut of the same bytes gives the same events. Two things go beyond the standard because servers need
them: what stands there when the input ends without a blank line is still reported, marked as not whole; and a line
with the field name `error`, which llama.cpp writes, is an event named "error".
"""

from typing import NamedTuple, TypeAlias

_BOM = b"\xef\xbb\xbf"


class ServerEvent(NamedTuple):
    """`name` is empty where the stream gave none. Not `whole`: the input ended before the event did."""

    name: str
    data: str
    whole: bool = True


class Comment(NamedTuple):
    """A line that starts with a colon. Servers send them to keep a connection open; they are no progress."""

    text: str


SseItem: TypeAlias = ServerEvent | Comment


class SseDecoder:
    """`feed` bytes, `close` at their end. An event of more than `max_event_bytes` ends it: see `overflowed`."""

    def __init__(self, max_event_bytes: int) -> None:
        self._limit = max_event_bytes
        self._start: bytes | None = b""  # the first bytes, while they may be a byte order mark
        self._skip_lf = False
        self._partial = bytearray()
        self._name = b""
        self._data: list[bytes] = []
        self._errors: list[bytes] = []
        self._size = 0
        self.overflowed = False

    def feed(self, data: bytes) -> list[SseItem]:
        if self._start is not None:
            data = self._without_bom(data, self._start)
        if self._skip_lf or b"\r" in data:
            data = self._with_plain_newlines(data)
        if self.overflowed or not data:
            return []
        lines = data.split(b"\n")
        items: list[SseItem] = []
        last = lines.pop()
        if lines:
            if self._partial:
                self._size -= len(self._partial)
                lines[0] = self._taken(lines[0])
            self._read(lines, items)
        if last and not self.overflowed:
            self._hold(last)
        return items

    def close(self) -> list[SseItem]:
        """What is left when the input ends."""
        items: list[SseItem] = []
        if self.overflowed:
            return items
        if rest := self._taken(self._start or b""):
            self._size -= len(rest)
            self._read([rest], items)
        self._dispatch(items, whole=False)
        return items

    def _without_bom(self, data: bytes, start: bytes) -> bytes:
        data = start + data
        if len(data) < len(_BOM) and _BOM.startswith(data):
            self._start = data
            return b""
        self._start = None
        return data.removeprefix(_BOM)

    def _with_plain_newlines(self, data: bytes) -> bytes:
        """CR and CRLF as LF; the LF of a CRLF that was cut in two is dropped when it comes."""
        if self._skip_lf and data:
            self._skip_lf = False
            data = data.removeprefix(b"\n")
        self._skip_lf = self._skip_lf or data.endswith(b"\r")
        return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    def _hold(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._limit:
            self._overflow()
        else:
            self._partial += part

    def _taken(self, end: bytes) -> bytes:
        line = bytes(self._partial) + end
        self._partial = bytearray()
        return line

    def _overflow(self) -> None:
        self.overflowed = True
        self._partial = bytearray()
        self._data.clear()
        self._errors.clear()

    def _read(self, lines: list[bytes], items: list[SseItem]) -> None:
        data = self._data
        for line in lines:
            if not line:
                self._dispatch(items, whole=True)
                continue
            self._size += len(line)
            if self._size > self._limit:
                self._overflow()
                return
            if line.startswith(b"data:"):
                data.append(line[6:] if line[5:6] == b" " else line[5:])
            else:
                self._field(line, items)

    def _field(self, line: bytes, items: list[SseItem]) -> None:
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        match name:
            case b"":
                self._size -= len(line)  # or a day of comments without a blank line would be an event too long
                items.append(Comment(_text(value)))
            case b"data":
                self._data.append(value)
            case b"event":
                self._name = value
            case b"error":
                self._errors.append(value)

    def _dispatch(self, items: list[SseItem], *, whole: bool) -> None:
        if self._errors:
            items.append(ServerEvent("error", _text(b"\n".join(self._errors)), whole))
            self._errors.clear()
        data = self._data
        if data:
            raw = data[0] if len(data) == 1 else b"\n".join(data)
            items.append(ServerEvent(_text(self._name) if self._name else "", _text(raw), whole))
            data.clear()
        self._name = b""
        self._size = 0


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
