"""The way back to the end, while the reader is somewhere above it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_chat.ui import theme as tokens
from desktop_chat.ui.buttons import Button
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box, square
from desktop_chat.ui.text_line import draw_line, line_width
from desktop_chat.ui.tips import plain_tip
from desktop_chat.ui.transcript.columns import Columns
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.times import count


class Pill(Button):
    """ "To the end", or how many messages have come meanwhile; where it is `narrow`, an arrow and their number."""

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, tr("To the end"))
        self._news = 0
        self._narrow = False
        self.setParent(host)
        self.hide()

    def add(self, news: int) -> None:
        """So many messages have come that the reader has not seen."""
        self._news += news
        self.retranslate()

    def clear(self) -> None:
        """The reader has seen all of them."""
        if self._news:
            self._news = 0
            self.retranslate()

    def retranslate(self) -> None:
        news = self._news
        words = trn("{n} new", "{n} new", news).format(n=count(news)) if news else tr("To the end")
        if words != self._words:
            self.set_words(words)
            self.setAccessibleName(tr("To the end"))

    def place(self, view: QWidget, columns: Columns) -> None:
        """Beside the strip where a pane holds both view and strip; else inside the view, at its lower edge.

        Where names stand above the text there is no margin for words. Then it is narrow, behind the text's end.
        """
        metrics = self._theme.metrics
        self._narrow = columns.stacked
        self.setToolTip(plain_tip(self._words) if self._narrow else "")
        self.resize(self.sizeHint())
        host = self.parentWidget() or view
        beside = host is not view and not columns.stacked
        end = columns.width - metrics.scroll_bar if columns.stacked else columns.names_end
        top = view.height() - self.height() - metrics.space8
        if beside:
            top = view.height() + (metrics.strip - self.height()) // 2
        box = columns.placed(end - self.width(), top, self.width(), self.height()).toRect()
        self.move(view.mapTo(host, box.topLeft()) if host is not view else QPoint(box.topLeft()))
        self.raise_()

    def sizeHint(self) -> QSize:
        metrics = self._theme.metrics
        if self._narrow:
            number = self._theme.line(tokens.TIME) if self._news else 0
            return QSize(metrics.to_end, metrics.to_end + number)
        words = line_width(self._words, self._font())
        return QSize(round(words + metrics.icon_small + metrics.space8 + 2 * metrics.space12), metrics.to_end)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, metrics, palette = QPainter(self), self._theme.metrics, self._theme.palette
        box = QRectF(self.rect())
        ground = palette.pressed if self.isDown() else palette.hover if self.underMouse() else palette.raised
        draw_box(painter, box, ground, metrics.to_end / 2, palette.line, metrics.border)
        side = metrics.icon_small
        if self._narrow:
            self._draw_narrow(painter, box, side)
            return
        inner = box.adjusted(metrics.space12, 0, -metrics.space12, 0)
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = inner.right() - side if rtl else inner.left()
        draw_icon(painter, Icon.TO_END, QRectF(left, box.center().y() - side / 2, side, side), palette.text2)
        shift = side + metrics.space8
        words = inner.adjusted(-metrics.border if rtl else shift, 0, -shift if rtl else metrics.border, 0)
        draw_line(painter, words, self._words, self._theme.font(tokens.CONTROL), palette.text)

    def _draw_narrow(self, painter: QPainter, box: QRectF, side: float) -> None:
        theme = self._theme
        middle = square(QPointF(box.center().x(), box.top() + theme.metrics.to_end / 2), side)
        draw_icon(painter, Icon.TO_END, middle, theme.palette.text2)
        if self._news:
            line = theme.line(tokens.TIME)
            number = QRectF(box.left(), box.bottom() - line - theme.metrics.space4, box.width(), line)
            font = theme.font(tokens.TIME)
            draw_line(painter, number, count(self._news), font, theme.palette.text, Qt.AlignmentFlag.AlignHCenter)
