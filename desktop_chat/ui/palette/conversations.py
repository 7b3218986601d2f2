"""Conversations by their titles: the last ones, or those that were meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from desktop_chat.domain.folders import name_of
from desktop_chat.domain.fuzzy import Sieve
from desktop_chat.domain.messages import Conversation
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.palette.entries import Entry, head
from desktop_chat.ui.palette.source import Source
from desktop_chat.ui.sidebar.row_words import title_of
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.explanation import named
from desktop_chat.words.times import count, when

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow

_MOST = 50  # whoever would read on types another letter
_LAST = 30
_BY_AGE = attrgetter("updated_at")


class Conversations(Source):
    """Archived ones too. The one that is open is not among the last ones: there one is."""

    icon = Icon.SEARCH

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._typed = ""
        # They lie nearly in order, and then this is done sooner than to ask for the newest alone.
        self._all = sorted(window.services.library.conversations(in_order=False), key=_BY_AGE, reverse=True)
        self._sieve: Sieve | None = None
        self._is_whole = True
        self._told: tuple[int, ...] = ()

    def ask(self, typed: str) -> None:
        self._typed = typed.strip()
        self._is_whole = not self._typed
        if self._typed:
            self._ready().ask(self._typed)

    def go_on(self, enough: Callable[[], bool]) -> bool:
        if not self._typed:
            return self._ready().prepare(enough)  # the first letter then finds all in order
        self._is_whole = self._ready().go_on(enough)
        return self._is_whole

    def _ready(self) -> Sieve:
        if self._sieve is None:
            blank = tr("New conversation")
            self._sieve = Sieve([one.title or blank for one in self._all], _MOST)
        return self._sieve

    def has_news(self) -> bool:
        return not self._typed or self._ready().places() not in ((), self._told)

    def entries(self) -> list[Entry]:
        now = datetime.now().astimezone()
        return [*self._found(now), *self._elsewhere()] if self._typed else list(self._last(now))

    def _last(self, now: datetime) -> Iterator[Entry]:
        if rest := [one for one in self._all[:_LAST] if one.id != self._window.pane.shown]:
            yield head(tr("Last conversations"))
            yield from (self._entry(one, (), now) for one in rest)

    def _found(self, now: datetime) -> Iterator[Entry]:
        self._told = self._ready().places()
        for found in self._ready().best():
            yield self._entry(self._all[found.place], found.at, now)

    def _entry(self, conversation: Conversation, at: tuple[int, ...], now: datetime) -> Entry:
        folder = named(name_of(conversation.folder)) if conversation.folder else ""
        where = ", ".join(filter(None, (tr("archived") if conversation.archived else "", folder)))
        icon = Icon.ARCHIVE if conversation.archived else Icon.PIN if conversation.pinned else None
        return Entry(
            title_of(conversation),
            partial(self._open, conversation.id),
            icon,
            at,
            where,
            when(conversation.updated_at, now),
            key=conversation.id,
        )

    def _open(self, conversation_id: str) -> None:
        self._window.open(conversation_id)
        self._window.messages.compose()

    def _elsewhere(self) -> Iterator[Entry]:
        """What a title does not say may have been said in the conversation."""
        if self._is_whole:
            words = tr("Search everything for “{query}”").format(query=named(self._typed))
            search = partial(self._window.conversations.search_for, self._typed)
            yield Entry(words, search, Icon.SEARCH, key=">search")

    def counted(self) -> str:
        if not self._typed:
            return ""
        found = self._ready()
        n = len(found)
        if found.is_full:
            return tr("the best {n}").format(n=count(n))
        return trn("{n} conversation", "{n} conversations", n).format(n=count(n))

    def verb(self) -> str:
        return tr("open")
