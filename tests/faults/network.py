"""P4, P5 and P10 on the wire: everything that a network and a hostile server do, and what it costs.

How long a stop takes is the benchmark `stopping`.
"""

import gc
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import trustme

from desktop_chat.domain.errors import RequestFailed
from desktop_chat.domain.models import Endpoint, Limits
from desktop_chat.domain.network import Network
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.providers.client import ChatProvider
from tests import leaks
from tests.benchmarks.figure import Figure
from tests.providers.conftest import server_context
from tests.providers.replies import KEY, ask, request
from tests.providers.test_footprint import one_of_many, resident_mb
from tests.support import script
from tests.support.wire_server import WireServer

ROOT = Path(__file__).resolve().parents[2]
CYCLES = 500
_MEGABYTE = 1_000_000
_ONCE = Limits(max_retries=0, connect_timeout_s=2, first_byte_timeout_s=2, idle_timeout_s=2)


def without_a_network() -> list[dict[str, Any]]:
    """A reply whose network goes, one asked without a network, one asked when it has come back; see the child."""
    child = [sys.executable, "-m", "tests.faults.vanishing_child"]
    done = subprocess.run(["unshare", "-rn", *child], cwd=ROOT, capture_output=True, check=True, timeout=60)
    return list(json.loads(done.stdout))


def can_unshare() -> bool:
    """Whether this system gives anybody a network of their own."""
    if not (shutil.which("unshare") and shutil.which("ip")):
        return False
    return subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0


def cycles() -> Iterator[Figure]:
    """Replies that end in every way there is."""
    with WireServer(one_of_many) as server:

        def run(count: int) -> None:
            for number in range(count):
                ask(request(server.base_url, headers={"X-Number": str(number)}), limits=_ONCE)

        run(20)
        gc.collect()
        before, memory = leaks.take(qt=False), resident_mb()
        run(CYCLES)
        left = leaks.leaks_since(before, qt=False)
        yield Figure(f"wire_{CYCLES}_replies_left_behind", len(left), "descriptors and threads", "0")
        yield Figure(f"wire_{CYCLES}_replies_memory", resident_mb() - memory, "MB", "<= 20")


