"""Verbs that keep order: pins, folders, archive, trash. They are for what is chosen in the list while the keys are
there, else for the conversation that is open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_chat.domain.messages import ConversationId
from desktop_chat.ui.sidebar.placing import Part

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow


class OrderVerbs(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._shelves = window.sidebar.shelves
        self._ordering = self._shelves.ordering

    def _ids(self) -> list[ConversationId]:
        shown = self._window.pane.shown
        if self._shelves.shown.hasFocus():
            return self._shelves.shown.chosen()
        return [shown] if shown else []

    def can_order(self) -> bool:
        """Whether any of them is in the library, and not in the trash."""
        return any(one in self._window.services.library for one in self._ids())

    def pin(self) -> None:
        self._ordering.pin(self._ids())

    def are_pinned(self) -> bool:
        return self._ordering.are_pinned(self._ids())

    def archive(self) -> None:
        self._ordering.archive(self._ids())

    def are_archived(self) -> bool:
        return self._ordering.are_archived(self._ids())

    def trash(self) -> None:
        self._ordering.trash(self._ids())

    def duplicate(self) -> None:
        self._ordering.duplicate(self._ids())

    def move(self) -> None:
        """Asks for the folder beside the row, or beside the title of what is open."""
        if self._shelves.shown.hasFocus():
            self._shelves.shown.move_chosen()
        else:
            header = self._window.pane.header
            self._ordering.move(self._ids(), header, header.rect())

    def new_folder(self) -> None:
        self._bring(Part.LIST)
        self._shelves.list.new_folder()

    def show_folder(self, path: str) -> None:
        """The folder in the list, open, with the keys on it."""
        self._bring(Part.LIST)
        self._shelves.list.show_folder(path)

    def show_archive(self) -> None:
        self._turn_to(Part.ARCHIVE)

    def shows_archive(self) -> bool:
        return self._shelves.part is Part.ARCHIVE

    def show_trash(self) -> None:
        self._turn_to(Part.TRASH)

    def shows_trash(self) -> bool:
        return self._shelves.part is Part.TRASH

    def _turn_to(self, part: Part) -> None:
        """Into that part, or from there back to the list."""
        if self._shelves.part is part and self._window.sidebar.isVisible():
            self._shelves.go_back()
        else:
            self._bring(part)
            self._window.sidebar.focus_list()

    def _bring(self, part: Part) -> None:
        if not self._window.sidebar.isVisible():
            self._window.side.toggle()
        self._window.sidebar.show_part(part)
