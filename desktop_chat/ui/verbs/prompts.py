"""Verbs upon the texts that a person keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow


class PromptVerbs(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.pane.inserting.all_requested.connect(self.edit)
        window.services.prompts.failed.connect(window.show_trouble)

    def insert(self) -> None:
        """Asks which, and for what it leaves open; it comes to where the caret is."""
        self._window.pane.inserting.pick()

    @Slot()
    def edit(self) -> None:
        """All of them, in a window of their own."""
        from desktop_chat.ui.prompts.window import PromptsWindow

        shown = PromptsWindow(self._window.services.prompts, self._window.theme, self._window)
        shown.finished.connect(self._window.activateWindow)  # not every window manager does so
        shown.open()
