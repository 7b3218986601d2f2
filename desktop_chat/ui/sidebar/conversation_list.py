"""The list of conversations: which there are, which is open, and what happens to them by key and by pointer."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPointF, QRect, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QMenu, QStyleOptionViewItem, QWidget

from desktop_chat.domain.folders import parent_of
from desktop_chat.ui.look import Theme
from desktop_chat.ui.sidebar.dragging import Dropping, drag
from desktop_chat.ui.sidebar.keeper import Keeper
from desktop_chat.ui.sidebar.model import ConversationsModel
from desktop_chat.ui.sidebar.ordering import Ordering
from desktop_chat.ui.sidebar.picking_list import PickingList
from desktop_chat.ui.sidebar.placing import Part
from desktop_chat.ui.sidebar.rings import Rings
from desktop_chat.ui.sidebar.row_words import Role, title_of
from desktop_chat.ui.sidebar.stand import Stand
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.times import count


class ConversationList(PickingList):
    """Of one part of the library. Enter or a click opens, F2 renames, Delete moves to the trash."""

    conversation_requested = Signal(str)
    export_requested = Signal(str)

    def __init__(
        self, keeper: Keeper, ordering: Ordering, theme: Theme, part: Part = Part.LIST, parent: QWidget | None = None
    ) -> None:
        super().__init__(ConversationsModel(keeper, part), theme, parent)
        self.rows.setParent(self)
        self._ordering = ordering
        self._rings = Rings(self, self.rows, theme)
        self.setItemDelegate(self._rings.delegate)
        self.stand_on("window")  # a ring turns here for as long as a reply is written
        self.show_rows(self.rows, lambda: self._rings.delegate.heights(self.rows.runs()))
        self._stand = Stand(self, self.rows, self.picked)
        self.rows.modelReset.connect(self._select_open)
        self._dropping: Dropping | None = None
        self._taken_at: QPointF | None = None
        if part is Part.LIST:
            self._dropping = Dropping(self, self.rows, keeper.library, keeper.filing)
            ordering.naming_requested.connect(self.name_folder)
        self.setAccessibleName(self._name())

    def retranslate(self) -> None:
        self.setAccessibleName(self._name())
        self.rows.rebuild()

    def _name(self) -> str:
        names = {Part.LIST: tr("Conversations"), Part.ARCHIVE: tr("Archive"), Part.TRASH: tr("Trash")}
        return names[self.rows.part]

    @Slot(QModelIndex)
    def activate(self, index: QModelIndex) -> None:
        self.picked.clear()
        if (path := self.rows.folder_at(index)) is not None:
            self.rows.set_open(path, not index.data(Role.IS_OPEN))
        elif conversation := self.rows.conversation_at(index):
            self.conversation_requested.emit(conversation.id)

    def rename(self, index: QModelIndex) -> None:
        """The row's words become a field."""
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.scrollTo(index)
            self.edit(index)

    def _rename_folder(self, path: str) -> None:
        self.rename(self.rows.index_of_folder(path))

    def remove(self, index: QModelIndex) -> None:
        path = self.rows.folder_at(index)
        if path is not None and not self.picked:
            self._ordering.remove_folder(path)
        elif self.rows.part is Part.TRASH:
            self._ordering.delete_for_good(self.chosen(), self)
        else:
            self._ordering.trash(self.chosen())

    @Slot(str)
    def name_folder(self, path: str) -> None:
        """A folder that was just made gets its name."""
        if (above := parent_of(path)) is not None:
            self.rows.set_open(above, True)
        index = self.rows.index_of_folder(path)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.make_current(index)
        self.rename(index)

    def show_folder(self, path: str) -> None:
        """Opens it where it stands; the keys are on it."""
        for folder in filter(None, (parent_of(path), path)):
            self.rows.set_open(folder, True)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.make_current(self.rows.index_of_folder(path))

    def move_chosen(self) -> None:
        """Asks for the folder beside the row that has the keys."""
        rect = self.visualRect(self.currentIndex()).intersected(self.viewport().rect())
        self._ordering.move(self.chosen(), self, rect)

    def new_folder(self) -> None:
        """In the one that has the keys, if there is a level left."""
        path = self.rows.folder_at(self.currentIndex())
        self._ordering.new_folder(path if path is not None and parent_of(path) is None else None)

    # -- the pointer -------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index, is_left = self.indexAt(event.position().toPoint()), event.button() == Qt.MouseButton.LeftButton
        self._taken_at = event.position() if is_left and self.rows.conversation_at(index) is not None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A row that is held goes along. Qt lets none be taken but a selected one, which here says what is open."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
        elif self._taken_at is not None:
            way = (event.position() - self._taken_at).manhattanLength()
            if way >= QApplication.startDragDistance():
                self._taken_at = None
                self._drag()

    def _drag(self) -> None:
        ids = self.chosen()
        if ids and self._dropping is not None:
            many = trn("{n} conversation", "{n} conversations", len(ids)).format(n=count(len(ids)))
            words = many if len(ids) > 1 else title_of(self._ordering.of(ids)[0])
            drag(self, ids, words, self._theme)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        at = self.visualRect(index).center() if by_key else event.pos()
        if index not in self.picked:
            self.picked.clear()
        if (menu := self._menu_for(index)) is not None:
            menu.popup(self.viewport().mapToGlobal(at))

    def _menu_for(self, index: QModelIndex) -> QMenu | None:
        from desktop_chat.ui.sidebar import menus

        if (path := self.rows.folder_at(index)) is not None:
            self.setCurrentIndex(index)
            return menus.menu_of_folder(self, path, self._ordering, self._rename_folder)
        if (conversation := self.rows.conversation_at(index)) is None:
            return menus.menu_of_list(self, self._ordering) if self.rows.part is Part.LIST else None
        self.setCurrentIndex(index)
        one = conversation.id  # by id, because the rows may have moved by the time something is chosen
        own = menus.Own(
            rename=lambda: self.rename(self.rows.index_of(one)),
            move=self.move_chosen,
            export=lambda: self.export_requested.emit(one),
        )
        return menus.menu_of_conversations(self, self.rows.part, self.chosen(), self._ordering, own)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rings.repaint(event):
            super().paintEvent(event)

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex, area: QRect) -> None:
        leads = self._dropping is not None and self._dropping.goal is not None
        if self._dropping is not None and leads:
            self._dropping.draw_goal(painter, self._theme, index.row())
        self._rings.note(index.row(), None if leads else option.state)
        super().paint_row(painter, option, index, area)
