"""Looks after the database while the window is open: a check where a run had died, and a backup each day.

Both happen in the pool, when the window has long been seen. What is found is told once; what could not be made is tried
again an hour later.
"""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_chat.domain.errors import ChatError, StoreDamaged
from desktop_chat.domain.messages import now
from desktop_chat.services.background import Background
from desktop_chat.storage.stopping import Stop
from desktop_chat.storage.store import Store

_log = logging.getLogger(__name__)

FIRST_AFTER_MS = 5_000
EVERY_MS = 3_600_000


class Safekeeping(QObject):
    """`close` before the pool: what runs is ended."""

    damaged = Signal()
    failed = Signal(object)
    """A `ChatError`, another than the time before."""
    rested = Signal()
    """Nothing is left to do until the next time."""

    def __init__(self, store: Store, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._background = store, background
        self._stop = Stop()
        self._is_running = False
        self._told: str | None = None
        self._first = QTimer(self, singleShot=True, interval=FIRST_AFTER_MS)
        self._timer = QTimer(self, interval=EVERY_MS)
        for timer in (self._first, self._timer):
            timer.timeout.connect(self.look)
            timer.start()

    def close(self) -> None:
        self._first.stop()
        self._timer.stop()
        self._stop.set()

    @Slot()
    def look(self) -> None:
        """What is due, now."""
        if not self._is_running:
            self._is_running = True
            self._background.run(self._checked, self._go_on, self._tell)

    def _checked(self) -> bool | None:
        """In the pool. Whether the file is sound; None where nobody wants to know any more."""
        if not self._store.runs.is_check_due():
            return True
        is_sound = self._store.is_sound(self._stop)
        if is_sound:
            self._store.runs.checked()
        return is_sound

    def _go_on(self, is_sound: bool | None) -> None:
        if is_sound is False:
            self.damaged.emit()
            self._rest()
        elif is_sound:
            self._background.run(self._back_up, lambda _: self._rest(), self._tell)

    def _back_up(self) -> Path | None:
        from desktop_chat.storage import backups

        self._store.finish_encryption()
        path, today = self._store.database.path, now()
        try:
            return backups.make_daily(path, today, self._is_stopped) if backups.is_due(path, today) else None
        except backups.Stopped:
            return None

    def _is_stopped(self) -> bool:
        return self._stop.is_set

    def _tell(self, error: ChatError) -> None:
        _log.warning("The database could not be looked after: %s", error.kind)
        if isinstance(error, StoreDamaged):
            self.damaged.emit()
        elif self._told != error.kind:
            self._told = error.kind
            self.failed.emit(error)
        self._rest()

    def _rest(self) -> None:
        self._is_running = False
        self.rested.emit()
