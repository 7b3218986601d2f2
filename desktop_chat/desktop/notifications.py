"""Notifications of the desktop, through the service that every Linux desktop has (org.freedesktop.Notifications)."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.desktop.session_bus import Service, SessionBus

_SERVICE = Service("org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.freedesktop.Notifications")
_DEFAULT = "default"  # what a click on the notification itself is called
_AS_LONG_AS_USUAL = -1
_MARKUP = "body-markup"


class Notifications(QObject):
    """Each is known by a key of ours; another one with the same key takes the place of the first."""

    chosen = Signal(str, str)
    """The key of one that was clicked, and the desktop's leave to come forward, "" where it gives none."""
    missed = Signal(str, str, str)
    """Key, title and body of one that nobody could show."""

    def __init__(self, bus: SessionBus, icon: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus, self._icon = bus, icon
        self._numbers: dict[str, int] = {}
        self._tokens: dict[int, str] = {}
        self._reads_markup: bool | None = None
        bus.announced.connect(self._follow)

    def show(self, key: str, title: str, body: str, action: str) -> None:
        """`action` says what a click does, for those desktops that write it on a button."""
        if self._reads_markup is not None:
            self._show(key, title, body, action)
            return

        def go_on(answer: tuple[Any, ...] | None) -> None:
            if answer is None:
                self.missed.emit(key, title, body)
                return
            self._reads_markup = _MARKUP in answer[0]
            self._bus.listen(_SERVICE)
            self._show(key, title, body, action)

        self._bus.call(_SERVICE, "GetCapabilities", then=go_on)

    def _show(self, key: str, title: str, body: str, action: str) -> None:
        def note(answer: tuple[Any, ...] | None) -> None:
            if answer is None:
                self.missed.emit(key, title, body)
            else:
                self._numbers[key] = answer[0]

        words = escape(body, quote=False) if self._reads_markup else body
        hints = {"desktop-entry": ("s", "desktop-chat"), "category": ("s", "im.received")}
        told = ("Desktop Chat", self._numbers.get(key, 0), self._icon, title, words, [_DEFAULT, action], hints)
        self._bus.call(_SERVICE, "Notify", "susssasa{sv}i", *told, _AS_LONG_AS_USUAL, then=note)

    def withdraw(self, key: str) -> None:
        """What it says has been seen elsewhere."""
        number = self._numbers.pop(key, None)
        if number is not None:
            self._bus.call(_SERVICE, "CloseNotification", "u", number)

    @Slot(str, str, object)
    def _follow(self, interface: str, name: str, body: tuple[Any, ...]) -> None:
        if interface != _SERVICE.interface or not body:
            return
        number = body[0]
        key = next((key for key, known in self._numbers.items() if known == number), None)
        if key is None:  # another program's
            return
        match name:
            case "ActivationToken":
                self._tokens[number] = body[1]
            case "ActionInvoked":
                self.chosen.emit(key, self._tokens.pop(number, ""))
            case "NotificationClosed":
                self._tokens.pop(number, None)
                del self._numbers[key]
