"""What stands beside a leaf because of where it is: the rule of a quote, the marker of an item, the label of a note.

A leaf is moved in by all that it stands in. A marker is painted once, beside the first leaf of its item; the rule of a
quote beside every leaf in it, and in the distance between two of them.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop_chat.domain.values import dataclass
from desktop_chat.markup.blocks import Block, Container, Footnote, Item, Kind, Quote
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.painting import draw_box, of_whole_width
from desktop_chat.ui.theme import Metrics
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.ui.transcript.scripts import begins_right_to_left, has_right_to_left

_MOST_LEVELS = 8
"""What is deeper is moved in no further: words keep room, however deep a model goes."""


def indent_of(path: tuple[Container, ...], metrics: Metrics) -> int:
    """How far a leaf in these containers is moved in."""
    shown = path[:_MOST_LEVELS]
    return sum(metrics.quote_indent if isinstance(one, Quote) else metrics.list_indent for one in shown)


def gap_between(before: Block | None, block: Block, metrics: Metrics) -> int:
    """The distance to the leaf before."""
    if before is None:
        return 0
    if block.kind is Kind.HEADING:
        return metrics.heading_before
    if before.kind is Kind.HEADING:
        return metrics.heading_after
    if begins_item(before, block) and any(isinstance(one, Item) for one in before.path):
        return metrics.block_gap if _begins_another_list(before, block) else metrics.list_gap
    return metrics.block_gap


def _begins_another_list(before: Block, block: Block) -> bool:
    """Whether the first item that begins here is not counted on from the one before it: numbers behind bullets, say."""
    old, new = next((pair for pair in zip(before.path, block.path, strict=False) if pair[0] != pair[1]), (None, None))
    return isinstance(old, Item) and isinstance(new, Item) and _kind(old) != _kind(new)


def _kind(item: Item) -> str:
    """Bullets, or numbers with a full stop or a bracket."""
    return item.marker[-1:] if item.marker[:1].isdigit() else ""


def begins_item(before: Block | None, block: Block) -> bool:
    """Whether an item or a note begins with this leaf."""
    return any(isinstance(one, Item | Footnote) for one in begun(before, block))


def begun(before: Block | None, block: Block) -> tuple[Container, ...]:
    """The containers that begin with this leaf."""
    outer = before.path if before else ()
    return tuple(one for one in block.path if one not in outer)


@dataclass(frozen=True, slots=True)
class Furniture:
    """Of one leaf: `first` are the containers that begin with it, `through` those quotes that it shares with the
    leaf before.
    """

    path: tuple[Container, ...] = ()
    first: tuple[Container, ...] = ()
    through: tuple[Container, ...] = ()

    def draw(self, painter: QPainter, area: QRectF, gap: int, look: BodyLook, *, mirrored: bool) -> None:
        """Beside a leaf in `area`, which reaches over the whole width; `gap` is the distance above it."""
        metrics = look.metrics
        for depth, one in enumerate(self.path):
            x = indent_of(self.path[: min(depth, _MOST_LEVELS - 1)], metrics)
            if isinstance(one, Quote):
                above = gap if one in self.through else 0
                rule = _inside(area, x, metrics.quote_rule, mirrored=mirrored).adjusted(0, -above, 0, 0)
                painter.fillRect(of_whole_width(painter, rule), look.ground("line"))
            elif one in self.first:
                box = _inside(area, x, metrics.list_indent, mirrored=mirrored)
                self._draw_marker(painter, one, box, look, mirrored=mirrored)

    def _draw_marker(self, painter: QPainter, one: Container, box: QRectF, look: BodyLook, *, mirrored: bool) -> None:
        line = QRectF(box.left(), box.top(), box.width(), look.line(look.style))
        if isinstance(one, Item) and one.checked is not None:
            _draw_check(painter, line, look, ticked=one.checked, mirrored=mirrored)
            return
        words = one.label if isinstance(one, Footnote) else one.marker if isinstance(one, Item) else ""
        marker = look.marker(words)
        gap = look.metrics.space8
        # A long number reaches out of its column, as in print.
        left = line.left() + gap if mirrored else line.right() - gap - marker.natural_width
        marker.draw(painter, QPointF(left, line.top()), look.ink("text3"))


def _inside(area: QRectF, x: float, width: float, *, mirrored: bool) -> QRectF:
    """That part of the area, counted from the side where lines begin."""
    left = area.right() - x - width if mirrored else area.left() + x
    return QRectF(left, area.top(), width, area.height())


def is_mirrored(block: Block, look: BodyLook) -> bool:
    """Whether it is moved in from the right: words as their script runs, everything else as the window does."""
    if not block.path or block.kind not in {Kind.PARAGRAPH, Kind.HEADING}:
        return look.mirrored
    if has_right_to_left(block.content):
        return begins_right_to_left(block.content)
    return look.mirrored and not any(map(str.isalpha, block.content))


def furniture_of(before: Block | None, block: Block) -> Furniture:
    outer = before.path if before else ()
    return Furniture(block.path, begun(before, block), tuple(one for one in block.path if one in outer))


def _draw_check(painter: QPainter, box: QRectF, look: BodyLook, *, ticked: bool, mirrored: bool) -> None:
    """A box that tells and cannot be pressed."""
    metrics = look.metrics
    side = metrics.icon_small
    left = box.left() + metrics.space8 if mirrored else box.right() - metrics.space8 - side
    square = QRectF(left, box.center().y() - side / 2, side, side)
    draw_box(painter, square, None, metrics.radius_inline, look.ground("control"), metrics.border)
    if ticked:
        inner = square.adjusted(metrics.space2, metrics.space2, -metrics.space2, -metrics.space2)
        draw_icon(painter, Icon.TICK, inner, look.ink("text2"))
