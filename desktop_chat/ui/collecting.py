"""Python's cyclic garbage is collected on the window's thread, and nowhere else.

Python collects on whatever thread happens to allocate. A reply's thread would then destroy what the window has dropped,
and Qt's objects may be destroyed on their own thread only: now and then a program ends for that without a word.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 2_000


class Collecting(QObject):
    """Does what Python would do by itself, while automatic collection is off."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(_EVERY_MS)

    def close(self) -> None:
        """The window goes, and the process with it."""
        self._timer.stop()

    @Slot()
    def collect(self) -> None:
        """The oldest generation whose time has come, as the interpreter's thresholds say."""
        due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if due[0]:
            gc.collect(2 if all(due) else 1 if due[1] else 0)
