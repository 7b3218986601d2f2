"""A server on loopback that misbehaves on command.

Our own classes are not mocked: what a test needs is a peer that says exactly this and then falls silent, and
that remembers every byte it was sent. One thread accepts, one serves each connection; all end with the `with`.
"""

import json
import select
import socket
import ssl
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeAlias

from tests.support import script
from tests.support.patience import PATIENCE_S
from tests.support.script import Script, Step


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came; header names are in lower case, `at` is `time.monotonic()` at its last byte."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Answer: TypeAlias = Callable[[Received], Script]


def usual_answer(request: Received) -> Script:
    """What an untroubled provider says: a list of models, "Hello" streamed, or "Hello" whole."""
    if request.path.endswith("/models"):
        return script.models("test-model")
    streams = bool(request.body) and bool(request.json.get("stream"))
    return script.reply("Hello") if streams else script.completion("Hello")


class WireServer:
    """Plays queued scripts, one a request, then what `answer` makes of each request.

    `tls` is the server side of a TLS context; `host` another loopback address, such as "127.0.0.2".
    """

    def __init__(
        self, answer: Answer = usual_answer, *, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
    ) -> None:
        self._answer = answer
        self._tls = tls
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, 0), family=family, backlog=128)
        self.host, self.port = self._listener.getsockname()[:2]
        self._changed = threading.Condition()
        self._queue: deque[Script] = deque()
        self._replies: deque[Script] = deque()
        self._requests: list[Received] = []
        self._hang_ups: list[float] = []
        self._threads: list[threading.Thread] = []
        self._open: set[socket.socket] = set()
        self._closing = threading.Event()
        self.connections = 0
        self.bytes_received = 0

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        with socket.socket(self._listener.family) as knock:
            knock.connect(self._listener.getsockname())  # wakes accept, which closing does not do everywhere
        with self._changed:
            for connection in self._open:
                _shut(connection)
        for thread in self._threads:
            thread.join(PATIENCE_S)
        self._listener.close()
        assert not any(thread.is_alive() for thread in self._threads), "a connection outlived its server"

    @property
    def base_url(self) -> str:
        """What an endpoint's address is: `http://127.0.0.1:PORT/v1`, `https://localhost:PORT/v1` with TLS."""
        return f"https://localhost:{self.port}/v1" if self._tls else f"http://{self.host}:{self.port}/v1"

    @property
    def requests(self) -> list[Received]:
        """Every whole request so far, oldest first."""
        with self._changed:
            return list(self._requests)

    def enqueue(self, *scripts: Script | Step) -> None:
        """Plays these for the next requests, in this order. A single step is a script of one."""
        with self._changed:
            self._queue.extend(one if isinstance(one, list | tuple) else [one] for one in scripts)  # type: ignore[list-item]

    def reply(self, text: str, *, then: script.Then | None = None, every_s: float = 0.0) -> None:
        """Queues `text` as a streamed reply. Who asks for the list of models meanwhile does not get it."""
        queued = script.reply(text, then=then, every_s=every_s)
        with self._changed:
            self._queue.append(queued)
            self._replies.append(queued)

    def wait_for_requests(self, count: int, patience_s: float = PATIENCE_S) -> list[Received]:
        """The requests, once there are `count`."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self._requests) >= count, patience_s), "no request came"
            return list(self._requests)

    def wait_for_connections(self, count: int, patience_s: float = PATIENCE_S) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.connections >= count, patience_s), "nobody connected"

    def wait_for_hang_ups(self, count: int, patience_s: float = PATIENCE_S) -> list[float]:
        """When (`time.monotonic()`) clients ended connections that were stalled, once there are `count`."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self._hang_ups) >= count, patience_s), "nobody hung up"
            return list(self._hang_ups)

    def _start(self, target: Callable[..., None], *args: Any) -> None:
        thread = threading.Thread(target=target, args=args, name="wire-server")
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._closing.is_set():
                connection.close()
                return
            with self._changed:
                self.connections += 1
                self._open.add(connection)
                self._changed.notify_all()
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with ExitStack() as stack, suppress(OSError, EOFError):  # the client went away: many tests are about that
            stack.callback(self._forget, connection)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._takes("connect"):
                self._stall(connection)
                return
            if self._tls:
                connection = self._wrapped(connection, self._tls)
                stack.callback(self._forget, connection)
                connection.do_handshake()
            if self._takes("tls"):
                self._stall(connection)
            else:
                self._play(self._next(self._read(connection)), connection)

    def _wrapped(self, connection: socket.socket, tls: ssl.SSLContext) -> ssl.SSLSocket:
        wrapped = tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        with self._changed:
            self._open.add(wrapped)
        return wrapped

    def _forget(self, connection: socket.socket) -> None:
        with self._changed:
            self._open.discard(connection)
        connection.close()

    def _takes(self, after: str) -> bool:
        """Whether the next script is a stall that comes so early; it is used up then."""
        with self._changed:
            early = bool(self._queue) and list(self._queue[0]) == [script.Stall(after)]  # type: ignore[arg-type]
            if early:
                self._queue.popleft()
            return early

    def _next(self, request: Received) -> Script:
        with self._changed:
            self._requests.append(request)
            self._changed.notify_all()
            queued = self._queued_for(request)
        return self._answer(request) if queued is None else queued

    def _queued_for(self, request: Received) -> Script | None:
        """The first script that is meant for such a request; it is used up then."""
        asks = request.method == "POST"
        for place, queued in enumerate(self._queue):
            if asks or all(queued is not reply for reply in self._replies):
                del self._queue[place]
                return queued
        return None

    def _read(self, connection: socket.socket) -> Received:
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._received(connection)
        top, _, body = data.partition(b"\r\n\r\n")
        first, *lines = top.decode("latin-1").split("\r\n")
        method, path, _ = first.split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        while len(body) < int(headers.get("content-length", "0")):
            body += self._received(connection)
        return Received(method, path, headers, body, time.monotonic())

    def _received(self, connection: socket.socket) -> bytes:
        data = connection.recv(65536)
        if not data:
            raise EOFError
        with self._changed:
            self.bytes_received += len(data)
        return data

    def _play(self, steps: Script, connection: socket.socket) -> None:
        due = time.monotonic()
        for step in steps:
            match step:
                case script.Send(data, repeat):
                    for _ in range(repeat):
                        connection.sendall(data)
                case script.Pause(seconds):
                    due += seconds
                    self._closing.wait(max(0.0, due - time.monotonic()))
                case script.Gate(event):
                    while not (event.wait(0.05) or self._closing.is_set()):
                        pass
                    due = time.monotonic()
                case script.Stall(after):
                    if after == "headers":
                        connection.sendall(script.head(200, script.SSE, script.Framing.CHUNKED, 0))
                    self._stall(connection)
                    break
                case script.Reset():
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    break
                case script.Tunnel(port):
                    connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                    pump(connection, port)
                    break
                case script.HangUp():
                    break

    def _stall(self, connection: socket.socket) -> None:
        try:
            while connection.recv(65536):
                pass
        finally:
            if not self._closing.is_set():
                with self._changed:
                    self._hang_ups.append(time.monotonic())
                    self._changed.notify_all()


def pump(connection: socket.socket, port: int) -> None:
    """Carries bytes between `connection` and a port of this machine until one of them ends.

    A client that has its whole reply closes at once; what is still on its way then makes of the end a reset.
    """
    with socket.create_connection(("127.0.0.1", port)) as other, suppress(ConnectionError):
        ends = {connection: other, other: connection}
        while True:
            for ready in select.select(list(ends), [], [])[0]:
                data = ready.recv(65536)
                if not data:
                    return
                ends[ready].sendall(data)


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):  # gone already
        connection.shutdown(socket.SHUT_RDWR)


class DeafPort:
    """A port at which connecting neither succeeds nor fails: its queue of connections is full."""

    def __init__(self) -> None:
        self._listener = socket.socket()
        self._fillers: list[socket.socket] = []

    def __enter__(self) -> Self:
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(0)
        for _ in range(4):
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(self._listener.getsockname())
            self._fillers.append(filler)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in (*self._fillers, self._listener):
            one.close()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"
