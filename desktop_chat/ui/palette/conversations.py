"""Conversations by their titles: the last ones, or those that were meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from desktop_chat.domain.folders import name_of
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
    from desktop_chat.ui.palette.titles import Titles

_LAST = 30


class Conversations(Source):
    """Archived ones too. The one that is open is not among the last ones: there one is."""

    icon = Icon.SEARCH

    def __init__(self, window: MainWindow, titles: Titles) -> None:
        self._window = window
        self._titles = titles
        self._typed = ""
        self._is_whole = True
        self._told: tuple[tuple[int, ...], bool] | None = None

    def ask(self, typed: str) -> None:
        self._typed = typed.strip()
        self._is_whole, self._told = not self._typed, None
        if self._typed:
            self._titles.sieve().ask(self._typed)

    def go_on(self, enough: Callable[[], bool]) -> bool:
        if not self._typed:
            return self._titles.sieve().prepare(enough)  # the first letter then finds all in order
        self._is_whole = self._titles.sieve().go_on(enough)
        return self._is_whole

    def has_news(self) -> bool:
        """The first that is found, and all of it at the end: rows that change again and again cannot be read."""
        if self._is_whole:
            return self._told != self._known()
        return self._told is None and bool(self._titles.sieve().places())

    def _known(self) -> tuple[tuple[int, ...], bool]:
        return self._titles.sieve().places() if self._typed else (), self._is_whole

    def entries(self) -> list[Entry]:
        now = datetime.now().astimezone()
        self._told = self._known()
        return [*self._found(now), *self._elsewhere()] if self._typed else list(self._last(now))

    def _last(self, now: datetime) -> Iterator[Entry]:
        if rest := [one for one in self._titles.newest_first()[:_LAST] if one.id != self._window.pane.shown]:
            yield head(tr("Last conversations"))
            yield from (self._entry(one, (), now) for one in rest)

    def _found(self, now: datetime) -> Iterator[Entry]:
        listed = self._titles.newest_first()
        for found in self._titles.sieve().best():
            yield self._entry(listed[found.place], found.at, now)

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
        found = self._titles.sieve()
        n = len(found)
        if found.is_full:
            return tr("the best {n}").format(n=count(n))
        return trn("{n} conversation", "{n} conversations", n).format(n=count(n))

    def verb(self) -> str:
        return tr("open")
