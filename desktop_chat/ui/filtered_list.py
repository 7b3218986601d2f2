"""A list that a button opens to choose from: type to narrow it, arrows and Enter to choose."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Sequence
from enum import Enum, auto
from typing import Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
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

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.keys import OPENING
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import square
from desktop_chat.ui.popup import Popup
from desktop_chat.ui.rows_paint import draw_head, draw_row_ground, draw_trailing, draw_words, mirrored
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.theme import CONTROL, LABEL
from desktop_chat.ui.transcript.typeset import Paragraph, TextLook
from desktop_chat.ui.widgets import Field


class RowKind(Enum):
    HEAD = auto()
    CHOICE = auto()
    NOTE = auto()
    FURTHER = auto()
    """At the end: what leads elsewhere."""
    DEED = auto()
    """At the end: what is done with those that are marked."""
    CREATE = auto()
    """At the end: one that does not exist yet."""
    EDIT = auto()
    """At the end: all that are listed, to be changed."""


_LAST = {
    RowKind.FURTHER: Icon.ENDPOINT,
    RowKind.DEED: Icon.SEND,
    RowKind.CREATE: Icon.ADD,
    RowKind.EDIT: Icon.EDIT,
}


class ListRow(Protocol):
    """`typed` ones stand in no list: the keys go there last."""

    @property
    def kind(self) -> RowKind: ...

    @property
    def text(self) -> str: ...

    @property
    def chosen(self) -> bool: ...

    @property
    def typed(self) -> bool: ...

    @property
    def key(self) -> Hashable: ...

    @property
    def aside(self) -> str:
        """Stands at the right, fainter."""
        ...


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row of a list of names: `name` is the one it stands for, "" for none, as in a note."""

    kind: RowKind
    text: str
    name: str = ""
    chosen: bool = False
    typed: bool = False
    aside: str = ""

    @property
    def key(self) -> tuple[str, RowKind, bool]:
        return self.name, self.kind, self.typed


_AnyIndex = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole + 1


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[ListRow] = ()

    def show(self, rows: Sequence[ListRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        can = index.isValid() and self.rows[index.row()].kind in {RowKind.CHOICE, *_LAST}
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if can else Qt.ItemFlag.NoItemFlags

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (row.text, row.aside)))
        return row.text if role == Qt.ItemDataRole.DisplayRole else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def heights(self, rows: Sequence[ListRow], width: int) -> list[int]:
        m = self._theme.metrics
        heights = {
            RowKind.HEAD: m.section_head + m.section_gap,
            RowKind.CHOICE: m.menu_row,
            **dict.fromkeys(_LAST, m.menu_row + m.space8),
        }
        return [heights.get(row.kind) or self._note(row.text, width).height + m.space8 for row in rows]

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(self._theme.metrics.popup, self._theme.metrics.menu_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        m, row = self._theme.metrics, index.data(_ROW)
        if row.kind is RowKind.HEAD:
            draw_head(painter, option, row.text, self._lead(), self._theme)
        elif row.kind is RowKind.NOTE:
            inner = self._inner(option)
            note = self._note(row.text, option.rect.width())
            note.draw(painter, mirrored(option, inner).topLeft(), self._theme.colour(LABEL.ink))
        else:
            if row.kind in _LAST:
                option.rect.setTop(option.rect.top() + m.space8)
            # The keys stay in the field above; what they would choose looks as it does in a list that has them.
            option.state |= QStyle.StateFlag.State_Active
            draw_row_ground(painter, option, self._theme)
            self._draw_choice(painter, option, row)

    def _draw_choice(self, painter: QPainter, option: QStyleOptionViewItem, row: ListRow) -> None:
        m, p = self._theme.metrics, self._theme.palette
        inner = self._inner(option)
        if row.aside:
            width = draw_trailing(painter, option, inner, row.aside, self._theme, LABEL)
            inner.setRight(inner.right() - width - m.space12)
        draw_words(painter, option, inner, row.text, self._theme, CONTROL)
        icon = Icon.DONE if row.chosen else _LAST.get(row.kind)
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


class FilteredList(Popup):
    """`wanted_rows` tells what there is for what was typed; `chose` learns which row it is."""

    def __init__(self, theme: Theme, anchor: QWidget, name: str, filter_name: str) -> None:
        super().__init__(theme, anchor)
        self._filter = Field(theme, filter_name, Icon.SEARCH)
        self._filter.setAccessibleName(filter_name)
        self._rows = _Rows(self)
        self._delegate = _Delegate(theme, self)
        self._list = _List(theme)
        self._list.setAccessibleName(name)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setItemDelegate(self._delegate)
        self._list.show_rows(self._rows, lambda: self._delegate.heights(self._rows.rows, self._inner_width()))
        around, m = self.margin(), theme.metrics
        column = QVBoxLayout(self)
        column.setContentsMargins(around + m.space8, around + m.space8, around + m.space8, around + m.space8)
        column.setSpacing(m.space4)
        column.addWidget(self._filter)
        column.addWidget(self._list, 1)
        self._filter.textChanged.connect(self.fill)
        self._list.clicked.connect(self._choose)
        self._list.selectionModel().currentChanged.connect(self._say_current)

    @abstractmethod
    def wanted_rows(self, typed: str) -> Sequence[ListRow] | None:
        """None when there is nothing left to choose for."""

    @abstractmethod
    def chose(self, row: ListRow) -> None:
        """The list is closed by now."""

    def start(self) -> None:
        self.fill()
        self.open(self._filter)

    def wanted_size(self) -> QSize:
        m = self._theme.metrics
        rows = self._delegate.heights(self._rows.rows, self._inner_width())
        most = m.popup_rows * m.menu_row
        height = m.field + m.space4 + min(sum(rows), most) + 2 * m.space8
        return QSize(self.wanted_width(), height)

    def wanted_width(self) -> int:
        return self._theme.metrics.popup

    def _inner_width(self) -> int:
        return self.wanted_width() - 2 * self._theme.metrics.space8

    # -- rows --------------------------------------------------------------------------------------------------------

    @Slot()
    def fill(self) -> None:
        rows = self.wanted_rows(self._filter.text())
        if rows is None:
            self.close_popup()
            return
        if list(rows) == list(self._rows.rows):
            return
        before = self._current()
        self._rows.show(rows)
        self._list.setCurrentIndex(self._rows.index(_best(rows, before), 0))
        self._say_current()
        if self.isVisible():
            self.place()

    def _current(self) -> ListRow | None:
        row: ListRow | None = self._list.currentIndex().data(_ROW)
        return row

    @Slot()
    def _say_current(self) -> None:
        row = self._current()
        self._filter.setAccessibleDescription(row.text if row else "")

    # -- choosing ----------------------------------------------------------------------------------------------------

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        row: ListRow | None = index.data(_ROW)
        if row is not None:
            self.close_popup()
            self.chose(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING:
            self._choose(self._list.currentIndex())
        elif not self._list.walk(event.key()):
            super().keyPressEvent(event)


def _best(rows: Sequence[ListRow], before: ListRow | None) -> int:
    """Where the keys should be: where they were, else on what is chosen, else on the first that can be."""
    stops = [n for n, row in enumerate(rows) if row.kind is RowKind.CHOICE] or [len(rows) - 1]
    same = [n for n in stops if before is not None and rows[n].key == before.key]
    chosen = [n for n in stops if rows[n].chosen]
    listed = [n for n in stops if not rows[n].typed]
    return (same or chosen or listed or stops)[0]
