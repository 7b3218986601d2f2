"""With which conversation the window goes on when the open one has left the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop_chat.domain.messages import Conversation

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow


class GoingOn(QObject):
    """Of one window. It waits until all that leave together have left: the next one may be among them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._library = window, window.services.library
        self._left = False
        self._library.conversation_removed.connect(self._note)
        self._library.trash_changed.connect(self._go_on)

    @Slot(object)
    def _note(self, conversation: Conversation) -> None:
        self._left = self._left or conversation.id == self._window.pane.shown

    @Slot()
    def _go_on(self) -> None:
        if self._left:
            self._left = False
            self._window.open(self._window.sidebar.nearest() or self._library.new().id)
