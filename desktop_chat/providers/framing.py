"""Where the body of an answer ends, and its bytes as they arrive.

They are taken from the connection as they lie there, several chunks at once or a part of one. Python's own reader asks
three times for each chunk, through layers that do as much again to say what went wrong; a model writes a hundred
chunks a second.
"""

from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse, IncompleteRead, LineTooLong

_AT_ONCE = 16384
_LONGEST_LINE = 65536


def body_of(answer: HTTPResponse) -> Iterator[bytes]:
    """The body of an answer whose head has been read, in pieces that are never empty.

    Raises `IncompleteRead` where it ends too early, `LineTooLong`, and what the socket raises.
    """
    if answer.chunked:
        return _in_chunks(answer)
    return _to_the_end(answer) if answer.length is None else _of_length(answer, answer.length)


def _in_chunks(answer: HTTPResponse) -> Iterator[bytes]:
    chunks = Chunks()
    while not chunks.ended:
        data = answer.fp.read1(_AT_ONCE)
        if not data:
            raise IncompleteRead(b"")
        if piece := chunks.feed(data):
            yield piece
        if chunks.error:
            raise chunks.error


def _of_length(answer: HTTPResponse, length: int) -> Iterator[bytes]:
    while length > 0:
        data = answer.fp.read1(min(length, _AT_ONCE))
        if not data:
            raise IncompleteRead(b"", length)
        length -= len(data)
        yield data


def _to_the_end(answer: HTTPResponse) -> Iterator[bytes]:
    while data := answer.fp.read1(_AT_ONCE):
        yield data


class Chunks:
    """The chunked coding, pushed: any cut of the same bytes gives the same body. What follows its end is nobody's.

    `error` says what is wrong with the bytes, once something is; the body up to there is sound.
    """

    def __init__(self) -> None:
        self._line = b""  # the beginning of a line whose end has not come
        self._left = 0  # bytes of the chunk that are still to come
        self._closing = False  # the next line only ends a chunk
        self.error: HTTPException | None = None
        self.ended = False

    def feed(self, data: bytes) -> bytes:
        """The part of the body that is in `data`."""
        body: list[bytes] = []
        at = 0
        while at < len(data) and not (self.ended or self.error):
            if self._left:
                piece = data[at : at + self._left]
                body.append(piece)
                at += len(piece)
                self._left -= len(piece)
            else:
                at = self._read_line(data, at)
        return body[0] if len(body) == 1 else b"".join(body)

    def _read_line(self, data: bytes, at: int) -> int:
        """Reads on to the end of the line that begins there, or began before; returns where the rest begins."""
        end = data.find(b"\n", at) + 1
        line = self._line + data[at : end or None]
        self._line = b"" if end else line
        if len(line) > _LONGEST_LINE:
            self.error = LineTooLong("chunk size")
        elif end and self._closing:
            self._closing = False
        elif end:
            self._begin_chunk(line)
        return end or len(data)

    def _begin_chunk(self, line: bytes) -> None:
        try:
            self._left = int(line.partition(b";")[0], 16)
        except ValueError:
            self._left = -1
        if self._left < 0:
            self.error = IncompleteRead(line)
        self._closing, self.ended = True, self._left == 0
