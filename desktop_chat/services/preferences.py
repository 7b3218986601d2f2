"""The settings of this person, and who wants to know when one changes."""

import logging
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_chat.domain.errors import ChatError, StoreError
from desktop_chat.domain.settings import Setting
from desktop_chat.services.background import Background

T = TypeVar("T")

_log = logging.getLogger(__name__)

_SAVE_AFTER_MS = 300


class Stored(Protocol):
    """The file behind the settings."""

    @property
    def folder(self) -> Path:
        """Where it lies."""
        ...

    def load(self) -> dict[str, Any]: ...

    def save(self, values: dict[str, Any]) -> None: ...


class Preferences(QObject):
    """Values are read once and kept; a change is written a moment later, off the GUI thread."""

    changed = Signal(str)
    """The name of the setting that has a new value."""
    not_saved = Signal(object)
    """The `ChatError` that kept the file from being written."""

    def __init__(self, file: Stored, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._background = background
        self._values = file.load()
        self._unsaved = False
        self._writing = False
        self._timer = QTimer(self, singleShot=True, interval=_SAVE_AFTER_MS)
        self._timer.timeout.connect(self._save)

    @property
    def folder(self) -> Path:
        """Where the settings lie, and everything else of this person."""
        return self._file.folder

    def get(self, setting: Setting[T]) -> T:
        return setting.value_in(self._values)

    def set(self, setting: Setting[T], value: T) -> None:
        if self.get(setting) == value:
            return
        self._values[setting.name] = value
        self._unsaved = True
        self._timer.start()
        self.changed.emit(setting.name)

    def close(self) -> None:
        """Writes what has not been written yet; called when the window is gone, so waiting is right."""
        self._timer.stop()
        if not (self._unsaved or self._writing):  # what was being written may have been dropped with the pool
            return
        self._unsaved = self._writing = False
        try:
            self._file.save(dict(self._values))
        except StoreError as error:  # nobody is left to be told, and the conversations have yet to be closed
            _log.warning("The settings could not be written: %s", error.kind)

    @Slot()
    def _save(self) -> None:
        if self._writing:  # one writer at a time, or an older state could overtake a newer one
            self._timer.start()
            return
        values = dict(self._values)
        self._unsaved, self._writing = False, True
        self._background.run(lambda: self._file.save(values), self._on_saved, self._on_trouble)

    def _on_saved(self, _: None) -> None:
        self._writing = False

    def _on_trouble(self, error: ChatError) -> None:
        self._unsaved, self._writing = True, False
        self.not_saved.emit(error)
