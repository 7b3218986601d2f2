"""Searching everything from the sidebar: what the field asks, and what is done with the answer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desktop_chat.domain.hits import Hit, Order
from desktop_chat.domain.messages import Conversation, ConversationId, MessageId
from desktop_chat.domain.query import parse
from desktop_chat.domain.values import dataclass
from desktop_chat.services.library import Library
from desktop_chat.services.search import Found, Search
from desktop_chat.ui.sidebar.search_field import SearchField
from desktop_chat.ui.sidebar.search_pages import SearchPages
from desktop_chat.ui.theme import QUIET_LOADING_MS
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import explain
from desktop_chat.words.explanation import Kept, named

if TYPE_CHECKING:
    from desktop_chat.ui.sidebar.results import HitRow

_HELP = frozenset("?？")
_ASK_AGAIN_MS = 300  # what was written just now is in the index by then
_ASK_LATER_MS = 2000  # while many messages are still being indexed


@dataclass(frozen=True, slots=True)
class MessagePlace:
    """A message that a search found, and the words that were looked for."""

    conversation_id: ConversationId
    message_id: MessageId
    words: tuple[str, ...] = ()


class Searching(QObject):
    """Of one sidebar."""

    conversation_requested = Signal(str)
    message_requested = Signal(object)
    """A `MessagePlace`; its conversation has been requested before."""

    def __init__(self, library: Library, search: Search, field: SearchField, pages: SearchPages) -> None:
        super().__init__(pages)
        self._library, self._search, self._field, self._pages = library, search, field, pages
        self._found = Found("")
        self._order = Order.NEWEST
        self._shown: tuple[str, Order] | None = None  # what the rows answer
        self._opens_first = False
        self._asked_at = 0.0
        self._took: int | None = None
        self._waiting = QTimer(self, singleShot=True, interval=QUIET_LOADING_MS)
        self._again = QTimer(self, singleShot=True)
        self._lags = False  # the index is behind for longer than it takes to write a message
        self._went_on = False  # more was asked for than came first
        self._connect()

    def _connect(self) -> None:
        self._field.textChanged.connect(self._look_for)
        self._field.focus_moved.connect(self._hint)
        self._field.enter_pressed.connect(self._open_first)
        self._search.found.connect(self._take)
        self._waiting.timeout.connect(self._tell_of_waiting)
        self._again.timeout.connect(self._ask_again)
        self._library.conversation_removed.connect(self._show)
        self._library.conversation_changed.connect(self._follow)
        self._library.trash_changed.connect(self._show)
        self._pages.opened.connect(self._open)
        self._pages.order_requested.connect(self.turn_order)
        self._pages.more_requested.connect(self._want_more)
        self._pages.operator_chosen.connect(self._write)
        self._pages.left_upwards.connect(self.focus_field)
        self._pages.escaped.connect(self._end)

    @Slot()
    def focus_field(self) -> None:
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def look_for(self, words: str) -> None:
        """As if they had been typed."""
        self._field.setText(words)

    def focus_results(self) -> bool:
        """The keys go to what was found, or stay in the field where nothing was; False where nothing is asked."""
        if self._pages.shows_results:
            self._pages.results.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.is_on:
            self.focus_field()
        return self.is_on

    @property
    def is_on(self) -> bool:
        """Whether something is being asked."""
        return bool(self._field.text().strip())

    @property
    def is_ranked(self) -> bool:
        return self._order is Order.RANKED

    @Slot()
    def turn_order(self) -> None:
        """The best match first, or the newest again."""
        self._order = Order.NEWEST if self.is_ranked else Order.RANKED
        self._ask()

    def retranslate(self) -> None:
        self._field.retranslate()
        self._pages.retranslate()
        self._shown = None
        self._show()

    # -- asking ------------------------------------------------------------------------------------------------------

    @Slot(str)
    def _look_for(self, query: str) -> None:
        self._opens_first = False
        if query.strip() in _HELP:
            self._search.find("")
            self._pages.show_operators()
        elif self.is_on:
            self._waiting.start()  # until then what was found before stays
            self._ask()
        else:
            self._stop()
        self._hint()

    @Slot()
    def _ask_again(self) -> None:
        if not self._went_on:  # else what one reads would go
            self._lags = True
            self._ask()

    def _ask(self) -> None:
        query = self._field.text()
        self._again.stop()
        self._went_on = False
        self._asked_at, self._took = time.perf_counter(), None
        self._search.find(query, self._order)
        if parse(query).is_empty:  # an operator without its value asks nothing yet
            self._take(Found(query))

    def _stop(self) -> None:
        self._search.find("")
        self._waiting.stop()
        self._again.stop()
        self._found, self._shown, self._order = Found(""), None, Order.NEWEST
        self._pages.leave()

    @Slot()
    def _want_more(self) -> None:
        if self._found.has_more and self._found.query == self._field.text():
            self._went_on = True
            self._search.more()

    @Slot(str)
    def _write(self, operator: str) -> None:
        if self._field.text().strip() in _HELP:
            self._field.clear()
        self._field.write(operator)

    @Slot()
    def _hint(self) -> None:
        """What else can be asked stands at the foot while something is, or is about to be."""
        if self.is_on or self._field.hasFocus():
            self._pages.hint(self._field.text(), self._took if self.is_on else None)
        else:
            self._pages.end_hints()

    # -- what comes --------------------------------------------------------------------------------------------------

    @Slot(object)
    def _take(self, found: Found) -> None:
        if found.query != self._field.text() or not self.is_on:
            return
        if found.is_complete or found.error:
            self._lags = False
        else:
            self._again.start(_ASK_LATER_MS if self._lags else _ASK_AGAIN_MS)
            if not self._lags and not found.results and not found.titles:
                return  # in a moment more may be known
        self._waiting.stop()
        self._found = found
        if self._took is None and not parse(found.query).is_empty:
            self._took = round((time.perf_counter() - self._asked_at) * 1000)
        self._show()
        self._hint()
        if self._opens_first:
            self._open_first()

    @Slot()
    def _tell_of_waiting(self) -> None:
        self._pages.show_waiting(tr("Searching…"))

    @Slot()
    def _show(self) -> None:
        """What was found, where it lies now."""
        if self._found.query != self._field.text() or not self.is_on:
            return
        titles, results = tuple(self._now(self._found.titles)), tuple(self._now(self._found.results))
        is_complete = self._found.is_complete or not self._lags
        found = replace(self._found, titles=titles, results=results, is_complete=is_complete)
        if titles or results:
            answers = (found.query, found.order)
            self._pages.show_results(found, is_new=answers != self._shown)
            self._shown = answers
        else:
            self._shown = None
            self._pages.show_operators(*_sentences(found))

    @Slot(object)
    def _follow(self, conversation: Conversation) -> None:
        """Conversations change with every word of a draft; few are among those that were found."""
        if any(hit.conversation_id == conversation.id for hit in (*self._found.titles, *self._found.results)):
            self._show()

    def _now(self, hits: tuple[Hit, ...]) -> Iterator[Hit]:
        """Those that are still there, each with where it is."""
        for hit in hits:
            if conversation := self._library.find(hit.conversation_id):
                is_trashed = hit.conversation_id not in self._library
                yield replace(hit, title=conversation.title, is_archived=conversation.archived, is_trashed=is_trashed)

    # -- going there -------------------------------------------------------------------------------------------------

    @Slot()
    def _open_first(self) -> None:
        """The first of what was found for just this; where that is not there yet, once it is."""
        self._opens_first = self._found.query != self._field.text()
        if self._pages.shows_results and not self._opens_first:
            self._pages.results.open_current()

    @Slot(object)
    def _open(self, row: HitRow) -> None:
        self.conversation_requested.emit(row.conversation_id)
        if row.message_id:
            words = tuple(term.text for term in parse(self._found.query).terms)
            self.message_requested.emit(MessagePlace(row.conversation_id, row.message_id, words))

    @Slot()
    def _end(self) -> None:
        self._field.clear()
        self.focus_field()


def _sentences(found: Found) -> Iterator[str]:
    """Why nothing is shown."""
    from desktop_chat.ui.sidebar.results import notes_of  # with the first search, for which no start waits

    if found.error is not None:
        yield explain(found.error, Kept.NOTHING).text
    elif not parse(found.query).is_empty:
        yield tr("Nothing found for “{query}”.").format(query=named(found.query))
    yield from (f"{note}." for note in notes_of(found))
