"""The list that stands in the place of the conversations while something is searched for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter, QTextCharFormat
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_chat.domain.hits import Spans
from desktop_chat.domain.values import dataclass
from desktop_chat.services.search import Found
from desktop_chat.ui.keys import OPENING, claims_escape
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box, hit_ink
from desktop_chat.ui.rows_paint import draw_row_ground, draw_trailing, draw_words, mirrored
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.sidebar.results import HitKind, HitRole, HitRow, ResultsModel
from desktop_chat.ui.text_line import draw_line, line_width
from desktop_chat.ui.theme import CONTROL, RESULT_TITLE, ROW_TIME, SECTION, SNIPPET, TIME, Face, TextStyle
from desktop_chat.ui.transcript.typeset import Mark, Paragraph, Span, TextLook
from desktop_chat.words.catalogue import tr

_AnyIndex = QModelIndex | QPersistentModelIndex
_SNIPPET_LINES = 2
_ELLIPSIS = "…"
_SNIPPET_CODE = replace(SNIPPET, face=Face.CODE)


@dataclass(frozen=True, slots=True)
class _Shortened:
    """A paragraph, and how much of the text before its ellipsis is the text's own."""

    paragraph: Paragraph
    kept: int


class ResultsDelegate(QStyledItemDelegate):
    """A title's row is one line; a message's has its conversation, two lines of it, and who wrote it."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def heights(self, kinds: Sequence[HitKind]) -> list[int]:
        m, theme = self._theme.metrics, self._theme
        lines = theme.line(RESULT_TITLE) + _SNIPPET_LINES * theme.line(SNIPPET) + theme.line(ROW_TIME)
        of = {
            HitKind.NOTE: m.section_head + m.section_gap,
            HitKind.HEAD: m.section_head + m.section_gap,
            HitKind.ORDER: m.section_head + m.section_gap,
            HitKind.TITLE: m.row,
            HitKind.MESSAGE: lines + m.space16,
        }
        return [of[kind] for kind in kinds]

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(self._theme.metrics.sidebar_min, self._theme.metrics.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        row: HitRow = index.data(HitRole.ROW)
        if row.kind in {HitKind.TITLE, HitKind.MESSAGE}:
            draw_row_ground(painter, option, self._theme)
        match row.kind:
            case HitKind.TITLE:
                self._draw_title(painter, option, row)
            case HitKind.MESSAGE:
                self._draw_message(painter, option, row)
            case _:
                self._draw_head(painter, option, row)

    def _inner(self, option: QStyleOptionViewItem) -> QRectF:
        m = self._theme.metrics
        side = m.row_inset + m.space12
        return QRectF(option.rect).adjusted(side, 0, -side, 0)

    def _draw_head(self, painter: QPainter, option: QStyleOptionViewItem, row: HitRow) -> None:
        """A note, a head, or the one that is pressed for another order: only its last words answer."""
        m, p = self._theme.metrics, self._theme.palette
        inner = self._inner(option)
        inner.setTop(inner.bottom() - m.section_head)
        style = TIME if row.kind is HitKind.NOTE else SECTION
        taken = line_width(row.trailing, self._theme.font(ROW_TIME))
        room = inner.adjusted(0, 0, -taken - m.space8 if taken else 0, 0)
        fits = line_width(row.title, self._theme.font(style)) <= room.width()
        draw_words(painter, option, room, row.title if fits else row.short or row.title, self._theme, style)
        if not row.trailing:
            return
        words = mirrored(option, QRectF(inner.right() - taken, inner.top(), taken + 1, inner.height()))
        draw_line(painter, words, row.trailing, self._theme.font(ROW_TIME), p.link)
        if option.state & QStyle.StateFlag.State_HasFocus:
            ring = words.adjusted(-m.space4, m.space4, m.space4, -m.space4)
            draw_box(painter, ring, None, m.radius_chip, p.focus, m.ring)

    def _draw_title(self, painter: QPainter, option: QStyleOptionViewItem, row: HitRow) -> None:
        inner = self._inner(option)
        taken = draw_trailing(painter, option, inner, row.trailing, self._theme, ROW_TIME)
        room = inner.width() - taken - self._theme.metrics.space8
        line = self._paragraph(row.title, CONTROL, room, lines=1)
        height = line.paragraph.height
        place = mirrored(option, QRectF(inner.left(), inner.center().y() - height / 2, room, height))
        self._draw_marked(painter, place.topLeft(), line, row, CONTROL)

    def _draw_message(self, painter: QPainter, option: QStyleOptionViewItem, row: HitRow) -> None:
        theme, inner = self._theme, self._inner(option)
        top = inner.top() + theme.metrics.space8
        head = QRectF(inner.left(), top, inner.width(), theme.line(RESULT_TITLE))
        taken = line_width(row.trailing, theme.font(ROW_TIME)) + theme.metrics.space8
        draw_words(painter, option, head.adjusted(0, 0, -taken, 0), row.title, theme, RESULT_TITLE)
        draw_trailing(painter, option, head, row.trailing, theme, ROW_TIME)
        snippet = self._paragraph(row.snippet, SNIPPET, inner.width(), _SNIPPET_LINES, row.codes)
        self._draw_marked(painter, QPointF(inner.left(), head.bottom()), snippet, row, SNIPPET)
        foot = QRectF(inner.left(), head.bottom() + snippet.paragraph.height, inner.width(), theme.line(ROW_TIME))
        draw_words(painter, option, foot, row.note, theme, ROW_TIME)

    def _paragraph(self, text: str, style: TextStyle, width: float, lines: int, codes: Spans = ()) -> _Shortened:
        """The text in at most so many lines; what is too much gives way to an ellipsis."""
        look = TextLook(self._theme.font(style), self._theme.line(style))
        made = Paragraph(text, look, self._spans(codes, len(text)))
        made.layout(width)
        while made.line_count > lines and text:
            # The words that just fit, less one for the ellipsis; the next round checks.
            end = made.offset_at(QPointF(width, (lines - 0.5) * look.line))
            text = text[: max(0, min(end, len(text) - 1) - 1)].rstrip()
            made = Paragraph(text + _ELLIPSIS, look, self._spans(codes, len(text)))
            made.layout(width)
        return _Shortened(made, len(text))

    def _spans(self, codes: Spans, length: int) -> list[Span]:
        mono = QTextCharFormat()
        mono.setFont(self._theme.font(_SNIPPET_CODE))
        return [Span(start, min(end, length), mono, code=True) for start, end in codes if start < length]

    def _draw_marked(self, painter: QPainter, at: QPointF, line: _Shortened, row: HitRow, style: TextStyle) -> None:
        p = self._theme.palette
        hits = [Mark(start, min(end, line.kept), p.find, hit_ink(p)) for start, end in row.marked if start < line.kept]
        line.paragraph.draw(painter, at, self._theme.colour(style.ink), hits)


class ResultsList(RowsView):
    """Enter or a click opens a result; leaving it upwards leads back to the field."""

    opened = Signal(object)
    """A `HitRow`."""
    order_requested = Signal()
    """The other order is wanted."""
    more_requested = Signal()
    """What was found comes to its end."""
    left_upwards = Signal()
    escaped = Signal()

    def __init__(self, theme: Theme, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._results = ResultsModel(clock, self)
        self._delegate = ResultsDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.show_rows(self._results, lambda: self._delegate.heights(self._results.kinds()))
        self.clicked.connect(self._open_index)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._look_ahead)
        bar.rangeChanged.connect(self._look_ahead)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Search results"))

    def show_found(self, found: Found, *, is_new: bool) -> None:
        """Something else than before, and then the first of it is current; or more of the same."""
        if not is_new:
            self._results.renew(found)
            return
        row = self._results.row(self.currentIndex())
        turns = row is not None and row.kind is HitKind.ORDER and self.hasFocus()
        self._results.show(found)
        self.setCurrentIndex(self._results.first(*((HitKind.ORDER,) if turns else (HitKind.TITLE, HitKind.MESSAGE))))
        self.scrollToTop()
        said = ", ".join(self._results.heads())  # the keys are in the field, and what one hears is there too
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def open_current(self) -> None:
        self._open_index(self.currentIndex())

    @Slot()
    def _look_ahead(self) -> None:
        """More is wanted before the last row is seen."""
        bar = self.verticalScrollBar()
        if bar.maximum() - bar.value() < bar.pageStep():
            self.more_requested.emit()

    def currentChanged(self, current: _AnyIndex, previous: _AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.selectionModel().select(self.currentIndex(), self.selectionModel().SelectionFlag.ClearAndSelect)

    def event(self, event: QEvent) -> bool:
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in OPENING:
            self.open_current()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif key == Qt.Key.Key_Up and not self._stop_from(self.currentIndex().row() - 1, -1, -1).isValid():
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _open_index(self, index: QModelIndex) -> None:
        row = self._results.row(index)
        if row and row.is_result:
            self.opened.emit(row)
        elif row:
            self.order_requested.emit()
