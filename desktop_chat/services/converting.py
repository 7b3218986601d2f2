"""Between two lives of the window: its files become encrypted, or plain again, off the GUI thread."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain.encryption import Conversion, Converted, Wish
from desktop_chat.domain.errors import SecretError
from desktop_chat.services.background import Background
from desktop_chat.services.relay import Relay
from desktop_chat.storage import conversion
from desktop_chat.storage.remembered_key import RememberedKey

_log = logging.getLogger(__name__)


class Converting(QObject):
    """One order on one data directory that nobody has open."""

    came = Signal(int, int)
    """So many files are done, of so many."""
    done = Signal(object)
    """What came of it, a `Converted`."""
    not_remembered = Signal(object)
    """A `SecretError`: all is done but for the key, which the keyring did not take."""
    failed = Signal(object)
    """A `ChatError`; the conversations are as they were."""

    def __init__(self, directory: Path, order: Conversion, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.directory, self.order = directory, order
        self._background = Background(Relay(self))

    def run(self) -> None:
        self._background.run(self._converted, self._go_on, self.failed.emit)

    def close(self) -> None:
        self._background.close()

    def leftovers(self) -> tuple[Path, ...]:
        """Plain files that were put aside and stay."""
        return conversion.plain_leftovers(self.directory) if self.order.wish is Wish.ENCRYPT else ()

    def _converted(self) -> Converted:
        if self.order.wish is Wish.ENCRYPT:
            return conversion.encrypt(self.directory, self.order.passphrase, self._tell)
        converted = conversion.decrypt(self.directory, self._tell)
        with suppress(SecretError):  # it may never have been there
            RememberedKey(self.directory).forget()
        return converted

    def _tell(self, done: int, of: int) -> None:
        self._background.post(lambda: self.came.emit(done, of))

    def _go_on(self, converted: Converted) -> None:
        if not self.order.remember:
            self.done.emit(converted)
            return

        def refused(error: object) -> None:
            self.not_remembered.emit(error)
            self.done.emit(converted)

        self._background.run(RememberedKey(self.directory).keep, lambda _: self.done.emit(converted), refused)
