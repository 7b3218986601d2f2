"""One beat a second while a reply is written and somebody can see it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_SECOND_MS = 1000


class Seconds(QObject):
    """Beats while it is wanted and `view` is shown."""

    passed = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view, self._wanted = view, False
        self._timer = QTimer(self, interval=_SECOND_MS)
        self._timer.timeout.connect(self.passed)
        view.installEventFilter(self)

    @property
    def beats(self) -> bool:
        return self._timer.isActive()

    def want(self, wanted: bool) -> None:
        self._wanted = wanted
        self._decide(shown=self._view.isVisible())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self._decide(shown=event.type() is QEvent.Type.Show)
        return False

    def _decide(self, *, shown: bool) -> None:
        if self._wanted and shown:
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()
