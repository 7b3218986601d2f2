"""The line above the field: what the next request carries, always in its place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from desktop_chat.ui.budget_bar import draw_budget_bar
from desktop_chat.ui.composer.summary import Summary
from desktop_chat.ui.cut_words import cut_words_at, tell_cut_words
from desktop_chat.ui.focus_ring import came_by_key
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.keys import OPENING
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box, square
from desktop_chat.ui.text_line import draw_line, line_width
from desktop_chat.ui.theme import LABEL, SMALL
from desktop_chat.ui.tips import plain_tip
from desktop_chat.ui.transcript.columns import Columns, columns
from desktop_chat.words.catalogue import tr


class Strip(QAbstractButton):
    """A small budget bar, the counts, and at the end what was left out. By key all of it leads to the context pane, by
    pointer the number that was left out does.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._summary = Summary()
        self._by_key = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def show_summary(self, summary: Summary) -> None:
        if summary != self._summary:
            self._summary = summary
            self.retranslate()
            self.update()

    def retranslate(self) -> None:
        shown = self._summary
        words = shown.trouble or ", ".join(filter(None, (shown.counts, shown.left_out, shown.why_out)))
        self.setAccessibleName(tr("Next request"))
        self.setAccessibleDescription(words)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._summary.why_out:
            cut = cut_words_at(self, event.pos())
            words = "\n".join(filter(None, (cut, self._summary.why_out)))
            QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        return tell_cut_words(self, event) or super().event(event)

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.metrics.measure_min, self._theme.metrics.strip)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._theme.metrics.strip)

    # -- leading on --------------------------------------------------------------------------------------------------

    def _columns(self) -> Columns:
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return columns(self.width(), self._theme.metrics, mirrored=rtl)

    def _link(self) -> QRectF:
        """Where the number that was left out stands, with the caret behind it; nothing where all is sent."""
        if self._summary.trouble or not self._summary.left_out:
            return QRectF()
        at, m = self._columns(), self._theme.metrics
        words = round(line_width(self._summary.left_out, self._theme.font(SMALL))) + 1
        width = words + m.space4 + m.caret
        return at.placed(at.text_end - width, 0, width, self.height())

    def hitButton(self, at: QPoint) -> bool:
        return self._link().contains(QPointF(at))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self.hitButton(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_key = came_by_key(event.reason(), self._by_key)
        super().focusInEvent(event)

    # -- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        m, p, at = self._theme.metrics, self._theme.palette, self._columns()
        if self.hasFocus() and self._by_key:
            around = at.placed(at.text - m.space8, m.space4, at.measure + 2 * m.space8, self.height() - 2 * m.space4)
            draw_box(painter, around, None, m.radius, p.focus, m.ring)
        if self._summary.trouble:
            self._draw_text(painter, at, at.text, at.measure, self._summary.trouble, "err")
            return
        left = at.text + self._draw_bar(painter, at)
        end = self._draw_left_out(painter, at)
        self._draw_text(painter, at, left, max(0, end - left), self._summary.counts, LABEL.ink)

    def _draw_left_out(self, painter: QPainter, at: Columns) -> int:
        """Returns where the room for the counts ends."""
        link, m = self._link(), self._theme.metrics
        if link.isEmpty():
            return at.text_end
        ink, width = self._theme.palette.link, round(link.width())
        self._draw_text(painter, at, at.text_end - width, width - m.caret, self._summary.left_out, "link")
        centre = QPointF(link.left() + m.caret / 2 if at.mirrored else link.right() - m.caret / 2, link.center().y())
        draw_icon(painter, Icon.PREVIOUS if at.mirrored else Icon.NEXT, square(centre, m.caret), ink)
        return at.text_end - width - m.space12

    def _draw_text(self, painter: QPainter, at: Columns, left: int, width: int, text: str, ink: str) -> None:
        align = Qt.AlignmentFlag.AlignRight if at.mirrored else Qt.AlignmentFlag.AlignLeft
        place = at.placed(left, 0, width, self.height())
        draw_line(painter, place, text, self._theme.font(SMALL), self._theme.colour(ink), align)

    def _draw_bar(self, painter: QPainter, at: Columns) -> int:
        """The share of each part in the budget. Without one there is no whole that it could show; returns its room."""
        m, budget = self._theme.metrics, self._summary.budget
        if budget is None:
            return 0
        box = at.placed(at.text, (self.height() - m.strip_bar_height) / 2, m.strip_bar_width, m.strip_bar_height)
        draw_budget_bar(painter, box, self._summary.parts, budget, self._theme, mirrored=at.mirrored)
        return m.strip_bar_width + m.space8
