"""How a row of the next request looks: the spine as the message has it, who and why above, the text below."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_chat.ui.context.rows import AnyIndex, ContextRole, ShownRow
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import square
from desktop_chat.ui.rows_paint import draw_row_ground, mirrored
from desktop_chat.ui.text_line import draw_line, line_width
from desktop_chat.ui.theme import CONTROL, NAME, SMALL, TIME, TextStyle
from desktop_chat.ui.transcript.spine import Spine, SpinePiece, draw_spine
from desktop_chat.words import times


class ContextDelegate(QStyledItemDelegate):
    """Rows of one height."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self._theme.metrics.context_min, self._theme.metrics.context_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row: ShownRow = index.data(ContextRole.ROW)
        draw_row_ground(painter, option, self._theme)
        self._draw_spine(painter, option, row, index)
        m, theme = self._theme.metrics, self._theme
        inner = QRectF(option.rect).adjusted(m.space32, 0, -m.space16, 0)
        above, below = theme.line(NAME), theme.line(CONTROL)
        top = inner.top() + (inner.height() - above - below) / 2
        self._draw_head(painter, option, row, QRectF(inner.left(), top, inner.width(), above))
        self._draw_text(painter, option, row, QRectF(inner.left(), top + above, inner.width(), below))

    def _draw_spine(self, painter: QPainter, option: QStyleOptionViewItem, row: ShownRow, index: AnyIndex) -> None:
        m, rect = self._theme.metrics, QRectF(option.rect)
        place = mirrored(option, QRectF(rect.left() + m.space16 + m.space2, rect.top(), m.spine, rect.height()))
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        phase = index.row() * rect.height()
        piece = SpinePiece(place.left(), rect.top(), rect.bottom(), row.form, phase, selected)
        draw_spine(painter, piece, self._theme.palette, m)

    def _draw_head(self, painter: QPainter, option: QStyleOptionViewItem, row: ShownRow, line: QRectF) -> None:
        """Who, when and why; what it weighs at the end."""
        m = self._theme.metrics
        end = self._draw_end(painter, option, line, times.count(row.tokens), TIME, "text2")
        left, room = line.left(), line.right() - end - m.space8
        reason = "text3" if row.form is not Spine.PINNED else "link"
        for words, style, ink in ((row.name, NAME, "text2"), (row.time, TIME, "text3"), (row.reason, TIME, reason)):
            if words is row.reason and row.is_pinned:
                centre = mirrored(option, QRectF(left, line.top(), m.caret, line.height())).center()
                draw_icon(painter, Icon.PINNED, square(QPointF(centre), m.caret), self._theme.colour("link"))
                left += m.caret + m.space4
            box = QRectF(left, line.top(), room - left, line.height())
            if words and box.width() > 0:
                left += self._draw(painter, option, box, words, style, self._ink(option, ink)) + m.space8

    def _draw_text(self, painter: QPainter, option: QStyleOptionViewItem, row: ShownRow, line: QRectF) -> None:
        end = self._draw_end(painter, option, line, row.price, SMALL, "text3")
        box = line.adjusted(0, 0, -end - self._theme.metrics.space8, 0)
        self._draw(painter, option, box, row.text, CONTROL, self._ink(option, "faded" if row.is_out else "text"))

    def _ink(self, option: QStyleOptionViewItem, token: str) -> str:
        """What is left out is as legible on the ground of the row that is chosen as elsewhere."""
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        return "text2" if is_chosen and token == "faded" else token

    def _draw_end(
        self, painter: QPainter, option: QStyleOptionViewItem, line: QRectF, words: str, style: TextStyle, ink: str
    ) -> float:
        """Figures at the row's end; returns how wide they are."""
        width = line_width(words, self._theme.font(style)) + 1
        self._draw(painter, option, QRectF(line.right() - width, line.top(), width, line.height()), words, style, ink)
        return width

    def _draw(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, words: str, style: TextStyle, ink: str
    ) -> float:
        rtl = option.direction is Qt.LayoutDirection.RightToLeft
        align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        return draw_line(painter, mirrored(option, box), words, self._theme.font(style), self._theme.colour(ink), align)
