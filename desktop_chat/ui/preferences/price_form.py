"""The fields of one price, and what is to be said about it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_chat.domain.money import decimal, is_currency, millionths
from desktop_chat.domain.prices import Price, Rates
from desktop_chat.ui.look import Theme
from desktop_chat.ui.preferences.price_rows import PriceRow
from desktop_chat.ui.theme import CONTROL
from desktop_chat.ui.widgets import ElidedLabel, Field
from desktop_chat.words.catalogue import tr


def labelled(grid: QGridLayout, theme: Theme, place: int, words: str, field: Field) -> None:
    """One row of a form: its label at the right of its column."""
    label = ElidedLabel(theme, CONTROL, words)
    label.set_ink("text2")
    label.setAlignment(Qt.AlignmentFlag.AlignRight)
    label.setBuddy(field)
    label.setFixedWidth(theme.metrics.form_label)
    field.setAccessibleName(words)
    grid.addWidget(label, place, 0)
    grid.addWidget(field, place, 1)


def new_grid(theme: Theme, parent: QWidget) -> QGridLayout:
    m = theme.metrics
    grid = QGridLayout(parent)
    grid.setContentsMargins(m.space4, m.space4, m.space4, m.space4)
    grid.setHorizontalSpacing(m.space16 - m.space4)
    grid.setVerticalSpacing(m.space8)
    grid.setColumnStretch(1, 1)
    return grid


class PriceForm(QWidget):
    """`changed` once a field that was typed in is left."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.model, self.host = Field(theme), Field(theme, "api.example.com")
        self.input, self.cached, self.output = Field(theme, "0"), Field(theme, tr("as input")), Field(theme, "0")
        self.currency = Field(theme, "USD")
        rows = (
            (tr("Model"), self.model),
            (tr("Host"), self.host),
            (tr("Input"), self.input),
            (tr("Cached input"), self.cached),
            (tr("Output"), self.output),
            (tr("Currency"), self.currency),
        )
        grid = new_grid(theme, self)
        for place, (words, field) in enumerate(rows):
            labelled(grid, theme, place, words, field)
            field.editingFinished.connect(self._tell)
        self._fields = tuple(field for _, field in rows)

    def show_row(self, row: PriceRow) -> None:
        """A row whose price is not known leaves the numbers to be filled in."""
        rates = row.price.rates if row.price else None
        cached = rates.cached if rates else None
        words = (
            row.model,
            row.host,
            decimal(rates.input) if rates else "",
            "" if cached is None else decimal(cached),
            decimal(rates.output) if rates else "",
            row.price.currency if row.price else "USD",
        )
        for field, text in zip(self._fields, words, strict=True):
            field.setText(text)
            field.setModified(False)

    @property
    def name(self) -> tuple[str, str]:
        """Host and model."""
        return self.host.text().strip().lower(), self.model.text().strip().lower()

    def price(self) -> Price | None:
        """What stands in the fields, of today; None while they are not a price."""
        rates = [millionths(field.text()) for field in (self.input, self.output)]
        cached, currency = millionths(self.cached.text()), self.currency.text().strip().upper()
        is_wrong = bool(self.cached.text().strip()) and cached is None
        if rates[0] is None or rates[1] is None or is_wrong or not is_currency(currency) or not all(self.name):
            return None
        return Price(currency, Rates(rates[0], rates[1], cached), date=f"{datetime.now().astimezone():%Y-%m-%d}")

    @Slot()
    def _tell(self) -> None:
        if any(field.isModified() for field in self._fields):
            self.changed.emit()
