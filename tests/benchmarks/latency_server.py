"""The other end of `latency`: 50 tokens a second, each of them the moment at which it was written.

Prints its address, then serves until standard input ends. The model asked for is the way of sending: "chunked",
"close" (the end of the connection ends the body) or "gzip" (flushed after each token).
"""

import json
import socket
import sys
import threading
import time
import zlib

from tests.support import script

_TOKENS = 400
_EVERY_S = 0.02


def _serve(connection: socket.socket) -> None:
    with connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        kind = _kind_asked_for(connection)
        framing = script.Framing.CLOSE if kind == "close" else script.Framing.CHUNKED
        headers = script.SSE | ({"Content-Encoding": "gzip"} if kind == "gzip" else {})
        packer = zlib.compressobj(wbits=16 + zlib.MAX_WBITS) if kind == "gzip" else None
        connection.sendall(script.head(200, headers, framing, 0))
        due = time.monotonic()
        for number in range(_TOKENS + 1):
            due += _EVERY_S
            time.sleep(max(0.0, due - time.monotonic()))
            token = script.chunk({"content": str(time.monotonic())}) if number < _TOKENS else b"data: [DONE]\n\n"
            if packer:
                token = packer.compress(token) + packer.flush(zlib.Z_SYNC_FLUSH)
            connection.sendall(script.framed(token, framing))


def _kind_asked_for(connection: socket.socket) -> str:
    data = b""
    while not data.endswith(b"}"):
        data += connection.recv(65536)
    return str(json.loads(data.partition(b"\r\n\r\n")[2])["model"])


def main() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(f"http://127.0.0.1:{listener.getsockname()[1]}/v1", flush=True)
        threading.Thread(target=_accept, args=[listener], daemon=True).start()
        sys.stdin.read()
    return 0


def _accept(listener: socket.socket) -> None:
    while True:
        _serve(listener.accept()[0])


if __name__ == "__main__":
    sys.exit(main())
