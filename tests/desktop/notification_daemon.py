"""A notification service of a desktop, as `python -m tests.desktop.notification_daemon FILE`: what it is asked to show
comes into FILE, a line of JSON each; a number on standard input is a click on the notification of that number.
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

NAME = "org.freedesktop.Notifications"
_US = DBusAddress("/org/freedesktop/Notifications", NAME, NAME)
_NOTIFY = "susssasa{sv}i"


class Daemon:
    def __init__(self, connection: DBusConnection, file: Path) -> None:
        self._connection, self._file = connection, file
        self._numbers = 0

    def note(self, **what: Any) -> None:
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(what) + "\n")

    def serve(self) -> None:
        self.note(ready=True)
        serve(self._connection, self.answer, lambda line: self.click(int(line)))

    def click(self, number: int) -> None:
        self._connection.send(new_signal(_US, "ActivationToken", "us", (number, "leave")))
        self._connection.send(new_signal(_US, "ActionInvoked", "us", (number, "default")))
        self._connection.send(new_signal(_US, "NotificationClosed", "uu", (number, 2)))

    def answer(self, message: Message) -> None:
        if message.header.message_type is not MessageType.method_call:
            return
        fields = message.header.fields
        match fields[HeaderFields.member]:
            case "GetCapabilities":
                reply = new_method_return(message, "as", (["actions", "body", "body-markup"],))
            case "Notify" if fields.get(HeaderFields.signature) == _NOTIFY:
                reply = new_method_return(message, "u", (self._show(*message.body),))
            case "CloseNotification" if fields.get(HeaderFields.signature) == "u":
                self.note(closed=message.body[0])
                reply = new_method_return(message)
            case _:
                reply = new_error(message, "org.freedesktop.DBus.Error.InvalidArgs")
        self._connection.send(reply)

    def _show(self, *told: Any) -> int:
        program, replaced, icon, title, body, actions, hints, _ = told
        if not replaced:
            self._numbers += 1
        entry = hints["desktop-entry"][1]
        shown = {"program": program, "icon": icon, "title": title, "body": body, "actions": actions, "entry": entry}
        self.note(number=replaced or self._numbers, replaced=replaced, **shown)
        return int(replaced or self._numbers)


if __name__ == "__main__":
    with open_dbus_connection("SESSION") as bus:
        bus.send_and_get_reply(message_bus.RequestName(NAME))
        Daemon(bus, Path(sys.argv[1])).serve()
