"""Rows of two lines: a name, below it what is said of it, and at the end of either line something more."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.look import Theme
from desktop_chat.ui.rows_paint import draw_row_ground, draw_trailing, draw_words, two_lines
from desktop_chat.ui.theme import CONTROL, TIME, TextStyle

_AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TwoLines:
    """`beside` stands at the end of the name's line, `below` at the end of the other."""

    name: str
    about: str
    beside: str = ""
    below: str = ""


class TwoLineDelegate(QStyledItemDelegate):
    """`lines_of` tells what a row says."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def lines_of(self, index: _AnyIndex) -> TwoLines:
        raise NotImplementedError

    def draw_sign(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex, inner: QRectF) -> float:
        """A sign at the row's end, where there is one; how much of the row it takes."""
        return 0.0

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        m = self._theme.metrics
        return QSize(m.endpoint_list, m.endpoint_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        m, said = self._theme.metrics, self.lines_of(index)
        draw_row_ground(painter, option, self._theme)
        inner = QRectF(option.rect).adjusted(m.row_inset + m.field_padding, 0, -m.row_inset - m.field_padding, 0)
        inner.setRight(inner.right() - self.draw_sign(painter, option, index, inner))
        upper, lower = two_lines(inner, self._theme)
        self._draw(painter, option, upper, (said.name, CONTROL, said.beside))
        self._draw(painter, option, lower, (said.about, TIME, said.below))

    def _draw(
        self, painter: QPainter, option: QStyleOptionViewItem, line: QRectF, said: tuple[str, TextStyle, str]
    ) -> None:
        words, style, trailing = said
        if trailing:
            width = draw_trailing(painter, option, line, trailing, self._theme, TIME)
            line = line.adjusted(0, 0, -width - self._theme.metrics.space8, 0)
        draw_words(painter, option, line, words, self._theme, style)
