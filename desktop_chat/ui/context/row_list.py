"""The list of the rows: one is chosen, and belongs to the message that is current in the transcript."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.context import ContextPlan, Row
from desktop_chat.domain.messages import MessageId
from desktop_chat.ui.context.delegate import ContextDelegate
from desktop_chat.ui.context.rows import AnyIndex, ContextRows
from desktop_chat.ui.keys import OPENING
from desktop_chat.ui.look import Theme
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.words.catalogue import tr

_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect


class RowList(RowsView):
    """`X` and `P` are wishes about the row that the keys are on; so are `Enter` and `Space`."""

    exclude_requested = Signal(str)
    pin_requested = Signal(str)
    opened = Signal(str)
    """The id of a message to be shown in the transcript."""
    look_requested = Signal()
    """Somebody wants to read all of the current row."""
    chosen = Signal(str)
    """The id of the message whose row the person has gone to; empty for a row that is no message."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.rows = ContextRows(self)
        self._following = False
        self.setItemDelegate(ContextDelegate(theme, self))
        self.show_rows(self.rows, lambda: [theme.metrics.context_row] * self.rows.rowCount())
        self.doubleClicked.connect(lambda _: self._open())
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Messages of the next request"))
        self.viewport().update()

    def show_plan(self, plan: ContextPlan | None, *, waits: bool) -> None:
        """What is seen stays where it is: the row under the keys, else the end for who is at it, else the first one."""
        index, bar = self.currentIndex(), self.verticalScrollBar()
        at_end = not self.hasFocus() and bar.value() == bar.maximum()
        before = self.visualRect(index).top() if index.isValid() else 0
        was_seen = index.isValid() and self.visualRect(index).intersects(self.viewport().rect())
        self._following = True
        self.rows.show(plan, waits=waits)
        self._following = False
        if at_end:
            self.scroll_to_draft()
        elif was_seen and self.currentIndex().isValid():
            self.executeDelayedItemsLayout()
            bar.setValue(bar.value() + self.visualRect(self.currentIndex()).top() - before)

    def current_row(self) -> Row | None:
        return self.rows.row(self.currentIndex().row())

    def current_id(self) -> MessageId:
        row = self.current_row()
        return row.messages[-1].id if row is not None and row.messages and not row.is_draft else ""

    def follow(self, message_id: MessageId) -> None:
        """The transcript is at that message now."""
        self._following = True
        self.go_to(message_id)
        self._following = False

    def go_to(self, message_id: MessageId) -> None:
        """The row of that message is the current one from now on."""
        number = self.rows.number_of(message_id)
        if number is not None and number != self.currentIndex().row():
            self.setCurrentIndex(self.rows.index(number))
            self.scrollTo(self.currentIndex())

    def scroll_to_draft(self) -> None:
        """The end of the request, where the person is writing."""
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    # -- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        message_id, key = self.current_id(), event.key()
        wishes = {Qt.Key.Key_X: self.exclude_requested, Qt.Key.Key_P: self.pin_requested}
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in wishes:
            if message_id and not event.isAutoRepeat():
                wishes[Qt.Key(key)].emit(message_id)
        elif key in OPENING:
            self._open()
        elif key == Qt.Key.Key_Space:
            self.look_requested.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._tell()

    def make_first_current(self) -> None:
        """Who comes here by key comes to the draft, the end that is being worked at, unless a row is chosen."""
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(self.rows.rowCount() - 1))

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.selectionModel().select(self.currentIndex(), _CHOOSE)
        if not self._following:
            self._tell()

    def _tell(self) -> None:
        self.chosen.emit(self.current_id())

    def _open(self) -> None:
        if message_id := self.current_id():
            self.opened.emit(message_id)
