"""When it becomes another day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_LONGEST_WAIT_MS = 15 * 60 * 1000  # a computer that slept past midnight is noticed this soon


class Days(QObject):
    """`clock` is asked for the time and its zone."""

    changed = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._today = clock().date()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self._wait()

    @Slot()
    def look(self) -> None:
        """Tells if it is another day than it was."""
        if (today := self._clock().date()) != self._today:
            self._today = today
            self.changed.emit()
        self._wait()

    def _wait(self) -> None:
        now = self._clock()
        tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        left_ms = int((tomorrow - now).total_seconds() * 1000) + 1
        self._timer.start(min(left_ms, _LONGEST_WAIT_MS))
