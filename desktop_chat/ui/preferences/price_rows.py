"""The list of models and their prices: a person's own first, then those of the endpoints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel

from desktop_chat.domain.prices import Price
from desktop_chat.domain.values import dataclass
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.spending import Spending
from desktop_chat.ui.look import Theme
from desktop_chat.ui.rows_view import RowsView
from desktop_chat.ui.two_line_rows import TwoLineDelegate, TwoLines
from desktop_chat.words import money
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named

_AnyIndex = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class PriceRow:
    """What a model costs at a host, if that is known; `is_own` where the person has said so."""

    host: str
    model: str
    price: Price | None = None
    is_own: bool = False

    @property
    def about(self) -> str:
        where = named(self.host)
        return tr("{where} · your price").format(where=where) if self.is_own else where

    @property
    def date(self) -> str:
        return self.price.date if self.price else ""


def rows_of(accounts: Accounts, spending: Spending) -> Iterator[PriceRow]:
    own = spending.own_prices()
    yield from (PriceRow(host, model, price, is_own=True) for (host, model), price in own.items())
    told = set(own)
    for endpoint in accounts.all():
        for model in accounts.models(endpoint.id):
            name = (endpoint.host.lower(), model.lower())
            if endpoint.host and name not in told:
                told.add(name)
                yield PriceRow(endpoint.host, model, spending.price(endpoint, model))


class PriceList(RowsView):
    """The row on which the keys are is the one that is shown beside the list."""

    chosen = Signal()
    removal_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.retranslate()
        self._rows = QStandardItemModel(self)
        self.setItemDelegate(_Delegate(theme, self))
        self.show_rows(self._rows, lambda: [theme.metrics.endpoint_row] * self._rows.rowCount())
        self.selectionModel().currentChanged.connect(self._choose)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Models and prices"))

    def show_prices(self, rows: Iterable[PriceRow], keep: tuple[str, str]) -> None:
        """Other rows; the one of this host and model is chosen, if it is there."""
        self.selectionModel().blockSignals(True)
        self._rows.clear()
        wanted = -1
        for place, row in enumerate(rows):
            self._rows.appendRow(_item(row))
            if (row.host.lower(), row.model.lower()) == keep:
                wanted = place
        self.setCurrentIndex(self._rows.index(wanted, 0))
        self.selectionModel().blockSignals(False)
        self._choose()

    def current_row(self) -> PriceRow | None:
        row: PriceRow | None = self.currentIndex().data(_ROW)
        return row

    @Slot()
    def _choose(self) -> None:
        index, selection = self.currentIndex(), self.selectionModel()
        if index.isValid():
            selection.select(index, selection.SelectionFlag.ClearAndSelect)
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Delete):
            self.removal_requested.emit()
        else:
            super().keyPressEvent(event)


def _item(row: PriceRow) -> QStandardItem:
    item = QStandardItem(named(row.model))
    item.setData(row, _ROW)
    item.setAccessibleText(
        ", ".join(filter(None, (named(row.model), row.about, money.per_million(row.price), row.date)))
    )
    item.setEditable(False)
    return item


class _Delegate(TwoLineDelegate):
    """A model with the date of its price, and below it where it is and the price."""

    def lines_of(self, index: _AnyIndex) -> TwoLines:
        row = index.data(_ROW)
        return TwoLines(named(row.model), row.about, row.date, money.per_million(row.price))
