"""A desktop's portal that offers keys, as `python -m tests.desktop.portal_daemon FILE`: what it is asked for comes into
FILE, a line of JSON each. On standard input, `press` is a press of the key, and `refuse` what the person answers next.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.desktop.serving import serve

NAME, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_SHORTCUTS = f"{NAME.rpartition('.')[0]}.GlobalShortcuts"
_REQUEST = f"{NAME.rpartition('.')[0]}.Request"


class Portal:
    def __init__(self, connection: DBusConnection, file: Path) -> None:
        self._connection, self._file = connection, file
        self._session, self._caller = "", ""
        self._refuses = False

    def note(self, **what: Any) -> None:
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(what) + "\n")

    def serve(self) -> None:
        self.note(ready=True)
        serve(self._connection, self.answer, self.hear)

    def hear(self, word: str) -> None:
        if word == "refuse":
            self._refuses = True
            self.note(refuses=True)
        else:
            told = (self._session, "quick-ask", 5, {"activation_token": ("s", "leave")})
            self._emit(PATH, _SHORTCUTS, "Activated", "osta{sv}", told)

    def answer(self, message: Message) -> None:
        if message.header.message_type is not MessageType.method_call:
            return
        fields = message.header.fields
        self._caller = fields[HeaderFields.sender]
        match fields[HeaderFields.member], fields.get(HeaderFields.signature, ""):
            case "CreateSession", "a{sv}":
                (options,) = message.body
                self._session = self._path("session", options["session_handle_token"][1])
                self._respond(message, options, {"session_handle": ("s", self._session)})
            case "BindShortcuts", "oa(sa{sv})sa{sv}":
                session, [(name, about)], _, options = message.body
                known = session == self._session
                self.note(name=name, about={key: value for key, (_, value) in about.items()}, known=known)
                self._respond(message, options, {"shortcuts": ("a(sa{sv})", [(name, {})])})
            case "Close", _:
                self.note(closed=fields[HeaderFields.path] == self._session)
                self._connection.send(new_method_return(message))
            case _:
                self._connection.send(new_error(message, "org.freedesktop.DBus.Error.InvalidArgs"))

    def _respond(self, message: Message, options: dict[str, Any], results: dict[str, Any]) -> None:
        request = self._path("request", options["handle_token"][1])
        self._connection.send(new_method_return(message, "o", (request,)))
        told = (1, {}) if self._refuses else (0, results)
        self._emit(request, _REQUEST, "Response", "ua{sv}", told)

    def _path(self, kind: str, token: str) -> str:
        return f"{PATH}/{kind}/{self._caller[1:].replace('.', '_')}/{token}"

    def _emit(self, path: str, interface: str, name: str, signature: str, body: tuple[Any, ...]) -> None:
        """To the caller alone, as portals do."""
        signal = new_signal(DBusAddress(path, interface=interface), name, signature, body)
        signal.header.fields[HeaderFields.destination] = self._caller
        self._connection.send(signal)


if __name__ == "__main__":
    with open_dbus_connection("SESSION") as bus:
        bus.send_and_get_reply(message_bus.RequestName(NAME))
        Portal(bus, Path(sys.argv[1])).serve()
