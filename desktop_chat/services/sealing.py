"""Encryption of the conversations, as the window asks for it.

Nobody may have the database open while it is written anew, so the window only says what it wishes: it closes, the files
are converted, it opens again. A passphrase is changed, and the key kept in the keyring, while it is open.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain.encryption import Conversion, Wish
from desktop_chat.domain.errors import ChatError, SecretError
from desktop_chat.services.background import Background
from desktop_chat.storage import encryption

if TYPE_CHECKING:
    from desktop_chat.storage.remembered_key import RememberedKey


class Sealing(QObject):
    """Of the data directory that the window shows."""

    wished = Signal(object)
    """An `Conversion`: the window is to close for it."""
    passphrase_changed = Signal()
    remembered = Signal(bool)
    """Whether the keyring holds the key."""
    failed = Signal(object)
    """A `ChatError`."""

    def __init__(self, directory: Path, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_on = encryption.key_of(directory) is not None
        self._directory, self._background = directory, background

    @cached_property
    def _kept(self) -> RememberedKey:
        from desktop_chat.storage.remembered_key import RememberedKey  # no start has a use for it

        return RememberedKey(self._directory)

    def encrypt(self, passphrase: str, *, remember: bool) -> None:
        self.wished.emit(Conversion(Wish.ENCRYPT, passphrase, remember))

    def decrypt(self) -> None:
        self.wished.emit(Conversion(Wish.DECRYPT))

    def change_passphrase(self, old: str, new: str) -> None:
        from desktop_chat.storage.conversion import change_passphrase

        def change() -> None:
            change_passphrase(self._directory, old, new)

        self._background.run(change, lambda _: self.passphrase_changed.emit(), self.failed.emit)

    def look(self) -> None:
        """`remembered` follows."""
        self._background.run(self._kept.is_kept, self.remembered.emit, lambda _: self.remembered.emit(False))

    def set_remembered(self, wanted: bool) -> None:
        """`remembered` follows, and `failed` before it where the keyring does not do as wished."""
        job = self._kept.keep if wanted else self._kept.forget
        self._background.run(job, lambda _: self.remembered.emit(wanted), lambda error: self._refused(error, wanted))

    def _refused(self, error: ChatError, wanted: bool) -> None:
        self.failed.emit(error)
        self.remembered.emit(isinstance(error, SecretError) and not wanted)
