"""What every leaf can do, whatever it is.

A leaf is one block of a text, set in a width. It is made from the block alone and costs next to nothing until it is
set; what it has set it can give back. Places are counted from its own top left corner, offsets in its own text: the
text as a reader sees it, without marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop_chat.domain.values import dataclass
from desktop_chat.markup.blocks import Block
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.ui.transcript.typeset import Mark

# Characters per em, for heights that nobody has measured yet.
_LATIN_PER_EM = 2.1
_OTHER_PER_EM = 1.2


class Deed(Enum):
    """What a click on a part of a leaf does."""

    OPEN_LINK = auto()
    COPY_CODE = auto()
    WRAP_CODE = auto()


@dataclass(frozen=True, slots=True)
class Hot:
    """A part of a leaf that answers to a click. `target` is the address of a link, the code of a block."""

    deed: Deed
    target: str = ""


class Leaf(Protocol):
    """One block in the column. `height` is an estimate until `set_in` was called."""

    block: Block
    height: int

    @property
    def waits(self) -> bool:
        """Something in it is still being drawn; `set_in` is called again then."""

    @property
    def text(self) -> str:
        """What a reader sees, also of a leaf that is not set."""

    @property
    def length(self) -> int:
        """How many characters that are; known without putting them together."""

    def estimate(self, width: int, look: BodyLook) -> int:
        """About how high it will be."""

    def set_in(self, width: int, look: BodyLook) -> int:
        """Its height; sets what is not set for this width and look."""

    def update(self, block: Block) -> float:
        """The block has grown, or is known better; `set_in` is called next. Returns the height from which on it may
        look different then.
        """

    def release(self) -> None:
        """Give the layouts back."""

    def draw(self, painter: QPainter, at: QPointF, band: tuple[float, float], marks: Sequence[Mark]) -> None:
        """Paint what lies in `band`: from and to, counted from its own top."""

    def offset_at(self, point: QPointF) -> int:
        """The place between two characters that is nearest to the point."""

    def first_at(self, y: float) -> int:
        """The first character of the screen line at that height."""

    def caret(self, offset: int) -> QRectF:
        """Where a caret before that character stands, over the whole line height."""

    def rects(self, start: int, end: int) -> list[QRectF]:
        """The places that a piece of the text takes, from the top down."""

    def word_at(self, offset: int) -> tuple[int, int]:
        """The word around the place: (start, end)."""

    def hot_at(self, point: QPointF) -> Hot | None:
        """What a click there does."""

    def slide(self, pixels: int) -> bool:
        """Move what is wider than the column to the side; whether anything moved."""


def about_height(length: int, feeds: int, width: int, px: int, line: int, *, ascii_only: bool) -> int:
    """About how high a text of so many characters and line feeds will be."""
    a_line = characters_per_line(width, px)[0 if ascii_only else 1]
    return max(1, round(length / a_line + feeds / 2 + 0.5)) * line


def characters_per_line(width: int, px: int) -> tuple[int, int]:
    """About how many Latin characters, or others, a line of that width holds."""
    return max(1, round(width / px * _LATIN_PER_EM)), max(1, round(width / px * _OTHER_PER_EM))
