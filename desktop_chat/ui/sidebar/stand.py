"""Where a person is in the list, kept while all rows are made again: what is seen, has the keys, is picked."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Slot

from desktop_chat.domain.messages import ConversationId
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.sidebar.blocks import RowKind
from desktop_chat.ui.sidebar.model import ConversationsModel
from desktop_chat.ui.sidebar.picking import Picked
from desktop_chat.ui.sidebar.rows_model import is_head


class Stand(QObject):
    """Of one list. Rows are known again by their conversation or folder."""

    def __init__(self, view: RowsView, model: ConversationsModel, picked: Picked) -> None:
        super().__init__(view)
        self._view, self._model, self._picked = view, model, picked
        self._ids: list[ConversationId] = []
        self._rows, self._current = model.blocks, -1
        self._seen: list[tuple[str, int]] = []
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._take_up)

    @Slot()
    def _keep(self) -> None:
        view = self._view
        self._ids = self._picked.ids()
        self._rows, self._current = self._model.blocks, view.currentIndex().row()
        self._seen = []
        if view.verticalOffset() > 0:
            self._seen = [(self._name_of(row), view.row_rect(row).top()) for row in view.visible_rows()]

    @Slot()
    def _take_up(self) -> None:
        view = self._view
        self._picked.take(self._ids)
        if self._current >= 0 and (index := self._nearest()).isValid():
            view.setCurrentIndex(index)
        for name, top in self._seen:
            if (index := self._index_of(name)).isValid():
                view.executeDelayedItemsLayout()
                bar = view.verticalScrollBar()
                bar.setValue(bar.value() + view.visualRect(index).top() - top)
                break

    def _nearest(self) -> QModelIndex:
        """Of the rows from the current one on that are still there the first, else the last one before."""
        rows = self._rows.row_count()
        for row in (*range(self._current, rows), *range(min(self._current, rows) - 1, -1, -1)):
            if (index := self._index_of(self._name_of(row))).isValid():
                return index
        return QModelIndex()

    def _name_of(self, row: int) -> str:
        """Of a row as it was; no id of a conversation looks like that of a folder, and a head has none."""
        block, place = self._rows.at(row)
        if not is_head(place):
            return block.keys[place][1]
        return f"/{block.text}" if block.head is RowKind.FOLDER else ""

    def _index_of(self, name: str) -> QModelIndex:
        return self._model.index_of_folder(name[1:]) if name.startswith("/") else self._model.index_of(name)
