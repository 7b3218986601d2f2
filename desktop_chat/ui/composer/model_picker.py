"""The list that the model button opens: type to narrow it, arrows and Enter to choose."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_chat.domain.messages import ConversationId
from desktop_chat.services.library import Library
from desktop_chat.ui.composer.model_lists import ModelLists
from desktop_chat.ui.composer.model_rows import ModelRow, ModelRowKind, rows_of
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.keys import OPENING
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import square
from desktop_chat.ui.popup import Popup
from desktop_chat.ui.rows_paint import draw_head, draw_row_ground, draw_words, mirrored
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.theme import CONTROL, LABEL
from desktop_chat.ui.transcript.typeset import Paragraph, TextLook
from desktop_chat.ui.widgets import Field
from desktop_chat.words.catalogue import tr

_AnyIndex = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole + 1


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[ModelRow] = []

    def show(self, rows: list[ModelRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        can = index.isValid() and self.rows[index.row()].kind in {ModelRowKind.MODEL, ModelRowKind.ENDPOINTS}
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if can else Qt.ItemFlag.NoItemFlags

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        is_text = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return row.text if is_text else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def heights(self, rows: list[ModelRow], width: int) -> list[int]:
        m = self._theme.metrics
        heights = {
            ModelRowKind.HEAD: m.section_head + m.section_gap,
            ModelRowKind.MODEL: m.menu_row,
            ModelRowKind.ENDPOINTS: m.menu_row + m.space8,
        }
        return [heights.get(row.kind) or self._note(row.text, width).height + m.space8 for row in rows]

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(self._theme.metrics.popup, self._theme.metrics.menu_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        m, row = self._theme.metrics, index.data(_ROW)
        if row.kind is ModelRowKind.HEAD:
            draw_head(painter, option, row.text, self._lead(), self._theme)
        elif row.kind is ModelRowKind.NOTE:
            inner = self._inner(option)
            note = self._note(row.text, option.rect.width())
            note.draw(painter, mirrored(option, inner).topLeft(), self._theme.colour(LABEL.ink))
        else:
            if row.kind is ModelRowKind.ENDPOINTS:
                option.rect.setTop(option.rect.top() + m.space8)
            # The keys stay in the field above; what they would choose looks as it does in a list that has them.
            option.state |= QStyle.StateFlag.State_Active
            draw_row_ground(painter, option, self._theme)
            self._draw_choice(painter, option, row)

    def _draw_choice(self, painter: QPainter, option: QStyleOptionViewItem, row: ModelRow) -> None:
        m, p = self._theme.metrics, self._theme.palette
        inner = self._inner(option)
        draw_words(painter, option, inner, row.text, self._theme, CONTROL)
        icon = Icon.DONE if row.chosen else Icon.ENDPOINT if row.kind is ModelRowKind.ENDPOINTS else None
        if icon is not None:
            slot = QRectF(option.rect.left() + m.row_inset, inner.top(), m.row_slot, inner.height())
            draw_icon(painter, icon, square(mirrored(option, slot).center(), m.icon_small), p.text2)

    def _lead(self) -> int:
        m = self._theme.metrics
        return m.row_inset + m.row_slot

    def _inner(self, option: QStyleOptionViewItem) -> QRectF:
        m = self._theme.metrics
        return QRectF(option.rect).adjusted(self._lead(), 0, -m.row_inset - m.space8, 0)

    def _note(self, text: str, width: int) -> Paragraph:
        m = self._theme.metrics
        note = Paragraph(text, TextLook(self._theme.font(LABEL), self._theme.line(LABEL)))
        note.layout(max(1, width - self._lead() - m.row_inset - m.space8))
        return note


class _List(RowsView):
    def currentChanged(self, current: _AnyIndex, previous: _AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.selectionModel().select(self.currentIndex(), self.selectionModel().SelectionFlag.ClearAndSelect)


class ModelPicker(Popup):
    """Chooses for one conversation."""

    endpoints_requested = Signal()

    def __init__(
        self, library: Library, lists: ModelLists, conversation_id: ConversationId, theme: Theme, anchor: QWidget
    ) -> None:
        super().__init__(theme, anchor)
        self._library, self._lists = library, lists
        self._conversation_id = conversation_id
        self._filter = Field(theme, tr("Filter models"), Icon.SEARCH)
        self._filter.setAccessibleName(tr("Filter models"))
        self._rows = _Rows(self)
        self._delegate = _Delegate(theme, self)
        self._list = _List(theme)
        self._list.setAccessibleName(tr("Models"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setItemDelegate(self._delegate)
        self._list.show_rows(self._rows, lambda: self._delegate.heights(self._rows.rows, self._inner_width()))
        around, m = self.margin(), theme.metrics
        column = QVBoxLayout(self)
        column.setContentsMargins(around + m.space8, around + m.space8, around + m.space8, around + m.space8)
        column.setSpacing(m.space4)
        column.addWidget(self._filter)
        column.addWidget(self._list, 1)
        self._filter.textChanged.connect(self._fill)
        self._list.clicked.connect(self._choose)
        self._list.selectionModel().currentChanged.connect(self._say_current)
        lists.changed.connect(self._fill)

    def start(self) -> None:
        """Open, and ask the endpoints what they have."""
        self._lists.ask()
        self._fill()
        self.open(self._filter)

    def wanted_size(self) -> QSize:
        m = self._theme.metrics
        rows = self._delegate.heights(self._rows.rows, self._inner_width())
        most = m.popup_rows * m.menu_row
        height = m.field + m.space4 + min(sum(rows), most) + 2 * m.space8
        return QSize(m.popup, height)

    def _inner_width(self) -> int:
        return self._theme.metrics.popup - 2 * self._theme.metrics.space8

    # -- rows --------------------------------------------------------------------------------------------------------

    @Slot()
    def _fill(self) -> None:
        if self._conversation_id not in self._library:
            self.close_popup()
            return
        conversation = self._library.get(self._conversation_id)
        endpoint_id = self._lists.choice_for(conversation.endpoint_id)
        own = conversation.model if endpoint_id == conversation.endpoint_id else None
        groups = self._lists.groups()
        default = next((group.endpoint.model for group in groups if group.endpoint.id == endpoint_id), None)
        rows = rows_of(groups, self._filter.text(), (endpoint_id, own or default))
        if rows == self._rows.rows:
            return
        before = self._current()
        self._rows.show(rows)
        self._list.setCurrentIndex(self._rows.index(self._best(rows, before), 0))
        if self.isVisible():
            self.place()

    def _best(self, rows: list[ModelRow], before: ModelRow | None) -> int:
        """Where the keys should be: where they were, else on what is chosen, else on the first that can be."""
        stops = [n for n, row in enumerate(rows) if row.kind is ModelRowKind.MODEL] or [len(rows) - 1]
        same = [n for n in stops if before is not None and _key(rows[n]) == _key(before)]
        chosen = [n for n in stops if rows[n].chosen]
        listed = [n for n in stops if not rows[n].typed]
        return (same or chosen or listed or stops)[0]

    def _current(self) -> ModelRow | None:
        row: ModelRow | None = self._list.currentIndex().data(_ROW)
        return row

    @Slot()
    def _say_current(self) -> None:
        row = self._current()
        self._filter.setAccessibleDescription(row.text if row else "")

    # -- choosing ----------------------------------------------------------------------------------------------------

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        row: ModelRow | None = index.data(_ROW)
        if row is None:
            return
        self.close_popup()
        if row.kind is ModelRowKind.MODEL:
            self._library.choose(self._conversation_id, row.endpoint_id, row.model)
        elif row.kind is ModelRowKind.ENDPOINTS:
            self.endpoints_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING:
            self._choose(self._list.currentIndex())
        elif not self._list.walk(event.key()):
            super().keyPressEvent(event)


def _key(row: ModelRow) -> tuple[str, str]:
    return row.endpoint_id, row.model
