"""The bus of the desktop session (D-Bus): calls to its services, and what they announce.

Qt's own binding cannot say of a number which of D-Bus' types it is, so the messages are made by jeepney, which keyring
brings along wherever there is such a bus.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.auth import AuthenticationError
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

_log = logging.getLogger(__name__)


class Service(NamedTuple):
    """Where something is to be called."""

    name: str
    path: str
    interface: str


Answer: TypeAlias = Callable[[tuple[Any, ...] | None], None]
"""Receives what a call has returned, None when it came to nothing."""
Opening: TypeAlias = Callable[[Callable[[], "DBusConnection | None"], Callable[["DBusConnection | None"], None]], None]
"""Runs the first off the GUI thread and calls the second with what came of it."""


def connect() -> DBusConnection | None:
    """A connection, None where there is no bus or it does not answer. Not for the GUI thread."""
    try:
        return open_dbus_connection("SESSION")
    except (KeyError, ValueError, OSError, RuntimeError, AuthenticationError) as error:
        _log.info("There is no session bus: %s", type(error).__name__)
        return None


class SessionBus(QObject):
    """Opened with the first call; what is called before it is open waits."""

    announced = Signal(str, str, object)
    """Interface, name and contents of a signal that was asked for."""

    def __init__(self, opening: Opening, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opening = opening
        self._connection: DBusConnection | None = None
        self._notifier: QSocketNotifier | None = None
        self._is_opening = self._is_closed = False
        self._waiting: deque[tuple[Message, Answer | None]] = deque()
        self._answers: dict[int, Answer] = {}

    @property
    def own_name(self) -> str:
        """What the bus calls this connection, "" before it is open."""
        return str(self._connection.unique_name) if self._connection else ""

    def call(self, service: Service, method: str, signature: str = "", *body: Any, then: Answer | None = None) -> None:
        address = DBusAddress(service.path, service.name, service.interface)
        self._send(new_method_call(address, method, signature or None, body), then)

    def listen(self, service: Service) -> None:
        """From now on what this interface of the service says is announced."""
        rule = MatchRule(type="signal", sender=service.name, interface=service.interface)
        self._send(message_bus.AddMatch(rule), None)

    def close(self) -> None:
        self._is_closed = True
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    # -- out ---------------------------------------------------------------------------------------------------------

    def _send(self, message: Message, then: Answer | None) -> None:
        self._waiting.append((message, then))
        if self._connection is not None:
            self._send_waiting(self._connection)
        elif not self._is_opening:
            self._is_opening = True
            self._opening(connect, self._begin)

    def _begin(self, connection: DBusConnection | None) -> None:
        self._is_opening = False
        if self._is_closed or connection is None:
            if connection is not None:
                connection.close()
            self._come_to_nothing()
            return
        self._connection = connection
        self._notifier = QSocketNotifier(connection.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._receive)
        self._send_waiting(connection)

    def _send_waiting(self, connection: DBusConnection) -> None:
        try:
            while self._waiting:
                message, then = self._waiting.popleft()
                serial = next(connection.outgoing_serial)
                if then is not None:
                    self._answers[serial] = then
                connection.send(message, serial=serial)
        except OSError:
            self._lose()

    # -- in ----------------------------------------------------------------------------------------------------------

    @Slot()
    def _receive(self) -> None:
        try:
            while self._connection is not None:
                self._take(self._connection.receive(timeout=0))
        except TimeoutError:
            return
        except OSError:
            self._lose()

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        kind = message.header.message_type
        if kind is MessageType.signal:
            self.announced.emit(
                fields.get(HeaderFields.interface, ""), fields.get(HeaderFields.member, ""), message.body
            )
        elif (then := self._answers.pop(fields.get(HeaderFields.reply_serial, -1), None)) is not None:
            then(tuple(message.body) if kind is MessageType.method_return else None)

    def _lose(self) -> None:
        """The bus has gone, as at the end of a session; the next call looks for it again."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._come_to_nothing()

    def _come_to_nothing(self) -> None:
        lost = [*self._answers.values(), *(then for _, then in self._waiting if then is not None)]
        self._answers.clear()
        self._waiting.clear()
        for then in lost:
            then(None)
