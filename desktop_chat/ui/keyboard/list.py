"""The rows of the map of all keys, and how they look."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop_chat.ui.keyboard.rows import Row
from desktop_chat.ui.keys import OPENING
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.rows_paint import draw_head, draw_row_ground, draw_trailing, draw_words, mirrored
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.text_line import draw_line, line_width
from desktop_chat.ui.theme import CONTROL, ROW_TIME
from desktop_chat.words.catalogue import tr

_MOST_KEYS = 3  # more are told by the first and the last
_MORE = "…"
_AnyIndex = QModelIndex | QPersistentModelIndex
_Key = Qt.Key


class Role(IntEnum):
    ROW = Qt.ItemDataRole.UserRole
    IS_HEAD = Qt.ItemDataRole.UserRole + 1


class KeyRows(RowsView):
    """Enter gives a row another key, `+` one more, Delete takes its keys away."""

    change_requested = Signal()
    more_requested = Signal()
    drop_requested = Signal()
    current_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._rows = QStandardItemModel(self)
        self.setItemDelegate(_Delegate(theme, self))
        self.show_rows(self._rows, self._wanted_heights)

    def show_all(self, rows: Sequence[Row], otherwise: str) -> None:
        """Under their heads; the keys stay on the same command. Without any row, that sentence."""
        before, head = self.row(), ""
        self._rows.clear()
        for row in rows:
            if row.head != head:
                head = row.head
                self._rows.appendRow(_head(head))
            item = _item(row)
            self._rows.appendRow(item)
            if before is not None and row.command and row.command == before.command:
                self.setCurrentIndex(item.index())
        if not rows:
            nothing = QStandardItem(otherwise)
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._rows.appendRow(nothing)
        self.current_changed.emit()

    def row(self) -> Row | None:
        """The one that has the keys."""
        row: Row | None = self.currentIndex().data(Role.ROW)
        return row

    def mark_current(self) -> None:
        """It looks chosen, wherever the keys are, until the selection is cleared."""
        selection = self.selectionModel()
        selection.select(self.currentIndex(), selection.SelectionFlag.ClearAndSelect)

    def keys_rect(self) -> QRect:
        """Where the keys of that row stand, in the viewport."""
        m, rect = self._theme.metrics, self.visualRect(self.currentIndex())
        half = rect.adjusted(rect.width() // 2, 0, -m.row_inset, 0)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            half.moveLeft(m.row_inset)
        return half

    def _wanted_heights(self) -> list[int]:
        m = self._theme.metrics
        heads = (self._rows.index(row, 0).data(Role.IS_HEAD) for row in range(self._rows.rowCount()))
        return [m.section_head + m.space8 if head else m.row for head in heads]

    def currentChanged(self, current: _AnyIndex, previous: _AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.current_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wishes = dict.fromkeys(OPENING, self.change_requested) | {
            _Key.Key_Plus: self.more_requested,
            _Key.Key_Delete: self.drop_requested,
            _Key.Key_Backspace: self.drop_requested,
        }
        if wish := wishes.get(_Key(event.key())):
            wish.emit()
        else:
            super().keyPressEvent(event)


def _head(words: str) -> QStandardItem:
    item = QStandardItem(words)
    item.setData(True, Role.IS_HEAD)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _item(row: Row) -> QStandardItem:
    item = QStandardItem(row.title)
    item.setData(row, Role.ROW)
    changed = (tr("changed"),) if row.is_changed else ()
    item.setAccessibleText(", ".join((row.title, *row.keys, *changed)))
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren)
    return item


class _Delegate(QStyledItemDelegate):
    """A row with its keys as caps at its end."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(self._theme.metrics.palette_width, self._theme.metrics.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        m, text = self._theme.metrics, index.data(Qt.ItemDataRole.DisplayRole)
        if index.data(Role.IS_HEAD):
            draw_head(painter, option, text, m.space20, self._theme)
            return
        draw_row_ground(painter, option, self._theme)
        told: Row | None = index.data(Role.ROW)
        left = self._draw_keys(painter, option, told.keys if told else ())
        row = QRectF(option.rect)
        if told is not None and told.is_changed:
            inner = QRectF(row.left(), row.top(), left - row.left() - m.space8, row.height())
            left -= draw_trailing(painter, option, inner, tr("changed"), self._theme, ROW_TIME) + m.space8
        room = QRectF(row.left() + m.space20, row.top(), left - row.left() - m.space20 - m.space12, row.height())
        draw_words(painter, option, room, text, self._theme, CONTROL)

    def _draw_keys(self, painter: QPainter, option: QStyleOptionViewItem, keys: tuple[str, ...]) -> float:
        """From the row's end on; returns where they begin."""
        m, p = self._theme.metrics, self._theme.palette
        font, row = self._theme.font(ROW_TIME), QRectF(option.rect)
        right = row.right() - m.space20
        for key in reversed(_shortened(keys)):
            width = line_width(key, font) + 2 * (m.space4 + m.space2)
            cap = QRectF(right - width, row.center().y() - m.key_cap / 2, width, m.key_cap)
            place = mirrored(option, cap)
            if key != _MORE:
                draw_box(painter, place, p.sunken, m.radius_chip)
            draw_line(painter, place, key, font, self._theme.colour("text2"), Qt.AlignmentFlag.AlignHCenter)
            right -= width + m.space4
        return right


def _shortened(keys: tuple[str, ...]) -> tuple[str, ...]:
    return keys if len(keys) <= _MOST_KEYS else (keys[0], _MORE, keys[-1])
