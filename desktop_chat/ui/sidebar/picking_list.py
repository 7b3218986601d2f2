"""A list of conversations in which the keys and the pointer walk, pick several, and open folders."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QEvent, QModelIndex, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QWidget

from desktop_chat.domain.folders import lies_in, parent_of
from desktop_chat.domain.messages import ConversationId
from desktop_chat.ui.keys import OPENING, claims_escape
from desktop_chat.ui.look import Theme
from desktop_chat.ui.rows_layout import AnyIndex
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.sidebar.model import ConversationsModel
from desktop_chat.ui.sidebar.picking import Picked
from desktop_chat.ui.sidebar.placing import path_of
from desktop_chat.ui.sidebar.row_words import Role

_Key, _Modifier, _State = Qt.Key, Qt.KeyboardModifier, QStyle.StateFlag
_PICKING = _Modifier.ShiftModifier | _Modifier.ControlModifier
_WALKING = frozenset({_Key.Key_Up, _Key.Key_Down, _Key.Key_PageUp, _Key.Key_PageDown, _Key.Key_Home, _Key.Key_End})


class PickingList(RowsView):
    """Shift picks what is passed, Ctrl a row more or less. Right and left open and close folders."""

    def __init__(self, rows: ConversationsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.rows = rows
        self._open: ConversationId = ""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.picked = Picked(self, self.rows)
        self.picked.left.connect(self._select_open)
        self.clicked.connect(self.activate)

    @abstractmethod
    def activate(self, index: QModelIndex) -> None:
        """Enter or a click."""

    @abstractmethod
    def rename(self, index: QModelIndex) -> None:
        """F2."""

    @abstractmethod
    def remove(self, index: QModelIndex) -> None:
        """Delete."""

    def select(self, conversation_id: ConversationId) -> None:
        """This is the one that is open."""
        self._open = conversation_id
        self._select_open()
        self.make_current(self.rows.index_of(conversation_id))

    def chosen(self) -> list[ConversationId]:
        """What a verb is for: all that are picked, else the one that has the keys."""
        if picked := self.picked.ids():
            return picked
        conversation = self.rows.conversation_at(self.currentIndex())
        return [conversation.id] if conversation else []

    def make_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    @Slot()
    def _select_open(self) -> None:
        """The selection says which is open, unless it says what is picked."""
        if self.picked:
            return
        index, selection = self.rows.index_of(self._open), self.selectionModel()
        if index.isValid():
            selection.select(index, selection.SelectionFlag.ClearAndSelect)
        else:
            selection.clearSelection()

    def state_of(self, index: QModelIndex) -> QStyle.StateFlag:
        """While something is picked, the row that is open looks as in a list without the keys."""
        state = super().state_of(index)
        if index in self.picked:
            return state | _State.State_On
        if self.picked and index == self.rows.index_of(self._open):
            return (state | _State.State_Selected) & ~_State.State_Active
        return state

    def rowsAboutToBeRemoved(self, parent: AnyIndex, first: int, last: int) -> None:
        """The keys stay near. Qt sees to that only in lists where one row can be selected."""
        if first <= self.currentIndex().row() <= last:
            below = self._stop_from(last + 1, 1, -1)
            self.setCurrentIndex(below if below.isValid() else self._stop_from(first - 1, -1, -1))
        super().rowsAboutToBeRemoved(parent, first, last)

    # -- keys --------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        is_asked = event.type() is QEvent.Type.ShortcutOverride  # also before there is anything to ask
        return (is_asked and bool(self.picked) and claims_escape(event)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), _Key(event.key())
        modifiers = event.modifiers() & ~_Modifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.picked.everything()
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.remove(index)
        elif key == _Key.Key_Space and modifiers == _Modifier.ControlModifier:
            self.picked.toggle(index)
        elif key in _WALKING:
            self._walk(event, modifiers)
        elif modifiers != _Modifier.NoModifier or not self._do(key, index):
            super().keyPressEvent(event)

    def _do(self, key: Qt.Key, index: QModelIndex) -> bool:
        """What a key does alone; False for one that means nothing of its own here."""
        further, back = _Key.Key_Right, _Key.Key_Left
        if self.isRightToLeft():
            further, back = back, further
        if key in OPENING:
            self.activate(index)
        elif key == _Key.Key_F2:
            self.rename(index)
        elif key == _Key.Key_Escape and self.picked:
            self.picked.clear()
        elif key == further:
            self._go_in(index)
        elif key == back:
            self._go_out(index)
        else:
            return False
        return True

    def _walk(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> None:
        start = self.currentIndex()
        if not modifiers & _PICKING:
            self.picked.clear()
        super().keyPressEvent(event)
        if modifiers & _Modifier.ShiftModifier:
            self.picked.reach(start, self.currentIndex(), more=bool(modifiers & _Modifier.ControlModifier))

    def _go_in(self, index: QModelIndex) -> None:
        """Opens a folder; from an open one, on to the first row in it."""
        path = self.rows.folder_at(index)
        if path is None:
            return
        if not index.data(Role.IS_OPEN):
            self.rows.set_open(path, True)
            return
        below = self.rows.index(index.row() + 1, 0)
        if (found := self.rows.at(below)) is not None and lies_in(path_of(found[0].slot), path):
            self.make_current(below)

    def _go_out(self, index: QModelIndex) -> None:
        """Closes a folder; from what lies in one, out to its row."""
        path, found = self.rows.folder_at(index), self.rows.at(index)
        if path is not None and index.data(Role.IS_OPEN):
            self.rows.set_open(path, False)
        elif found is not None and (above := parent_of(path) if path is not None else path_of(found[0].slot)):
            self.make_current(self.rows.index_of_folder(above))

    # -- the pointer -------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index, start = self.indexAt(event.position().toPoint()), self.currentIndex()
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and event.modifiers() & _PICKING and self.rows.conversation_at(index) is not None:
            self.setCurrentIndex(index)
            self._pick(start, index, event.modifiers())
            return
        if is_left and index not in self.picked:  # what is picked may be about to be dragged
            self.picked.clear()
        super().mousePressEvent(event)

    def _pick(self, start: QModelIndex, index: QModelIndex, modifiers: Qt.KeyboardModifier) -> None:
        is_more = bool(modifiers & _Modifier.ControlModifier)
        if modifiers & _Modifier.ShiftModifier:
            self.picked.reach(start if start.isValid() else index, index, more=is_more)
        else:
            is_open = start.isValid() and start == self.rows.index_of(self._open)
            self.picked.toggle(index, along=start if is_open else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not event.modifiers() & _PICKING:
            super().mouseReleaseEvent(event)
