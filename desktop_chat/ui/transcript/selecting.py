"""The keys that select: with Shift from the current message on, or from where the selection's moving end is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop_chat.ui.transcript import steps
from desktop_chat.ui.transcript.boundaries import next_character, next_word
from desktop_chat.ui.transcript.selection import End
from desktop_chat.ui.transcript.whereabouts import beginning_of, caret_of, ending_of

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.roll import Roll

_Step = Callable[[End], End]


class Selecting:
    """Of one view."""

    def __init__(self, roll: Roll) -> None:
        self._roll = roll
        self._goal: tuple[End, float] | None = None
        key = QKeySequence.StandardKey
        self._steps: dict[QKeySequence.StandardKey, _Step] = {
            key.SelectNextChar: partial(self._along, 1, next_character),
            key.SelectPreviousChar: partial(self._along, -1, next_character),
            key.SelectNextWord: partial(self._along, 1, next_word),
            key.SelectPreviousWord: partial(self._along, -1, next_word),
            key.SelectStartOfLine: lambda end: steps.line_end(roll, end, -1),
            key.SelectEndOfLine: lambda end: steps.line_end(roll, end, 1),
            key.SelectStartOfDocument: lambda _: steps.edge(roll, -1),
            key.SelectEndOfDocument: lambda _: steps.edge(roll, 1),
            key.SelectNextLine: partial(self._across, 1, steps.line),
            key.SelectPreviousLine: partial(self._across, -1, steps.line),
            key.SelectNextPage: partial(self._across, 1, steps.page),
            key.SelectPreviousPage: partial(self._across, -1, steps.page),
        }

    def meaning(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What the key does to the selection."""
        if len(self._roll.column) == 0:
            return None
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            return None if self._roll.selection.is_empty else self._roll.selection.clear
        if event.matches(QKeySequence.StandardKey.SelectAll):
            return self.select_all
        step = next((step for key, step in self._steps.items() if event.matches(key)), None)
        return partial(self._extend, step) if step else None

    def select_all(self) -> None:
        """The whole conversation, without looking at it."""
        roll = self._roll
        roll.selection.select(beginning_of(roll, 0), ending_of(roll, len(roll.column) - 1))

    def _extend(self, step: _Step) -> None:
        selection = self._roll.selection
        anchor, head = selection.anchor, selection.head
        if anchor is None or head is None or selection.rank(anchor) is None or selection.rank(head) is None:
            anchor = head = self._start()
        head = step(head)
        selection.select(anchor, head, by_key=True)
        steps.keep_seen(self._roll, head)

    def _start(self) -> End:
        roll = self._roll
        place = roll.current if roll.current is not None else min(roll.seen(), default=0)
        return beginning_of(roll, min(place, len(roll.column) - 1))

    def _along(self, step: int, boundary: steps.Boundary, end: End) -> End:
        return steps.along(self._roll, end, step, boundary)

    def _across(self, step: int, move: Callable[[Roll, End, float, int], End], end: End) -> End:
        """Up or down; several times in a row, as near as can be to where the first time began."""
        caret = caret_of(self._roll, end)
        x = self._goal[1] if self._goal and self._goal[0] == end else caret.left() if caret else 0.0
        found = move(self._roll, end, x, step)
        self._goal = found, x
        return found
