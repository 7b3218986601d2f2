"""How a row of the outline looks: who, how it begins, how it ended, when."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box, square
from desktop_chat.ui.rows_paint import draw_row_ground, draw_trailing, draw_words, mirrored
from desktop_chat.ui.text_line import draw_line, line_width
from desktop_chat.ui.theme import CONTROL, LABEL, NAME, TIME
from desktop_chat.ui.tree.model import AnyIndex, Role

_NAME_SHARE = 0.3  # of the row, at most


class BranchRows(QTreeView):
    """Rows that keys walk, open and close; the row that the keys are on has a ground, and a ring if it is theirs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QTreeView.SelectionMode.NoSelection)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(theme.metrics.space20)
        self.setItemDelegate(BranchDelegate(theme, self))

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        state = QStyle.StateFlag
        ground = QStyleOptionViewItem(option)
        ground.state &= ~(state.State_Selected | state.State_HasFocus)
        if index == self.currentIndex():
            ground.state |= state.State_Selected
            if self.hasFocus():
                ground.state |= state.State_Active | state.State_HasFocus
        draw_row_ground(painter, ground, self._theme)
        super().drawRow(painter, option, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        if not self.model().hasChildren(index):
            return
        m, rtl = self._theme.metrics, self.isRightToLeft()
        ahead = Icon.PREVIOUS if rtl else Icon.NEXT
        edge = rect.left() + self.indentation() / 2 if rtl else rect.right() + 1 - self.indentation() / 2
        box = square(QPointF(edge, rect.center().y() + 1), m.caret)
        draw_icon(painter, Icon.DOWN if self.isExpanded(index) else ahead, box, self._theme.palette.text2)


class BranchDelegate(QStyledItemDelegate):
    """What stands in a row; its ground is the view's."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(0, self._theme.metrics.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        m, theme = self._theme.metrics, self._theme
        inner = QRectF(option.rect).adjusted(0, 0, -m.row_inset - m.space8, 0)
        inner = self._draw_sign(painter, option, inner, index)
        used = draw_trailing(painter, option, inner, index.data(Role.TIME), theme, TIME)
        inner.setRight(inner.right() - used - (m.space12 if used else 0))
        if ending := index.data(Role.ENDING):
            width = line_width(ending, theme.font(TIME)) + m.space4
            room = mirrored(option, QRectF(inner.right() - width, inner.top(), width, inner.height()))
            draw_line(painter, room, ending, theme.font(TIME), theme.palette.warn, Qt.AlignmentFlag.AlignHCenter)
            inner.setRight(inner.right() - width - m.space12)
        name = index.data(Role.NAME)
        if name:
            place = QRectF(inner.left(), inner.top(), inner.width() * _NAME_SHARE, inner.height())
            style = NAME if index.data(Role.IS_READ) else LABEL
            taken = draw_words(painter, option, place, name, theme, style)
            inner.setLeft(inner.left() + taken + m.space8)
        if inner.width() > m.space24:
            draw_words(painter, option, inner, index.data(Role.WORDS), theme, CONTROL if name else TIME)

    def _draw_sign(self, painter: QPainter, option: QStyleOptionViewItem, inner: QRectF, index: AnyIndex) -> QRectF:
        """A dot for the branch that is read, a fork for where another begins."""
        m, p = self._theme.metrics, self._theme.palette
        slot = mirrored(option, QRectF(inner.left(), inner.top(), m.row_slot, inner.height()))
        if index.data(Role.IS_READ):
            draw_box(painter, square(slot.center(), m.unread_dot), p.accent, m.unread_dot / 2)
        elif index.data(Role.FORKS):
            draw_icon(painter, Icon.BRANCH, square(slot.center(), m.caret), p.text3)
        return inner.adjusted(m.row_slot, 0, 0, 0)
