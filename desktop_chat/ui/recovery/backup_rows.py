"""The backups that there are: when each was made, and what it holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop_chat.domain.recovery import Backup
from desktop_chat.ui.look import Theme
from desktop_chat.ui.rows_paint import draw_row_ground, draw_words, two_lines
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.theme import CONTROL, TIME
from desktop_chat.words.catalogue import tr
from desktop_chat.words.recovery import content_words, made_words

_AnyIndex = QModelIndex | QPersistentModelIndex
_BACKUP = Qt.ItemDataRole.UserRole + 1
_MOST_SHOWN = 4


class BackupList(RowsView):
    """The row on which the keys are is the one that would be restored."""

    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._rows = QStandardItemModel(self)
        self.setItemDelegate(_Delegate(theme, self))
        self.show_rows(self._rows, lambda: [theme.metrics.endpoint_row] * self._rows.rowCount())
        self.selectionModel().currentChanged.connect(self._choose)
        self.activated.connect(self.opened)
        self.setAccessibleName(tr("Backups"))

    def show_backups(self, backups: Iterable[Backup]) -> None:
        """These, the first of which is chosen; as many rows high as there are, up to four."""
        now = datetime.now().astimezone()
        self._rows.clear()
        for backup in backups:
            item = QStandardItem(made_words(backup, now))
            item.setData(backup, _BACKUP)
            item.setAccessibleText(f"{item.text()}, {content_words(backup)}")
            item.setEditable(False)
            self._rows.appendRow(item)
        self.setFixedHeight(min(self._rows.rowCount(), _MOST_SHOWN) * self._theme.metrics.endpoint_row)
        self.setCurrentIndex(self._rows.index(0, 0))

    def current_backup(self) -> Backup | None:
        backup: Backup | None = self.currentIndex().data(_BACKUP)
        return backup

    @Slot()
    def _choose(self) -> None:
        selection = self.selectionModel()
        selection.select(self.currentIndex(), selection.SelectionFlag.ClearAndSelect)


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(self._theme.metrics.endpoint_list, self._theme.metrics.endpoint_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        m, theme = self._theme.metrics, self._theme
        draw_row_ground(painter, option, theme)
        inner = QRectF(option.rect).adjusted(m.row_inset + m.field_padding, 0, -m.row_inset - m.field_padding, 0)
        upper, lower = two_lines(inner, theme)
        draw_words(painter, option, upper, index.data(Qt.ItemDataRole.DisplayRole), theme, CONTROL)
        draw_words(painter, option, lower, content_words(index.data(_BACKUP)), theme, TIME)
