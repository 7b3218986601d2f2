"""The list of conversations, and in its place the archive or the trash while one of them is looked into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from desktop_chat.domain.messages import ConversationId
from desktop_chat.ui.look import Theme
from desktop_chat.ui.sidebar.conversation_list import ConversationList
from desktop_chat.ui.sidebar.keeper import Keeper
from desktop_chat.ui.sidebar.ordering import Ordering
from desktop_chat.ui.sidebar.placing import Part

if TYPE_CHECKING:
    from desktop_chat.ui.sidebar.shelf_page import ShelfPage


class Shelves(QStackedWidget):
    """The other two are made when they are looked into, and go when they are left."""

    conversation_requested = Signal(str)
    export_requested = Signal(str)
    changed = Signal()
    """`part` is another one."""

    def __init__(self, keeper: Keeper, theme: Theme) -> None:
        super().__init__()
        self._keeper, self._theme = keeper, theme
        self.ordering = Ordering(keeper, theme, self)
        self.list = ConversationList(keeper, self.ordering, theme)
        self._page: ShelfPage | None = None
        self._open: ConversationId = ""
        self._add(self.list)
        self.addWidget(self.list)

    @property
    def part(self) -> Part:
        return self.shown.rows.part

    @property
    def shown(self) -> ConversationList:
        """The list that is seen, or would be."""
        return self._page.list if self._page is not None else self.list

    def select(self, conversation_id: ConversationId) -> None:
        """This conversation is open now."""
        self._open = conversation_id
        self.list.select(conversation_id)
        if self._page is not None:
            self._page.list.select(conversation_id)

    def show_part(self, part: Part) -> None:
        if part is self.part:
            return
        self._close()
        if part is not Part.LIST:
            self._look_into(part)
        self.changed.emit()

    @Slot()
    def go_back(self) -> None:
        """To the list, with the keys."""
        self.show_part(Part.LIST)
        self.focus()

    def focus(self) -> None:
        if self._page is not None:
            self._page.focus()
        else:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        self.list.retranslate()
        if self._page is not None:
            self._page.retranslate()

    def _look_into(self, part: Part) -> None:
        from desktop_chat.ui.sidebar.shelf_page import ShelfPage

        self._page = ShelfPage(self._keeper, self.ordering, self._theme, part)
        self._page.left.connect(self.go_back)
        self._add(self._page.list)
        self.addWidget(self._page)
        self.setCurrentWidget(self._page)
        self._page.list.select(self._open)

    def _close(self) -> None:
        page, self._page = self._page, None
        if page is not None:
            self.setCurrentWidget(self.list)
            self.removeWidget(page)
            page.deleteLater()

    def _add(self, shown: ConversationList) -> None:
        shown.conversation_requested.connect(self.conversation_requested)
        shown.export_requested.connect(self.export_requested)
