"""Thirty-two replies at once at the pace at which models write, one of them seen: does the window stand still?

The median of some rounds: a stall of another program's making is seen in one of them.
"""

import statistics
from collections.abc import Iterator

from desktop_chat.app import Run
from tests.benchmarks.conversation import MIXED, streamed
from tests.benchmarks.figure import Figure
from tests.benchmarks.streaming import Pulse, run_at_a_pace
from tests.support.program import wait_until

_REPLIES, _RATE, _TOKENS = 32, 50, 150
_ROUNDS = 3
_PATIENCE_MS = 60_000


def figures() -> Iterator[Figure]:
    with run_at_a_pace() as run:
        rounds = [_measure(run) for _ in range(_ROUNDS)]
    name = f"streaming_{_REPLIES}x{_RATE}"
    yield Figure(f"{name}_replies_wrong", sum(wrong for wrong, _ in rounds), "replies", "0")
    yield Figure(f"{name}_stall_p99", statistics.median(p.stall_ms(0.99) for _, p in rounds), "ms", "<= 100")
    yield Figure(f"{name}_stall_max", statistics.median(p.stall_ms(1.0) for _, p in rounds), "ms", "report")


def _measure(run: Run) -> tuple[int, Pulse]:
    """How many replies are not what was sent, and how the event loop went meanwhile."""
    chat = run.services.chat
    ids = []
    for _ in range(_REPLIES):
        conversation = run.services.library.new()
        chat.send(conversation.id, f"{_RATE} {_TOKENS} {MIXED}")
        wait_until(lambda one=conversation.id: chat.writing_in(one) is not None, "the start")  # type: ignore[misc]
        ids.append(conversation.id)
    run.window.open(ids[-1])
    pulse = Pulse()
    wait_until(lambda: not any(chat.writing_in(one) for one in ids), "the end", _PATIENCE_MS)
    pulse.stop()
    expected = "".join(streamed()[MIXED][:_TOKENS])
    return sum(chat.branch(one)[-1].text != expected for one in ids), pulse
