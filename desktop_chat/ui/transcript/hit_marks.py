"""Hits as they are marked: under the text where it is painted, and beside it in the scroll bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from desktop_chat.ui.painting import hit_ink
from desktop_chat.ui.transcript.body import Body
from desktop_chat.ui.transcript.found import Found
from desktop_chat.ui.transcript.found_bar import FoundBar
from desktop_chat.ui.transcript.leaves.leaf import Leaf
from desktop_chat.ui.transcript.search import Search
from desktop_chat.ui.transcript.typeset import Mark

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.transcript import Transcript

_Known = tuple[tuple[str, ...], int, int]
_NOTHING: _Known = ((), 0, -1)


class HitMarks:
    """Of one view. What is seen is marked when it is painted, so it waits for no search."""

    def __init__(self, view: Transcript, bar: FoundBar, search: Search) -> None:
        self._view, self._bar, self._search = view, bar, search
        self.now: Found | None = None
        """The current hit."""
        self._drawn: WeakKeyDictionary[Leaf, tuple[object, object, int, list[Mark]]] = WeakKeyDictionary()
        self._known = _NOTHING  # what the marks in the bar were last made of
        view.marks.sources.insert(0, self._marks_of)

    def begin(self) -> None:
        """Something else is looked for."""
        self._known = _NOTHING
        self._view.viewport().update()

    def follow(self) -> None:
        """More may be known: the bar is told each time that it is twice as much. Marks that move for every message
        would be restless, and not free.
        """
        tally = self._search.tally
        known = (self._search.query.texts, tally.total, tally.searched)
        if known != self._known and (self._search.is_complete or tally.searched >= 2 * self._known[2]):
            self._known = known
            self._bar.show_marks(self._rows_of if tally.total else None)

    def _marks_of(self, body: Body, number: int, leaf: Leaf) -> Sequence[Mark]:
        if not self._search.query.texts:
            return ()
        palette, now = self._view.page.palette, self.now
        here = now.start if now is not None and now.body is body and now.leaf == number else -1
        hits = self._search.hits.within(leaf)
        drawn = self._drawn.get(leaf)
        if drawn is None or drawn[0] is not hits or drawn[1] is not palette or drawn[2] != here:
            marks = [
                Mark(start, end, palette.find_now, palette.on_find_now)
                if start == here
                else Mark(start, end, palette.find, hit_ink(palette))
                for start, end in hits
            ]
            drawn = self._drawn[leaf] = (hits, palette, here, marks)
        return drawn[3]

    def _rows_of(self, count: int) -> list[int]:
        """In which of so many rows, of which all messages are made, there are hits."""
        column, tally = self._view.column, self._search.tally
        if len(column) == 0 or len(column) != len(tally):  # other messages stand there, which are not counted yet
            return []
        row_height = column.total / count
        return tally.between(column.shares(row_height * row for row in range(count + 1)))
