"""What a search found, as rows: conversations by title first, then messages.

Titles are known at once, messages a moment later; those of the last query stay until the next are there, so the list
does not flicker with every letter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum, IntEnum, auto

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_chat.domain.hits import Hit
from desktop_chat.domain.messages import Conversation, ConversationId, MessageId, Role
from desktop_chat.domain.values import dataclass
from desktop_chat.services.search import marks
from desktop_chat.words import times
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.endings import role_name

_AnyIndex = QModelIndex | QPersistentModelIndex
_Spans = tuple[tuple[int, int], ...]
_MOST_TITLES = 50


class HitKind(Enum):
    HEAD = auto()
    TITLE = auto()
    MESSAGE = auto()


class HitRole(IntEnum):
    ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class HitRow:
    """One row, ready to be painted. `marked` are the places of the words, in the title or in the snippet."""

    kind: HitKind
    title: str
    trailing: str = ""
    marked: _Spans = ()
    snippet: str = ""
    note: str = ""
    conversation_id: ConversationId = ""
    message_id: MessageId | None = None

    @property
    def spoken(self) -> str:
        return ", ".join(filter(None, (self.title, self.snippet, self.note)))


def rows_of(query: str, titles: Sequence[Conversation], results: Sequence[Hit], now: datetime) -> list[HitRow]:
    """All rows, heads included."""
    rows: list[HitRow] = []
    if titles:
        head = trn("{n} conversation", "{n} conversations", len(titles)).format(n=times.count(len(titles)))
        rows.append(HitRow(HitKind.HEAD, head))
        rows += [_title_row(query, item, now) for item in titles[:_MOST_TITLES]]
    if results:
        rows.append(HitRow(HitKind.HEAD, _count(results), tr("newest first")))
        rows += [_message_row(result, now) for result in results]
    return rows


def _count(results: Sequence[Hit]) -> str:
    places = len({result.conversation_id for result in results})
    messages = trn("{n} message", "{n} messages", len(results)).format(n=times.count(len(results)))
    template = trn("{messages} in {n} conversation", "{messages} in {n} conversations", places)
    return template.format(messages=messages, n=times.count(places))


def _title_row(query: str, conversation: Conversation, now: datetime) -> HitRow:
    return HitRow(
        HitKind.TITLE,
        conversation.title,
        times.when(conversation.updated_at, now),
        marks(query, conversation.title),
        conversation_id=conversation.id,
    )


def _message_row(result: Hit, now: datetime) -> HitRow:
    return HitRow(
        HitKind.MESSAGE,
        result.title or tr("New conversation"),
        times.when(result.at, now),
        result.marked,
        result.snippet,
        role_name(Role.ASSISTANT, result.model) if result.model else role_name(Role.USER),
        result.conversation_id,
        result.message_id,
    )


class ResultsModel(QAbstractListModel):
    """The rows of one search."""

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._rows: list[HitRow] = []

    def show(self, query: str, titles: Sequence[Conversation], results: Sequence[Hit]) -> None:
        self.beginResetModel()
        self._rows = rows_of(query, titles, results, self._clock())
        self.endResetModel()

    def kinds(self) -> list[HitKind]:
        return [row.kind for row in self._rows]

    def row(self, index: _AnyIndex) -> HitRow | None:
        """None for a head and for no row."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        return None if row.kind is HitKind.HEAD else row

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        if self.row(index) is None:
            return Qt.ItemFlag.NoItemFlags
        able = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return able | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case HitRole.ROW:
                return row
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken
        return None
