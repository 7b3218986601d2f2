"""The left pane: search and new above, the conversations, and what belongs to all of them below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop_chat.domain.messages import ConversationId
from desktop_chat.services.search import Search
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.sidebar.keeper import Keeper
from desktop_chat.ui.sidebar.placing import Part
from desktop_chat.ui.sidebar.search_field import SearchField
from desktop_chat.ui.sidebar.search_pages import SearchPages
from desktop_chat.ui.sidebar.searching import Searching
from desktop_chat.ui.sidebar.shelves import Shelves
from desktop_chat.ui.widgets import Button, IconButton, Kind, Rule
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.ui.sidebar.spent import Spent


class Sidebar(QFrame):
    """Shows the library; what it wishes of the window are its signals."""

    conversation_requested = Signal(str)
    message_requested = Signal(object)
    """A `MessagePlace`; its conversation has been requested before."""
    new_requested = Signal()
    menu_requested = Signal(QPoint)
    """Where, on the screen, the menu belongs."""
    settings_requested = Signal()
    export_requested = Signal(str)

    def __init__(self, keeper: Keeper, search: Search, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "window")
        self._theme = theme
        self._menu = IconButton(theme, Icon.MENU, "")
        self._field = SearchField(theme)
        self._new = IconButton(theme, Icon.NEW, "")
        self.shelves = Shelves(keeper, theme)
        self._spent: Spent | None = None
        self._shelf_buttons = {
            Part.ARCHIVE: IconButton(theme, Icon.ARCHIVE, ""),
            Part.TRASH: IconButton(theme, Icon.TRASH, ""),
        }
        self._settings = Button(theme, "", Kind.TOOL, Icon.SETTINGS)
        self._foot_bar, self._feet = QWidget(), QStackedWidget()
        self._feet.addWidget(self._foot_bar)
        self._feet.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.shelves)
        self.searching = Searching(keeper.library, search, self._field, SearchPages(self._pages, self._feet, theme))
        self._lay_out()
        self._connect()
        self.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.metrics.sidebar, self._theme.metrics.window_height)

    def select(self, conversation_id: ConversationId) -> None:
        """This conversation is open now."""
        self.shelves.select(conversation_id)

    def focus_search(self) -> None:
        self.searching.focus_field()

    def focus_list(self) -> None:
        """The conversations, or what was found."""
        if not self.searching.focus_results():
            self.shelves.focus()

    def show_part(self, part: Part) -> None:
        """The list, the archive or the trash, also while something is searched for."""
        self._field.clear()
        self.shelves.show_part(part)

    def nearest(self) -> ConversationId | None:
        """The conversation to go on with when the one that was open has left the list."""
        rows, index = self.shelves.list.rows, self.shelves.list.currentIndex()
        if conversation := rows.conversation_at(index):
            return conversation.id
        return next(iter(rows.seen()), None)

    def stand_in_foot(self, spent: Spent) -> None:
        """What was spent today, before everything else below."""
        self._spent = spent
        self._foot.insertWidget(0, spent)
        self._make_room(spent.told_something)
        spent.told.connect(self._make_room)

    @Slot(bool)
    def _make_room(self, is_needed: bool) -> None:
        """Beside a figure the button is its icon; it is called the same."""
        self._settings.set_word_shown(not is_needed)

    @property
    def list_pane(self) -> QWidget:
        """What lies between top and foot; notices stand in it."""
        return self._pages

    def retranslate(self) -> None:
        self._menu.set_words(tr("Menu"))
        self._new.set_words(tr("New conversation"))
        self._settings.set_words(tr("Settings"))
        if self._spent:
            self._spent.retranslate()
        self._shelf_buttons[Part.ARCHIVE].set_words(tr("Archive"))
        self._shelf_buttons[Part.TRASH].set_words(tr("Trash"))
        self.shelves.retranslate()
        self.searching.retranslate()

    # -- putting together --------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._settings.set_small()
        self._top, self._foot = QHBoxLayout(), QHBoxLayout(self._foot_bar)
        for widget in (self._menu, self._field, self._new):
            self._top.addWidget(widget)
        self._foot.addStretch(1)
        for button in (*self._shelf_buttons.values(), self._settings):
            self._foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self._pages, 1)
        column.addWidget(Rule(self._theme))
        column.addWidget(self._feet)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        m = self._theme.metrics
        above = (m.header - m.field) // 2
        self._top.setContentsMargins(m.space8, above, m.space8, above)
        self._top.setSpacing(m.space8)
        self._foot.setContentsMargins(m.space8, m.space4 + m.space2, m.space8, m.space4 + m.space2)
        self.setMinimumWidth(m.sidebar_min)
        self.setMaximumWidth(m.sidebar_max)

    def _connect(self) -> None:
        self._menu.clicked.connect(self._ask_for_menu)
        self._new.clicked.connect(self.new_requested)
        self._settings.clicked.connect(self.settings_requested)
        self.shelves.conversation_requested.connect(self.conversation_requested)
        self.shelves.export_requested.connect(self.export_requested)
        self.shelves.changed.connect(self._mark_shelf)
        for part, button in self._shelf_buttons.items():
            button.setCheckable(True)
            button.clicked.connect(partial(self._turn_to, part))
        self._field.down_pressed.connect(self.focus_list)
        self.searching.conversation_requested.connect(self.conversation_requested)
        self.searching.message_requested.connect(self.message_requested)
        self._theme.changed.connect(self._fit)

    def _turn_to(self, part: Part) -> None:
        """Into that part, or from there back to the list."""
        self.show_part(Part.LIST if self.shelves.part is part else part)
        self.shelves.focus()

    @Slot()
    def _mark_shelf(self) -> None:
        for part, button in self._shelf_buttons.items():
            button.setChecked(part is self.shelves.part)

    @Slot()
    def _ask_for_menu(self) -> None:
        self.menu_requested.emit(self._menu.mapToGlobal(QPoint(0, self._menu.height())))
