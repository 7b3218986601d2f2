"""The conversations as the rows of a list, kept in step with the library.

Every announcement becomes the smallest change of rows, so that what is selected, being renamed or read aloud stays what
it is. Only midnight and another language rebuild the list: then every head and time may be another.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum, IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal, Slot

from desktop_chat.domain.messages import Conversation, ConversationId
from desktop_chat.services.filing import Filing
from desktop_chat.services.library import Library
from desktop_chat.ui.sidebar.sections import Key, RowKind, Section, Sections, Target
from desktop_chat.words import times
from desktop_chat.words.catalogue import later, tr

_AnyIndex = QModelIndex | QPersistentModelIndex
_Flag = Qt.ItemFlag
_OF_A_ROW = _Flag.ItemIsEnabled | _Flag.ItemIsSelectable | _Flag.ItemIsEditable | _Flag.ItemNeverHasChildren
_LONGEST_WAIT_MS = 15 * 60 * 1000  # a computer that slept past midnight is noticed this soon


class Role(IntEnum):
    """What the delegate asks for beside the title."""

    ID = Qt.ItemDataRole.UserRole + 1
    KIND = Qt.ItemDataRole.UserRole + 2
    STATE = Qt.ItemDataRole.UserRole + 3
    TIME = Qt.ItemDataRole.UserRole + 4


class RowState(Enum):
    """What the slot before a title shows: the first that applies."""

    QUIET = ""
    WRITING = later("writing")
    FAILED = later("last reply failed")
    UNREAD = later("unread")
    PINNED = later("pinned")


def _this_moment() -> datetime:
    return datetime.now().astimezone()


class ConversationsModel(QAbstractListModel):
    """Section heads and conversations. `clock` is asked for the time and its zone."""

    writing_changed = Signal()
    """`writing_rows` may have another answer."""

    def __init__(
        self,
        library: Library,
        filing: Filing,
        clock: Callable[[], datetime] = _this_moment,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._filing = filing
        self._clock = clock
        self._sections = Sections()
        self._keys: dict[ConversationId, Key] = {}
        self._shown: dict[ConversationId, Conversation] = {}
        self._writing: set[ConversationId] = set()
        self._is_waiting = False
        self._midnight = QTimer(self, singleShot=True)
        self._midnight.timeout.connect(self._look_at_the_clock)
        library.conversation_added.connect(self._add)
        library.conversation_changed.connect(self._change)
        library.conversation_removed.connect(self._remove)
        library.marks.changed.connect(self._mark)
        library.many_began.connect(self._wait)
        library.many_ended.connect(self.rebuild)
        self._fill()

    # -- what Qt asks ------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._sections.row_count()

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        return _Flag.NoItemFlags if self.conversation_at(index) is None else _OF_A_ROW

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < self.rowCount():
            return None
        found = self._sections.at(index.row())
        return self._of_head(found, role) if isinstance(found, Section) else self._of_row(found[2], role)

    def setData(self, index: _AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A row was renamed in place. The title changes when the library has announced it."""
        conversation = self.conversation_at(index)
        if conversation is None or role != Qt.ItemDataRole.EditRole or not isinstance(value, str):
            return False
        self._filing.rename(conversation.id, value)
        return True

    def kinds(self) -> list[RowKind]:
        """The kind of every row, from the top down."""
        return self._sections.kinds()

    def index_of(self, conversation_id: ConversationId) -> QModelIndex:
        """The row of a conversation; invalid for one that is not listed."""
        key = self._keys.get(conversation_id)
        return QModelIndex() if key is None else self.index(self._sections.row_of(key), 0)

    def conversation_at(self, index: _AnyIndex) -> Conversation | None:
        """None for a head."""
        if not index.isValid() or not 0 <= index.row() < self.rowCount():
            return None
        found = self._sections.at(index.row())
        return None if isinstance(found, Section) else self._shown[found[2]]

    def writing_rows(self) -> list[int]:
        """The rows in which a ring turns."""
        return [self._sections.row_of(self._keys[conversation_id]) for conversation_id in self._writing]

    def _of_head(self, section: Section, role: int) -> object:
        if role == Role.KIND:
            return RowKind.HEAD
        is_text = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return section.title if is_text else None

    def _of_row(self, conversation_id: ConversationId, role: int) -> object:
        conversation = self._shown[conversation_id]
        match role:
            case Role.ID:
                return conversation_id
            case Role.KIND:
                return RowKind.CONVERSATION
            case Role.STATE:
                return self._state(conversation)
            case Role.TIME:
                return _time_of(conversation, self._now)
        return _words_of(conversation, self._state(conversation), role)

    def _state(self, conversation: Conversation) -> RowState:
        if self._library.marks.is_writing(conversation.id):
            return RowState.WRITING
        if self._library.marks.has_failed(conversation.id):
            return RowState.FAILED
        if conversation.unread:
            return RowState.UNREAD
        return RowState.PINNED if conversation.pinned else RowState.QUIET

    # -- what the library announces ----------------------------------------------------------------------------------

    @Slot()
    def _wait(self) -> None:
        """So much is about to change that all rows are made again at its end."""
        self._is_waiting = True

    @Slot(object)
    def _add(self, conversation: Conversation) -> None:
        if self._is_waiting:
            return
        if conversation.id in self._keys:
            self._change(conversation)
            return
        key = _key_of(conversation)
        target = self._with_head(self._sections.target(key, _section_of(conversation, self._now)), conversation)
        self.beginInsertRows(QModelIndex(), target.row, target.row)
        self._sections.put(key, target)
        self._keys[conversation.id] = key
        self._shown[conversation.id] = conversation
        self.endInsertRows()
        self._note_writing(conversation.id)

    @Slot(object)
    def _change(self, conversation: Conversation) -> None:
        before = self._shown.get(conversation.id)
        if before is None or self._is_waiting:
            return
        key = _key_of(conversation)
        self._shown[conversation.id] = conversation
        if key != self._keys[conversation.id]:
            self._move(self._keys[conversation.id], key, conversation)
        if _looks(before) != _looks(conversation):
            index = self.index_of(conversation.id)
            self.dataChanged.emit(index, index)

    @Slot(object)
    def _remove(self, conversation: Conversation) -> None:
        key = self._keys.get(conversation.id)
        if key is None or self._is_waiting:
            return
        place = self._sections.place_of(key)
        number = self._sections.section_at(place)
        row = self._sections.row_of(key)
        self.beginRemoveRows(QModelIndex(), row, row)
        self._sections.take(place, number)
        del self._keys[conversation.id], self._shown[conversation.id]
        self.endRemoveRows()
        self._drop_head_if_empty(number)
        self._note_writing(conversation.id)

    @Slot(str)
    def _mark(self, conversation_id: ConversationId) -> None:
        index = self.index_of(conversation_id)
        if index.isValid():
            self.dataChanged.emit(index, index)
        self._note_writing(conversation_id)

    def _note_writing(self, conversation_id: ConversationId) -> None:
        if conversation_id in self._keys and self._library.marks.is_writing(conversation_id):
            self._writing.add(conversation_id)
        else:
            self._writing.discard(conversation_id)
        self.writing_changed.emit()

    def _move(self, old: Key, new: Key, conversation: Conversation) -> None:
        place = self._sections.place_of(old)
        number = self._sections.section_at(place)
        wanted = self._sections.target_of_move(old, new, _section_of(conversation, self._now))
        target = self._with_head(wanted, conversation)
        if not wanted.exists and target.section <= number:
            number += 1
        source = place + number + 1
        stays = target.row == source
        if not stays:
            # Qt counts the goal of a move while the row is still at its old place.
            goal = target.row + 1 if target.row > source else target.row
            self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), goal)
        self._sections.take(place, number)
        self._sections.put(new, target)
        self._keys[conversation.id] = new
        if not stays:
            self.endMoveRows()
        self._drop_head_if_empty(number)

    def _with_head(self, target: Target, conversation: Conversation) -> Target:
        """The target once its section exists."""
        if not target.exists:
            row = self._sections.head_row(target.section)
            self.beginInsertRows(QModelIndex(), row, row)
            self._sections.sections.insert(target.section, Section(_section_of(conversation, self._now)))
            self.endInsertRows()
        return target

    def _drop_head_if_empty(self, number: int) -> None:
        if self._sections.sections[number].size == 0:
            row = self._sections.head_row(number)
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._sections.sections[number]
            self.endRemoveRows()

    # -- the day and the language ------------------------------------------------------------------------------------

    @Slot()
    def rebuild(self) -> None:
        """All heads and times again."""
        self._is_waiting = False
        self.beginResetModel()
        self._fill()
        self.endResetModel()

    @Slot()
    def _look_at_the_clock(self) -> None:
        if self._clock().date() != self._now.date():
            self.rebuild()
        else:
            self._wait_for_midnight()

    def _fill(self) -> None:
        self._now = self._clock()
        self._shown = {item.id: item for item in self._library.conversations()}
        self._keys = {item.id: _key_of(item) for item in self._shown.values()}
        self._writing = {item for item in self._keys if self._library.marks.is_writing(item)}
        self._sections.fill((self._keys[item.id], _section_of(item, self._now)) for item in self._shown.values())
        self._wait_for_midnight()

    def _wait_for_midnight(self) -> None:
        now = self._clock()
        tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        left_ms = int((tomorrow - now).total_seconds() * 1000) + 1
        self._midnight.start(min(left_ms, _LONGEST_WAIT_MS))


def _words_of(conversation: Conversation, state: RowState, role: int) -> str | None:
    title, word = conversation.title or tr("New conversation"), tr(state.value)
    match role:
        case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:  # found by its title, whatever its state
            return title
        case Qt.ItemDataRole.EditRole:
            return conversation.title
        case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
            return word or None
    return None


def _section_of(conversation: Conversation, now: datetime) -> str:
    return tr("Pinned") if conversation.pinned else times.section(conversation.updated_at, now)


def _time_of(conversation: Conversation, now: datetime) -> str:
    # Below "Yesterday" the day is said already; among pinned ones it is not.
    at = conversation.updated_at
    under_yesterday = not conversation.pinned and times.section(at, now) == tr("Yesterday")
    return times.clock(at, now) if under_yesterday else times.when(at, now)


def _key_of(conversation: Conversation) -> Key:
    return 0 if conversation.pinned else 1, -conversation.updated_at.timestamp(), conversation.id


def _looks(conversation: Conversation) -> tuple[object, ...]:
    """What of a conversation a row shows; a draft that grows, for instance, is none of it."""
    return conversation.title, conversation.updated_at, conversation.pinned, conversation.unread
