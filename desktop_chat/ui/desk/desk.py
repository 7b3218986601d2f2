"""The window as a guest of the desktop. Built once the window has been seen: nothing here is needed before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_chat.services.background import Background

if TYPE_CHECKING:
    from desktop_chat.desktop.doorbell import Doorbell
    from desktop_chat.ui.main_window import MainWindow


class Desk(QObject):
    """Of one window. `address` is where later starts knock, "" where they cannot."""

    def __init__(self, window: MainWindow, background: Background, address: str) -> None:
        super().__init__(window)
        self._window, self._background = window, background
        self._bell = self._listen(address) if address else None

    def _listen(self, address: str) -> Doorbell:
        from desktop_chat.desktop.doorbell import Doorbell

        bell = Doorbell(address, self)
        bell.rung.connect(self._window.desk.answer)
        return bell

    def close(self) -> None:
        if self._bell:
            self._bell.close()
