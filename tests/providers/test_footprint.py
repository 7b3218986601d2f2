"""What a reply costs the process: nothing that stays, and little however much a server sends."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_chat.domain.models import Limits
from tests import leaks
from tests.providers.replies import ask, request
from tests.support import script
from tests.support.patience import PATIENCE_S
from tests.support.wire_server import Received, WireServer

PROC = Path("/proc/self")
needs_proc = pytest.mark.skipif(not PROC.exists(), reason="the kernel tells it under /proc")


def resident_mb(key: str = "VmRSS") -> float:
    lines = (PROC / "status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{key}:")) / 1024


def one_of_many(received: Received) -> script.Script:
    """Anything that ends badly, in turns."""
    kinds: list[script.Script] = [
        script.reply("Hello there"),
        script.reply("Hello", then=script.Cut()),
        script.reply("Hello", then=script.Reset()),
        script.error(401, "no"),
        script.redirect("/elsewhere"),
        script.completion("Hello"),
        [script.Reset()],
        script.web_page("<html>Sign in</html>"),
        script.stream([b"data: garbage\n\n"], then=script.Stall()),
        script.raw(b"SSH-2.0\r\n"),
    ]
    return kinds[int(received.headers["x-number"]) % len(kinds)]


@needs_proc
def test_five_hundred_replies_leave_no_descriptor_no_thread_and_little_memory() -> None:
    with WireServer(one_of_many) as server:

        def run(count: int) -> None:
            for number in range(count):
                ask(request(server.base_url, headers={"X-Number": str(number)}), limits=Limits(max_retries=0))

        run(20)
        gc.collect()
        before, memory = leaks.take(qt=False), resident_mb()
        run(500)
        assert leaks.leaks_since(before, qt=False) == []
        assert resident_mb() - memory < 20


LONG_LINE = """
import sys
from tests.providers.test_footprint import resident_mb
from tests.providers.replies import ask
ask(sys.argv[1])  # everything is loaded now
before = resident_mb()
reply = ask(sys.argv[1])
print(reply.text, reply.kind, resident_mb("VmHWM") - before)
"""


@needs_proc
@pytest.mark.parametrize("start", [b"data: ", b"x", b'{"choices": "', b": "])
def test_a_line_of_a_hundred_megabytes_costs_little(server: WireServer, start: bytes) -> None:
    top = script.head(200, script.SSE, script.Framing.CLOSE, 0)
    hello = b"" if start.startswith(b"{") else script.chunk({"content": "Hello"})
    line = script.Send(b"x" * 1_000_000, repeat=100)
    server.enqueue(script.reply("Hello"), [script.Send(top + hello + start), line, script.HangUp()])
    run = subprocess.run(
        [sys.executable, "-c", LONG_LINE, server.base_url],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
    *outcome, grown = run.stdout.split()
    assert outcome == (["Hello"] if hello else []) + ["limit_exceeded"], run.stderr
    assert float(grown) < 64
