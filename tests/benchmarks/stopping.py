"""How long a stop takes, from the call until the request's thread has ended, in each state a request can be in."""

import os
import ssl
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import trustme

from desktop_chat.domain.models import Endpoint, Request
from desktop_chat.domain.streaming import Ended, StreamEvent, TextDelta
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.providers.client import ChatProvider
from tests.benchmarks.figure import Figure
from tests.support import script
from tests.support.wire_server import DeafPort, WireServer

_ROUNDS = 100
_SETTLED_S = 0.02  # for the states that cannot be seen from outside


def _stop_ms(base_url: str, wait_until_there: Callable[[threading.Event], object]) -> float:
    cancel, wrote = Cancellation(), threading.Event()
    ended: list[Ended] = []

    def sink(event: StreamEvent) -> None:
        if isinstance(event, TextDelta):
            wrote.set()
        if isinstance(event, Ended):
            ended.append(event)

    request = Request(Endpoint("e", "Benchmark", base_url), b"{}")
    thread = threading.Thread(target=ChatProvider().complete, args=(request, None, sink, cancel))
    thread.start()
    wait_until_there(wrote)
    began = time.monotonic()
    cancel.cancel()
    thread.join(10)
    assert ended
    assert ended[0].stopped
    return (time.monotonic() - began) * 1000


def _settle(_: threading.Event) -> None:
    time.sleep(_SETTLED_S)


@contextmanager
def _tls_server(folder: Path) -> Iterator[WireServer]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    os.environ["REQUESTS_CA_BUNDLE"] = str(folder / "authority.pem")
    with WireServer(tls=context) as server:
        yield server
    del os.environ["REQUESTS_CA_BUNDLE"]


def figures() -> Iterator[Figure]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        deaf = stack.enter_context(DeafPort())
        server = stack.enter_context(_tls_server(folder))
        states: dict[str, Callable[[], float]] = {
            "connecting": lambda: _stop_ms(deaf.base_url, _settle),
            "tls": lambda: _scripted(server, script.Stall("connect"), _settle),
            "waiting_for_headers": lambda: _scripted(server, script.Stall("request"), _settle),
            "silent_stream": lambda: _scripted(
                server, script.reply("Hello, wor", then=script.Stall()), lambda wrote: wrote.wait(10)
            ),
        }
        for name, stop in states.items():
            times = [stop() for _ in range(_ROUNDS)]
            yield Figure(f"stop_{name}_p99", statistics.quantiles(times, n=100)[98], "ms", "<= 200")


def _scripted(
    server: WireServer, played: script.Script | script.Step, there: Callable[[threading.Event], object]
) -> float:
    server.enqueue(played)
    return _stop_ms(server.base_url, there)
