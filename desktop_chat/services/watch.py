"""Notices what other processes wrote to the same store: the command line, or a second window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_chat.domain.errors import StoreError

EVERY_MS = 1000


class Watch(QObject):
    """Asks the database once a second whether someone else has committed; costs one read of its header.

    While something of ours waits to be written, memory is ahead of the store. Reading it then would show what was
    before, so the question waits for the next second.
    """

    changed = Signal()

    def __init__(
        self,
        changed_elsewhere: Callable[[], bool],
        is_settled: Callable[[], bool],
        parent: QObject | None = None,
        every_ms: int = EVERY_MS,
    ) -> None:
        super().__init__(parent)
        self._changed_elsewhere = changed_elsewhere
        self._is_settled = is_settled
        self._rests = False
        self._timer = QTimer(self, interval=every_ms)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def close(self) -> None:
        self._timer.stop()

    def rest(self, rests: bool) -> None:
        """While another process works for this one, what it writes is no news; nor is it at the end of that, when
        whoever started it has told.
        """
        if self._rests:
            self._has_changed()
        self._rests = rests

    @Slot()
    def _look(self) -> None:
        if self._is_settled() and self._has_changed() and not self._rests:
            self.changed.emit()

    def _has_changed(self) -> bool:
        try:
            return self._changed_elsewhere()
        except StoreError:  # a disk that is away for a moment; whoever needs it says so
            return False
