"""From a key to the letter on the screen while a reply streams as fast as it can be read by nobody.

Keys come from a thread of their own at their own times, as from a keyboard: one that is pressed while the window is
busy waits in the queue, and that wait is the figure. The median of some rounds: what another program does to the
machine is seen in one of them.
"""

import random
import statistics
import threading
import time
from collections import deque
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputDevice, QKeyEvent
from PySide6.QtWidgets import QTextEdit

from desktop_chat.app import Run
from tests.benchmarks.conversation import MIXED
from tests.benchmarks.figure import Figure
from tests.benchmarks.shown import share
from tests.benchmarks.streaming import run_at_a_pace
from tests.support.program import named, wait_until

_RATE, _TOKENS = 2000, 14_000
_ROUNDS, _KEYS = 3, 130
_EVERY_S = (0.015, 0.045)


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

    def stop(self) -> None:
        self._editor.removeEventFilter(self)
        self._editor.viewport().removeEventFilter(self)

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
    with run_at_a_pace() as run:
        rounds = [_type_beside_a_reply(run) for _ in range(_ROUNDS)]
    name = f"key_to_letter_beside_{_RATE}_tokens_per_s"
    yield Figure(f"{name}_p99", statistics.median(share(times, 0.99) for times in rounds), "ms", "<= 50")
    yield Figure(f"{name}_median", statistics.median(share(times, 0.5) for times in rounds), "ms", "report")


def _type_beside_a_reply(run: Run) -> list[float]:
    """How long each letter took."""
    conversation = run.services.library.new()
    run.window.open(conversation.id)
    chat, shown = run.services.chat, conversation.id
    chat.send(shown, f"{_RATE} {_TOKENS} {MIXED}")
    wait_until(lambda: chat.writing_in(shown) is not None, "the reply's begin")
    editor = named(run, "Message")
    assert isinstance(editor, QTextEdit)
    editor.setFocus()
    keyboard = _Keyboard(editor)
    typing = threading.Thread(target=keyboard.type)
    typing.start()
    wait_until(lambda: len(keyboard.times_ms) == _KEYS, "the last letter", 60_000)
    typing.join()
    keyboard.stop()
    assert chat.writing_in(shown), "the reply ended too early to be typed beside"
    chat.stop(shown)
    wait_until(lambda: not chat.is_busy(shown), "the reply's end")
    return keyboard.times_ms
