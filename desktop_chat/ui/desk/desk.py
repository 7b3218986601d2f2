"""The window as a guest of the desktop. Built once the window has been seen: nothing here is needed before."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QSessionManager

from desktop_chat.domain.settings import CLOSE_TO_TRAY, TRAY
from desktop_chat.services.background import Background
from desktop_chat.ui.desk.announcing import Announcing, Notifier
from desktop_chat.ui.desk.calling import Calling
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.desktop.doorbell import Doorbell
    from desktop_chat.desktop.session_bus import SessionBus
    from desktop_chat.ui.desk.tray import Tray
    from desktop_chat.ui.main_window import MainWindow


class Desk(QObject):
    """Of one window. `address` is where later starts knock, "" where they cannot; `icon` the file of the icon."""

    def __init__(self, window: MainWindow, background: Background, address: str, icon: str) -> None:
        super().__init__(window)
        self._window, self._background, self._icon = window, background, icon
        self._bell = self._listen(address) if address else None
        self._tray: Tray | None = None
        self._bus: SessionBus | None = None
        self._notifier: Notifier | None = None
        Announcing(window, self._notifying)
        self._calling = Calling(window, lambda: self.bus)
        window.desk.hidden.connect(self._say_where_it_is)
        window.services.preferences.changed.connect(self._follow)
        self._follow(TRAY.name)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.commitDataRequest.connect(self._keep, Qt.ConnectionType.DirectConnection)

    def _keep(self, _session: QSessionManager) -> None:
        """The session may end. Nothing is asked; replies that are being written are on disk as far as they are."""
        self._window.remember()

    def _listen(self, address: str) -> Doorbell:
        from desktop_chat.desktop.doorbell import Doorbell

        bell = Doorbell(address, self)
        bell.rung.connect(self._window.desk.answer)
        return bell

    def close(self) -> None:
        self._calling.close()
        if self._bell:
            self._bell.close()
        if self._bus:
            self._bus.close()
        if self._tray:
            self._tray.close()

    # -- notifications -----------------------------------------------------------------------------------------------

    @property
    def bus(self) -> SessionBus:
        """Of Linux desktops; asked for when something is to be said there."""
        if self._bus is None:
            from desktop_chat.desktop.session_bus import SessionBus

            self._bus = SessionBus(lambda job, done: self._background.run(job, done, lambda _: done(None)), self)
        return self._bus

    def _notifying(self) -> Notifier:
        if self._notifier is None:
            self._notifier = self._on_the_bus() if sys.platform == "linux" else self._in_the_tray()
        return self._notifier

    def _on_the_bus(self) -> Notifier:
        from desktop_chat.desktop.notifications import Notifications

        made = Notifications(self.bus, self._icon, self)
        made.chosen.connect(self._window.desk.open)
        made.missed.connect(self._show_in_tray)
        return made

    @Slot(str, str, str)
    def _show_in_tray(self, key: str, title: str, body: str) -> None:
        """Where no service shows notifications, a sign in the tray that is there anyway may."""
        if self._tray is not None and self._tray.stands:
            self._tray.show(key, title, body)

    # -- the tray ----------------------------------------------------------------------------------------------------

    def _in_the_tray(self) -> Tray:
        if self._tray is None:
            from desktop_chat.ui.desk.tray import Tray

            self._tray = Tray(self._window)
            self._tray.chosen.connect(self._window.desk.open)
        return self._tray

    @Slot(str)
    def _follow(self, name: str) -> None:
        if name not in {TRAY.name, CLOSE_TO_TRAY.name}:
            return
        wanted = self._window.services.preferences.get(TRAY)
        if wanted or self._tray is not None:
            tray = self._in_the_tray()
            tray.stand(shown=wanted and tray.is_offered())
        self._window.desk.stays = self._tray is not None and self._tray.stands

    @Slot()
    def _say_where_it_is(self) -> None:
        """Once in a run: a program that is gone and is not is a riddle."""
        self._window.desk.hidden.disconnect(self._say_where_it_is)
        told = tr("Replies go on. The sign in the tray brings the window back, and ends the program.")
        self._notifying().show("", tr("Desktop Chat is in the tray"), told, tr("Open"))
