"""From a key to the letter on the screen while a reply streams as fast as it can be read by nobody.

Keys come from a thread of their own at their own times, as from a keyboard: one that is pressed while the window is
busy waits in the queue, and that wait is the figure.
"""

import random
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputDevice, QKeyEvent
from PySide6.QtWidgets import QApplication, QTextEdit

from tests.benchmarks.conversation import MIXED
from tests.benchmarks.figure import Figure
from tests.benchmarks.shown import share
from tests.benchmarks.streaming import pacing_server
from tests.support.program import named, running, store_endpoint, wait_until

_RATE, _TOKENS = 2000, 16_000
_KEYS = 120
_EVERY_S = (0.03, 0.08)


class _Keyboard(QObject):
    """Presses keys into an editor and notes when each letter has been painted."""

    def __init__(self, editor: QTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._pressed: deque[float] = deque()
        self._arrived: list[float] = []
        self.times_ms: list[float] = []
        QInputDevice.primaryKeyboard()  # made on this thread; a key event would make it on its own
        editor.installEventFilter(self)
        editor.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and watched is self._editor:
            self._arrived.append(self._pressed.popleft())
        elif event.type() is QEvent.Type.Paint and watched is not self._editor and self._arrived:
            painted, self._arrived = self._arrived, []
            QTimer.singleShot(0, self, lambda: self._note(painted))
        return False

    def _note(self, painted: list[float]) -> None:
        now = time.perf_counter()
        self.times_ms += [(now - pressed) * 1000 for pressed in painted]

    def type(self) -> None:
        """To be run by a thread of its own."""
        chance, pause = random.Random(1), threading.Event()
        for number in range(_KEYS):
            pause.wait(chance.uniform(*_EVERY_S))
            self._pressed.append(time.perf_counter())
            key, text = (Qt.Key.Key_Space, " ") if number % 6 == 5 else (Qt.Key.Key_A, "a")
            QCoreApplication.postEvent(
                self._editor, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
            )


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    with tempfile.TemporaryDirectory() as folder, pacing_server() as base_url:
        store_endpoint(Path(folder), base_url)
        with running(Path(folder)) as run:
            shown = run.window.pane.shown or ""
            run.services.chat.send(shown, f"{_RATE} {_TOKENS} {MIXED}")
            wait_until(lambda: run.services.chat.writing_in(shown) is not None, "the reply's begin")
            editor = named(run, "Message")
            assert isinstance(editor, QTextEdit)
            editor.setFocus()
            keyboard = _Keyboard(editor)
            typing = threading.Thread(target=keyboard.type)
            typing.start()
            wait_until(lambda: len(keyboard.times_ms) == _KEYS, "the last letter", 60_000)
            typing.join()
            assert run.services.chat.writing_in(shown), "the reply ended too early to be typed beside"
            run.services.chat.stop(shown)
            wait_until(lambda: not run.services.chat.is_busy(shown), "the reply's end")
    yield Figure("key_to_letter_beside_2000_tokens_per_s_p99", share(keyboard.times_ms, 0.99), "ms", "<= 50")
    yield Figure("key_to_letter_beside_2000_tokens_per_s_median", share(keyboard.times_ms, 0.5), "ms", "report")
