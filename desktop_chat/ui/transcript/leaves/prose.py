"""Paragraphs and headings, and text that is shown as it was written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice
from operator import attrgetter

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop_chat.markup.blocks import Block, Inline, Kind, Look, Quote
from desktop_chat.markup.inline import InlineReader
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.theme import TextStyle
from desktop_chat.ui.transcript.leaves.flow import Flow
from desktop_chat.ui.transcript.leaves.inlay import UNSET, draw_inlays, setting_of
from desktop_chat.ui.transcript.leaves.leaf import Deed, Hot, about_height
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.ui.transcript.typeset import Mark

_start_of = attrgetter("start")
_HEADINGS = (tokens.H1, tokens.H2, tokens.H3)


class Prose:
    """Inline text in one width."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.height = 0
        self._reader = InlineReader()
        self._inline: Inline | None = None
        self._flow = Flow()
        self._setting = UNSET
        self._look: BodyLook | None = None

    @property
    def waits(self) -> bool:
        return self._setting.waits

    @property
    def inline(self) -> Inline:
        """The text without its marks."""
        if self._inline is None:
            self._inline = self._read()
        return self._inline

    @property
    def text(self) -> str:
        return self.inline.text

    @property
    def length(self) -> int:
        return len(self.inline.text)

    def estimate(self, width: int, look: BodyLook) -> int:
        style, content = self._style(look), self.block.content
        px = look.font(style).pixelSize()
        feeds = content.count("\n")
        return about_height(len(content), feeds, width, px, look.line(style), ascii_only=content.isascii())

    def set_in(self, width: int, look: BodyLook) -> int:
        if look is not self._look or self.waits:
            self._look, self._setting = look, UNSET
            self._set_text(look)
        self.height = self._flow.set_in(width, look.face(self._style(look)))
        return self.height

    def update(self, block: Block) -> float:
        self.block = block
        if self._look is None:
            self._inline = None
            return 0
        before, self._inline = self.inline, None
        same = self.text.startswith(before.text) and self.inline.runs[: len(before.runs)] == before.runs
        top = self._flow.caret(len(before.text)).top() if same else 0.0
        self._set_text(self._look)
        return top

    def release(self) -> None:
        self._look = None
        self._inline = None
        self._reader = InlineReader()
        self._flow = Flow()

    def _set_text(self, look: BodyLook) -> None:
        self._setting = setting_of(self.inline, self._style(look), look, self._setting)
        self._flow.replace(self._setting.text, self._setting.spans)

    def draw(self, painter: QPainter, at: QPointF, band: tuple[float, float], marks: Sequence[Mark]) -> None:
        look = self._look
        if look is None:
            return
        start, end = self._flow.seen(band)
        runs = self.inline.runs
        for run in islice(runs, max(0, bisect_right(runs, start, key=_start_of) - 1), None):
            if run.start >= end:
                break
            if Look.CODE in run.look:
                draw_chips(painter, at, self._flow.rects(run.start, run.end), look, band)
        self._flow.draw(painter, at, look.ink(self._ink(look)), band, marks)
        if self._setting.drawings:
            draw_inlays(painter, at, self._flow, self._setting, look, self._style(look))

    def offset_at(self, point: QPointF) -> int:
        return self._flow.offset_at(point)

    def first_at(self, y: float) -> int:
        return self._flow.first_at(y)

    def caret(self, offset: int) -> QRectF:
        return self._flow.caret(offset)

    def rects(self, start: int, end: int) -> list[QRectF]:
        return self._flow.rects(start, end)

    def word_at(self, offset: int) -> tuple[int, int]:
        return self._flow.word_at(offset)

    def hot_at(self, point: QPointF) -> Hot | None:
        return link_at(self.inline, self._flow, point)

    def slide(self, pixels: int) -> bool:
        return False

    def _read(self) -> Inline:
        if self.block.kind is Kind.PLAIN:
            return Inline(self.block.content)
        return self._reader.read(self.block.content, self.block.links)

    def _style(self, look: BodyLook) -> TextStyle:
        if self.block.kind is Kind.HEADING:
            return _HEADINGS[min(self.block.level, len(_HEADINGS)) - 1]
        return look.style

    def _ink(self, look: BodyLook) -> str:
        return "text2" if any(isinstance(one, Quote) for one in self.block.path) else look.style.ink


def link_at(inline: Inline, flow: Flow, point: QPointF) -> Hot | None:
    """The link whose words the point is on."""
    for run in inline.runs:
        if Look.LINK in run.look and any(rect.contains(point) for rect in flow.rects(run.start, run.end)):
            return Hot(Deed.OPEN_LINK, run.target)
    return None


def draw_chips(
    painter: QPainter, at: QPointF, rects: Sequence[QRectF], look: BodyLook, band: tuple[float, float]
) -> None:
    """The ground of inline code; the room at its end is part of its last character."""
    metrics = look.metrics
    for rect in rects:
        if rect.top() < band[1] and rect.bottom() > band[0]:
            box = rect.adjusted(-metrics.space4, metrics.space2, 0, -metrics.space2).translated(at)
            draw_box(painter, box, look.ground("sunken"), metrics.radius_inline)
