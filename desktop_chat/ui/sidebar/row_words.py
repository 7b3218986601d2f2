"""What the rows of the list say, and what their state is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import Enum, IntEnum

from PySide6.QtCore import Qt

from desktop_chat.domain.folders import name_of
from desktop_chat.domain.messages import Conversation
from desktop_chat.domain.values import dataclass
from desktop_chat.services.marks import Marks
from desktop_chat.services.trash import Trash
from desktop_chat.ui.sidebar.blocks import RowKind
from desktop_chat.ui.sidebar.placing import Part, Placing
from desktop_chat.ui.tips import plain_tip
from desktop_chat.words.catalogue import later, tr, trn
from desktop_chat.words.explanation import named
from desktop_chat.words.times import count


class Role(IntEnum):
    """What the delegate asks for beside the title."""

    ID = Qt.ItemDataRole.UserRole + 1
    KIND = Qt.ItemDataRole.UserRole + 2
    STATE = Qt.ItemDataRole.UserRole + 3
    TIME = Qt.ItemDataRole.UserRole + 4
    """Stands at the right: a time, or how many a folder holds."""
    DEPTH = Qt.ItemDataRole.UserRole + 5
    """How many folders the row stands in."""
    IS_OPEN = Qt.ItemDataRole.UserRole + 6
    """Of a folder."""
    FACE = Qt.ItemDataRole.UserRole + 7
    """A `Face`."""


class RowState(Enum):
    """What the slot before a title shows: the first that applies."""

    WRITING = later("writing")
    FAILED = later("last reply failed")
    UNREAD = later("unread")
    PINNED = later("pinned")
    QUIET = ""


@dataclass(frozen=True, slots=True)
class Face:
    """All that is painted of a row, asked for at once: a page of rows is painted at each step of scrolling."""

    kind: RowKind
    text: str
    depth: int = 0
    state: RowState = RowState.QUIET
    aside: str = ""
    is_open: bool = False


_STRENGTH = tuple(RowState)
_SHOWN_BY_FOLDERS = frozenset({RowState.WRITING, RowState.FAILED, RowState.UNREAD})


def state_of(conversation: Conversation, marks: Marks) -> RowState:
    if marks.is_writing(conversation.id):
        return RowState.WRITING
    if marks.has_failed(conversation.id):
        return RowState.FAILED
    if conversation.unread:
        return RowState.UNREAD
    return RowState.PINNED if conversation.pinned else RowState.QUIET


def strongest(conversations: Iterable[Conversation], marks: Marks) -> RowState:
    """What a closed folder tells of what it holds."""
    found = RowState.QUIET
    for conversation in conversations:
        state = state_of(conversation, marks)
        if state is RowState.WRITING:
            return state
        if state in _SHOWN_BY_FOLDERS and _STRENGTH.index(state) < _STRENGTH.index(found):
            found = state
    return found


def title_of(conversation: Conversation) -> str:
    return conversation.title or tr("New conversation")


def time_of(conversation: Conversation, placing: Placing, trash: Trash) -> str:
    """What the right of a row says: how long it is kept yet, or when something happened last."""
    if placing.part is not Part.TRASH:
        return placing.time_of(conversation)
    days = max(1, -(-trash.left(conversation, placing.now) // timedelta(days=1)))  # a part of a day is one
    return trn("{n} day left", "{n} days left", days).format(n=days)


def words_of_conversation(conversation: Conversation, state: RowState, role: int) -> str | None:
    match role:
        case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:  # found by its title, whatever its state
            return title_of(conversation)
        case Qt.ItemDataRole.EditRole:
            return conversation.title
        case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
            folder = conversation.folder
            where = tr("in “{name}”").format(name=named(name_of(folder))) if folder else ""
            told = ", ".join(filter(None, (tr(state.value), where)))
            return (plain_tip(told) if role == Qt.ItemDataRole.ToolTipRole else told) or None
    return None


def words_of_folder(path: str, state: RowState, held: int, *, is_open: bool, role: int) -> str | None:
    match role:
        case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.EditRole:
            return name_of(path)
        case Qt.ItemDataRole.ToolTipRole:
            return plain_tip(tr(state.value)) or None
        case Qt.ItemDataRole.AccessibleDescriptionRole:
            holds = trn("{n} conversation", "{n} conversations", held).format(n=count(held))
            opened = tr("folder, open") if is_open else tr("folder, closed")
            return ", ".join(filter(None, (opened, holds, tr(state.value))))
    return None


def looks_of(conversation: Conversation) -> tuple[object, ...]:
    """What of a conversation a row shows; a draft that grows, for instance, is none of it."""
    changing = conversation.title, conversation.updated_at, conversation.pinned, conversation.unread
    return (*changing, conversation.folder)
