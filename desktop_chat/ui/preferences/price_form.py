"""The fields of one price, and what is to be said about it."""

from __future__ import annotations

from collections.abc import Sequence
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


class LabelledFields(QWidget):
    """Fields below each other, each with its label at the right of the first column."""

    def __init__(self, theme: Theme, fields: Sequence[Field]) -> None:
        super().__init__()
        m = theme.metrics
        self._labels = [ElidedLabel(theme, CONTROL) for _ in fields]
        self._fields = tuple(fields)
        grid = QGridLayout(self)
        grid.setContentsMargins(m.space4, m.space4, m.space4, m.space4)
        grid.setHorizontalSpacing(m.space16 - m.space4)
        grid.setVerticalSpacing(m.space8)
        grid.setColumnStretch(1, 1)
        for place, (label, field) in enumerate(zip(self._labels, fields, strict=True)):
            label.set_ink("text2")
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            label.setBuddy(field)
            label.setFixedWidth(m.form_label)
            grid.addWidget(label, place, 0)
            grid.addWidget(field, place, 1)
        self.retranslate()

    def retranslate(self) -> None:
        for label, field, words in zip(self._labels, self._fields, self._words(), strict=True):
            label.setText(words)
            field.setAccessibleName(words)

    def _words(self) -> Sequence[str]:
        """What the fields are called, in the language in use."""
        raise NotImplementedError


class PriceForm(LabelledFields):
    """`changed` once a field that was typed in is left."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        self.model, self.host = Field(theme), Field(theme, "api.example.com")
        self.input, self.cached, self.output = Field(theme, "0"), Field(theme), Field(theme, "0")
        self.currency = Field(theme, "USD")
        super().__init__(theme, (self.model, self.host, self.input, self.cached, self.output, self.currency))
        for field in self._fields:
            field.editingFinished.connect(self._tell)

    def _words(self) -> Sequence[str]:
        return tr("Model"), tr("Host"), tr("Input"), tr("Cached input"), tr("Output"), tr("Currency")

    def retranslate(self) -> None:
        super().retranslate()
        self.cached.setPlaceholderText(tr("as input"))

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
        self.settle()

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return any(field.isModified() for field in self._fields)

    def settle(self) -> None:
        """What stands in the fields is what is kept."""
        for field in self._fields:
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
        if self.is_changed:
            self.changed.emit()
