"""The keys that a person has chosen, applied at once to all that answers to keys and to all that names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop_chat.domain.settings import SHORTCUTS

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow


class OwnKeys(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._preferences = window, window.services.preferences
        self._bind()
        self._preferences.changed.connect(self._follow)

    @Slot(str)
    def _follow(self, name: str) -> None:
        if name == SHORTCUTS.name:
            self._bind()
            self._window.retranslate()  # wherever a key is named, words are

    def _bind(self) -> None:
        chosen = self._preferences.get(SHORTCUTS)
        self._window.commands.bind(chosen)
