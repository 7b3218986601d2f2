"""Sockets that know when the wait that is under way ends.

A timeout of a socket counts from byte to byte, so a peer that sends one byte now and then holds a program for ever.
These sockets ask a `Deadline` before each wait instead; who waits for something moves the deadline when that came.
"""

import math
import socket
import ssl
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_SLICE_BYTES = 65536
_LATE = 0.01  # of a wait: by how much it may last longer, so that a socket need not be told anew for each token


class Deadline:
    """A moment on the monotonic clock, `allowed_s` after it was set.

    `headway_s` is how long one slice of what is sent may take.
    """

    def __init__(self, headway_s: float) -> None:
        self._at = math.inf
        self.allowed_s = 0.0
        self.headway_s = headway_s

    def start(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds
        self.allowed_s = seconds

    def remaining(self) -> float:
        """Seconds that are left, more than 0 and finite. Raises `TimeoutError` when there are none."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, 1e6)


class PlainSocket(socket.socket):
    deadline: Deadline | None = None

    def recv_into(self, buffer: "WriteableBuffer", nbytes: int = 0, flags: int = 0) -> int:
        if self.deadline:
            _wait_until(self, self.deadline)
        return super().recv_into(buffer, nbytes, flags)

    def sendall(self, data: "ReadableBuffer", flags: int = 0, /) -> None:
        _send_in_slices(self, self.deadline, data)


class TlsSocket(ssl.SSLSocket):
    deadline: Deadline | None = None

    def recv_into(self, buffer: "WriteableBuffer", nbytes: int | None = None, flags: int = 0) -> int:
        if self.deadline:
            _wait_until(self, self.deadline)
        return super().recv_into(buffer, nbytes, flags)

    def sendall(self, data: "ReadableBuffer", flags: int = 0) -> None:
        _send_in_slices(self, self.deadline, data)


def _wait_until(sock: socket.socket, deadline: Deadline) -> None:
    """The next wait of that socket ends with the deadline. Raises `TimeoutError` when it has passed."""
    left, known = deadline.remaining(), sock.gettimeout()
    if known is None or not known * (1 - _LATE) <= left <= known:
        sock.settimeout(left)


def _send_in_slices(sock: socket.socket, deadline: Deadline | None, data: "ReadableBuffer") -> None:
    """Sends all of `data`; the time allowed counts anew with each slice, because uploads may be long."""
    if deadline:
        sock.settimeout(deadline.headway_s)
    with memoryview(data) as view, view.cast("B") as octets:
        sent = 0
        while sent < len(octets):
            sent += sock.send(octets[sent : sent + _SLICE_BYTES])
