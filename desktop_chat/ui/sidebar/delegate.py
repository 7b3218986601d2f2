"""How a conversation's row looks: a slot for its state, the title, the time.

The slot is there on every row, so nothing moves when a reply begins. A row is renamed where it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.rows_paint import draw_head, draw_row_ground, draw_trailing, draw_words, mirrored
from desktop_chat.ui.sidebar.model import Role, RowState
from desktop_chat.ui.sidebar.sections import RowKind
from desktop_chat.ui.text_line import line_width
from desktop_chat.ui.theme import CONTROL, ROW_TIME, STRONG
from desktop_chat.ui.writing import WritingClock
from desktop_chat.words.catalogue import tr

_AnyIndex = QModelIndex | QPersistentModelIndex


class _TitleField(QLineEdit):
    """The field that a row's title becomes."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.fresh = True
        self.setProperty("bare", True)
        self.setFont(theme.font(CONTROL))
        self.setAccessibleName(tr("Title"))
        self.setTextMargins(theme.metrics.space4, 0, theme.metrics.space4, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, m = self._theme.palette, self._theme.metrics
        draw_box(QPainter(self), QRectF(self.rect()), p.raised, m.radius_chip, p.focus, m.ring)
        super().paintEvent(event)


class ConversationDelegate(QStyledItemDelegate):
    """Paints rows and heads; `clock` turns the rings."""

    def __init__(self, theme: Theme, clock: WritingClock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._clock = clock

    def heights(self, kinds: Sequence[RowKind]) -> list[int]:
        m = self._theme.metrics
        of = {RowKind.HEAD: m.section_head + m.section_gap, RowKind.CONVERSATION: m.row}
        return [of[kind] for kind in kinds]

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(self._theme.metrics.sidebar_min, self._theme.metrics.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if index.data(Role.KIND) is RowKind.HEAD:
            draw_head(painter, option, text, self._theme.metrics.section_x, self._theme)
            return
        state = index.data(Role.STATE)
        self.paint_slot(painter, option, state)
        time = index.data(Role.TIME)
        style = STRONG if state is RowState.UNREAD else CONTROL
        draw_words(painter, option, self._title_rect(option, time), text, self._theme, style)
        draw_trailing(painter, option, self._inner(option), time, self._theme, ROW_TIME)

    def paint_slot(self, painter: QPainter, option: QStyleOptionViewItem, state: RowState) -> None:
        """The ground of a row and its state, without words: what a turning ring needs."""
        draw_row_ground(painter, option, self._theme)
        self._draw_state(painter, self._slot(option), state)

    def ring(self, option: QStyleOptionViewItem) -> QRectF:
        """Where the ring of a row turns."""
        return _square(self._slot(option).center(), self._theme.metrics.writing_ring)

    def _slot(self, option: QStyleOptionViewItem) -> QRectF:
        """Where the state of a row is shown."""
        m = self._theme.metrics
        row = QRectF(option.rect)
        return mirrored(option, QRectF(row.left() + m.row_inset, row.top(), m.row_slot, row.height()))

    def _inner(self, option: QStyleOptionViewItem) -> QRectF:
        m = self._theme.metrics
        return QRectF(option.rect).adjusted(m.section_x, 0, -m.row_inset - m.space8, 0)

    def _title_rect(self, option: QStyleOptionViewItem, time: str) -> QRectF:
        taken = line_width(time, self._theme.font(ROW_TIME)) + self._theme.metrics.space8
        return self._inner(option).adjusted(0, 0, -taken, 0)

    def _draw_state(self, painter: QPainter, slot: QRectF, state: RowState) -> None:
        p, m = self._theme.palette, self._theme.metrics
        match state:
            case RowState.WRITING:
                self._clock.draw(painter, _square(slot.center(), m.writing_ring))
            case RowState.FAILED:
                draw_icon(painter, Icon.FAILED, _square(slot.center(), m.icon_small), p.err)
            case RowState.UNREAD:
                draw_box(painter, _square(slot.center(), m.unread_dot), p.accent, m.unread_dot / 2)
            case RowState.PINNED:
                draw_icon(painter, Icon.PIN, _square(slot.center(), m.icon_small), p.text3)

    # -- renaming in place -------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _AnyIndex) -> QWidget:
        return _TitleField(self._theme, parent)

    def setEditorData(self, editor: QWidget, index: _AnyIndex) -> None:
        # Called again whenever the row changes, which must not undo what was typed.
        if isinstance(editor, _TitleField) and editor.fresh:
            editor.fresh = False
            editor.setText(index.data(Qt.ItemDataRole.EditRole) or "")
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _AnyIndex) -> None:
        if isinstance(editor, _TitleField):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        m = self._theme.metrics
        rect = QRectF(option.rect).adjusted(m.section_x - m.space4, m.space2, -m.row_inset, -m.space2)
        editor.setGeometry(mirrored(option, rect).toRect())


def _square(centre: QPointF, side: float) -> QRectF:
    square = QRectF(0, 0, side, side)
    square.moveCenter(centre)
    return square
