"""The program's sign in the desktop's tray, for those who want one there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from desktop_chat.ui.desk.coming_forward import come_forward
from desktop_chat.ui.icons import program_icon
from desktop_chat.ui.tips import plain_tip
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow

_Reason = QSystemTrayIcon.ActivationReason


class Tray(QObject):
    """Of one window. It also says what has to be said where a desktop knows no other notifications."""

    chosen = Signal(str, str)
    """The key of what was clicked, and ""."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._key = ""
        self.menu = QMenu()
        self.menu.aboutToShow.connect(self._fill)
        self._fill()  # some desktops ask for what is in it before they show it
        self._icon = QSystemTrayIcon(program_icon(), self)
        self._icon.setToolTip(plain_tip("Desktop Chat"))
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._follow_click)
        self._icon.messageClicked.connect(self._choose)

    @staticmethod
    def is_offered() -> bool:
        """Whether this desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def stand(self, *, shown: bool) -> None:
        self._icon.setVisible(shown)

    @property
    def stands(self) -> bool:
        return self._icon.isVisible()

    def show(self, key: str, title: str, body: str, _action: str = "") -> None:
        """A notification; the tray can show one at a time, and needs its icon for it."""
        self._key = key
        self._icon.show()
        self._icon.showMessage(title, body, program_icon())

    def withdraw(self, key: str) -> None:
        """A message of the tray's goes by itself."""

    def close(self) -> None:
        self._icon.hide()
        self.menu.deleteLater()

    @Slot()
    def _fill(self) -> None:
        """As things are now, in the language that is spoken now."""
        window = self._window
        self.menu.clear()
        self.menu.addAction(tr("Hide the window") if window.isVisible() else tr("Show the window"), self.turn)
        self.menu.addAction(tr("New conversation"), self._new)
        self.menu.addAction(tr("Quick ask"), window.desk.quick_ask)
        self.menu.addSeparator()
        self.menu.addAction(tr("Quit"), QApplication.quit)

    @Slot()
    def turn(self) -> None:
        """The window comes, or goes out of the way."""
        if self._window.isVisible() and not self._window.isMinimized():
            self._window.remember()
            self._window.hide()
        else:
            come_forward(self._window)

    @Slot()
    def _new(self) -> None:
        come_forward(self._window)
        self._window.conversations.new()

    @Slot(QSystemTrayIcon.ActivationReason)
    def _follow_click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is _Reason.Trigger:
            self.turn()

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self._key, "")
