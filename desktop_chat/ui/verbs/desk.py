"""Verbs upon the window as a whole that come from outside it: from later starts, the tray, a key of the desktop's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.settings import CLOSE_TO_TRAY
from desktop_chat.domain.wishes import Wish
from desktop_chat.ui.desk.coming_forward import come_forward

if TYPE_CHECKING:
    from desktop_chat.ui.desk.quick_ask import QuickAsk
    from desktop_chat.ui.main_window import MainWindow


class DeskVerbs(QObject):
    """Of one window."""

    hidden = Signal()
    """The window was closed, and the program goes on in the tray."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.quick: QuickAsk | None = None
        self.stays = False
        """Whether the program goes on without any window: the desktop shows where it is."""

    def closes_into_tray(self) -> bool:
        """Whether closing the window only hides it. Says so once."""
        stays = self.stays and self._window.services.preferences.get(CLOSE_TO_TRAY)
        if stays:
            self._window.hide()
            self.hidden.emit()
        return stays

    def close(self) -> None:
        if self.quick is not None:
            self.quick.hide()
            self.quick.deleteLater()

    @Slot()
    def quick_ask(self) -> None:
        self.ask_quickly()

    def ask_quickly(self, token: str = "") -> None:
        """The small window in front; `token` is the desktop's leave for that."""
        if self.quick is None:
            self.quick = self._made()
        self.quick.come(token, self._window.pane.shown)

    def _made(self) -> QuickAsk:
        from desktop_chat.ui.desk.quick_ask import QuickAsk

        window = self._window
        quick = QuickAsk(window.services, window.pane, window.theme)
        quick.open_requested.connect(self.open)
        quick.left.connect(self._end_if_nothing_is_left)
        quick.remedy_requested.connect(self._forward_remedy)
        quick.endpoints_requested.connect(self._forward_endpoints)
        window.services.chat.reply_ended.connect(self._end_if_nothing_is_left)
        return quick

    @Slot(str)
    def open(self, conversation_id: str, token: str = "") -> None:
        """That conversation in the main window, in front; "" is the one that is open."""
        come_forward(self._window, token)
        if not conversation_id:
            return
        self._window.end_first_start()
        self._window.open(conversation_id)
        self._window.pane.composer.focus_editor()

    @Slot(object)
    def answer(self, wish: Wish) -> None:
        """A later start: what it wishes, in front."""
        if not wish.quick_ask:
            come_forward(self._window, wish.token)
        self.fulfil(wish)

    def fulfil(self, wish: Wish) -> None:
        """What a start asks beside the window itself."""
        if wish.new:
            self._window.conversations.new()
        if wish.files:
            self._window.importing.take(Path(name) for name in wish.files)
        if wish.quick_ask:
            self.ask_quickly(wish.token)

    @Slot(object)
    def _forward_remedy(self, remedy: object) -> None:
        come_forward(self._window)
        self._window.messages.remedy(remedy)  # type: ignore[arg-type]  # Qt's signals know no more than `object`

    @Slot()
    def _forward_endpoints(self) -> None:
        come_forward(self._window)
        self._window.view.endpoints()

    @Slot()
    def _end_if_nothing_is_left(self) -> None:
        """Without a window nobody could reach the program again; a reply that is being written is waited for."""
        quick, window = self.quick, self._window
        if self.stays or quick is None or quick.isVisible() or window.isVisible():
            return
        if quick.shown is None or not window.services.chat.is_busy(quick.shown):
            QApplication.quit()
