"""Verbs upon what the next request carries: pin, leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow


class ContextVerbs(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._rules = window.services.rules

    @Slot(str)
    def pin(self, message_id: str) -> None:
        """Always sent from now on, or as the other rules say."""
        if shown := self._window.pane.shown:
            self._rules.toggle_pin(shown, message_id)

    @Slot(str)
    def exclude(self, message_id: str) -> None:
        """Never sent from now on, or as the other rules say."""
        if shown := self._window.pane.shown:
            self._rules.toggle_excluded(shown, message_id)
