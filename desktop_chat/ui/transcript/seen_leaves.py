"""The leaves that are in the viewport: which they are, and what has to happen when one of them is another than it was.

A leaf does not know where it stands, and most leaves stand nowhere: who has one in hand, a lexer or a pointer, tells
here what has become of it. One that is out of sight is left alone; it is painted when it is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop_chat.ui.transcript.body import Body
from desktop_chat.ui.transcript.leaves.leaf import Leaf

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.roll import Roll


class SeenLeaves:
    """Of one view, from the top down; only what is set."""

    def __init__(self, roll: Roll) -> None:
        self._roll = roll

    def __iter__(self) -> Iterator[Leaf]:
        for _, body, band in self._bodies():
            yield from body.seen(band)

    @property
    def last(self) -> Leaf | None:
        """The last one of the last message that is seen; at the end of a conversation, the one that may grow."""
        bodies = self._roll.column[self._roll.seen()[-1]].bodies if self._roll.seen() else ()
        return bodies[-1].last if bodies else None

    def repaint(self, leaf: Leaf, part: tuple[int, int] | None = None) -> None:
        """It looks different from how it is painted, all of it or between two heights."""
        port = self._roll.viewport()
        for _, body, band in self._bodies():
            if (number := body.number_of(leaf)) is not None:
                first, last = part or (0, leaf.height)
                port.update(0, int(body.top_of(number) - band[0]) + first, port.width(), last - first)
                return

    def reset(self, leaf: Leaf) -> None:
        """It is as high as something else now; what is read stays where it is."""
        roll = self._roll
        for place, body, _ in self._bodies():
            if body.number_of(leaf) is not None:
                y = roll.y_of(place)
                body.forget(leaf)
                roll.column[place].stale = True
                if not roll.viewpoint.at_end:
                    roll.viewpoint.put(place, y)
                roll.settle()
                return

    def _bodies(self) -> Iterator[tuple[int, Body, tuple[float, float]]]:
        """The texts of each message that is seen, and the part that the viewport shows, counted from the text's top."""
        roll = self._roll
        height = roll.viewport().height()
        for place in roll.seen():
            y = roll.y_of(place)
            for inside, body in roll.column[place].texts_at():
                yield place, body, (-y - inside, height - y - inside)
