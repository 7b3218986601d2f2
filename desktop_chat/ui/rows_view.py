"""A list whose current row and selected row are independent.

`selected` says which row is shown elsewhere and is set by the program; the keys move the current row only, and a ring
says where they are. Focus, names for screen readers and scrolling stay Qt's.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QFocusEvent, QHoverEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from desktop_chat.ui.cut_words import tell_cut_words
from desktop_chat.ui.focus_ring import came_by_key
from desktop_chat.ui.look import Theme
from desktop_chat.ui.rows_layout import AnyIndex, RowsLayout

_Move = QAbstractItemView.CursorAction
_KEYS = {
    Qt.Key.Key_Up: _Move.MoveUp,
    Qt.Key.Key_Down: _Move.MoveDown,
    Qt.Key.Key_PageUp: _Move.MovePageUp,
    Qt.Key.Key_PageDown: _Move.MovePageDown,
}
_State = QStyle.StateFlag
_OF_NO_ROW = ~(_State.State_Selected | _State.State_MouseOver | _State.State_Active)
_STEPS = {_Move.MoveDown: 1, _Move.MoveNext: 1, _Move.MoveUp: -1, _Move.MovePrevious: -1}


class RowsView(RowsLayout):
    """Rows that are painted by the delegate, walked by keys and opened by Enter or a click."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._by_key = False
        self._pointed = -1
        self._ground = ""
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)

    def stand_on(self, ground: str) -> None:
        """Paint this colour of the palette below the rows: what lies under the list need not be painted with them."""
        self._ground = ground
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """A pointer or a key selects nothing; see the class."""

    def selectionCommand(self, index: AnyIndex, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        return QItemSelectionModel.SelectionFlag.NoUpdate

    # -- keys --------------------------------------------------------------------------------------------------------

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        rows, current = self.model().rowCount(), self.currentIndex().row()
        if rows == 0:
            return QModelIndex()
        if action in _STEPS:
            return self._stop_from(current + _STEPS[action], _STEPS[action], current)
        if action in {_Move.MoveHome, _Move.MoveEnd}:
            start, step = (0, 1) if action is _Move.MoveHome else (rows - 1, -1)
            return self._stop_from(start, step, current)
        if action in {_Move.MovePageUp, _Move.MovePageDown}:
            step = 1 if action is _Move.MovePageDown else -1
            goal = self.row_rect(current).center().y() + step * self.viewport().height()
            rows_there = self.rows_between(goal, goal)
            start = rows_there[0] if len(rows_there) else (rows - 1 if step > 0 else 0)
            return self._stop_from(min(max(start, 0), rows - 1), -step, current)
        return self.currentIndex()

    def _stop_from(self, start: int, step: int, otherwise: int) -> QModelIndex:
        """The first row from `start` on that can be current."""
        row, rows = start, self.model().rowCount()
        while 0 <= row < rows:
            if self.is_stop(row):
                return self.model().index(row, 0)
            row += step
        return self.model().index(otherwise, 0) if otherwise >= 0 else QModelIndex()

    def walk(self, key: int) -> bool:
        """What an arrow or page key would do here, for a field above that keeps the keys; False for other keys."""
        action = _KEYS.get(Qt.Key(key))
        if action is None:
            return False
        index = self.moveCursor(action, Qt.KeyboardModifier.NoModifier)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def make_first_current(self) -> None:
        """Puts the keys on the selected row, else on the first, unless they are on one already."""
        if not self.currentIndex().isValid():
            chosen = self.selectionModel().selectedIndexes()
            self.setCurrentIndex(chosen[0] if chosen else self._stop_from(0, 1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_key = True
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_key = False
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_key = came_by_key(event.reason(), self._by_key)
        self.make_first_current()
        super().focusInEvent(event)

    # -- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        base = option.state & _OF_NO_ROW
        area, region = event.rect(), event.region()
        if self._ground:
            painter.fillRect(area, getattr(self._theme.palette, self._ground))
        for row in self.rows_between(area.top(), area.bottom()):
            index = self.model().index(row, 0)
            option.rect = self.row_rect(row)
            if not region.intersects(option.rect):  # between a strip that came into sight and a row that changed
                continue
            option.state = base | self.state_of(index)
            self.paint_row(painter, option, index, area)

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex, area: QRect) -> None:
        """One row, of which what lies in `area` is to be painted."""
        self.itemDelegate().paint(painter, option, index)

    def state_of(self, index: QModelIndex) -> QStyle.StateFlag:
        """How a row looks now."""
        state = QStyle.StateFlag.State_Enabled
        if self.selectionModel().isSelected(index):
            state |= QStyle.StateFlag.State_Selected
        if self.hasFocus():
            state |= QStyle.StateFlag.State_Active
            if self._by_key and index == self.currentIndex():
                state |= QStyle.StateFlag.State_HasFocus
        if index.row() == self._pointed:
            state |= QStyle.StateFlag.State_MouseOver
        return state

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHoverEvent):
            inside = event.type() is not QEvent.Type.HoverLeave
            index = self.indexAt(event.position().toPoint()) if inside else QModelIndex()
            self._point_at(index.row() if index.flags() & Qt.ItemFlag.ItemIsEnabled else -1)
        return tell_cut_words(self.viewport(), event) or super().viewportEvent(event)

    def _point_at(self, row: int) -> None:
        if row != self._pointed:
            for changed in (self._pointed, row):
                self.viewport().update(self.row_rect(changed))
            self._pointed = row

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._point_at(-1)
        super().scrollContentsBy(dx, dy)
