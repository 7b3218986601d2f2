"""A desktop's portal that tells how things are to look, as `python -m tests.desktop.look_portal FILE`.

FILE is there once it answers. On standard input a line `NAME NUMBER`, such as `color-scheme 1`, is a person's change of
that setting.
"""

from __future__ import annotations

import sys
from pathlib import Path

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
_SETTINGS = f"{NAME.rpartition('.')[0]}.Settings"
_APPEARANCE = "org.freedesktop.appearance"
_UNKNOWN = f"{NAME.rpartition('.')[0]}.Error.NotFound"


class Portal:
    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self._known = {"color-scheme": 0, "contrast": 0}

    def serve(self) -> None:
        serve(self._connection, self._answer, self._change)

    def _change(self, line: str) -> None:
        name, number = line.split()
        self._known[name] = int(number)
        told = (_APPEARANCE, name, ("u", self._known[name]))
        self._connection.send(new_signal(DBusAddress(PATH, interface=_SETTINGS), "SettingChanged", "ssv", told))

    def _answer(self, message: Message) -> None:
        if message.header.message_type is not MessageType.method_call:
            return
        match message.header.fields[HeaderFields.member], message.body:
            case "ReadAll", _:
                values = {name: ("u", number) for name, number in self._known.items()}
                answer = new_method_return(message, "a{sa{sv}}", ({_APPEARANCE: values},))
            case "Read", (namespace, name) if namespace == _APPEARANCE and name in self._known:
                answer = new_method_return(message, "v", (("v", ("u", self._known[name])),))
            case "ReadOne", (namespace, name) if namespace == _APPEARANCE and name in self._known:
                answer = new_method_return(message, "v", (("u", self._known[name]),))
            case _:
                answer = new_error(message, _UNKNOWN)
        self._connection.send(answer)


if __name__ == "__main__":
    with open_dbus_connection("SESSION") as bus:
        bus.send_and_get_reply(message_bus.RequestName(NAME))
        Path(sys.argv[1]).touch()
        Portal(bus).serve()
