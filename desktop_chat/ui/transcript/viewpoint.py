"""Where the reader is.

Either at the end, and then what arrives is followed; or at a certain line, and then nothing that grows, becomes known
or is set in another width moves it. The scroll bar is derived from this, never the other way round.
"""

from __future__ import annotations

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.transcript.column import Column
from desktop_chat.ui.transcript.item import Spot

_NEAR = 4  # viewport heights: what is nearer is gone to step by step, because estimates in between would be felt


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place at the viewport's upper edge."""

    place: int
    spot: Spot


class Viewpoint:
    """The reader's place in a column."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self._anchor: Anchor | None = None
        self.height = 0
        """Of the viewport."""

    @property
    def at_end(self) -> bool:
        return self._anchor is None

    def go_to_end(self) -> None:
        self._anchor = None

    def settle(self) -> int:
        """Set what is to be seen; returns how far down the column the viewport begins."""
        column, anchor = self._column, self._anchor
        if len(column) == 0:
            self._anchor = None
            return 0
        if anchor is not None and anchor.place < len(column):
            inside = column.ensure(anchor.place).y_of(anchor.spot)
            self._fill_down(anchor.place, inside, self.height)
            top = column.top(anchor.place) + inside
            if top + self.height < column.total:
                return max(0, top)
        self._anchor = None
        self._fill_up(len(column) - 1, self.height)
        return max(0, column.total - self.height)

    def move_by(self, pixels: int) -> None:
        """Scroll; the distance is exact, whatever was estimated between here and there."""
        top = self.settle()
        column = self._column
        if len(column) == 0:
            return
        if abs(pixels) > _NEAR * max(self.height, 1):
            self.move_to(top + pixels)
            return
        place = column.at(top)
        inside = top - column.top(place)
        if pixels < 0:
            inside += column.fill_above(place, inside, -pixels)
        else:
            column.fill(place, inside, inside + pixels)
        self._put(place, inside + pixels)

    def move_to(self, top: int) -> None:
        """Put the viewport's upper edge there, as far as is known."""
        if len(self._column):
            place = self._column.at(top)
            self._put(place, top - self._column.top(place))

    def put(self, place: int, y: int) -> None:
        """Put the top of that message `y` below the viewport's upper edge."""
        self._put(place, -y)

    def _put(self, place: int, inside: int) -> None:
        """Anchor at that height inside a message, or in the one where that height really is."""
        column, last = self._column, len(self._column) - 1
        column.ensure(place)
        while inside < 0 and place > 0:
            place -= 1
            column.fill_end(place, -inside)
            inside += column.height(place)
        while place < last and inside >= column.height(place):
            inside -= column.height(place)
            place += 1
            column.fill(place, 0, inside)
        self._anchor = Anchor(place, column.ensure(place).spot_at(max(0, inside)))

    def _fill_down(self, place: int, inside: int, needed: int) -> None:
        while place < len(self._column) and needed > 0:
            self._column.fill(place, inside, inside + needed)
            needed -= self._column.height(place) - inside
            place, inside = place + 1, 0

    def _fill_up(self, place: int, needed: int) -> None:
        while place >= 0 and needed > 0:
            self._column.fill_end(place, needed)
            needed -= self._column.height(place)
            place -= 1
