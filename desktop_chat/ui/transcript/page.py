"""What everything in the column is set with: the look and the edges of one width.

A page never changes; another width or another look makes another page. So whatever keeps something it has measured
only has to remember for which page it did.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from desktop_chat.domain.values import dataclass
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.look import Theme
from desktop_chat.ui.text_line import draw_line
from desktop_chat.ui.theme import Metrics, Palette, TextStyle
from desktop_chat.ui.transcript.actions import Pressed
from desktop_chat.ui.transcript.columns import Columns, columns
from desktop_chat.ui.transcript.looks import BodyLook, FormulaFinder
from desktop_chat.ui.transcript.pictures import PictureFinder, no_picture

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.body import Body
    from desktop_chat.ui.transcript.leaves.leaf import Leaf
    from desktop_chat.ui.transcript.typeset import Mark

Marked: TypeAlias = "Callable[[Body, int, Leaf], Sequence[Mark]]"


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """The look and the edges. `text` and `reasoning` say how those two are set, `faded` how each is where it is not
    sent.
    """

    theme: Theme
    columns: Columns
    text: BodyLook
    reasoning: BodyLook
    faded: Mapping[BodyLook, BodyLook]
    picture: PictureFinder = no_picture

    @property
    def metrics(self) -> Metrics:
        return self.theme.metrics

    @property
    def palette(self) -> Palette:
        return self.theme.palette

    def line(self, style: TextStyle) -> int:
        return self.theme.line(style)

    def text_box(self, top: float, bottom: float) -> QRect:
        """Between these heights, what lies beside the spine on the side of the text."""
        left = self.columns.spine + self.metrics.spine_pinned
        return self.columns.placed(left, top, self.columns.band_end - left, bottom - top).toAlignedRect()

    def with_width(self, width: int) -> Page:
        """The same look in another width."""
        return replace(self, columns=columns(width, self.metrics, mirrored=self.columns.mirrored))

    def sets_like(self, other: Page) -> bool:
        """Whether heights measured for `other` hold here: only a wider margin is another page, too."""
        mine, its = self.columns, other.columns
        return self.text is other.text and mine.measure == its.measure and mine.stacked == its.stacked


def new_page(
    theme: Theme, width: int, formulas: FormulaFinder, *, mirrored: bool, picture: PictureFinder = no_picture
) -> Page:
    def look(style: TextStyle, *, faded: bool) -> BodyLook:
        return BodyLook(theme, style, faded=faded, mirrored=mirrored, formulas=formulas)

    text, reasoning = (look(style, faded=False) for style in (tokens.BODY, tokens.REASONING))
    faded = {usual: look(usual.style, faded=True) for usual in (text, reasoning)}
    return Page(theme, columns(width, theme.metrics, mirrored=mirrored), text, reasoning, faded, picture)


@dataclass(frozen=True, slots=True)
class Scene:
    """One painting of a page, from `top` to `bottom` on the screen, with the margin and the spine `beside` the text or
    without; `hovered` is the part the pointer is on, `marked` what is selected or found in the text of a message.
    """

    painter: QPainter
    page: Page
    top: float
    bottom: float
    beside: bool = True
    hovered: Pressed | None = None
    marked: Marked = lambda _body, _number, _leaf: ()

    def marks_of(self, body: Body) -> Callable[[int, Leaf], Sequence[Mark]]:
        """What is marked in that text, leaf by leaf."""
        return partial(self.marked, body)

    def placed(self, left: float, top: float, width: float, height: float) -> QRectF:
        return self.page.columns.placed(left, top, width, height)

    def words(
        self, box: QRectF, text: str, style: TextStyle, ink: QColor | None = None, *, at_end: bool = False
    ) -> float:
        """One line in a rectangle that is placed already; returns how wide it was."""
        ends_right = at_end is not self.page.columns.mirrored
        align = Qt.AlignmentFlag.AlignRight if ends_right else Qt.AlignmentFlag.AlignLeft
        colour = ink if ink is not None else self.page.theme.colour(style.ink)
        return draw_line(self.painter, box, text, self.page.theme.font(style), colour, align)
