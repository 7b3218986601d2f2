"""Keeping order among the conversations: names, pins, folders, archive, trash. Everything here can be taken back."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_chat.domain import forks
from desktop_chat.domain.deeds import Deed, DeedKind
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.folders import folder_named, lies_in, moved, parent_of
from desktop_chat.domain.messages import TITLE_LENGTH, Conversation, ConversationId, now
from desktop_chat.domain.text import clean, first_line
from desktop_chat.domain.tree import Tree
from desktop_chat.services.background import Background
from desktop_chat.services.folders import Folders
from desktop_chat.services.library import Library
from desktop_chat.storage.conversations import Conversations

_COLUMNS = {
    DeedKind.RENAMED: ("title",),
    DeedKind.PINNED: ("pinned",),
    DeedKind.UNPINNED: ("pinned",),
    DeedKind.ARCHIVED: ("archived",),
    DeedKind.UNARCHIVED: ("archived",),
    DeedKind.MOVED: ("folder", "pinned"),
    DeedKind.FOLDER_RENAMED: ("folder",),
    DeedKind.FOLDER_REMOVED: ("folder",),
}
_AWAY = {DeedKind.RESTORED, DeedKind.ADDED, DeedKind.IMPORTED}

Ids = Iterable[ConversationId]


class Filing(QObject):
    """The verbs; each takes many conversations, and does nothing about those for which nothing would change."""

    done = Signal(object)
    """A `Deed`, which `take_back` undoes."""
    duplicated = Signal(str)
    """The id of a conversation that was just made."""

    def __init__(
        self,
        conversations: Conversations,
        library: Library,
        folders: Folders,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = conversations
        self._library = library
        self._folders = folders
        self._background = background

    def rename(self, conversation_id: ConversationId, title: str) -> None:
        """An empty title renames nothing."""
        if title := first_line(clean(title), TITLE_LENGTH):
            self._set(DeedKind.RENAMED, (conversation_id,), title)

    def pin(self, conversation_ids: Ids, pinned: bool = True) -> None:
        self._set(DeedKind.PINNED if pinned else DeedKind.UNPINNED, conversation_ids, pinned)

    def archive(self, conversation_ids: Ids, archived: bool = True) -> None:
        self._set(DeedKind.ARCHIVED if archived else DeedKind.UNARCHIVED, conversation_ids, archived)

    def move(self, conversation_ids: Ids, folder: str | None, *, unpin: bool = False) -> None:
        """Into a folder, which is made if there is none of that path; None: out of any. With `unpin` pinned ones too
        stand there from now on.
        """
        path = folder_named(folder or "")
        if path is not None:
            self._folders.add(path)
        self._set(DeedKind.MOVED, conversation_ids, path, *[False] * unpin)

    def trash(self, conversation_ids: Ids) -> None:
        self._tell(Deed(DeedKind.TRASHED, self._library.put_away(conversation_ids)))

    def restore(self, conversation_ids: Ids) -> None:
        self._tell(Deed(DeedKind.RESTORED, self._library.bring_back(conversation_ids)))

    def mark_unread(self, conversation_ids: Ids) -> None:
        """As if nobody had looked since the last reply."""
        known = (self._library.get(one) for one in conversation_ids)
        self._library.change_each((replace(one, unread=True) for one in known), "unread")

    def duplicate(self, conversation_id: ConversationId, title: str) -> None:
        """The same again, called `title`; `duplicated` tells where it is. What was paid stays with the original."""
        conversation = self._library.get(conversation_id)
        self._background.run(
            lambda: self._store.tree(conversation_id),
            lambda tree: self._add_copy(conversation, tree, title),
            self._library.failed.emit,
        )

    def tell_imported(self, conversation_ids: Ids) -> None:
        """These came from a file, and are in the library now."""
        found = (self._library.find(one) for one in conversation_ids)
        self._tell(Deed(DeedKind.IMPORTED, tuple(one for one in found if one is not None)))

    # -- folders -----------------------------------------------------------------------------------------------------

    def add_folder(self, path: str) -> None:
        named, before = folder_named(path), self._folders.all()
        if named is not None and named not in self._folders:
            self._folders.add(named)
            self.done.emit(Deed(DeedKind.FOLDER_ADDED, folders=before, folder=named))

    def rename_folder(self, path: str, name: str) -> None:
        """Under another name, what it holds included. The name of a folder that exists joins the two."""
        above = parent_of(path)
        new = folder_named(f"{above}/{name}" if above else name)
        if new is not None and new != path:
            self._move_folder(DeedKind.FOLDER_RENAMED, path, new)

    def remove_folder(self, path: str) -> None:
        """What it holds lies where it lay itself."""
        self._move_folder(DeedKind.FOLDER_REMOVED, path, None)

    def _move_folder(self, kind: DeedKind, path: str, new: str | None) -> None:
        before = self._folders.all()
        others = [one for one in before if not lies_in(one, path)]
        kept = [goal for one in before if lies_in(one, path) and (goal := moved(one, path, new))]
        inside = [one for one in self._library.conversations() if lies_in(one.folder, path)]
        self._folders.set_all([*others, *kept])
        moving = (replace(one, folder=moved(one.folder or "", path, new)) for one in inside)
        was = self._library.change_each(moving, "folder")
        self.done.emit(Deed(kind, was, folders=before, folder=path))

    # -- taking back and throwing away for good ----------------------------------------------------------------------

    def take_back(self, deed: Deed) -> tuple[Conversation, ...]:
        """Everything is as it was before; the conversations of which something changed."""
        ids = [one.id for one in deed.before]
        if deed.folders is not None:
            self._folders.set_all(deed.folders)
        if deed.kind is DeedKind.TRASHED:
            return self._library.bring_back(ids)
        if deed.kind in _AWAY:
            self._library.put_away(ids)
            return ()
        if deed.kind is DeedKind.MOVED:
            for folder in {one.folder for one in deed.before if one.folder}:
                self._folders.add(folder)
        columns = _COLUMNS.get(deed.kind)
        back = self._library.change_each(deed.before, *columns) if columns else ()
        if deed.folders is not None:  # since then something may have come to lie in one that was not there before
            self._folders.set_all((*deed.folders, *self._named()))
        return back

    def _named(self) -> set[str]:
        """The folders in which something lies."""
        return {one.folder for one in self._library.conversations(in_order=False) if one.folder}

    def can_take_back(self, deed: Deed) -> bool:
        """Whether that would change something. What was done to what lies in the trash waits until it is out again."""
        if deed.folders is not None:
            return True
        in_trash = deed.kind is DeedKind.TRASHED
        return any((one.id in self._library) != in_trash and self._library.find(one.id) for one in deed.before)

    def delete_for_good(self, conversation_ids: Ids) -> None:
        """Those of them that are in the trash and are not being written. Nothing takes this back."""
        library = self._library
        ids = [one for one in conversation_ids if one not in library and not library.marks.is_writing(one)]
        gone = [one for one in map(library.trash.take, ids) if one is not None]

        def put_back(error: ChatError) -> None:
            for conversation in gone:
                library.trash.put(conversation)
            library.trash_changed.emit()
            library.failed.emit(error)

        if gone:
            self._background.when(self._store.delete([one.id for one in gone]), lambda _: None, put_back)
            library.trash_changed.emit()

    def clear_out(self) -> None:
        """Deletes for good what has been in the trash for 30 days. A clock that was put forward tells of none."""
        self.delete_for_good(one.id for one in self._library.trash.outlived())

    def _set(self, kind: DeedKind, conversation_ids: Ids, *values: object) -> None:
        """Of what that kind changes; what has no value here stays."""
        columns: dict[str, Any] = dict(zip(_COLUMNS[kind], values, strict=False))
        changed = [replace(self._library.get(one), **columns) for one in conversation_ids]
        self._tell(Deed(kind, self._library.change_each(changed, *columns)))

    def _tell(self, deed: Deed) -> None:
        if deed.before:
            self.done.emit(deed)

    def _add_copy(self, conversation: Conversation, tree: Tree, title: str) -> None:
        copy, messages = forks.duplicated(conversation, tuple(tree.values()), title, now())

        def tell(_: None) -> None:
            self._library.adopt(copy)
            self._tell(Deed(DeedKind.ADDED, (copy,)))
            self.duplicated.emit(copy.id)

        self._background.when(self._store.create(copy, messages), tell, self._library.failed.emit)
