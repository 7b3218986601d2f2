"""What services on a bus share."""

from __future__ import annotations

import select
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress

from jeepney import Message
from jeepney.io.blocking import DBusConnection


def come(connection: DBusConnection) -> Iterator[Message]:
    """All messages that are there: those that came together with another one do not show on the socket any more."""
    with suppress(TimeoutError):
        while True:
            yield connection.receive(timeout=0)


def serve(connection: DBusConnection, answer: Callable[[Message], None], hear: Callable[[str], None]) -> None:
    """Until standard input ends: `answer` gets each message, `hear` each line."""
    while True:
        readable, _, _ = select.select([connection.sock, sys.stdin], [], [])
        if sys.stdin in readable:
            line = sys.stdin.readline()
            if not line:
                return
            hear(line.strip())
        if connection.sock in readable:
            for message in come(connection):
                answer(message)
