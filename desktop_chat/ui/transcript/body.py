"""The text of a message: places in it, and how it is painted.

What it consists of and how high that is, is the pile's business (`pile.py`); here are the questions that a pointer, a
selection and the reader's place ask.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop_chat.ui.transcript.leaves.leaf import Hot, Leaf
from desktop_chat.ui.transcript.pile import Pile
from desktop_chat.ui.transcript.typeset import Mark


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Between two characters: `offset` counts in the text of the leaf number `leaf`."""

    leaf: int
    offset: int


class Body(Pile):
    """A text that may grow, in a width that may change."""

    # -- places ------------------------------------------------------------------------------------------------------

    def place_at(self, y: float) -> Place:
        """The first character of the screen line at that height."""
        if not self._slots:
            return Place(0, 0)
        number = self.number_at(y)
        self._ensure(number)
        return Place(number, self._slots[number].leaf.first_at(y - self.top_of(number)))

    def y_of(self, place: Place) -> int:
        """The top of the screen line that holds this character."""
        if place.leaf >= len(self._slots):
            self._read(place.leaf)
        if place.leaf >= len(self._slots):
            return self.height
        self._ensure(place.leaf)
        return self.top_of(place.leaf) + round(self._slots[place.leaf].leaf.caret(place.offset).top())

    def line_of(self, at: int) -> float | None:
        """The top of the screen line that holds about the character number `at` of the text; None while it is not set.

        Only lines are told, so what marks and addresses take of the source is taken to be spread evenly.
        """
        number = bisect_right(self._slots, at, key=lambda slot: slot.leaf.block.start) - 1
        if number < 0 or not self._slots[number].is_set:
            return None
        slot, block = self._slots[number], self._slots[number].leaf.block
        if at >= block.end and number + 1 < len(self._slots):
            return self.top_of(number + 1) if self._slots[number + 1].is_set else None
        share = (at - block.start) / max(1, block.end - block.start)
        return self.top_of(number) + slot.leaf.caret(round(min(share, 1.0) * slot.leaf.length)).top()

    def nearest(self, point: QPointF) -> Place:
        """The place between two characters that is nearest to the point."""
        if not self._slots:
            return Place(0, 0)
        number = self.number_at(point.y())
        self._ensure(number)
        return Place(number, self._slots[number].leaf.offset_at(point - self.corner_of(number)))

    def rects(self, number: int, start: int, end: int) -> list[QRectF]:
        """The places that a piece of a leaf's text takes."""
        self._ensure(number)
        corner = self.corner_of(number)
        return [rect.translated(corner) for rect in self._slots[number].leaf.rects(start, end)]

    def caret(self, place: Place | None = None) -> QRectF:
        """Where a caret stands at that place, or behind the last character."""
        if not self._slots:
            return QRectF(0, 0, 1, self._look.line(self._look.style) if self._look else 0)
        number = place.leaf if place else len(self._slots) - 1
        self._ensure(number)
        leaf = self._slots[number].leaf
        return leaf.caret(place.offset if place else leaf.length).translated(self.corner_of(number))

    def hot_at(self, point: QPointF) -> tuple[Leaf, Hot] | None:
        """What a click there does, and to which leaf."""
        if not self._slots or not 0 <= point.y() < self.height:
            return None
        number = self.number_at(point.y())
        leaf = self._slots[number].leaf
        hot = leaf.hot_at(point - self.corner_of(number)) if self._slots[number].is_set else None
        return (leaf, hot) if hot else None

    def leaf_at(self, y: float) -> Leaf | None:
        """The leaf at that height."""
        return self._slots[self.number_at(y)].leaf if self._slots and 0 <= y < self.height else None

    @property
    def last(self) -> Leaf | None:
        """The last leaf of what is read, which is the one that grows."""
        return self._slots[-1].leaf if self._slots else None

    # -- painting ----------------------------------------------------------------------------------------------------

    def draw(
        self,
        painter: QPainter,
        at: QPointF,
        band: tuple[float, float],
        marks_of: Callable[[int, Leaf], Sequence[Mark]],
    ) -> None:
        """Paint what lies in `band`: from and to, counted from its own top."""
        look = self._look
        if look is None:
            return
        for number in self._in_band(band):
            slot, top = self._slots[number], self.top_of(number)
            area = QRectF(at.x(), at.y() + top, self._width, slot.leaf.height)
            slot.furniture.draw(painter, area, slot.gap, look, mirrored=slot.mirrored)
            inside = (band[0] - top, band[1] - top)
            slot.leaf.draw(painter, at + self.corner_of(number), inside, marks_of(number, slot.leaf))

    def seen(self, band: tuple[float, float]) -> Iterator[Leaf]:
        """The leaves that are set and lie in `band`."""
        return (self._slots[number].leaf for number in self._in_band(band))

    def _in_band(self, band: tuple[float, float]) -> list[int]:
        """The numbers of the leaves that are set and lie there."""
        if not self._slots:
            return []
        return [number for number in self._heights.between(*band) if self._slots[number].is_set]
