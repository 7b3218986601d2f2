"""How rows look: a slot for the state, the title, the time; of a folder its name, a caret, and how much it holds.

The slot is there on every row, so nothing moves when a reply begins. A row is renamed where it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box, square
from desktop_chat.ui.rows_layout import Runs
from desktop_chat.ui.rows_paint import draw_head, draw_row_ground, draw_trailing, draw_words, mirrored
from desktop_chat.ui.sidebar.blocks import RowKind
from desktop_chat.ui.sidebar.row_words import Role, RowState
from desktop_chat.ui.text_line import line_width
from desktop_chat.ui.theme import CONTROL, ROW_TIME, STRONG, TextStyle
from desktop_chat.ui.writing import WritingClock
from desktop_chat.words.catalogue import tr

_AnyIndex = QModelIndex | QPersistentModelIndex


class _TitleField(QLineEdit):
    """The field that a row's title becomes."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.fresh = True
        self.setProperty("bare", True)
        self.setFont(theme.font(CONTROL))
        self.setAccessibleName(name)
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

    def heights(self, runs: Sequence[tuple[RowKind, int]]) -> Runs:
        m = self._theme.metrics
        of = {
            RowKind.HEAD: m.section_head + m.section_gap,
            RowKind.FOLDER: m.row,
            RowKind.CONVERSATION: m.row,
        }
        return Runs((rows, of[kind]) for kind, rows in runs)

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(self._theme.metrics.sidebar_min, self._theme.metrics.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        text, kind = index.data(Qt.ItemDataRole.DisplayRole), index.data(Role.KIND)
        if kind is RowKind.HEAD:
            draw_head(painter, option, text, self._theme.metrics.section_x, self._theme)
            return
        self.paint_slot(painter, option, index)
        style = STRONG if index.data(Role.STATE) is RowState.UNREAD else CONTROL
        aside = index.data(Role.TIME)
        rect = self._title_rect(option, index, aside)
        draw_trailing(painter, option, self._inner(option, index), aside, self._theme, ROW_TIME)
        if kind is RowKind.FOLDER:
            self._draw_folder(painter, option, rect, index, style)
        else:
            draw_words(painter, option, rect, text, self._theme, style)

    def paint_slot(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """The ground of a row and its state, without words: what a turning ring needs."""
        draw_row_ground(painter, option, self._theme)
        centre, state = self._slot(option, index).center(), index.data(Role.STATE)
        p, m = self._theme.palette, self._theme.metrics
        if option.state & QStyle.StateFlag.State_On:
            draw_icon(painter, Icon.TICK, square(centre, m.icon_small), p.accent)
        elif state is RowState.QUIET and index.data(Role.KIND) is RowKind.FOLDER:
            icon = Icon.FOLDER_OPEN if index.data(Role.IS_OPEN) else Icon.FOLDER
            draw_icon(painter, icon, square(centre, m.icon_small), p.text2)
        else:
            self._draw_state(painter, centre, state)

    def ring(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QRectF:
        """Where the ring of a row turns."""
        return square(self._slot(option, index).center(), self._theme.metrics.writing_ring)

    def _slot(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QRectF:
        """Where the state of a row is shown."""
        m = self._theme.metrics
        row = QRectF(option.rect)
        left = row.left() + m.row_inset + self._indent(index)
        return mirrored(option, QRectF(left, row.top(), m.row_slot, row.height()))

    def _indent(self, index: _AnyIndex) -> int:
        """What lies in a folder stands further in."""
        return int(index.data(Role.DEPTH)) * self._theme.metrics.space12

    def _inner(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QRectF:
        m = self._theme.metrics
        return QRectF(option.rect).adjusted(m.section_x + self._indent(index), 0, -m.row_inset - m.space8, 0)

    def _title_rect(self, option: QStyleOptionViewItem, index: _AnyIndex, aside: str) -> QRectF:
        taken = line_width(aside, self._theme.font(ROW_TIME)) + self._theme.metrics.space8
        return self._inner(option, index).adjusted(0, 0, -taken, 0)

    def _draw_folder(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, index: _AnyIndex, style: TextStyle
    ) -> None:
        """Its name, and close behind it the caret that says that there is more inside."""
        m = self._theme.metrics
        room = rect.adjusted(0, 0, -m.space4 - m.caret, 0)
        width = draw_words(painter, option, room, index.data(Qt.ItemDataRole.DisplayRole), self._theme, style)
        caret = QRectF(rect.left() + width + m.space4, rect.top(), m.caret, rect.height())
        closed = Icon.PREVIOUS if option.direction is Qt.LayoutDirection.RightToLeft else Icon.NEXT
        place = square(mirrored(option, caret).center(), m.caret)
        draw_icon(painter, Icon.DOWN if index.data(Role.IS_OPEN) else closed, place, self._theme.palette.text3)

    def _draw_state(self, painter: QPainter, centre: QPointF, state: RowState) -> None:
        p, m = self._theme.palette, self._theme.metrics
        match state:
            case RowState.WRITING:
                self._clock.draw(painter, square(centre, m.writing_ring))
            case RowState.FAILED:
                draw_icon(painter, Icon.FAILED, square(centre, m.icon_small), p.err)
            case RowState.UNREAD:
                draw_box(painter, square(centre, m.unread_dot), p.accent, m.unread_dot / 2)
            case RowState.PINNED:
                draw_icon(painter, Icon.PIN, square(centre, m.icon_small), p.text3)

    # -- renaming in place -------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _AnyIndex) -> QWidget:
        name = tr("Name of the folder") if index.data(Role.KIND) is RowKind.FOLDER else tr("Title")
        return _TitleField(self._theme, name, parent)

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
        left = m.section_x + self._indent(index) - m.space4
        rect = QRectF(option.rect).adjusted(left, m.space2, -m.row_inset, -m.space2)
        editor.setGeometry(mirrored(option, rect).toRect())
