"""Searching everything from the sidebar: what the field asks, and what stands in the place of the list meanwhile."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from desktop_chat.domain.messages import ConversationId, MessageId
from desktop_chat.domain.values import dataclass
from desktop_chat.services.library import Library
from desktop_chat.services.search import Found, Search, in_titles
from desktop_chat.ui.look import Theme
from desktop_chat.ui.sidebar.search_field import SearchField
from desktop_chat.ui.theme import QUIET_LOADING_MS
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import explain
from desktop_chat.words.explanation import Kept, named

if TYPE_CHECKING:
    from desktop_chat.ui.sidebar.results import HitRow
    from desktop_chat.ui.sidebar.results_list import ResultsList


@dataclass(frozen=True, slots=True)
class MessagePlace:
    """A message that a search found."""

    conversation_id: ConversationId
    message_id: MessageId


def _this_moment() -> datetime:
    return datetime.now().astimezone()


class Searching(QObject):
    """Of one sidebar. While something is asked, `pages` show the answer; afterwards what they showed before."""

    conversation_requested = Signal(str)
    message_requested = Signal(object)
    """A `MessagePlace`; its conversation has been requested before."""

    def __init__(
        self, library: Library, search: Search, field: SearchField, pages: QStackedWidget, theme: Theme
    ) -> None:
        super().__init__(pages)
        self._library, self._search, self._theme = library, search, theme
        self._field, self._pages = field, pages
        self._found = Found("")
        self._before: QWidget | None = None  # what the pages showed when the search began
        self._has_searched = False
        self._nothing = QLabel()
        self._nothing.setWordWrap(True)
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._nothing.setProperty("type", "label")
        pages.addWidget(self._nothing)
        self._waiting = QTimer(self, singleShot=True, interval=QUIET_LOADING_MS)
        self._waiting.timeout.connect(self._show_nothing_yet)
        field.textChanged.connect(self._look_for)
        field.enter_pressed.connect(self._open_first)
        search.found.connect(self._show_found)
        library.conversation_removed.connect(self._show)
        theme.changed.connect(self._fit)
        self._fit()

    def focus_field(self) -> None:
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def focus_results(self) -> bool:
        """The keys go to what was found; False where no results are shown."""
        if self._shows_results():
            self._results.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return self._shows_results()

    def retranslate(self) -> None:
        self._field.retranslate()
        if self._has_searched:
            self._results.retranslate()
        self._show()

    # -- within ------------------------------------------------------------------------------------------------------

    @Slot()
    def _fit(self) -> None:
        m = self._theme.metrics
        self._nothing.setContentsMargins(m.space20, m.space12, m.space16, 0)

    @cached_property
    def _results(self) -> ResultsList:
        """Made by the first search, for which no start waits."""
        from desktop_chat.ui.sidebar.results_list import ResultsList

        results = ResultsList(self._theme, _this_moment)
        results.opened.connect(self._open_result)
        results.left_upwards.connect(self.focus_field)
        results.escaped.connect(self._end)
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
            self._show_before()
            return
        titles = in_titles(query, self._library.conversations())
        results = [item for item in self._found.results if item.conversation_id in self._library]
        self._results.show_results(query, titles, results)
        answered = self._found.query == query
        self._nothing.setText(self._sentence() if answered else "")
        empty = answered and not titles and not results
        self._put(self._nothing if empty else self._results)

    def _put(self, page: QWidget) -> None:
        if self._before is None:
            self._before = self._pages.currentWidget()
        self._pages.setCurrentWidget(page)

    def _show_before(self) -> None:
        if self._before is not None:
            self._pages.setCurrentWidget(self._before)
            self._before = None

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
    def _end(self) -> None:
        self._field.clear()
        self.focus_field()
