"""What rows of all lists have in common: their ground, and the ring that says where the keys are."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.text_line import draw_line
from desktop_chat.ui.theme import CONTROL, SECTION, TIME, TextStyle

_State = QStyle.StateFlag


def draw_row_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    """Selected, pointed at, or nothing; and the ring."""
    p, m = theme.palette, theme.metrics
    rect = QRectF(option.rect).adjusted(m.row_inset, 0, -m.row_inset, 0)
    if option.state & _State.State_Selected and theme.high_contrast:
        # The words of a row keep their own ink, which only the window's ground is made for.
        is_active = bool(option.state & _State.State_Active)
        draw_box(painter, rect, None, m.radius, p.accent, m.ring if is_active else m.border)
    elif option.state & _State.State_Selected:
        ground = p.selected if option.state & _State.State_Active else p.selected_idle
        draw_box(painter, rect, ground, m.radius)
    elif option.state & _State.State_MouseOver:
        draw_box(painter, rect, p.hover, m.radius)
    if option.state & _State.State_HasFocus:
        inset = m.row_ring_inset
        inside = rect.adjusted(inset, inset, -inset, -inset)
        draw_box(painter, inside, None, m.radius - inset, p.focus, m.ring)


def draw_head(painter: QPainter, option: QStyleOptionViewItem, text: str, left: int, theme: Theme) -> None:
    """A section's name, over the rows that belong to it."""
    m, row = theme.metrics, QRectF(option.rect)
    rect = QRectF(row.left() + left, row.bottom() - m.section_head, row.width() - left - m.row_inset, m.section_head)
    draw_words(painter, option, rect, text, theme, SECTION)


def two_lines(inner: QRectF, theme: Theme) -> tuple[QRectF, QRectF]:
    """Where a name and what is said of it stand in a row of two lines."""
    name, about = theme.line(CONTROL), theme.line(TIME)
    top = inner.center().y() - (name + about) / 2
    upper = QRectF(inner.left(), top, inner.width(), name)
    return upper, QRectF(inner.left(), top + name - theme.metrics.border, inner.width(), about)


def draw_words(
    painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, text: str, theme: Theme, style: TextStyle
) -> float:
    """One line from the rectangle's leading edge on; returns its width."""
    return _draw(painter, mirrored(option, rect), text, theme, style, _edges(option)[0])


def draw_trailing(
    painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, text: str, theme: Theme, style: TextStyle
) -> float:
    """One line that ends at the rectangle's trailing edge; returns its width."""
    return _draw(painter, mirrored(option, rect), text, theme, style, _edges(option)[1])


def _draw(painter: QPainter, rect: QRectF, text: str, theme: Theme, style: TextStyle, align: Qt.AlignmentFlag) -> float:
    return draw_line(painter, rect, text, theme.font(style), theme.colour(style.ink), align)


def _edges(option: QStyleOptionViewItem) -> tuple[Qt.AlignmentFlag, Qt.AlignmentFlag]:
    """Where the script begins, and where it ends."""
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    return (right, left) if option.direction is Qt.LayoutDirection.RightToLeft else (left, right)


def mirrored(option: QStyleOptionViewItem, rect: QRectF) -> QRectF:
    """That part of the row on the other side, where the script runs from right to left."""
    if option.direction is not Qt.LayoutDirection.RightToLeft:
        return rect
    left = option.rect.left() + option.rect.right() + 1 - rect.right()
    return QRectF(left, rect.top(), rect.width(), rect.height())
