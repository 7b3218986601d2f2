"""Before there is a window on encrypted conversations: their key, from the keyring or by the passphrase."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain.errors import ChatError
from desktop_chat.services.background import Background
from desktop_chat.services.relay import Relay
from desktop_chat.storage import encryption, key_file
from desktop_chat.storage.remembered_key import RememberedKey

_log = logging.getLogger(__name__)


class Unlocking(QObject):
    """Of one data directory; there is no store and no other service yet."""

    opened = Signal()
    missing = Signal()
    """The keyring does not have the key."""
    failed = Signal(object)
    """A `ChatError`: the passphrase is another, or could not be tried."""

    def __init__(self, directory: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.directory = directory
        self._background = Background(Relay(self))

    def look(self) -> None:
        """Asks the keyring; `opened` or `missing` follows, within its ten seconds."""
        self._background.run(RememberedKey(self.directory).unlock, self._tell, self._miss)

    def try_passphrase(self, passphrase: str) -> None:
        """`opened` or `failed` follows, after about a second."""
        self._background.run(lambda: self._open(passphrase), lambda _: self.opened.emit(), self.failed.emit)

    def close(self) -> None:
        self._background.close()

    def _open(self, passphrase: str) -> None:
        encryption.give_key(self.directory, key_file.get(self.directory, passphrase))

    def _tell(self, found: bool) -> None:
        (self.opened if found else self.missing).emit()

    def _miss(self, error: ChatError) -> None:
        _log.info("The keyring did not open the conversations: %s", error.kind)
        self.missing.emit()
