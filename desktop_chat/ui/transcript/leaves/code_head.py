"""The head of a block of code: the language as it was written, and what can be done with the code, in words."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop_chat.ui import theme as tokens
from desktop_chat.ui.icons import Icon, draw_icon
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

    def deed_at(self, x: float, width: float, look: BodyLook) -> Deed | None:
        """What a click there does."""
        for deed, _, words, left in self._buttons(width, look, wraps=False):
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
