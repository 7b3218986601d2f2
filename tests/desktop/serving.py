"""What services on a bus share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from jeepney import Message
from jeepney.io.blocking import DBusConnection


def come(connection: DBusConnection) -> Iterator[Message]:
    """All messages that are there: those that came together with another one do not show on the socket any more."""
    with suppress(TimeoutError):
        while True:
            yield connection.receive(timeout=0)
