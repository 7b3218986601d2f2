"""What a block of code stands on: its ground, and a head with the language as it was written and, in words, what can be
done with the code.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from desktop_chat.ui import theme as tokens
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.painting import draw_box, draw_hairline
from desktop_chat.ui.text_line import draw_line, line_width
from desktop_chat.ui.transcript.leaves.leaf import Deed
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.words.catalogue import tr


class CodeHead:
    """`copied` says for a moment that it has been done."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._copied_at: float | None = None

    def tell_copied(self) -> None:
        self._copied_at = time.monotonic()

    def draw(self, painter: QPainter, head: QRectF, look: BodyLook, *, wraps: bool) -> None:
        inset = look.metrics.code_padding_side
        font, ink = look.font(tokens.LABEL), look.ink("text2")
        room = head.adjusted(inset, 0, -inset, 0)
        for deed, icon, words, left in self._buttons(head.width(), look, wraps=wraps):
            side = look.metrics.icon_small
            box = QRectF(head.left() + left, head.center().y() - side / 2, side, side)
            draw_icon(painter, icon, box, ink)
            text = QRectF(box.right() + look.metrics.space4, head.top(), head.right() - box.right(), head.height())
            draw_line(painter, text, words, font, ink)
            if deed is Deed.WRAP_CODE:
                room.setRight(box.left() - look.metrics.space8)
        draw_line(painter, room, self._language, font, ink)
        draw_hairline(painter, QRectF(head.left(), head.bottom(), head.width(), 0), look.ground("hairline"))

    def deed_at(self, x: float, width: float, look: BodyLook, *, wraps: bool) -> Deed | None:
        """What a click there does."""
        for deed, _, words, left in self._buttons(width, look, wraps=wraps):
            reach = look.metrics.space8
            if left - reach <= x <= left + self._width(words, look) + reach:
                return deed
        return None

    def _buttons(self, width: float, look: BodyLook, *, wraps: bool) -> Iterator[tuple[Deed, Icon, str, float]]:
        """From the end of the line on, each with where it begins."""
        metrics = look.metrics
        copied = self._copied_at is not None and time.monotonic() - self._copied_at < tokens.COPIED_MS / 1000
        # The place is that of the usual word, so nothing moves when it is pressed.
        left = width - metrics.code_padding_side - self._width(tr("Copy"), look)
        yield Deed.COPY_CODE, Icon.COPIED if copied else Icon.COPY, tr("Copied") if copied else tr("Copy"), left
        words = tr("Unwrap") if wraps else tr("Wrap")
        left -= metrics.space16 + self._width(words, look)
        yield Deed.WRAP_CODE, Icon.WRAP, words, left

    def _width(self, words: str, look: BodyLook) -> float:
        metrics = look.metrics
        return metrics.icon_small + metrics.space4 + line_width(words, look.font(tokens.LABEL)) + metrics.border


def draw_tall_box(painter: QPainter, box: QRectF, band: tuple[float, float], look: BodyLook) -> None:
    """The ground of code, painted where `band` shows it: round corners cost a millisecond, so they are painted only
    where they are seen, and the rest is a plain rectangle with an edge at each side.
    """
    ground, edge, metrics = look.ground("code"), look.ground("hairline"), look.metrics
    cap = 2 * metrics.radius
    upper = QRectF(box.left(), box.top(), box.width(), cap)
    lower = upper.translated(0, box.height() - cap)
    for part, whole in ((upper, upper.adjusted(0, 0, 0, cap)), (lower, lower.adjusted(0, -cap, 0, 0))):
        if part.top() < band[1] and part.bottom() > band[0]:
            painter.save()
            painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
            draw_box(painter, whole, ground, metrics.radius, edge, metrics.border)
            painter.restore()
    middle = QRectF(upper)
    middle.setTop(max(upper.bottom(), band[0]))
    middle.setBottom(min(lower.top(), band[1]))
    if middle.height() > 0:
        painter.fillRect(middle, ground)
        draw_hairline(painter, QRectF(middle.left(), middle.top(), 0, middle.height()), edge)
        draw_hairline(painter, QRectF(middle.right() - metrics.border, middle.top(), 0, middle.height()), edge)
