"""A key of the whole desktop, where the system offers one to a program that was not given the keys.

On Linux it is the desktop's portal that offers it (org.freedesktop.portal.GlobalShortcuts): it asks the person, who may
choose another key, and remembers the answer. Windows gives a key to whoever asks first. On macOS a program would need
the right to read every key, which is too much to ask for.
"""

from __future__ import annotations

import logging
import secrets
import sys
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal, Slot

from desktop_chat.desktop.session_bus import Service, SessionBus

_log = logging.getLogger(__name__)

_PORTAL, _PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_SHORTCUTS = Service(_PORTAL, _PATH, "org.freedesktop.portal.GlobalShortcuts")
_ID = "quick-ask"
_TRIGGER = "CTRL+ALT+space"  # as the portal's own specification of keys writes it
_DONE = 0


class PortalKey(QObject):
    """Asked for when it is first wanted; given back by ending the portal's session."""

    pressed = Signal(str)
    """The desktop's leave to come forward, "" where it gives none."""
    refused = Signal()
    """There is no portal for it, or the person does not want it."""

    def __init__(self, bus: SessionBus, what: str, parent: QObject | None = None) -> None:
        """`what` tells the person what the key does."""
        super().__init__(parent)
        self._bus, self._what = bus, what
        self._session = ""
        self._is_wanted = False
        bus.announced.connect(self._follow)

    def want(self) -> None:
        if self._is_wanted:
            return
        self._is_wanted = True
        self._bus.listen(_SHORTCUTS)
        self._bus.listen(Service(_PORTAL, "", _REQUEST))
        options = {"handle_token": ("s", _token()), "session_handle_token": ("s", _token())}
        self._bus.call(_SHORTCUTS, "CreateSession", "a{sv}", options, then=self._expect)

    def give_back(self) -> None:
        self._is_wanted = False
        if self._session:
            self._bus.call(Service(_PORTAL, self._session, "org.freedesktop.portal.Session"), "Close")
            self._session = ""

    def _expect(self, answer: tuple[Any, ...] | None) -> None:
        if answer is None:
            self._give_up()

    @Slot(str, str, object)
    def _follow(self, interface: str, name: str, body: tuple[Any, ...]) -> None:
        if not self._is_wanted:
            return
        if (interface, name) == (_REQUEST, "Response"):
            status, results = body
            if status != _DONE:
                self._give_up()
            elif "session_handle" in results:
                self._bind(results["session_handle"][1])
        elif (interface, name) == (_SHORTCUTS.interface, "Activated"):
            session, shortcut, _, options = body
            if (session, shortcut) == (self._session, _ID):
                self.pressed.emit(options.get("activation_token", ("s", ""))[1])

    def _bind(self, session: str) -> None:
        self._session = session
        wanted = [(_ID, {"description": ("s", self._what), "preferred_trigger": ("s", _TRIGGER)})]
        options = {"handle_token": ("s", _token())}
        self._bus.call(_SHORTCUTS, "BindShortcuts", "oa(sa{sv})sa{sv}", session, wanted, "", options, then=self._expect)

    def _give_up(self) -> None:
        _log.info("The desktop gives no key")
        self._is_wanted = False
        self._session = ""
        self.refused.emit()


_REQUEST = "org.freedesktop.portal.Request"


def _token() -> str:
    return f"desktop_chat_{secrets.token_hex(8)}"


class _Filter(QAbstractNativeEventFilter):
    """Sees the messages of Windows to this program."""

    def __init__(self, key: WindowsKey) -> None:
        super().__init__()
        self._key = key

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> Any:
        if sys.platform == "win32":
            from ctypes import wintypes

            told = wintypes.MSG.from_address(int(message))
            if told.message == _WM_HOTKEY and told.wParam == _NUMBER:
                self._key.pressed.emit("")
                return True, 0
        return False, 0


_WM_HOTKEY, _NUMBER = 0x0312, 1
_ALT_CONTROL_ONCE, _SPACE = 0x0001 | 0x0002 | 0x4000, 0x20


class WindowsKey(QObject):
    """Ctrl+Alt+Space, unless another program has it already."""

    pressed = Signal(str)
    refused = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter: _Filter | None = None

    def want(self) -> None:
        if self._filter is not None:
            return
        if not _register():
            self.refused.emit()
            return
        self._filter = _Filter(self)
        _application().installNativeEventFilter(self._filter)

    def give_back(self) -> None:
        if self._filter is not None:
            _application().removeNativeEventFilter(self._filter)
            self._filter = None
            _unregister()


def _application() -> QCoreApplication:
    app = QCoreApplication.instance()
    assert app is not None
    return app


def _register() -> bool:
    """Whether the key is ours now."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.user32.RegisterHotKey(None, _NUMBER, _ALT_CONTROL_ONCE, _SPACE))
    return False


def _unregister() -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.UnregisterHotKey(None, _NUMBER)
