"""The side of the window that is open: it hears what later starts wish."""

import logging

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop_chat.desktop.instance import HEARD
from desktop_chat.domain.wishes import from_line

_log = logging.getLogger(__name__)

_LONGEST_LINE = 1 << 20


class Doorbell(QObject):
    """Listens from here on until it is closed. Whoever holds the door may put aside what a killed window left there."""

    rung = Signal(object)
    """A `Wish`."""

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._receive)
        QLocalServer.removeServer(address)
        if not self._server.listen(address):
            _log.warning("Later starts cannot be heard: %s", self._server.errorString())

    def close(self) -> None:
        self._server.close()

    @Slot()
    def _receive(self) -> None:
        while self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            caller.readyRead.connect(self._read)
            caller.disconnected.connect(self._see_off)
        self._read()

    @Slot()
    def _read(self) -> None:
        for caller in self._callers():
            if caller.canReadLine():
                self._hear(caller)
            elif caller.bytesAvailable() > _LONGEST_LINE:
                caller.abort()

    def _hear(self, caller: QLocalSocket) -> None:
        try:
            wish = from_line(bytes(caller.readLine(_LONGEST_LINE).data()))
        except ValueError:
            caller.abort()
            return
        caller.write(HEARD)
        caller.disconnectFromServer()
        self.rung.emit(wish)

    @Slot()
    def _see_off(self) -> None:
        for caller in self._callers():
            if caller.state() is QLocalSocket.LocalSocketState.UnconnectedState:
                caller.deleteLater()

    def _callers(self) -> list[QLocalSocket]:
        return self._server.findChildren(QLocalSocket)
