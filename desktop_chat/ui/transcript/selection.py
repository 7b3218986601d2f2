"""What is selected: the text between two places, anywhere in a conversation.

An end names its message, never a position on the screen. So it means the same after messages have come, a reply has
grown, the width has changed or layouts were given back; and everything of a conversation is selected as cheaply as a
word. What the ends mean in the column is worked out when it is painted or copied.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_chat.domain.messages import MessageId
from desktop_chat.domain.values import dataclass
from desktop_chat.ui.transcript.body import Body, Place
from desktop_chat.ui.transcript.leaves.leaf import Leaf
from desktop_chat.ui.transcript.texts import Which, texts_of
from desktop_chat.ui.transcript.typeset import Mark

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.roll import Roll

_BEHIND_ALL = 2**31  # an offset that no leaf reaches


@dataclass(frozen=True, slots=True)
class End:
    """Between two characters of a text."""

    message: MessageId
    which: Which
    place: Place


class Selection:
    """From `anchor`, where it began, to `head`, which moves. The two are equal while nothing is selected yet."""

    def __init__(self, roll: Roll) -> None:
        self._roll = roll
        self.anchor: End | None = None
        self.head: End | None = None
        self.by_key = False
        """Whether keys move the head, so that it must be seen where it is."""
        self._known: tuple[Body, MessageId, Which] | None = None

    @property
    def is_empty(self) -> bool:
        return self.ordered() is None

    def select(self, anchor: End, head: End, *, by_key: bool = False) -> None:
        """What is between these from now on."""
        if (anchor, head, by_key) != (self.anchor, self.head, self.by_key):
            self.anchor, self.head, self.by_key = anchor, head, by_key
            self._roll.viewport().update()

    def clear(self) -> None:
        if self.anchor is not None:
            self.anchor = self.head = None
            self._roll.viewport().update()

    def ordered(self) -> tuple[End, End] | None:
        """The upper and the lower end; None if nothing lies between them or a message of theirs has gone."""
        if self.anchor is None or self.head is None or self.anchor == self.head:
            return None
        anchor, head = self.rank(self.anchor), self.rank(self.head)
        if anchor is None or head is None:
            return None
        return (self.anchor, self.head) if anchor < head else (self.head, self.anchor)

    def rank(self, end: End) -> tuple[int, Which, Place] | None:
        """What tells which of two ends is the upper one."""
        place = self._roll.column.place_of(end.message)
        return None if place is None else (place, end.which, end.place)

    def marks(self, body: Body, number: int, _leaf: Leaf) -> Sequence[Mark]:
        """What of that leaf is selected."""
        if (ordered := self.ordered()) is None or (at := self._rank_of(body)) is None:
            return ()
        upper, lower = (self.rank(end) for end in ordered)
        assert upper is not None
        assert lower is not None
        first, last = (*at, Place(number, 0)), (*at, Place(number, _BEHIND_ALL))
        if upper > last or lower <= first:
            return ()
        start = upper[2].offset if upper >= first else 0
        end = lower[2].offset if lower <= last else _BEHIND_ALL
        theme = self._roll.theme
        ink = theme.palette.on_selected if theme.high_contrast else None
        return (Mark(start, end, theme.palette.text_selection, ink),)

    def _rank_of(self, body: Body) -> tuple[int, Which] | None:
        """Which text of which message that is; most often the same as for the leaf before."""
        if self._known is None or self._known[0] is not body:
            column = self._roll.column
            self._known = next(
                (
                    (one, column[place].message.id, which)
                    for place in self._roll.seen()
                    for which, one in texts_of(column[place])
                    if one is body
                ),
                None,
            )
        place = self._known and self._roll.column.place_of(self._known[1])
        return None if self._known is None or place is None else (place, self._known[2])
