"""Finds words in the transcript: counts them in all messages, marks those that are seen, goes from one to the next.

What is seen is marked when it is painted, so it waits for no search. The search only counts; who wants to go to a hit
that is not known yet gets there once it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.markup.hits import Query
from desktop_chat.services.replies import ReplyGrew
from desktop_chat.ui.transcript.body import Body
from desktop_chat.ui.transcript.found import Found, is_above, show
from desktop_chat.ui.transcript.found_bar import FoundBar
from desktop_chat.ui.transcript.leaves.leaf import Leaf
from desktop_chat.ui.transcript.search import Search
from desktop_chat.ui.transcript.typeset import Mark

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.transcript import Transcript


class Finder(QObject):
    """Of one view."""

    changed = Signal()
    """Count, current or completeness is another."""

    def __init__(self, view: Transcript, bar: FoundBar) -> None:
        super().__init__(view)
        self._view, self._bar = view, bar
        self._search = Search(view)
        self._conversation = view.story.conversation_id
        self._current: tuple[int, int] | None = None  # a place, and the index of the hit there
        self._now: Found | None = None
        self._wish = 0
        self._drawn: WeakKeyDictionary[Leaf, tuple[object, object, int, list[Mark]]] = WeakKeyDictionary()
        self._told: tuple[int, int | None, bool] = (0, None, True)
        self._marked = ("", 0, -1)  # what the marks in the bar were last made of
        self._search.advanced.connect(self._go_on)
        view.story.reloaded.connect(self._reload)
        view.story.grew.connect(self._grow)
        view.arranged.connect(self._follow)
        view.grown.connect(self._follow)
        view.marks.sources.insert(0, self._marks_of)

    @property
    def count(self) -> int:
        """How many hits are known."""
        return self._search.tally.total

    @property
    def current(self) -> int | None:
        """The number of the hit that `next` or `previous` has gone to, from 0."""
        return None if self._current is None else self._search.tally.number_of(*self._current)

    @property
    def is_complete(self) -> bool:
        """Whether all messages have been searched."""
        return self._search.is_complete

    def look_for(self, text: str) -> None:
        """Find that text, in upper or lower case; nothing ends the search."""
        query = Query(text)
        if query.text != self._search.query.text:
            self._forget_current()
            self._wish = 0
            self._marked = ("", 0, -1)
            self._search.begin(query)
            self._view.viewport().update()

    def next(self) -> None:
        """To the next hit; behind the last one, to the first."""
        self._step(1)

    def previous(self) -> None:
        """To the hit before; before the first one, to the last."""
        self._step(-1)

    # -- what happens ------------------------------------------------------------------------------------------------

    @Slot()
    def _go_on(self) -> None:
        self._go()
        self._tell()

    @Slot(bool)
    def _reload(self, _asked: bool) -> None:
        story = self._view.story
        if story.conversation_id != self._conversation:
            self._conversation = story.conversation_id
            self.look_for("")
        elif self._is_on:
            kept = self._search.reload()
            if self._current is not None and self._current[0] >= kept:
                self._forget_current()
            self._tell()

    @Slot(object)
    def _grow(self, grew: ReplyGrew) -> None:
        if self._is_on:
            self._search.grow(grew)

    @Slot()
    def _follow(self) -> None:
        """What is painted as the current hit may have been set anew."""
        if not self._is_on:
            return
        self._search.compare()
        if self._current is not None and self._now is not None and self._current[0] < len(self._view.column):
            bodies = self._view.column[self._current[0]].bodies
            if all(body is not self._now.body for body in bodies):
                self._now = self._found(*self._current) if bodies else None

    @property
    def _is_on(self) -> bool:
        return bool(self._search.query.text)

    def _forget_current(self) -> None:
        self._current = self._now = None

    def _tell(self) -> None:
        if (now := (self.count, self.current, self.is_complete)) != self._told:
            self._told = now
            self.changed.emit()
        # Each time that twice as much is known: marks that move for every message would be restless, and not free.
        tally = self._search.tally
        known = (self._search.query.text, tally.total, tally.searched)
        if known != self._marked and (self.is_complete or tally.searched >= 2 * self._marked[2]):
            self._marked = known
            self._bar.show_marks(self._rows_of if self.count else None)

    # -- from hit to hit ---------------------------------------------------------------------------------------------

    def _step(self, step: int) -> None:
        if self._is_on:
            self._wish = step
            self._go_on()

    def _go(self) -> None:
        if self._wish and (number := self._wished()) is not None:
            self._wish = 0
            self._current = self._search.tally.hit(number)
            self._now = self._found(*self._current)
            if self._now is not None:
                show(self._view, self._current[0], self._now)
            self._view.viewport().update()
        elif self.is_complete:
            self._wish = 0

    def _wished(self) -> int | None:
        """The number of the hit to go to, if that is known yet."""
        tally = self._search.tally
        if self._current is not None:
            number = tally.number_of(*self._current) + self._wish
        else:
            place = min(self._view.seen(), default=0)
            if not tally.knows(place):
                return None
            above = sum(1 for found in self._found_in(place) if is_above(self._view, place, found))
            number = tally.number_of(place, above) - (self._wish < 0)
        if 0 <= number < tally.total:
            return number
        return number % tally.total if tally.total and self.is_complete else None

    def _found(self, place: int, index: int) -> Found | None:
        return next((found for number, found in enumerate(self._found_in(place)) if number == index), None)

    def _found_in(self, place: int) -> Iterator[Found]:
        for body in self._view.column.ensure(place).bodies:
            for number, leaf in enumerate(body.leaves):
                for start, end in self._search.hits.within(leaf):
                    yield Found(body, number, start, end)

    # -- painting ----------------------------------------------------------------------------------------------------

    def _marks_of(self, body: Body, number: int, leaf: Leaf) -> Sequence[Mark]:
        if not self._is_on:
            return ()
        palette, now = self._view.page.palette, self._now
        here = now.start if now is not None and now.body is body and now.leaf == number else -1
        hits = self._search.hits.within(leaf)
        drawn = self._drawn.get(leaf)
        if drawn is None or drawn[0] is not hits or drawn[1] is not palette or drawn[2] != here:
            marks = [
                Mark(start, end, palette.find_now, palette.on_find_now)
                if start == here
                else Mark(start, end, palette.find, palette.text)
                for start, end in hits
            ]
            drawn = self._drawn[leaf] = (hits, palette, here, marks)
        return drawn[3]

    def _rows_of(self, count: int) -> list[int]:
        """In which of so many rows, of which all messages are made, there are hits."""
        column, tally = self._view.column, self._search.tally
        if len(column) == 0:
            return []
        edges = [self._share(column.total * row / count) for row in range(count + 1)]
        return [row for row in range(count) if tally.is_between(edges[row], edges[row + 1])]

    def _share(self, y: float) -> tuple[int, float]:
        """The message at that height, and how far down in it that is."""
        column = self._view.column
        place = column.at(int(y))
        return place, min(1.0, (y - column.top(place)) / max(1, column.height(place)))
