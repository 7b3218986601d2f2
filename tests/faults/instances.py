"""P12: one window for each profile; a second start raises the first. And P4: an end by SIGTERM."""

import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figure import Figure
from tests.desktop.starts import start, window
from tests.support.patience import PATIENCE_S
from tests.support.virtual_screen import wait_for

_STARTS = 5


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        session, data = Path(folder) / "session", Path(folder) / "data"
        with window(session, data) as first:
            wait_for("the window's socket", lambda: bool(list(session.glob("*.socket"))))
            again, ended = [], []
            for _ in range(_STARTS):
                began = time.monotonic()
                ended.append(start(session, data).returncode)
                again.append(time.monotonic() - began)
            lives = first.poll() is None
            began = time.monotonic()
            first.send_signal(signal.SIGTERM)
            status = first.wait(PATIENCE_S)
            seconds = time.monotonic() - began
    yield Figure("later starts that did not end well", sum(map(bool, ended)) + (not lives), "starts", "0")
    yield Figure("slowest later start, until it had raised the first", max(again), "s", "<= 1")
    yield Figure("end by SIGTERM", seconds, "s", "<= 2")
    yield Figure("exit status after SIGTERM", status, "", "0")
