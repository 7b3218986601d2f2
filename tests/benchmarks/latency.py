"""How long a token takes from the other end's socket to the sink, at the pace at which models write.

The server runs in a process of its own and writes the time into each token; both read the same monotonic clock.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_chat.domain.models import Endpoint, Limits, Request
from desktop_chat.domain.streaming import StreamEvent, TextDelta
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.providers.client import ChatProvider
from tests.benchmarks.figure import Figure

_KINDS = ("chunked", "close", "gzip")


@contextmanager
def _server() -> Iterator[str]:
    command = [sys.executable, "-m", "tests.benchmarks.latency_server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin
        assert child.stdout
        yield child.stdout.readline().strip()
        child.stdin.close()


def _delays_ms(base_url: str, kind: str) -> list[float]:
    delays: list[float] = []

    def sink(event: StreamEvent) -> None:
        if isinstance(event, TextDelta):
            delays.append((time.monotonic() - float(event.text)) * 1000)

    request = Request(Endpoint("e", "Benchmark", base_url), b'{"model":"%s"}' % kind.encode(), limits=Limits())
    ChatProvider().complete(request, None, sink, Cancellation())
    return delays


def figures() -> Iterator[Figure]:
    with _server() as base_url:
        for kind in _KINDS:
            delays = _delays_ms(base_url, kind)
            yield Figure(f"arrival_to_sink_{kind}_p99", statistics.quantiles(delays, n=100)[98], "ms", "<= 5")
            yield Figure(f"arrival_to_sink_{kind}_median", statistics.median(delays), "ms", "report")
