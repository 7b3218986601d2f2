"""Compressed bodies, a piece at a time.

A kilobyte can become a gigabyte, so no call gives more than a piece, and limits count what comes out. What a server
flushes is there at once: nothing waits for a block to fill.
"""

import zlib
from collections.abc import Iterator
from contextlib import suppress

from desktop_chat.domain.errors import ErrorKind, Failure, RequestFailed

_PIECE_BYTES = 65536
_ENCODINGS = frozenset({"gzip", "x-gzip", "deflate"})
_GZIP = b"\x1f\x8b"


class Decompressor:
    """For one body. `encoding` is what `Content-Encoding` says; raises `RequestFailed` for one nobody asked for."""

    def __init__(self, encoding: str) -> None:
        encoding = encoding.strip().lower()
        self._plain = encoding in ("", "identity")
        if not self._plain and encoding not in _ENCODINGS:
            raise RequestFailed(Failure(ErrorKind.DECODE_ERROR, words=encoding[:50]))
        self._inflater: zlib._Decompress | None = None
        self._start = b""  # until two bytes tell which of the formats called gzip or deflate it is
        self._members = 0
        self._over = False  # what comes now is padding

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What `data` becomes, in pieces of bounded size. Raises `RequestFailed` when it is damaged."""
        if self._plain:
            yield data
            return
        try:
            yield from self._pieces(data)
        except zlib.error:
            raise RequestFailed(Failure(ErrorKind.DECODE_ERROR)) from None

    def _pieces(self, data: bytes) -> Iterator[bytes]:
        while data and not self._over:
            if self._inflater is None:
                data = self._start + data
                self._start = data[:2]
                if len(data) < 2:
                    return
                self._begin_member()
                continue
            before = self._inflater.copy()
            try:
                piece = self._inflater.decompress(data, _PIECE_BYTES)
            except zlib.error:
                yield _up_to_damage(before, data)
                raise
            if piece:
                yield piece
            data = self._inflater.unconsumed_tail
            if self._inflater.eof:
                data = self._inflater.unused_data
                self._inflater = None
                self._start = b""

    def _begin_member(self) -> None:
        """A gzip body may be several, one after the other; anything else behind the end of a body is padding."""
        self._over = self._members > 0 and not self._start.startswith(_GZIP)
        self._members += 1
        self._inflater = zlib.decompressobj(_window_bits(self._start))


def _up_to_damage(inflater: "zlib._Decompress", data: bytes) -> bytes:
    """What was sound before the damage, which zlib itself throws away together with it."""
    sound = b""
    with suppress(zlib.error):
        for place in range(len(data)):
            sound += inflater.decompress(data[place : place + 1], _PIECE_BYTES)
    return sound


def _window_bits(data: bytes) -> int:
    """How zlib is told the format: gzip, zlib, or the bare deflate that some servers send as "deflate"."""
    if data.startswith(_GZIP):
        return 16 + zlib.MAX_WBITS
    has_zlib_header = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if has_zlib_header else -zlib.MAX_WBITS
