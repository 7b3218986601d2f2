"""The left pane: search and new above, the conversations, and what belongs to all of them below."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop_chat.domain.messages import ConversationId, MessageId
from desktop_chat.domain.values import dataclass
from desktop_chat.services.filing import Filing
from desktop_chat.services.library import Library
from desktop_chat.services.search import Found, Search, in_titles
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.sidebar.conversation_list import ConversationList
from desktop_chat.ui.sidebar.search_field import SearchField
from desktop_chat.ui.theme import QUIET_LOADING_MS
from desktop_chat.ui.widgets import Button, IconButton, Kind, Rule
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import explain
from desktop_chat.words.explanation import Kept, named

if TYPE_CHECKING:
    from desktop_chat.ui.sidebar.results import HitRow
    from desktop_chat.ui.sidebar.results_list import ResultsList
    from desktop_chat.ui.sidebar.spent import Spent


@dataclass(frozen=True, slots=True)
class MessagePlace:
    """A message that a search found."""

    conversation_id: ConversationId
    message_id: MessageId


def _this_moment() -> datetime:
    return datetime.now().astimezone()


class Sidebar(QFrame):
    """Shows the library; what it wishes of the window are its signals."""

    conversation_requested = Signal(str)
    message_requested = Signal(object)
    """A `MessagePlace`; its conversation has been requested before."""
    new_requested = Signal()
    menu_requested = Signal(QPoint)
    """Where, on the screen, the menu belongs."""
    endpoints_requested = Signal()
    export_requested = Signal(str)

    def __init__(
        self, library: Library, filing: Filing, search: Search, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "window")
        self._library = library
        self._search = search
        self._theme = theme
        self._found = Found("")
        self._menu = IconButton(theme, Icon.MENU, "")
        self._field = SearchField(theme)
        self._new = IconButton(theme, Icon.NEW, "")
        self._list = ConversationList(library, filing, theme)
        self._has_searched = False
        self._spent: Spent | None = None
        self._nothing = QLabel()
        self._endpoints = Button(theme, "", Kind.TOOL, Icon.ENDPOINT)
        self._pages = QStackedWidget()
        self._waiting = QTimer(self, singleShot=True, interval=QUIET_LOADING_MS)
        self._lay_out()
        self._connect()
        self.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.metrics.sidebar, self._theme.metrics.window_height)

    def select(self, conversation_id: ConversationId) -> None:
        """This conversation is open now."""
        self._list.select(conversation_id)

    def focus_search(self) -> None:
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def focus_list(self) -> None:
        """The conversations, or what was found."""
        (self._results if self._shows_results() else self._list).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stand_in_foot(self, spent: Spent) -> None:
        """What was spent today, before everything else below."""
        self._spent = spent
        self._foot.insertWidget(0, spent)
        self._make_room(spent.told_something)
        spent.told.connect(self._make_room)

    @Slot(bool)
    def _make_room(self, is_needed: bool) -> None:
        """Beside a figure the button is its icon; it is called the same."""
        self._endpoints.set_word_shown(not is_needed)

    @property
    def list_pane(self) -> QWidget:
        """What lies between top and foot; notices stand in it."""
        return self._pages

    def retranslate(self) -> None:
        self._menu.set_words(tr("Menu"))
        self._new.set_words(tr("New conversation"))
        self._endpoints.set_words(tr("Endpoints"))
        if self._spent:
            self._spent.retranslate()
        self._field.retranslate()
        self._list.retranslate()
        if self._has_searched:
            self._results.retranslate()
        self._show()

    # -- putting together --------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._nothing.setWordWrap(True)
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._nothing.setProperty("type", "label")
        self._endpoints.set_small()
        for page in (self._list, self._nothing):
            self._pages.addWidget(page)
        self._top, self._foot = QHBoxLayout(), QHBoxLayout()
        for widget in (self._menu, self._field, self._new):
            self._top.addWidget(widget)
        self._foot.addWidget(self._endpoints)
        self._foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self._pages, 1)
        column.addWidget(Rule(self._theme))
        column.addLayout(self._foot)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        m = self._theme.metrics
        above = (m.header - m.field) // 2
        self._top.setContentsMargins(m.space8, above, m.space8, above)
        self._top.setSpacing(m.space8)
        self._foot.setContentsMargins(m.space8, m.space4 + m.space2, m.space8, m.space4 + m.space2)
        self._nothing.setContentsMargins(m.space20, m.space12, m.space16, 0)
        self.setMinimumWidth(m.sidebar_min)
        self.setMaximumWidth(m.sidebar_max)

    def _connect(self) -> None:
        self._menu.clicked.connect(self._ask_for_menu)
        self._new.clicked.connect(self.new_requested)
        self._endpoints.clicked.connect(self.endpoints_requested)
        self._list.conversation_requested.connect(self.conversation_requested)
        self._list.export_requested.connect(self.export_requested)
        self._field.textChanged.connect(self._look_for)
        self._field.down_pressed.connect(self.focus_list)
        self._field.enter_pressed.connect(self._open_first)
        self._search.found.connect(self._show_found)
        self._waiting.timeout.connect(self._show_nothing_yet)
        self._library.conversation_removed.connect(self._show)
        self._theme.changed.connect(self._fit)

    @Slot()
    def _ask_for_menu(self) -> None:
        self.menu_requested.emit(self._menu.mapToGlobal(QPoint(0, self._menu.height())))

    # -- searching ---------------------------------------------------------------------------------------------------

    @cached_property
    def _results(self) -> ResultsList:
        """Made by the first search, for which no start waits."""
        from desktop_chat.ui.sidebar.results_list import ResultsList

        results = ResultsList(self._theme, _this_moment)
        results.opened.connect(self._open_result)
        results.left_upwards.connect(self.focus_search)
        results.escaped.connect(self._end_search)
        self._pages.addWidget(results)
        self._has_searched = True
        return results

    def _shows_results(self) -> bool:
        return self._has_searched and self._pages.currentWidget() is self._results

    @Slot(str)
    def _look_for(self, query: str) -> None:
        self._search.find(query)
        if query.strip():
            self._waiting.start()  # until then the results of the query before stay
        else:
            self._waiting.stop()
            self._found = Found("")
        self._show()

    @Slot(object)
    def _show_found(self, found: Found) -> None:
        if found.query == self._field.text():
            self._waiting.stop()
            self._found = found
            self._show()

    @Slot()
    def _show_nothing_yet(self) -> None:
        self._found = Found("")
        self._show()

    @Slot()
    def _show(self) -> None:
        query = self._field.text()
        if not query.strip():
            self._pages.setCurrentWidget(self._list)
            return
        titles = in_titles(query, self._library.conversations())
        results = [item for item in self._found.results if item.conversation_id in self._library]
        self._results.show_results(query, titles, results)
        answered = self._found.query == query
        self._nothing.setText(self._sentence() if answered else "")
        empty = answered and not titles and not results
        self._pages.setCurrentWidget(self._nothing if empty else self._results)

    def _sentence(self) -> str:
        if self._found.error is not None:
            return explain(self._found.error, Kept.NOTHING).text
        return tr("Nothing found for “{query}”.").format(query=named(self._found.query))

    @Slot()
    def _open_first(self) -> None:
        if self._shows_results():
            self._results.open_current()

    @Slot(object)
    def _open_result(self, row: HitRow) -> None:
        self.conversation_requested.emit(row.conversation_id)
        if row.message_id:
            self.message_requested.emit(MessagePlace(row.conversation_id, row.message_id))

    @Slot()
    def _end_search(self) -> None:
        self._field.clear()
        self.focus_search()
