"""Eight conversations at once, 500 tokens a second each: is a reply mixed or cut, does the window stand still?"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop_chat.app import Run
from desktop_chat.domain.messages import Status
from tests.benchmarks.figure import Figure
from tests.support.program import running, store_endpoint, wait_until

_CONVERSATIONS = 8
_RATE = 500
_TOKENS = 4000
_TICK_MS = 4
_PATIENCE_MS = 120_000


class Pulse(QObject):
    """Beats in the event loop; the longest time between two beats is how long the window stood still."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def stall_ms(self, share: float) -> float:
        """The stall that `share` of all beats stay below."""
        ordered = sorted(max(0.0, gap - _TICK_MS) for gap in self.gaps_ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.append((now - self._last) * 1000)
        self._last = now


@contextmanager
def pacing_server() -> Iterator[str]:
    """The address of a server in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.streaming_server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin
        assert child.stdout
        yield child.stdout.readline().strip()
        child.stdin.close()


@contextmanager
def run_at_a_pace() -> Iterator[Run]:
    """The whole program, and that server as its endpoint."""
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    with tempfile.TemporaryDirectory() as folder, pacing_server() as base_url:
        store_endpoint(Path(folder), base_url)
        with running(Path(folder)) as run:
            yield run


def figures() -> Iterator[Figure]:
    with run_at_a_pace() as run:
        yield from _measure(run)


def _measure(run: Run) -> Iterator[Figure]:
    chat, library = run.services.chat, run.services.library
    pulse = Pulse()
    ids = []
    for number in range(_CONVERSATIONS):
        conversation = library.new()
        chat.send(conversation.id, f"{_RATE} {_TOKENS} m{number}")
        wait_until(lambda: not _blank(run), "the start")
        ids.append(conversation.id)
    run.window.open(ids[-1])
    wait_until(lambda: not any(chat.writing_in(one) for one in ids), "the end", _PATIENCE_MS)
    pulse.stop()
    replies = [chat.branch(one)[-1] for one in ids]
    wrong = sum(reply.text != _expected(number) for number, reply in enumerate(replies))
    cut = sum(reply.status is not Status.COMPLETE for reply in replies)
    seconds = [chat.receipt(reply.id).seconds or 0.0 for reply in replies]
    nominal = _TOKENS / _RATE
    yield Figure("streaming_8x500_replies_mixed", wrong, "replies", "0")
    yield Figure("streaming_8x500_replies_cut", cut, "replies", "0")
    yield Figure("streaming_8x500_latest_end_after_last_token", max(seconds) - nominal, "s", "report")
    yield Figure("streaming_8x500_stall_p99", pulse.stall_ms(0.99), "ms", "<= 50")
    yield Figure("streaming_8x500_stall_max", pulse.stall_ms(1.0), "ms", "report")


def _blank(run: Run) -> bool:
    return any(conversation.head is None for conversation in run.services.library.conversations())


def _expected(number: int) -> str:
    return "".join(f"m{number}:{token} " for token in range(_TOKENS))
