"""What all documents share: the text in the pieces that it came in, and blocks that stay the same object."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop_chat.markup.blocks import Block

# A carriage return at the very end may be half of a line end.
LINE_END = re.compile(r"\n|\r\n|\r(?!\Z)")


class Shown:
    """A text and its blocks."""

    def __init__(self) -> None:
        self.length = 0
        self._pieces: list[str] = []
        self._blocks: list[Block] = []

    @property
    def text(self) -> str:
        """All that was read."""
        if len(self._pieces) > 1:
            self._pieces = ["".join(self._pieces)]
        return "".join(self._pieces)

    @property
    def blocks(self) -> Sequence[Block]:
        return self._blocks

    def _keep(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)

    def _put(self, first: int, fresh: Sequence[Block]) -> int:
        """Replace the blocks from `first` on, but keep those that are equal; the place of the first other one."""
        old = self._blocks[first:]
        kept = [before if before == now else now for before, now in zip(old, fresh, strict=False)]
        self._blocks[first:] = [*kept, *fresh[len(kept) :]]
        pairs = enumerate(zip(old, kept, strict=False))
        return first + next((place for place, (before, now) in pairs if before is not now), len(kept))


def shown_characters(text: str) -> str:
    """`text` without the one character that no font and no string of a system's own can hold."""
    return text.replace("\0", "\ufffd")
