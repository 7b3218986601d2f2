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
from desktop_chat.ui.sidebar.row_words import Face, Role, RowState
from desktop_chat.ui.theme import CONTROL, ROW_TIME, STRONG, TextStyle
from desktop_chat.ui.writing import WritingClock
from desktop_chat.words.catalogue import tr

_AnyIndex = QModelIndex | QPersistentModelIndex
_PICKED = QStyle.StateFlag.State_On


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
        face: Face = index.data(Role.FACE)
        if face.kind is RowKind.HEAD:
            draw_head(painter, option, face.text, self._theme.metrics.section_x, self._theme)
            return
        self._draw_slot(painter, option, face)
        inner = self._inner(option, face.depth)
        taken = draw_trailing(painter, option, inner, face.aside, self._theme, ROW_TIME)
        inner.setRight(inner.right() - taken - self._theme.metrics.space8)
        if face.kind is RowKind.FOLDER:
            self._draw_folder(painter, option, inner, face)
        else:
            draw_words(painter, option, inner, face.text, self._theme, _style(face))

    def paint_slot(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """The ground of a row and its state, without words: what a turning ring needs."""
        self._draw_slot(painter, option, index.data(Role.FACE))

    def ring(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QRectF:
        """Where the ring of a row turns."""
        return square(self._slot(option, index.data(Role.DEPTH)).center(), self._theme.metrics.writing_ring)

    def _slot(self, option: QStyleOptionViewItem, depth: int) -> QRectF:
        """Where the state of a row is shown."""
        m = self._theme.metrics
        row = QRectF(option.rect)
        left = row.left() + m.row_inset + self._indent(depth)
        return mirrored(option, QRectF(left, row.top(), m.row_slot, row.height()))

    def _indent(self, depth: int) -> int:
        """What lies in a folder stands further in."""
        return depth * self._theme.metrics.space12

    def _inner(self, option: QStyleOptionViewItem, depth: int) -> QRectF:
        m = self._theme.metrics
        return QRectF(option.rect).adjusted(m.section_x + self._indent(depth), 0, -m.row_inset - m.space8, 0)

    def _draw_slot(self, painter: QPainter, option: QStyleOptionViewItem, face: Face) -> None:
        draw_row_ground(painter, option, self._theme)
        centre, p, m = self._slot(option, face.depth).center(), self._theme.palette, self._theme.metrics
        if option.state & _PICKED:
            draw_icon(painter, Icon.TICK, square(centre, m.icon_small), p.accent)
        elif face.state is RowState.QUIET and face.kind is RowKind.FOLDER:
            icon = Icon.FOLDER_OPEN if face.is_open else Icon.FOLDER
            draw_icon(painter, icon, square(centre, m.icon_small), p.text2)
        else:
            self._draw_state(painter, centre, face.state)

    def _draw_folder(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, face: Face) -> None:
        """Its name, and close behind it the caret that says that there is more inside."""
        m = self._theme.metrics
        room = rect.adjusted(0, 0, -m.space4 - m.caret, 0)
        width = draw_words(painter, option, room, face.text, self._theme, _style(face))
        caret = QRectF(rect.left() + width + m.space4, rect.top(), m.caret, rect.height())
        closed = Icon.PREVIOUS if option.direction is Qt.LayoutDirection.RightToLeft else Icon.NEXT
        place = square(mirrored(option, caret).center(), m.caret)
        draw_icon(painter, Icon.DOWN if face.is_open else closed, place, self._theme.palette.text3)

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
        left = m.section_x + self._indent(index.data(Role.DEPTH)) - m.space4
        rect = QRectF(option.rect).adjusted(left, m.space2, -m.row_inset, -m.space2)
        editor.setGeometry(mirrored(option, rect).toRect())


def _style(face: Face) -> TextStyle:
    return STRONG if face.state is RowState.UNREAD else CONTROL
