"""The signals that ask a program to end."""

import signal
from collections.abc import Callable
from types import FrameType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Slot


class Signals(QObject):
    """SIGTERM and SIGINT end the program in order, as closing the window does.

    A Python handler runs only when the interpreter does, and Qt's loop may sleep for long. The signal's number is
    written to a socket instead, which wakes the loop.
    """

    def __init__(self, quit_program: Callable[[], None]) -> None:
        import socket

        super().__init__()
        self._quit = quit_program
        self._reading, self._writing = socket.socketpair()
        for end in (self._reading, self._writing):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        self._before: dict[int, Any] = {}

    def __enter__(self) -> "Signals":
        self._wakeup = signal.set_wakeup_fd(self._writing.fileno())
        for number in (signal.SIGTERM, signal.SIGINT):
            self._before[number] = signal.signal(number, _noted)
        return self

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        self._reading.close()
        self._writing.close()

    @Slot()
    def _wake(self) -> None:
        self._reading.recv(64)
        self._quit()


def _noted(_number: int, _frame: FrameType | None) -> None:
    """The number is in the socket already; Python only needs a handler to be there."""
