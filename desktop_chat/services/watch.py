"""Notices what other processes wrote to the same store: the command line, or a second window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_EVERY_MS = 1000


class Watch(QObject):
    """Asks the database once a second whether someone else has committed; costs one read of its header."""

    changed = Signal()

    def __init__(self, changed_elsewhere: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changed_elsewhere = changed_elsewhere
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def close(self) -> None:
        self._timer.stop()

    @Slot()
    def _look(self) -> None:
        if self._changed_elsewhere():
            self.changed.emit()
