"""The leaves of a text under one another, set only where they are seen.

A reply can be as long as a book. So what is near the viewport is set, and the height of every other leaf is an
estimate; whoever scrolls says what has to be true (`fill`), and says which edge must not move. A reply that grows
costs its open leaf. Text that has never been looked at is kept as it came.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF

from desktop_chat.markup.blocks import Block
from desktop_chat.ui.transcript.heights import Heights
from desktop_chat.ui.transcript.leaves.furniture import Furniture, furniture_of, gap_between, indent_of, is_mirrored
from desktop_chat.ui.transcript.leaves.leaf import Leaf, about_height
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.ui.transcript.reading import Reading, leaf_of, read
from desktop_chat.ui.transcript.unread import Unread


@dataclass(slots=True)
class Slot:
    """Where a leaf stands: `gap` below the one before, `indent` from the edge, `mirrored` from the right one."""

    leaf: Leaf
    gap: int
    indent: int
    furniture: Furniture
    mirrored: bool
    is_set: bool = False


class Pile:
    """Leaves by number, in a width that may change. The text may grow."""

    def __init__(self, text: str, reading: Reading) -> None:
        self._reading = reading
        self._document = read(reading)
        self.unread = Unread(reading)
        """What `lay_out` has not read yet: of a very long text it reads a moment at a time."""
        self._length, self._feeds, self._ascii = 0, 0, True
        self._slots: list[Slot] = []
        self._heights = Heights()
        self._width = -1
        self._look: BodyLook | None = None
        self.changed_top = 0.0
        """From where on the last growth has made it another."""
        self.grew_inside = False
        """Whether the last growth has left it as high as it was, and all that is new is set."""
        self.append(text)

    def __len__(self) -> int:
        return self._length

    @property
    def height(self) -> int:
        return self._heights.total

    @property
    def leaves(self) -> Sequence[Leaf]:
        self._read(math.inf)
        return [slot.leaf for slot in self._slots]

    def append(self, text: str) -> None:
        """More text at the end; it is read by the next `lay_out`, and where it is very long by those that follow."""
        if text:
            self.unread.put(text)
            self._length += len(text)
            self._feeds += text.count("\n")
            self._ascii = self._ascii and text.isascii()

    def estimate(self, width: int, look: BodyLook) -> int:
        """About how high it will be, without reading it."""
        px, line = look.font(look.style).pixelSize(), look.line(look.style)
        return about_height(self._length, self._feeds, width, px, line, ascii_only=self._ascii)

    # -- setting -----------------------------------------------------------------------------------------------------

    def lay_out(self, width: int, look: BodyLook) -> int:
        """Read what is unread; returns the height, most of it estimated. What was set for this width stays set."""
        if width != self._width or look is not self._look:
            self._width, self._look = width, look
            self._heights = Heights()
            for slot in self._slots:
                slot.gap = self._gap(self._before(len(self._heights)), slot.leaf.block, look)
                slot.indent = indent_of(slot.leaf.block.path, look.metrics)
                slot.mirrored = is_mirrored(slot.leaf.block, look)
                slot.is_set = False
                self._heights.append(slot.gap + slot.leaf.estimate(width - slot.indent, look))
        self._read()
        return self.height

    def release(self) -> None:
        """Give the layouts back; the text stays."""
        self._width = -1
        for slot in self._slots:
            slot.leaf.release()

    def fill(self, top: float, bottom: float) -> None:
        """Set what lies between these heights; the leaf at `top` begins where it did."""
        if not self._slots or top >= self.height:
            return
        number = self._heights.at(max(0, int(top)))
        while number < len(self._slots) and self._heights.above(number) < bottom:
            self._ensure(number)
            number += 1

    def fill_above(self, y: float, distance: float) -> int:
        """Set what lies as far above `y` as that, from below; returns by how much everything from `y` on moves."""
        if not self._slots or y <= 0:
            return 0
        before, number, reached = self.height, len(self._slots), 0.0
        if y < before:  # the leaf at y is counted from its top, which stays
            number = self._heights.at(int(y))
            reached = y - self._heights.above(number)
        while reached < distance and number > 0:
            number -= 1
            self._ensure(number)
            reached += self._heights[number]
        return self.height - before

    def fill_end(self, distance: float) -> None:
        """Set what is that far above its end."""
        self._read(math.inf)
        number, reached = len(self._slots), 0
        while reached < distance and number > 0:
            number -= 1
            self._ensure(number)
            reached += self._heights[number]

    def refresh(self) -> None:
        """Something that leaves have waited for is there: they are set again when they are seen next."""
        for slot in self._slots:
            slot.is_set = slot.is_set and not slot.leaf.waits

    def _ensure(self, number: int) -> None:
        if number >= len(self._slots):
            self._read(number)
        slot = self._slots[number]
        if not slot.is_set and self._look is not None:
            slot.is_set = True
            height = slot.leaf.set_in(max(1, self._width - slot.indent), self._look)
            self._heights.change(number, slot.gap + height)

    # -- reading -----------------------------------------------------------------------------------------------------

    def _read(self, number: float = 0) -> None:
        """Read what is unread, of a very long text what a moment allows; but at least up to that leaf."""
        while self.unread and self._look is not None:
            for text in self.unread.taken():
                self._take(self._document.append(text), self._look)
            if number < len(self._slots):
                return

    def _take(self, first: int, look: BodyLook) -> None:
        """From that block on, others stand there than before, or the same ones."""
        blocks = self._document.blocks
        # The caret leaves its place, which may be in a leaf that is finished now.
        caret, before = self._caret_top(), self.height
        self.changed_top = self._heights.above(min(first, len(self._heights)))
        kept = self._slots[first:]
        del self._slots[first:]
        self._heights.cut(first)
        for number in range(first, len(blocks)):
            old = kept[number - first] if number - first < len(kept) else None
            self._put(number, blocks[number], old, look)
        self.changed_top = min(self.changed_top, caret)
        self.grew_inside = self.height == before and all(slot.is_set for slot in self._slots[first:])

    def _put(self, number: int, block: Block, old: Slot | None, look: BodyLook) -> None:
        before = self._before(number)
        gap, indent = self._gap(before, block, look), indent_of(block.path, look.metrics)
        goes_on = old is not None and old.leaf.block.kind is block.kind
        leaf = old.leaf if old is not None and goes_on else leaf_of(block)
        slot = Slot(leaf, gap, indent, furniture_of(before, block), is_mirrored(block, look))
        if old is not None and old.leaf.block is block:
            slot.is_set = old.is_set and old.indent == indent
        elif goes_on:
            changed = leaf.update(block)
            if number == len(self._slots) and self._heights.total == self.changed_top:
                self.changed_top += gap + changed
        self._slots.append(slot)
        if not slot.is_set and old is not None and old.is_set:  # it was seen, and is as it grows
            slot.is_set = True
            leaf.set_in(max(1, self._width - indent), look)
        self._heights.append(gap + (leaf.height if slot.is_set else leaf.estimate(self._width - indent, look)))

    def _caret_top(self) -> float:
        """Where the caret behind the last character stands, if it can have been painted."""
        if not self._slots or not self._slots[-1].is_set:
            return math.inf
        last = len(self._slots) - 1
        leaf = self._slots[last].leaf
        return self.top_of(last) + leaf.caret(leaf.length).top()

    def _before(self, number: int) -> Block | None:
        return self._slots[number - 1].leaf.block if number else None

    def _gap(self, before: Block | None, block: Block, look: BodyLook) -> int:
        # A plain text is one text, cut where it would have been too long.
        return 0 if self._reading is Reading.PLAIN else gap_between(before, block, look.metrics)

    # -- where they stand -------------------------------------------------------------------------------------------

    def top_of(self, number: int) -> int:
        """Where that leaf begins, below the distance to the one before."""
        return self._heights.above(number) + self._slots[number].gap

    def height_of(self, number: int) -> int:
        """Of that leaf, the distance to the one before included."""
        return self._heights[number]

    def number_at(self, y: float) -> int:
        """The leaf at that height; needs at least one."""
        return self._heights.at(max(0, int(y)))

    def corner_of(self, number: int) -> QPointF:
        """The top left corner of that leaf."""
        slot = self._slots[number]
        return QPointF(0 if slot.mirrored else slot.indent, self.top_of(number))

    def forget(self, leaf: Leaf) -> None:
        """That leaf is as high as something else now: it wraps its lines, say."""
        if (number := self.number_of(leaf)) is not None:
            self._slots[number].is_set = False
            self._ensure(number)

    def number_of(self, leaf: Leaf) -> int | None:
        """Where that leaf stands, if it does."""
        return next((number for number, slot in enumerate(self._slots) if slot.leaf is leaf), None)