def floods() -> Iterator[Figure]:
    """A line without end, compression that becomes very much, events that say nothing, one after the other."""
    top = script.head(200, script.SSE, script.Framing.CLOSE, 0)
    packed = top.replace(b"Content-Type", b"Content-Encoding: gzip\r\nContent-Type")
    hello = script.chunk({"content": "Hello"})
    sent = {
        "line_of_100_mb": [script.Send(top + hello + b"data: "), script.Send(b"x" * _MEGABYTE, repeat=100)],
        "bomb_of_200_mb": [script.Send(packed), *_bomb(hello + b"data: ", 200)],
        "bomb_of_nothings": [script.Send(packed), *_bomb(hello, 200, script.chunk({}) * 10_000)],
        "nothings_without_end": [script.Send(top + hello), script.Send(script.chunk({}) * 1000, repeat=10**6)],
        "thin_air_without_end": [script.Send(top + hello), script.Send(b": x\n" * 1000, repeat=10**6)],
    }
    for name, steps in sent.items():
        with WireServer() as server:
            server.enqueue(script.reply("Hello"), [*steps, script.HangUp()])
            began = time.monotonic()
            child = [sys.executable, "-c", _CHILD, server.base_url]
            done = subprocess.run(child, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
            *outcome, grown = done.stdout.split() or ["", "1000"]
        yield Figure(f"wire_{name}_memory", float(grown), "MB", "<= 64")
        yield Figure(f"wire_{name}_seconds", time.monotonic() - began, "s", "<= 30")
        told = outcome in (["Hello", "limit_exceeded"], ["Hello", "stalled"])
        yield Figure(f"wire_{name}_kept_and_told", told, "", "1")


_CHILD = """
import sys
from desktop_chat.domain.models import Limits
from tests.providers.replies import ask
from tests.providers.test_footprint import resident_mb
ask(sys.argv[1])  # everything is loaded now
before = resident_mb()
reply = ask(sys.argv[1], limits=Limits(max_retries=0, idle_timeout_s=5))
print(reply.text, reply.kind, resident_mb("VmHWM") - before)
"""


def _bomb(beginning: bytes, megabytes: int, filling: bytes = b"x" * _MEGABYTE) -> Iterator[script.Send]:
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    data = packer.compress(beginning) + packer.compress(b"")
    for _ in range(megabytes * _MEGABYTE // len(filling)):
        data += packer.compress(filling)
    yield script.Send(data + packer.flush())


def redirects() -> Iterator[Figure]:
    """Bytes that reach the place a server points to, by any status, for a question and for the list of models."""
    with WireServer() as server, WireServer(host="127.0.0.2") as other:
        for status in (300, 301, 302, 303, 305, 307, 308):
            for scheme in ("http", "https"):
                target = f"{scheme}://{other.host}:{other.port}/v1"
                server.enqueue(script.redirect(target, status), script.redirect(target, status))
                ask(server.base_url, limits=_ONCE)
                _models(server)
        yield Figure("wire_redirects_bytes_to_the_target", other.bytes_received + other.connections, "bytes", "0")


def _models(server: WireServer) -> None:
    try:
        ChatProvider().models(Endpoint("e", "Test", server.base_url), KEY, _ONCE, Cancellation())
    except RequestFailed:
        return
    raise AssertionError("a redirect was taken for a list")


def bad_certificates() -> Iterator[Figure]:
    """Servers that get past no check, and how much any of them was told."""
    long_ago = datetime(2001, 1, 1, tzinfo=UTC)
    authority, stranger = trustme.CA(), trustme.CA()
    certificates = {
        "expired": authority.issue_cert("localhost", not_before=long_ago, not_after=long_ago.replace(year=2002)),
        "other_name": authority.issue_cert("elsewhere.example"),
        "unknown_authority": stranger.issue_cert("localhost"),
        "not_yet_valid": authority.issue_cert("localhost", not_before=datetime(2090, 1, 1, tzinfo=UTC)),
    }
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        authority.cert_pem.write_to_path(str(folder / "authority.pem"))
        limits = replace(_ONCE, network=Network(ca_file=str(folder / "authority.pem")))
        told = refused = 0
        for certificate in certificates.values():
            server = stack.enter_context(WireServer(tls=server_context(certificate)))
            refused += ask(server.base_url, limits=limits).kind == "tls"
            told += len(server.requests)
        refused += ask(f"https://localhost:{stack.enter_context(_OldProtocol()).port}/v1", limits=limits).kind == "tls"
    yield Figure("wire_bad_tls_refused", refused, f"of {len(certificates) + 1}", f">= {len(certificates) + 1}")
    yield Figure("wire_bad_tls_requests_sent", told, "requests", "0")


class _OldProtocol:
    """A server that knows nothing newer than TLS 1.1: it says so by an alert, as such servers do."""

    def __enter__(self) -> "_OldProtocol":
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._answer)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join()
        self._listener.close()

    def _answer(self) -> None:
        connection, _ = self._listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b"\x15\x03\x02\x00\x02\x02\x46")


def vanishing() -> Iterator[Figure]:
    if not can_unshare():
        return
    gone, without, back = without_a_network()
    kept = "Hello, wor".startswith(gone["text"]) and gone["text"] and gone["kind"] in ("stalled", "connection_lost")
    yield Figure("wire_network_gone_text_kept_and_told", bool(kept), "", "1")
    yield Figure("wire_network_gone_told_after_an_idle_time_of_1_s", gone["seconds"], "s", "<= 2")
    yield Figure(
        "wire_no_network_told_after", without["seconds"] if without["kind"] == "unreachable" else 99, "s", "<= 2"
    )
    yield Figure("wire_network_back_answers", back["text"] == "Hello", "", "1")


def figures() -> Iterator[Figure]:
    for part in (cycles, floods, redirects, bad_certificates, vanishing):
        yield from part()
