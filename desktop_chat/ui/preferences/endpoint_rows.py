"""The list of endpoints: a name, the host below it, and a sign where there is something to know."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop_chat.domain.models import Endpoint, EndpointKind
from desktop_chat.domain.values import dataclass
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import square
from desktop_chat.ui.rows_paint import mirrored
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.tips import plain_tip
from desktop_chat.ui.two_line_rows import TwoLineDelegate, TwoLines
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named

_AnyIndex = QModelIndex | QPersistentModelIndex


class _Role(IntEnum):
    ID = Qt.ItemDataRole.UserRole
    ABOUT = Qt.ItemDataRole.UserRole + 1
    SIGN = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Sign:
    """What a test found, or that a key is missing; the words are for those who do not see it."""

    icon: Icon
    ink: str
    words: str


@dataclass(frozen=True, slots=True)
class EndpointRow:
    endpoint: Endpoint
    is_default: bool = False
    sign: Sign | None = None

    @property
    def about(self) -> str:
        """Where it is, and whether it is the one that is asked when nothing else was chosen."""
        where = _where(self.endpoint)
        return tr("{where} · default").format(where=where) if self.is_default else where


def _where(endpoint: Endpoint) -> str:
    if endpoint.kind is EndpointKind.LOCAL_MODEL:
        return tr("a model file") if endpoint.model_path else tr("included with the program")
    return named(endpoint.host or endpoint.base_url) or tr("no address yet")


class EndpointList(RowsView):
    """The row on which the keys are is the one that is shown beside the list."""

    chosen = Signal(str)
    removal_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setAccessibleName(tr("Endpoints"))
        self._rows = QStandardItemModel(self)
        self._delegate = _Delegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.show_rows(self._rows, lambda: [theme.metrics.endpoint_row] * self._rows.rowCount())
        self.selectionModel().currentChanged.connect(self._choose)

    def show_endpoints(self, rows: Iterable[EndpointRow]) -> None:
        """Other rows, or the same with other words; the chosen one stays chosen while it is there."""
        shown = {str(self._rows.item(place).data(_Role.ID)): place for place in range(self._rows.rowCount())}
        made = [(row, _item(row)) for row in rows]
        if [row.endpoint.id for row, _ in made] == list(shown):
            for place, (_, item) in enumerate(made):
                self._rows.setItemData(self._rows.index(place, 0), _data_of(item))
            return
        before = self.chosen_id()
        self.selectionModel().blockSignals(True)
        self._rows.clear()
        for _, item in made:
            self._rows.appendRow(item)
        self.selectionModel().blockSignals(False)
        self.choose(before)

    def choose(self, endpoint_id: str) -> None:
        """That one, or the first if it is not there; `chosen` tells which."""
        places = [place for place in range(self._rows.rowCount()) if self._id_at(place) == endpoint_id]
        index = self._rows.index(places[0] if places else 0, 0)
        if index == self.currentIndex():
            self._choose(index)
        else:
            self.setCurrentIndex(index)

    def chosen_id(self) -> str:
        index = self.currentIndex()
        return self._id_at(index.row()) if index.isValid() else ""

    def _id_at(self, place: int) -> str:
        return str(self._rows.index(place, 0).data(_Role.ID))

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        selection = self.selectionModel()
        selection.select(index, selection.SelectionFlag.ClearAndSelect)
        self.chosen.emit(self._id_at(index.row()) if index.isValid() else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Delete):
            self.removal_requested.emit()
        else:
            super().keyPressEvent(event)


def _item(row: EndpointRow) -> QStandardItem:
    name = named(row.endpoint.name) or tr("New endpoint")
    item = QStandardItem(name)
    item.setData(row.endpoint.id, _Role.ID)
    item.setData(row.about, _Role.ABOUT)
    item.setData(row.sign, _Role.SIGN)
    item.setAccessibleText(", ".join((name, row.about, row.sign.words) if row.sign else (name, row.about)))
    item.setToolTip(plain_tip(row.sign.words) if row.sign else "")
    item.setEditable(False)
    return item


def _data_of(item: QStandardItem) -> dict[int, object]:
    roles = (
        *(Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole),
        *_Role,
    )
    return {int(role): item.data(role) for role in roles}


class _Delegate(TwoLineDelegate):
    """Two lines and a sign."""

    def lines_of(self, index: _AnyIndex) -> TwoLines:
        return TwoLines(index.data(Qt.ItemDataRole.DisplayRole), index.data(_Role.ABOUT))

    def draw_sign(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex, inner: QRectF) -> float:
        m, sign = self._theme.metrics, index.data(_Role.SIGN)
        if not isinstance(sign, Sign):
            return 0.0
        place = QRectF(inner.right() - m.icon, inner.top(), m.icon, inner.height())
        draw_icon(painter, sign.icon, square(mirrored(option, place).center(), m.icon), self._theme.colour(sign.ink))
        return m.icon + m.space8
