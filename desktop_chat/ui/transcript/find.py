"""Finds words in the transcript: counts them in all messages, marks those that are seen, goes from one to the next.

The search only counts; who wants to go to a hit that is not known yet gets there once it is. What is folded away counts
like the rest, and unfolds when one goes there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain.messages import MessageId
from desktop_chat.domain.tree import Tree
from desktop_chat.markup.hits import query_for
from desktop_chat.services.replies import ReplyGrew
from desktop_chat.ui.transcript.found import show
from desktop_chat.ui.transcript.found_bar import FoundBar
from desktop_chat.ui.transcript.hit_marks import HitMarks
from desktop_chat.ui.transcript.search import Search
from desktop_chat.ui.transcript.standing import Standing, Wish

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.transcript import Transcript


class Finder(QObject):
    """Of one view."""

    changed = Signal()
    """Count, current or completeness is another."""

    def __init__(self, view: Transcript, bar: FoundBar, tree_of: Callable[[str], Tree]) -> None:
        super().__init__(view)
        self._view = view
        self._search = Search(view, tree_of)
        self._marks = HitMarks(view, bar, self._search)
        self._conversation = view.story.conversation_id
        self._standing = Standing(view, self._search)
        self._wish: Wish | None = None
        self._told: tuple[object, ...] = (0, None, True, 0)
        self._search.advanced.connect(self._go_on)
        view.story.reloaded.connect(self._reload)
        view.story.grew.connect(self._grow)
        view.arranged.connect(self._follow)
        view.grown.connect(self._follow)

    @property
    def count(self) -> int:
        """How many hits are known."""
        return self._search.tally.total

    @property
    def current(self) -> int | None:
        """The number of the hit that one has gone to, from 0."""
        current = self._standing.current
        return None if current is None else self._search.tally.number_of(*current)

    @property
    def is_complete(self) -> bool:
        """Whether all messages of this branch have been searched."""
        return self._search.is_complete

    @property
    def place(self) -> int | None:
        """The message of the current hit."""
        return self._standing.current[0] if self._standing.current else None

    @property
    def elsewhere(self) -> int:
        """How many hits are known in messages that stand on other branches only."""
        return self._search.elsewhere.count

    def next_elsewhere(self) -> MessageId | None:
        """The message on another branch to go to next."""
        message = self._standing.message()
        return self._search.elsewhere.next_behind(message) if message else None

    # -- verbs -------------------------------------------------------------------------------------------------------

    def look_for(self, *texts: str) -> None:
        """Find any of these, in upper or lower case; nothing ends the search."""
        query = query_for(texts)
        if query.texts != self._search.query.texts:
            self._forget_current()
            self._wish = None
            self._marks.begin()
            self._search.begin(query)

    def start_here(self) -> str:
        """`seek` begins at what is selected, and with these words; without a selection, at what is read now."""
        words, self._standing.start = self._standing.selected() or ("", self._standing.read_first())
        return words

    def seek(self, *texts: str) -> None:
        """Look for these and go to the first: while somebody types, each time from where `start_here` was said."""
        if self._standing.start is None:
            self.start_here()
        self.look_for(*texts)
        self._want(Wish())

    def next(self) -> None:
        """To the next hit; behind the last one, to the first."""
        self._want(Wish(step=1))

    def previous(self) -> None:
        """To the hit before; before the first one, to the last."""
        self._want(Wish(step=-1))

    def go_to(self, message_id: MessageId) -> None:
        """To the first hit in that message of this branch, else to the first one behind it."""
        self._want(Wish(message=message_id))

    # -- what happens ------------------------------------------------------------------------------------------------

    @Slot()
    def _go_on(self) -> None:
        self._go()
        self._tell()

    @Slot(bool)
    def _reload(self, _asked: bool) -> None:
        story = self._view.story
        if story.conversation_id != self._conversation:
            self._conversation, self._standing.start = story.conversation_id, None
            self.look_for()
        elif self._is_on:
            kept = self._search.reload()
            if self._standing.current is not None and self._standing.current[0] >= kept:
                self._forget_current()
            self._tell()

    @Slot(object)
    def _grow(self, grew: ReplyGrew) -> None:
        if self._is_on:
            self._search.grow(grew)

    @Slot()
    def _follow(self) -> None:
        """What is painted as the current hit may have been set anew, or folded away."""
        if not self._is_on:
            return
        self._search.compare()
        current, now = self._standing.current, self._marks.now
        if current is not None and now is not None and current[0] < len(self._view.column):
            bodies = self._view.column[current[0]].bodies
            if all(body is not now.body for body in bodies):
                self._marks.now = self._standing.hits(current[0])[current[1]] if bodies else None

    @property
    def _is_on(self) -> bool:
        return bool(self._search.query.texts)

    def _forget_current(self) -> None:
        self._standing.current = self._marks.now = None

    def _tell(self) -> None:
        if (now := (self.count, self.current, self.is_complete, self.elsewhere)) != self._told:
            self._told = now
            self.changed.emit()
        self._marks.follow()

    # -- from hit to hit ---------------------------------------------------------------------------------------------

    def _want(self, wish: Wish) -> None:
        if self._is_on:
            self._wish = wish
            self._go_on()

    def _go(self) -> None:
        if self._wish is None:
            return
        if (number := self._standing.number_of(self._wish)) is not None:
            is_seeking, self._wish = self._wish == Wish(), None
            self._standing.current = self._search.tally.hit(number)
            self._show(*self._standing.current)
            if not is_seeking:
                self._standing.start_at(self._marks.now)
        elif self.is_complete:
            self._wish = None

    def _show(self, place: int, index: int) -> None:
        hits = self._standing.hits(place)
        if hits[index] is None and hits.item.can_unfold and not hits.item.choices.unfolded:
            self._view.unfold(place)
            hits = self._standing.hits(place)
        self._marks.now = hits[index]
        if self._marks.now is not None:
            show(self._view, place, self._marks.now)
        self._view.viewport().update()
