"""How long a window did nothing else: the longest turns of its event loop."""

import time

from PySide6.QtCore import QEventLoop, QObject, QTimer


class Turns(QObject):
    """`longest_ms` since it was last taken, of the processor's time of this thread: other programs do not count."""

    def __init__(self) -> None:
        super().__init__()
        self._last, self._longest = time.thread_time(), 0.0
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._note)
        self._timer.start()

    def take_ms(self) -> float:
        self._note()
        longest, self._longest = self._longest, 0.0
        return longest * 1000

    def _note(self) -> None:
        now = time.thread_time()
        self._longest, self._last = max(self._longest, now - self._last), now


def let_run(seconds: float) -> None:
    """As long as nobody presses a key."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop, loop.quit)
    loop.exec()
