"""Quick ask by a key of the whole desktop, where a person wants that and the system offers one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop_chat.domain.settings import GLOBAL_KEY
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.desktop.global_key import PortalKey, WindowsKey
    from desktop_chat.desktop.session_bus import SessionBus
    from desktop_chat.ui.main_window import MainWindow


class Calling(QObject):
    """Of one window. Nothing is loaded for it while nobody wants it."""

    def __init__(self, window: MainWindow, bus: Callable[[], SessionBus]) -> None:
        super().__init__(window)
        self._window, self._bus = window, bus
        self._key: PortalKey | WindowsKey | None = None
        window.services.preferences.changed.connect(self._follow)
        if window.services.preferences.get(GLOBAL_KEY):
            self._ask()

    def close(self) -> None:
        if self._key is not None:
            self._key.give_back()

    @Slot(str)
    def _follow(self, name: str) -> None:
        if name != GLOBAL_KEY.name:
            return
        if not self._window.services.preferences.get(GLOBAL_KEY):
            self.close()
            return
        self._ask()
        if self._key is None:
            self._tell_refused()
        else:
            # Only who has just asked for it is told: not every start of the program begins with a complaint.
            self._key.refused.connect(self._tell_refused)

    def _ask(self) -> None:
        if self._key is None:
            self._key = self._made()
        if self._key is not None:
            self._key.want()

    def _made(self) -> PortalKey | WindowsKey | None:
        if sys.platform not in {"linux", "win32"}:
            return None
        from desktop_chat.desktop.global_key import PortalKey, WindowsKey

        key = WindowsKey(self) if sys.platform == "win32" else PortalKey(self._bus(), tr("Quick ask"), self)
        key.pressed.connect(self._window.desk.ask_quickly)
        return key

    @Slot()
    def _tell_refused(self) -> None:
        if self._key is not None:
            self._key.refused.disconnect(self._tell_refused)
        told = tr("The desktop gives no key. Bind “desktop-chat --quick-ask” in its keyboard settings.")
        self._window.notices.say(told)
