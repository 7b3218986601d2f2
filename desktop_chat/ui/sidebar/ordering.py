"""What a person does to conversations as a whole, from the menu of the list, by key, or by dragging."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import count

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.folders import SEPARATOR
from desktop_chat.domain.messages import Conversation, ConversationId
from desktop_chat.ui.look import Theme
from desktop_chat.ui.sidebar.keeper import Keeper
from desktop_chat.ui.sidebar.row_words import title_of
from desktop_chat.words import times
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.explanation import named

Ids = Sequence[ConversationId]


class Ordering(QObject):
    """Every verb takes many; those of them that are gone meanwhile are left out."""

    naming_requested = Signal(str)
    """The path of a folder that was just made and has no name of its own yet."""

    def __init__(self, keeper: Keeper, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper, self._library, self._filing, self._theme = keeper, keeper.library, keeper.filing, theme

    def of(self, ids: Ids) -> list[Conversation]:
        """Those that are there, the trash included."""
        return [found for one in ids if (found := self._library.find(one)) is not None]

    def are_pinned(self, ids: Ids) -> bool:
        return bool(known := self.of(ids)) and all(one.pinned for one in known)

    def are_archived(self, ids: Ids) -> bool:
        return bool(known := self.of(ids)) and all(one.archived for one in known)

    def pin(self, ids: Ids) -> None:
        """Or no longer, where all are."""
        self._filing.pin(self._listed(ids), not self.are_pinned(ids))

    def archive(self, ids: Ids) -> None:
        """Or back to the list, where all are archived."""
        self._filing.archive(self._listed(ids), not self.are_archived(ids))

    def trash(self, ids: Ids) -> None:
        self._filing.trash(self._listed(ids))

    def mark_unread(self, ids: Ids) -> None:
        self._filing.mark_unread(self._listed(ids))

    def restore(self, ids: Ids) -> None:
        self._filing.restore(ids)

    def duplicate(self, ids: Ids) -> None:
        for conversation in self.of(ids):
            title = tr("{title}, copy").format(title=title_of(conversation))
            self._filing.duplicate(conversation.id, title)

    # -- folders -----------------------------------------------------------------------------------------------------

    def move(self, ids: Ids, anchor: QWidget, at: QRect) -> None:
        """Asks for the folder in a list that opens at that part of `anchor`."""
        from desktop_chat.ui.sidebar.folder_picker import FolderPicker

        if not (ids := self._listed(ids)):
            return
        folders = {one.folder or "" for one in self.of(ids)}
        now = folders.pop() if len(folders) == 1 else None
        picker = FolderPicker(self._keeper.folders, now, self._theme, anchor, at)
        picker.chosen.connect(partial(self._move_to, ids))
        picker.new_requested.connect(partial(self.new_folder, None, ids))
        picker.start()

    def _move_to(self, ids: Ids, path: str) -> None:
        self._filing.move(self._listed(ids), path or None)

    def new_folder(self, inside: str | None = None, ids: Ids = ()) -> None:
        """A folder that is named at once, where it stands; with these in it."""
        path = self._free_path(inside)
        if ids := self._listed(ids):
            self._filing.move(ids, path)
        else:
            self._filing.add_folder(path)
        self.naming_requested.emit(path)

    def remove_folder(self, path: str) -> None:
        self._filing.remove_folder(path)

    def _free_path(self, inside: str | None) -> str:
        before, name = f"{inside}{SEPARATOR}" if inside else "", tr("New folder")
        paths = (f"{before}{name} {n}" if n > 1 else f"{before}{name}" for n in count(1))
        return next(path for path in paths if path not in self._keeper.folders)

    # -- what nothing takes back -------------------------------------------------------------------------------------

    def delete_for_good(self, ids: Ids, parent: QWidget) -> None:
        """Asks first: this is the one thing that cannot be undone."""
        known = self.of(ids)
        if len(known) == 1:
            self._ask(partial(_question_of, known[0]), [known[0].id], parent)
        else:
            self._ask(partial(_question, len(known)), [one.id for one in known], parent)

    def empty_trash(self, parent: QWidget) -> None:
        inside = [one.id for one in self._library.trash.all()]
        self._ask(partial(_question, len(inside)), inside, parent)

    def _ask(self, question: Callable[[], str], ids: Ids, parent: QWidget) -> None:
        if not ids:
            return
        from desktop_chat.ui.message_box import MessageBox  # for the first time that something is deleted for good

        box = MessageBox(
            self._theme, question, lambda: tr("Messages, files and receipts go along. This cannot be undone."), parent
        )
        delete = box.add_button(lambda: tr("Delete for good"))
        delete.clicked.connect(box.accept)
        delete.clicked.connect(lambda _: self._filing.delete_for_good(ids))
        box.add_closing_button(lambda: tr("Cancel"))
        box.open()

    def _listed(self, ids: Ids) -> list[ConversationId]:
        return [one for one in ids if one in self._library]


def _question_of(one: Conversation) -> str:
    return tr("Delete “{title}” for good?").format(title=named(title_of(one)))


def _question(n: int) -> str:
    return trn("Delete {n} conversation for good?", "Delete {n} conversations for good?", n).format(n=times.count(n))
