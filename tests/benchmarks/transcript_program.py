"""What the whole program works on a screen for a reply at a model's pace: all threads, network, disk and window.

The question is typed into the window, the answer comes from a server in a process of its own. What the window works
while nothing happens is taken off.
"""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from desktop_chat.domain.messages import new_id
from desktop_chat.domain.models import Endpoint
from desktop_chat.storage.store import open_store
from tests.benchmarks.conversation import MIXED, streamed
from tests.benchmarks.figure import Figure
from tests.benchmarks.startup import cpu_s, window
from tests.benchmarks.streaming import pacing_server
from tests.support.virtual_screen import Screen, virtual_screen

_RATE, _TOKENS = 100, 2000
_SETTLE_S, _IDLE_S, _AFTER_S = 2.0, 3.0, 1.5


def figures() -> Iterator[Figure]:
    with virtual_screen() as screen, pacing_server() as base_url, tempfile.TemporaryDirectory() as folder:
        with open_store(Path(folder)) as store:
            store.endpoints.add(Endpoint(new_id(), "Test", base_url, model="test-model")).result()
        seconds = _cpu_of_a_reply_s(screen, Path(folder))
        with open_store(Path(folder)) as store:
            (talk,) = store.conversations.summaries()
            reply = store.conversations.message(talk.head or "")
        assert reply.text == "".join(streamed()[MIXED][:_TOKENS])
    yield Figure("program_cpu_per_1000_tokens_at_100_per_s", seconds * 1000 / _TOKENS, "s", "<= 0.6")


def _cpu_of_a_reply_s(screen: Screen, folder: Path) -> float:
    with window(screen, folder) as child:
        assert child.stdout
        child.stdout.readline()  # the first paint
        time.sleep(_SETTLE_S)
        screen.type(f"{_RATE} {_TOKENS} {MIXED}")
        time.sleep(_SETTLE_S)
        idle = _cpu_in_s(child.pid, _IDLE_S) / _IDLE_S
        before, began = cpu_s(child.pid), time.monotonic()
        screen.press("Return")
        time.sleep(_TOKENS / _RATE + _AFTER_S)
        return cpu_s(child.pid) - before - idle * (time.monotonic() - began)


def _cpu_in_s(pid: int, seconds: float) -> float:
    before = cpu_s(pid)
    time.sleep(seconds)
    return cpu_s(pid) - before
