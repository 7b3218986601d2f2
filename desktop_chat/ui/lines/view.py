"""A page of lines: walked, folded, selected and copied by keys, painted as far as it is seen."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPointF, QRectF, Qt, Slot
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from desktop_chat.ui.icons import draw_icon
from desktop_chat.ui.keys import OPENING
from desktop_chat.ui.lines.line import LINE, AnyIndex, Line, LineModel
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box, square
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.theme import MONO, SMALL
from desktop_chat.ui.transcript.typeset import Paragraph, TextLook

_FEWEST_COLUMNS = 20
_KEPT = 256  # pieces of rows that stay set: what a screen shows, and what it shows one step further
_FOLDING = OPENING | {Qt.Key.Key_Space}


class LinesView(RowsView):
    """Shows one model at a time, as code: left to right in every language."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._row = 0
        self._anchor_row = -1
        self._model: LineModel | None = None
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setItemDelegate(_Painter(self, theme))
        m = theme.metrics
        self.setViewportMargins(m.border, m.space8, m.border, m.space8)
        self.setMinimumHeight(4 * m.space16)
        self.clicked.connect(self._toggle_by_caret)
        theme.changed.connect(self._fit)

    def show_lines(self, model: LineModel) -> None:
        self._model, self._row, self._anchor_row = model, 0, -1
        model.set_room(self._columns())
        self.show_rows(model, lambda: [self._theme.line(MONO)] * model.rowCount())
        model.modelReset.connect(self._stay)
        self.relayout()
        self._stay()
        self.verticalScrollBar().setValue(0)

    def selected(self) -> range:
        """The rows that copying takes; the current one alone unless more were chosen."""
        current = self.currentIndex().row()
        ends = sorted((current, current if self._anchor_row < 0 else self._anchor_row))
        return range(max(0, ends[0]), ends[1] + 1)

    def is_chosen(self, row: int) -> bool:
        rows = self.selected()
        return len(rows) > 1 and row in rows

    def copy(self) -> None:
        if self._model is not None and self.selected():
            QGuiApplication.clipboard().setText(self._model.copied(self.selected()))

    def go_to(self, row: int) -> None:
        """Puts the keys on that row, in sight."""
        assert self._model is not None
        self._anchor_row = -1
        index = self._model.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.viewport().update()

    # -- keys and pointer --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._choose_all()
        elif event.key() in _FOLDING and self._can_toggle(self.currentIndex()):
            self._toggle(self.currentIndex().row())
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()  # the tabs above
        else:
            before = self.currentIndex().row()
            super().keyPressEvent(event)
            if self.currentIndex().row() != before:
                self._extend(before, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def _extend(self, before: int, on: bool) -> None:
        """The keys have moved from `before`; whether what lies between is chosen."""
        if not on:
            self._anchor_row = -1
        elif self._anchor_row < 0:
            self._anchor_row = before
        self.viewport().update()

    def _choose_all(self) -> None:
        if self._model is not None:
            self.setCurrentIndex(self._model.index(self._model.rowCount() - 1, 0))
            self._anchor_row = 0
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.indexAt(event.position().toPoint()).row()
        keeps = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not keeps or self._anchor_row < 0:
            self._anchor_row = self.currentIndex().row() if keeps else row
        super().mousePressEvent(event)
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Letters find nothing here: Qt would ask for the text of every row."""

    @Slot(QModelIndex)
    def _toggle_by_caret(self, index: QModelIndex) -> None:
        """Further rows of what is folded out can be clicked without closing it."""
        if self._can_toggle(index) and index.data(LINE).icon is not None and len(self.selected()) == 1:
            self._toggle(index.row())

    def _toggle(self, row: int) -> None:
        assert self._model is not None
        top = self.verticalScrollBar().value()
        row = self._model.toggle(row)
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(top)
        self.go_to(row)

    def _can_toggle(self, index: AnyIndex) -> bool:
        return self._model is not None and index.isValid() and self._model.can_toggle(index.row())

    # -- geometry ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        if self._model is not None:
            self._model.set_room(self._columns())

    @Slot()
    def _stay(self) -> None:
        """The keys are where they were, as far as there are rows."""
        if self._model is not None and self._model.rowCount():
            row = min(max(0, self._row), self._model.rowCount() - 1)
            self.setCurrentIndex(self._model.index(row, 0))

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid():  # else the rows are being made anew
            self._row = current.row()

    def _columns(self) -> int:
        advance = QFontMetricsF(self._theme.font(MONO)).horizontalAdvance("0")
        # The bar's room is kept free while there is none, or its coming would cut all lines anew.
        width = self.width() - self._theme.metrics.scroll_bar - self.lead() - self._theme.metrics.space8
        return max(_FEWEST_COLUMNS, int(width / advance))

    def lead(self) -> int:
        """Where the text of a row begins: behind the columns of signs and of carets."""
        m = self._theme.metrics
        return m.code_padding_side + m.space24


class _Painter(QStyledItemDelegate):
    def __init__(self, view: LinesView, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme
        self._set = lru_cache(maxsize=_KEPT)(_set)
        self._make_looks()
        theme.changed.connect(self._make_looks)

    @Slot()
    def _make_looks(self) -> None:
        line = self._theme.line(MONO)
        self._code, self._note = (
            TextLook(self._theme.font(style), line, spaced=style is SMALL, wraps=False) for style in (MONO, SMALL)
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line: Line = index.data(LINE)
        rect, m, colour = QRectF(option.rect), self._theme.metrics, self._theme.colour
        if self._view.is_chosen(index.row()):
            painter.fillRect(rect, colour("text_selection"))
        elif line.ground:
            painter.fillRect(rect, colour(line.ground))
        left = rect.left() + self._view.lead()
        if line.sign:
            self._draw(painter, line.sign, self._code, rect.left() + m.space12, line.ink, rect)
        if line.icon is not None:
            caret = QRectF(left - m.caret - m.space4, rect.top(), m.caret, rect.height())
            draw_icon(painter, line.icon, square(caret.center(), m.caret), colour("text2"))
        end = self._draw(painter, line.text, self._code, left, line.ink, rect)
        if line.note:
            self._draw(painter, line.note, self._note, end + m.space12 * bool(line.text), "text3", rect)
        if option.state & option.state.State_HasFocus:
            ring = rect.adjusted(m.space2, 0, -m.space2, 0)
            draw_box(painter, ring, None, m.radius_chip, colour("focus"), m.ring)

    def _draw(self, painter: QPainter, text: str, look: TextLook, left: float, ink: str, row: QRectF) -> float:
        """One piece of the row; returns where it ends."""
        piece = self._set(text, look, row.width())
        piece.draw(painter, QPointF(left, row.top()), self._theme.colour(ink))
        return left + piece.natural_width


def _set(text: str, look: TextLook, width: float) -> Paragraph:
    piece = Paragraph(text, look)
    piece.layout(width)
    return piece


class LinesBox(QFrame):
    """The same with the ground and the edge of code round it."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.view = LinesView(theme)
        self.view.setAccessibleName(name)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.view)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, m = self._theme.palette, self._theme.metrics
        draw_box(QPainter(self), QRectF(self.rect()), p.code, m.radius, p.hairline, m.border)
