"""The folders that conversations lie in."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain import folders
from desktop_chat.domain.messages import Conversation
from desktop_chat.services.background import Background
from desktop_chat.services.library import Library
from desktop_chat.storage.folders import Folders as Stored


class Folders(QObject):
    """A folder stays until it is removed, also when nothing lies in it."""

    changed = Signal()

    def __init__(self, stored: Stored, library: Library, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stored = stored
        self._library = library
        self._background = background
        self._known = set(folders.with_parents(stored.all()))
        library.conversation_added.connect(self._notice)
        library.conversation_changed.connect(self._notice)

    def all(self) -> tuple[str, ...]:
        """Their paths, in the order of their names, each before what lies in it."""
        return folders.with_parents(self._known)

    def __contains__(self, path: object) -> bool:
        return path in self._known

    def set_all(self, paths: Iterable[str]) -> None:
        """These are the folders now."""
        wanted = set(folders.with_parents(paths))
        added, removed = wanted - self._known, self._known - wanted
        if added or removed:
            self._known = wanted
            future = self._stored.change(sorted(added), sorted(removed))
            self._background.when(future, lambda _: None, self._library.failed.emit)
            self.changed.emit()

    def add(self, path: str) -> None:
        self.set_all((*self._known, path))

    def refresh(self) -> None:
        """Takes in what other processes did."""
        known = set(folders.with_parents(self._stored.all()))
        if known != self._known:
            self._known = known
            self.changed.emit()

    @Slot(object)
    def _notice(self, conversation: Conversation) -> None:
        if conversation.trashed_at is None and conversation.folder and conversation.folder not in self._known:
            self._known.update(folders.with_parents((conversation.folder,)))
            self.changed.emit()
