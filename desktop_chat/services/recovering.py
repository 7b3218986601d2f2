"""The ways out of a damaged database, taken off the GUI thread. Nobody has the database open meanwhile."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain.recovery import Backup
from desktop_chat.services.background import Background
from desktop_chat.services.relay import Relay
from desktop_chat.storage.backups import all_in
from desktop_chat.storage.restoring import restore_backup, restore_what_can_be_read


class Recovering(QObject):
    """Of one data directory; there is no store and no other service yet."""

    listed = Signal(object)
    """The `Backup`s that are sound, newest first, as a list."""
    restored = Signal(object)
    """A `Restored`."""
    failed = Signal(object)
    """A `ChatError`."""

    def __init__(self, directory: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.directory = directory
        self._background = Background(Relay(self))

    def look(self) -> None:
        self._background.run(lambda: all_in(self.directory), self.listed.emit, self.failed.emit)

    def restore(self, backup: Backup) -> None:
        self._background.run(lambda: restore_backup(self.directory, backup), self.restored.emit, self.failed.emit)

    def salvage(self) -> None:
        self._background.run(lambda: restore_what_can_be_read(self.directory), self.restored.emit, self.failed.emit)

    def close(self) -> None:
        self._background.close()
