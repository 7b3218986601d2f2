"""Several conversations at once: those that are picked are what the next verb is for.

Otherwise the list's selection says which conversation is open. While something is picked, it says what: so a screen
reader reads a picked row as selected, and picks follow their rows wherever those go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Signal,
)
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from desktop_chat.domain.messages import ConversationId
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.sidebar.model import ConversationsModel
from desktop_chat.words.catalogue import trn
from desktop_chat.words.times import count

_Flag = QItemSelectionModel.SelectionFlag


class Picked(QObject):
    """Of one list. `left` tells that nothing is picked any more."""

    left = Signal()

    def __init__(self, view: RowsView, model: ConversationsModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._anchor = QPersistentModelIndex()
        self._is_picking = False

    def __bool__(self) -> bool:
        return self._is_picking and next(self._ids(), None) is not None

    def __contains__(self, index: QModelIndex) -> bool:
        return self._is_picking and self._view.selectionModel().isSelected(index)

    def ids(self) -> list[ConversationId]:
        """From the top down."""
        return list(self._ids()) if self._is_picking else []

    def toggle(self, index: QModelIndex, along: QModelIndex | None = None) -> None:
        """Picks a row, or no longer. `along` is picked with the first one."""
        if self._model.conversation_at(index) is None:
            return
        self._anchor = QPersistentModelIndex(index)
        span = QItemSelection(index, index)
        if self:
            self._pick(span, _Flag.Toggle)
            return
        if along is not None and along != index and self._model.conversation_at(along) is not None:
            span.select(along, along)
        self._pick(span, _Flag.ClearAndSelect)

    def reach(self, start: QModelIndex, end: QModelIndex, *, more: bool = False) -> None:
        """Picks everything from where picking began, at first `start`, to `end`; with `more` beside what is picked."""
        if not self or not self._anchor.isValid():
            self._anchor = QPersistentModelIndex(start)
        rows = sorted((self._anchor.row(), end.row()))
        span = QItemSelection(self._model.index(rows[0], 0), self._model.index(rows[1], 0))
        self._pick(span, _Flag.Select if more else _Flag.ClearAndSelect)

    def everything(self) -> None:
        """All that have a row."""
        if rows := self._model.rowCount():
            span = QItemSelection(self._model.index(0, 0), self._model.index(rows - 1, 0))
            self._pick(span, _Flag.ClearAndSelect)

    def take(self, ids: Iterable[ConversationId]) -> None:
        """These, as far as they have a row: the list was made again."""
        rows = sorted(index.row() for one in ids if (index := self._model.index_of(one)).isValid())
        span = QItemSelection()
        for first, last in _spans(rows):
            span.append(QItemSelectionRange(self._model.index(first, 0), self._model.index(last, 0)))
        self._is_picking = bool(rows)
        if rows:
            self._view.selectionModel().select(span, _Flag.ClearAndSelect)

    def clear(self) -> None:
        if self._is_picking:
            self._is_picking = False
            self._view.viewport().update()
            self.left.emit()

    def _pick(self, span: QItemSelection, flag: QItemSelectionModel.SelectionFlag) -> None:
        self._is_picking = True
        self._view.selectionModel().select(span, flag)
        self._view.viewport().update()  # the row that is open looks another way now
        if not self:
            self.clear()
        self._announce()

    def _announce(self) -> None:
        if QAccessible.isActive():
            n = sum(1 for _ in self._ids()) if self else 0
            said = trn("{n} conversation selected", "{n} conversations selected", n).format(n=count(n))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, said))

    def _ids(self) -> Iterator[ConversationId]:
        parts = sorted((part.top(), part.bottom()) for part in self._view.selectionModel().selection().toList())
        for first, last in parts:
            for row in range(first, last + 1):
                if conversation := self._model.conversation_at(self._model.index(row, 0)):
                    yield conversation.id


def _spans(rows: list[int]) -> Iterator[tuple[int, int]]:
    """The rows as runs of neighbours."""
    first = 0
    for n in range(1, len(rows) + 1):
        if n == len(rows) or rows[n] != rows[n - 1] + 1:
            yield rows[first], rows[n - 1]
            first = n
