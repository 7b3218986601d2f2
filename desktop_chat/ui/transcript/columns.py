"""Where things stand across the width of the conversation.

Transcript, strip and composer lie above one another and must share their edges to the pixel, however wide the window
is. So they all ask here, with the width of the widget itself (a scroll bar takes nothing away from it).
"""

from __future__ import annotations

from PySide6.QtCore import QRectF

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.theme import Metrics


@dataclass(frozen=True, slots=True)
class Columns:
    """The edges in one width, counted from the left as if the script ran from left to right; `placed` mirrors.

    `names_end` is where names in the margin end; in `stacked` mode they stand above the text instead.
    """

    width: int
    spine: int
    text: int
    measure: int
    band_end: int
    names_end: int
    stacked: bool
    mirrored: bool = False

    @property
    def text_end(self) -> int:
        return self.text + self.measure

    def placed(self, left: float, top: float, width: float, height: float) -> QRectF:
        """That rectangle on the screen: on the other side where the script runs from right to left."""
        return QRectF(self.width - left - width if self.mirrored else left, top, width, height)


def columns(width: int, metrics: Metrics, *, mirrored: bool = False) -> Columns:
    """The edges for a conversation that is `width` pixels wide."""
    stacked = width < metrics.margin_mode_from
    outer = metrics.stacked_spine_x
    if stacked:
        spine = outer
        beside = spine + metrics.spine + metrics.text_gap + metrics.band_right + outer
        measure = min(metrics.measure, width - beside)
    else:
        measure = min(metrics.measure, width - metrics.margin_mode_rest)
        block = metrics.margin_column + metrics.spine + metrics.text_gap + measure + metrics.band_right
        spine = (width - block) // 2 + metrics.margin_column
    text = spine + metrics.spine + metrics.text_gap
    measure = max(measure, 1)
    return Columns(
        width=width,
        spine=spine,
        text=text,
        measure=measure,
        band_end=text + measure + metrics.band_right,
        names_end=spine - metrics.margin_gap,
        stacked=stacked,
        mirrored=mirrored,
    )
