"""The list of conversations: which there are, which is open, and what happens to one by key."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QHideEvent, QKeyEvent, QKeySequence, QPainter, QShowEvent
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem, QWidget

from desktop_chat.domain.messages import ConversationId
from desktop_chat.services.filing import Filing
from desktop_chat.services.library import Library
from desktop_chat.ui.keys import OPENING
from desktop_chat.ui.look import Theme
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.sidebar.delegate import ConversationDelegate
from desktop_chat.ui.sidebar.model import ConversationsModel, Role
from desktop_chat.ui.writing import WritingClock
from desktop_chat.words.catalogue import tr


class ConversationList(RowsView):
    """Enter or a click opens, F2 renames, Delete moves to the trash."""

    conversation_requested = Signal(str)
    export_requested = Signal(str)

    def __init__(self, library: Library, filing: Filing, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._filing = filing
        self._open: ConversationId | None = None
        self._conversations = ConversationsModel(library, filing, parent=self)
        self._clock = WritingClock(theme, self)
        self._delegate = ConversationDelegate(theme, self._clock, self)
        self.setItemDelegate(self._delegate)
        self.stand_on("window")  # a ring turns here for as long as a reply is written
        self.show_rows(self._conversations, lambda: self._delegate.heights(self._conversations.kinds()))
        self._clock.stepped.connect(self._turn_rings)
        self._conversations.writing_changed.connect(self._run_clock)
        self._conversations.modelReset.connect(self._select_open)
        self.clicked.connect(self._open_index)
        self.retranslate()

    def select(self, conversation_id: ConversationId) -> None:
        """This is the one that is open."""
        self._open = conversation_id
        self._select_open()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Conversations"))
        self._conversations.rebuild()

    @Slot()
    def _select_open(self) -> None:
        index = self._conversations.index_of(self._open) if self._open else QModelIndex()
        selection = self.selectionModel()
        if not index.isValid():
            selection.clearSelection()
            return
        selection.select(index, selection.SelectionFlag.ClearAndSelect)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    # -- keys and the menu -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if event.key() in OPENING and plain:
            self._open_index(index)
        elif event.key() == Qt.Key.Key_F2 and plain:
            self.rename(index)
        elif event.matches(QKeySequence.StandardKey.Delete):
            self._trash(index)
        else:
            super().keyPressEvent(event)

    def rename(self, index: QModelIndex) -> None:
        """The row's title becomes a field."""
        if self._conversations.conversation_at(index):
            self.scrollTo(index)
            self.edit(index)

    @Slot(QModelIndex)
    def _open_index(self, index: QModelIndex) -> None:
        if conversation := self._conversations.conversation_at(index):
            self.conversation_requested.emit(conversation.id)

    def _trash(self, index: QModelIndex) -> None:
        if conversation := self._conversations.conversation_at(index):
            self._filing.trash([conversation.id])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        conversation = self._conversations.conversation_at(index)
        if conversation is None:
            return
        menu = self._menu_for(index, conversation.id)
        at = self.visualRect(index).center() if by_key else event.pos()
        menu.popup(self.viewport().mapToGlobal(at))

    def _menu_for(self, index: QModelIndex, conversation_id: ConversationId) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setCurrentIndex(index)
        # By id, because the rows may have moved by the time something is chosen.
        self._offer(menu, tr("Rename"), "F2").triggered.connect(
            lambda: self.rename(self._conversations.index_of(conversation_id))
        )
        self._offer(menu, tr("Export…")).triggered.connect(lambda: self.export_requested.emit(conversation_id))
        menu.addSeparator()
        self._offer(menu, tr("Move to the trash"), "Del").triggered.connect(
            lambda: self._filing.trash([conversation_id])
        )
        return menu

    def _offer(self, menu: QMenu, words: str, key: str = "") -> QAction:
        action = menu.addAction(words)
        if key:
            # Shown only: the list answers to the key itself.
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcutVisibleInContextMenu(True)
        return action

    # -- rings -------------------------------------------------------------------------------------------------------

    @Slot()
    def _run_clock(self) -> None:
        self._clock.set_shown(self.isVisible() and bool(self._conversations.writing_rows()))

    @Slot()
    def _turn_rings(self) -> None:
        seen = self.visible_rows()
        for row in self._conversations.writing_rows():
            if row in seen:
                option = QStyleOptionViewItem()
                option.rect, option.direction = self.row_rect(row), self.layoutDirection()
                self.viewport().update(self._delegate.ring(option).toAlignedRect())

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex, area: QRect) -> None:
        if self._delegate.ring(option).toAlignedRect().contains(area):
            self._delegate.paint_slot(painter, option, index.data(Role.STATE))
        else:
            super().paint_row(painter, option, index, area)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run_clock()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._run_clock()
