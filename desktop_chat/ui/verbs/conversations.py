"""Verbs upon whole conversations: new, next, rename, trash, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop_chat.services.transfers import ExportFormat
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow
    from desktop_chat.ui.sidebar.searching import MessagePlace

_LONGEST_FILE_NAME = 60


class ConversationVerbs(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._library = window.services.library

    @Slot()
    def new(self) -> None:
        self._window.open(self._library.new(self._window.pane.shown).id)
        self._window.pane.composer.focus_editor()

    def rename(self) -> None:
        self._window.pane.rename()

    def trash(self) -> None:
        if self._window.pane.shown:
            self._window.services.filing.trash([self._window.pane.shown])

    def undo(self) -> None:
        back = self._window.services.undoing.undo()
        self._window.notices.close_shown()
        if len(back) == 1:
            self._window.open(back[0].id)

    def can_undo(self) -> bool:
        return self._window.services.undoing.can_undo()

    def step(self, by: int) -> None:
        """The next or previous conversation in the list, round at the ends."""
        ids = [item.id for item in self._library.conversations()]
        shown = self._window.pane.shown
        if ids and shown in ids:
            self._window.open(ids[(ids.index(shown) + by) % len(ids)])

    def go_to(self, place: int) -> None:
        conversations = self._library.conversations()
        if place < len(conversations):
            self._window.open(conversations[place].id)

    def search(self) -> None:
        if not self._window.sidebar.isVisible():
            self._window.side.toggle()
        self._window.sidebar.focus_search()

    @Slot(object)
    def show_message(self, place: MessagePlace) -> None:
        """Opens the conversation of a search result and puts the keys on the message, on whichever branch it is."""
        self._window.open(place.conversation_id)
        self._window.messages.go_to(place.message_id)

    @Slot()
    def export(self) -> None:
        if self._window.pane.shown:
            self.export_one(self._window.pane.shown)

    @Slot(str)
    def export_one(self, conversation_id: str) -> None:
        from PySide6.QtWidgets import QFileDialog

        title = self._library.get(conversation_id).title or tr("New conversation")
        suggested = str(Path.home() / f"{_file_name(title)}.md")
        path, _ = QFileDialog.getSaveFileName(self._window, tr("Export"), suggested, "Markdown (*.md);;JSON (*.json)")
        if path:
            kind = ExportFormat.JSON if path.lower().endswith(".json") else ExportFormat.MARKDOWN
            self._window.services.transfers.export(conversation_id, kind, Path(path))

    @Slot(object)
    def tell_exported(self, path: Path) -> None:
        self._window.notices.say(tr("Exported to {path}").format(path=path))


def _file_name(title: str) -> str:
    """What of a title every file system takes."""
    kept = "".join(c for c in title if c.isalnum() or c in " -_").strip()
    return kept[:_LONGEST_FILE_NAME].strip() or "conversation"
