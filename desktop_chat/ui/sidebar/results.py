"""What a search found, as rows: conversations by title first, then messages.

What was found stays until something else is, so the list does not flicker with every letter; and where only more has
come, the rows that were there stay the rows they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from enum import Enum, IntEnum, auto
from itertools import accumulate

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_chat.domain.hits import MOST_TITLES, Hit, Order
from desktop_chat.domain.messages import ConversationId, MessageId, Role
from desktop_chat.domain.query import parse
from desktop_chat.domain.values import dataclass
from desktop_chat.services.search import Found, marks
from desktop_chat.words import times
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.endings import role_name

_AnyIndex = QModelIndex | QPersistentModelIndex
_Spans = tuple[tuple[int, int], ...]
_SEPARATOR = " · "
_TICK = "`"
_CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")


class HitKind(Enum):
    """`NOTE` says something about the search; `ORDER` counts the messages and is pressed for the other order."""

    NOTE = auto()
    HEAD = auto()
    TITLE = auto()
    ORDER = auto()
    MESSAGE = auto()


_STOPS = {HitKind.TITLE, HitKind.ORDER, HitKind.MESSAGE}


class HitRole(IntEnum):
    ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class HitRow:
    """One row, ready to be painted. `marked` are the places of the words, in the title or in the snippet."""

    kind: HitKind
    title: str
    short: str = ""
    """The title where there is little room."""
    trailing: str = ""
    marked: _Spans = ()
    snippet: str = ""
    codes: _Spans = ()
    """What of the snippet is code."""
    note: str = ""
    conversation_id: ConversationId = ""
    message_id: MessageId | None = None

    @property
    def spoken(self) -> str:
        when = self.trailing if self.kind is HitKind.ORDER else ""
        return ", ".join(filter(None, (self.title, self.snippet, self.note, when)))

    @property
    def is_result(self) -> bool:
        """Whether it can be opened."""
        return bool(self.conversation_id)

    @property
    def key(self) -> tuple[object, ...]:
        """What is the same in a row that stays and says something else."""
        return self.kind, self.conversation_id, self.message_id


def rows_of(found: Found, now: datetime) -> list[HitRow]:
    """All rows, heads included."""
    rows = [HitRow(HitKind.NOTE, words) for words in notes_of(found)]
    if found.titles:
        rows.append(HitRow(HitKind.HEAD, _conversations(len(found.titles))))
        rows += [_title_row(found.query, hit, now) for hit in found.titles]
    if found.results:
        order = tr("newest first") if found.order is Order.NEWEST else tr("best match first")
        rows.append(HitRow(HitKind.ORDER, _count(found), _messages(found), order))
        rows += [_message_row(hit, now) for hit in found.results]
    return rows


def notes_of(found: Found) -> Iterator[str]:
    """What has to be said about the search as a whole."""
    for piece in parse(found.query).misread:
        yield tr("“{operator}” means nothing here").format(operator=found.query[piece.start : piece.end])
    if not found.is_complete:
        yield tr("Still indexing older messages")


def _conversations(n: int) -> str:
    conversations = trn("{n} conversation", "{n} conversations", n).format(n=times.count(n))
    return conversations if n < MOST_TITLES else tr("{conversations} or more").format(conversations=conversations)


def _count(found: Found) -> str:
    if found.has_more:
        return _messages(found)
    places = len({hit.conversation_id for hit in found.results})
    template = trn("{messages} in {n} conversation", "{messages} in {n} conversations", places)
    return template.format(messages=_messages(found), n=times.count(places))


def _messages(found: Found) -> str:
    n = len(found.results)
    messages = trn("{n} message", "{n} messages", n).format(n=times.count(n))
    return tr("More than {messages}").format(messages=messages) if found.has_more else messages


def _title_row(query: str, hit: Hit, now: datetime) -> HitRow:
    title = hit.title or tr("New conversation")
    return HitRow(
        HitKind.TITLE,
        title,
        trailing=_SEPARATOR.join((*_places(hit), times.when(hit.at, now))),
        marked=marks(query, title),
        conversation_id=hit.conversation_id,
    )


def _message_row(hit: Hit, now: datetime) -> HitRow:
    snippet, marked, codes = unticked(hit.snippet, hit.marked)
    return HitRow(
        HitKind.MESSAGE,
        hit.title or tr("New conversation"),
        trailing=times.when(hit.at, now),
        marked=marked,
        snippet=snippet,
        codes=codes,
        note=_SEPARATOR.join((role_name(hit.role or Role.USER, hit.model), *_branch(hit), *_places(hit))),
        conversation_id=hit.conversation_id,
        message_id=hit.message_id,
    )


def unticked(text: str, marked: _Spans) -> tuple[str, _Spans, _Spans]:
    """The text without its backticks, where the same places are then, and what stood between two of them."""
    if _TICK not in text:
        return text, marked, ()
    places = [0, *accumulate(character != _TICK for character in text)]

    def moved(start: int, end: int) -> tuple[int, int]:
        return places[start], places[end]

    codes = tuple(moved(*found.span(1)) for found in _CODE.finditer(text))
    return text.replace(_TICK, ""), tuple(moved(*span) for span in marked), codes


def _branch(hit: Hit) -> Iterator[str]:
    if hit.branch:
        yield tr("other branch, {n} of {of}").format(n=times.count(hit.branch.number), of=times.count(hit.branch.of))


def _places(hit: Hit) -> Iterator[str]:
    if hit.is_trashed:
        yield tr("in the trash")
    elif hit.is_archived:
        yield tr("archived")


class ResultsModel(QAbstractListModel):
    """The rows of one search."""

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._rows: list[HitRow] = []

    def show(self, found: Found) -> None:
        """Something else than before."""
        self.beginResetModel()
        self._rows = rows_of(found, self._clock())
        self.endResetModel()

    def renew(self, found: Found) -> None:
        """The same as before, or more of it: what was there stays the row that it was."""
        rows = rows_of(found, self._clock())
        first, last = _changed(self._rows, rows)
        if gone := len(self._rows) - last - first:
            self.beginRemoveRows(QModelIndex(), first, first + gone - 1)
            del self._rows[first : first + gone]
            self.endRemoveRows()
        if come := len(rows) - last - first:
            self.beginInsertRows(QModelIndex(), first, first + come - 1)
            self._rows[first:first] = rows[first : first + come]
            self.endInsertRows()
        self._rows = rows
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))

    def first(self, *kinds: HitKind) -> QModelIndex:
        """The first row of one of these kinds; invalid where there is none."""
        row = next((number for number, row in enumerate(self._rows) if row.kind in kinds), -1)
        return self.index(row, 0)

    def kinds(self) -> list[HitKind]:
        return [row.kind for row in self._rows]

    def heads(self) -> list[str]:
        """How much was found."""
        return [row.title for row in self._rows if row.kind in {HitKind.HEAD, HitKind.ORDER}]

    def row(self, index: _AnyIndex) -> HitRow | None:
        """None for what the keys pass over, and for no row."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        return row if row.kind in _STOPS else None

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


def _changed(old: Sequence[HitRow], new: Sequence[HitRow]) -> tuple[int, int]:
    """How many rows are the same from the first one on, and how many of the others up to the last one."""
    least = min(len(old), len(new))
    first = next((n for n in range(least) if old[n].key != new[n].key), least)
    rest = least - first
    return first, next((n for n in range(rest) if old[-1 - n].key != new[-1 - n].key), rest)
