"""From the moment a server sends the first token to the frame that shows it."""

import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop_chat.app import Run
from desktop_chat.services.replies import ReplyGrew
from tests.benchmarks.figure import Figure
from tests.support import script
from tests.support.program import running, store_endpoint, wait_for_reply, wait_until
from tests.support.wire_server import WireServer

_ROUNDS = 30


class _FrameWatch(QObject):
    """Notes when the first frame after the first token has been painted."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self._grown = False
        self.painted_at: float | None = None
        run.services.replies.grew.connect(self._note)
        run.window.pane.transcript.viewport().installEventFilter(self)

    def begin(self) -> None:
        self._grown, self.painted_at = False, None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and self._grown and self.painted_at is None:
            QTimer.singleShot(0, self, self._finish)
        return False

    def _note(self, _: ReplyGrew) -> None:
        self._grown = True

    def _finish(self) -> None:
        self.painted_at = self.painted_at or time.perf_counter()


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    with tempfile.TemporaryDirectory() as folder, WireServer() as server:
        store_endpoint(Path(folder), server.base_url)
        with running(Path(folder)) as run:
            watch = _FrameWatch(run)
            times = [_one_token_ms(run, server, watch) for _ in range(_ROUNDS + 1)][1:]
    yield Figure("first_token_on_screen_median", statistics.median(times), "ms", "<= 35")
    yield Figure("first_token_on_screen_max", max(times), "ms", "report")


def _one_token_ms(run: Run, server: WireServer, watch: _FrameWatch) -> float:
    gate = threading.Event()
    head, *rest = script.tokens(["Hello"])
    server.enqueue([head, script.Gate(gate), *rest])
    known = len(server.requests)
    run.services.chat.send(run.window.pane.shown or "", "Greet me")
    wait_until(lambda: len(server.requests) > known)
    watch.begin()
    sent = time.perf_counter()
    gate.set()
    wait_until(lambda: watch.painted_at is not None)
    wait_for_reply(run)
    assert watch.painted_at is not None
    return (watch.painted_at - sent) * 1000
