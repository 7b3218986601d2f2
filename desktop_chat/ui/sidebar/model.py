"""The conversations as the rows of a list, kept in step with the library.

Only midnight, another language and changes of very many rows at once make the list again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice, repeat

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal, Slot

from desktop_chat.domain.folders import name_of, parent_of
from desktop_chat.domain.messages import Conversation, ConversationId
from desktop_chat.domain.settings import OPEN_FOLDERS
from desktop_chat.ui.sidebar import placing
from desktop_chat.ui.sidebar.blocks import Block, Blocks, Key, RowKind
from desktop_chat.ui.sidebar.blocks import Slot as Place
from desktop_chat.ui.sidebar.days import Days
from desktop_chat.ui.sidebar.folder_rows import FolderRows
from desktop_chat.ui.sidebar.keeper import Keeper
from desktop_chat.ui.sidebar.placing import FOLDERS, Part, Placing, contents_slot, folder_slot, path_of
from desktop_chat.ui.sidebar.row_words import (
    Face,
    Role,
    looks_of,
    state_of,
    time_of,
    title_of,
    words_of_conversation,
    words_of_folder,
)
from desktop_chat.ui.sidebar.rows_model import AnyIndex, RowsModel, is_head
from desktop_chat.words.times import count

_FEW = 50
_Flag = Qt.ItemFlag
_OF_A_FOLDER = _Flag.ItemIsEnabled | _Flag.ItemNeverHasChildren | _Flag.ItemIsEditable
_OF_THE_TRASH = _Flag.ItemIsEnabled | _Flag.ItemNeverHasChildren | _Flag.ItemIsSelectable
_OF_A_ROW = _OF_THE_TRASH | _Flag.ItemIsEditable


def _this_moment() -> datetime:
    return datetime.now().astimezone()


class ConversationsModel(RowsModel):
    """Heads, folders and conversations of one part of the library."""

    writing_changed = Signal()
    """`writing_rows` may have another answer."""

    _placing: Placing

    def __init__(
        self,
        keeper: Keeper,
        part: Part = Part.LIST,
        clock: Callable[[], datetime] = _this_moment,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(self._new_block, parent)
        self.part = part
        self._keeper, self._library, self._clock = keeper, keeper.library, clock
        opened = keeper.preferences.get(OPEN_FOLDERS)
        self._folders = FolderRows(opened, self._library.marks)
        self._is_waiting = False
        self._days = Days(clock, self)
        self._days.changed.connect(self.rebuild)
        library = self._library
        if part is Part.TRASH:
            library.trash_changed.connect(self.rebuild)
        else:
            library.conversation_added.connect(self._change)
            library.conversation_removed.connect(self._remove)
            library.many_began.connect(self._wait)
            library.many_ended.connect(self.rebuild)
        library.conversation_changed.connect(self._change)
        library.marks.changed.connect(self._mark)
        if part is Part.LIST:
            keeper.folders.changed.connect(self._follow_folders)
        self._fill()

    # -- what Qt asks ------------------------------------------------------------------------------------------------

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if (found := self.at(index)) is None:
            return _Flag.NoItemFlags
        block, place = found
        if is_head(place):
            return _OF_A_FOLDER if block.head is RowKind.FOLDER else _Flag.NoItemFlags
        return _OF_THE_TRASH if self.part is Part.TRASH else _OF_A_ROW

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if (found := self.at(index)) is None:
            return None
        block, place = found
        if role == Role.FACE:
            return self._face(block, place)
        if role == Role.KIND:
            return block.head if is_head(place) else RowKind.CONVERSATION
        if role == Role.DEPTH:
            return placing.depth_of(block.slot)
        if not is_head(place):
            return self._of_conversation(self._shown[block.keys[place][1]], role)
        if block.head is RowKind.FOLDER:
            return self._of_folder(block.text, role)
        is_text = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return block.text if is_text else None

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A row was renamed in place. Its words change when the library has announced it."""
        if role != Qt.ItemDataRole.EditRole or not isinstance(value, str):
            return False
        if (path := self.folder_at(index)) is not None:
            self._keeper.filing.rename_folder(path, value)
        elif conversation := self.conversation_at(index):
            self._keeper.filing.rename(conversation.id, value)
        else:
            return False
        return True

    def _face(self, block: Block, place: int) -> Face:
        depth = placing.depth_of(block.slot)
        if not is_head(place):
            conversation = self._shown[block.keys[place][1]]
            state, time = (
                state_of(conversation, self._library.marks),
                time_of(conversation, self._placing, self._library.trash),
            )
            return Face(RowKind.CONVERSATION, title_of(conversation), depth, state, time)
        if block.head is not RowKind.FOLDER:
            return Face(RowKind.HEAD, block.text)
        state = self._folders.state(block.text, self.blocks, self._shown)
        held, is_open = count(self._folders.held(block.text, self.blocks)), self._folders.is_open(block.text)
        return Face(RowKind.FOLDER, name_of(block.text), depth, state, held, is_open)

    def _of_conversation(self, conversation: Conversation, role: int) -> object:
        match role:
            case Role.ID:
                return conversation.id
            case Role.STATE:
                return state_of(conversation, self._library.marks)
            case Role.TIME:
                return time_of(conversation, self._placing, self._library.trash)
        return words_of_conversation(conversation, state_of(conversation, self._library.marks), role)

    def _of_folder(self, path: str, role: int) -> object:
        is_open, held = self._folders.is_open(path), self._folders.held(path, self.blocks)
        match role:
            case Role.IS_OPEN:
                return is_open
            case Role.TIME:
                return count(held)
        state = self._folders.state(path, self.blocks, self._shown)
        return state if role == Role.STATE else words_of_folder(path, state, held, is_open=is_open, role=role)

    # -- what stands where -------------------------------------------------------------------------------------------

    def index_of(self, conversation_id: ConversationId) -> QModelIndex:
        """The row of a conversation; invalid for one that is not seen here."""
        place = self._places.get(conversation_id)
        return QModelIndex() if place is None else self.index_at(*place)

    def index_of_folder(self, path: str) -> QModelIndex:
        return self.index_of_head(folder_slot(path))

    def conversation_at(self, index: AnyIndex) -> Conversation | None:
        """None for a head and for a folder."""
        found = self.at(index)
        return None if found is None or is_head(found[1]) else self._shown[found[0].keys[found[1]][1]]

    def folder_at(self, index: AnyIndex) -> str | None:
        """The path of the folder that a row is."""
        found = self.at(index)
        is_folder = found is not None and is_head(found[1]) and found[0].head is RowKind.FOLDER
        return found[0].text if found is not None and is_folder else None

    def seen(self, most: int | None = None) -> list[ConversationId]:
        """The conversations that have a row, from the top down; the first so many."""
        every = (key[1] for block in self.blocks if block.shown for key in block.keys)
        return list(islice(every, most))

    def writing_rows(self) -> set[int]:
        """The rows in which a ring turns; for a conversation in a closed folder that is the folder's."""
        rows = set()
        for conversation_id in self._writing:
            index = self.index_of(conversation_id)
            folder: str | None = path_of(self._places[conversation_id][0])
            while folder and not index.isValid():
                index, folder = self.index_of_folder(folder), parent_of(folder)
            rows.add(index.row())
        return rows

    def set_open(self, path: str, is_open: bool) -> None:
        """Shows or hides what a folder holds, also in later runs."""
        if self._folders.is_open(path) == is_open:
            return
        self._folders.set_open(path, is_open)
        inside = self.blocks.inside(folder_slot(path))
        self.show_blocks([(block, self._folders.shows(block)) for block in inside])
        self.repaint(self.index_of_folder(path))
        self._keeper.preferences.set(OPEN_FOLDERS, self._folders.opened)
        self.writing_changed.emit()

    # -- what the library announces ----------------------------------------------------------------------------------

    @Slot()
    def _wait(self) -> None:
        """So much is about to change that all rows are made again at its end."""
        self._is_waiting = True

    @Slot(object)
    def _change(self, conversation: Conversation) -> None:
        """Also for one that has come."""
        if self._is_waiting:
            return
        slot, old = self._placing.slot_of(conversation), self._places.get(conversation.id)
        if slot is None:
            self._remove(conversation)
            return
        before = self._shown.get(conversation.id)
        key = self._placing.key_of(conversation)
        self._shown[conversation.id] = conversation
        self._places[conversation.id] = slot, key
        if old is None:
            self.put(slot, key)
        elif old != (slot, key):
            self.shift(*old, slot, key)
        if before is None or old is None or old[0] != slot or looks_of(before) != looks_of(conversation):
            self.repaint(self.index_of(conversation.id))
            self._repaint_above(slot)
            if old is not None and old[0] != slot:
                self._repaint_above(old[0])
        self._note_writing(conversation.id)

    @Slot(object)
    def _remove(self, conversation: Conversation) -> None:
        place = None if self._is_waiting else self._places.pop(conversation.id, None)
        if place is None:
            return
        self.take(*place)
        del self._shown[conversation.id]
        self._repaint_above(place[0])
        self._note_writing(conversation.id)

    @Slot(str)
    def _mark(self, conversation_id: ConversationId) -> None:
        if place := self._places.get(conversation_id):
            self.repaint(self.index_of(conversation_id))
            self._repaint_above(place[0])
        self._note_writing(conversation_id)

    def _note_writing(self, conversation_id: ConversationId) -> None:
        is_writing = conversation_id in self._places and self._library.marks.is_writing(conversation_id)
        (self._writing.add if is_writing else self._writing.discard)(conversation_id)
        self.writing_changed.emit()

    @Slot()
    def _follow_folders(self) -> None:
        """Folders have come or gone, and with them what lies there."""
        known, blocks = self._keeper.folders.all(), [one for one in self.blocks if one.head is RowKind.FOLDER]
        gone = [block for block in blocks if block.text not in known]
        come = set(known) - {block.text for block in blocks}
        moving = [key[1] for block in gone for key in self.keys_in(contents_slot(block.text))]
        moving += [one.id for one in self._shown.values() if one.folder in come]
        if len(moving) > _FEW:
            self.rebuild()
            return
        self._placing = Placing(self.part, self._placing.now, known)
        for block in self._folder_blocks():
            if self.blocks.find(block.slot) is None:
                self.add_block(block)
        for conversation_id in moving:
            self._change(self._shown[conversation_id])
        for block in reversed(gone):  # what lies in another before that
            if (contents := self.blocks.find(contents_slot(block.text))) is not None:
                self.drop_block(contents)
            self.drop_block(block)
        if not known and (head := self.blocks.find(FOLDERS)) is not None:
            self.drop_block(head)

    # -- making the list ---------------------------------------------------------------------------------------------

    @Slot()
    def rebuild(self) -> None:
        """All rows again."""
        self._is_waiting = False
        self.beginResetModel()
        self._fill()
        self.endResetModel()

    def _fill(self) -> None:
        library, folders = self._library, self._keeper.folders.all() if self.part is Part.LIST else ()
        self._placing = Placing(self.part, self._clock(), folders)
        self._shown: dict[ConversationId, Conversation] = {}
        self._places: dict[ConversationId, tuple[Place, Key]] = {}
        self.blocks = Blocks()
        for block in self._folder_blocks():
            self.blocks.add(block)
        everything = library.trash.all() if self.part is Part.TRASH else library.conversations(in_order=False)
        for slot, placed in self._placing.sorted_into(everything):
            block = self._new_block(slot)
            block.keys = [key for key, _ in placed]
            self.blocks.add(block)
            ids = [key[1] for key in block.keys]
            self._places.update(zip(ids, zip(repeat(slot), block.keys), strict=False))
            self._shown.update(zip(ids, (conversation for _, conversation in placed), strict=True))
        self._writing = {item for item in library.marks.writing() if item in self._places}
        self._folders.forget_all()

    def _folder_blocks(self) -> Iterator[Block]:
        """The head and the rows of all folders."""
        folders = self._placing.folders
        if folders:
            yield self._placing.block_for(FOLDERS)
        for path in folders:
            block = placing.folder_block(path)
            block.shown = self._folders.shows(block)
            yield block

    def _new_block(self, slot: Place) -> Block:
        block = self._placing.block_for(slot)
        block.shown = block.head is not None or self._folders.shows(block)
        return block

    def _repaint_above(self, slot: Place) -> None:
        """The rows of the folders in which something changed."""
        path: str | None = path_of(slot)
        while path:
            self._folders.forget(path)
            self.repaint(self.index_of_folder(path))
            path = parent_of(path)
