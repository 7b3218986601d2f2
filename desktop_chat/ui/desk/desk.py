"""The window as a guest of the desktop. Built once the window has been seen: nothing here is needed before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop_chat.domain.wishes import Wish
from desktop_chat.services.background import Background
from desktop_chat.ui.desk.coming_forward import come_forward

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
        bell.rung.connect(self.answer)
        return bell

    def close(self) -> None:
        if self._bell:
            self._bell.close()

    @Slot(object)
    def answer(self, wish: Wish) -> None:
        """A later start: what it wishes, and the window in front."""
        come_forward(self._window, wish.token)
        self.fulfil(wish)

    def fulfil(self, wish: Wish) -> None:
        """What a start asks beside the window itself."""
        if wish.new:
            self._window.conversations.new()
        if wish.files:
            self._window.importing.take(Path(name) for name in wish.files)
