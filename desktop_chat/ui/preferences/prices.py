"""What models cost, and how much may be spent."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_chat.domain.settings import CONVERSATION_LIMIT, DAY_LIMIT
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.preferences import Preferences
from desktop_chat.services.spending import Spending
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.note import Note
from desktop_chat.ui.preferences.foot import Foot
from desktop_chat.ui.preferences.limit_form import LimitForm
from desktop_chat.ui.preferences.page import SettingsPage
from desktop_chat.ui.preferences.price_form import PriceForm
from desktop_chat.ui.preferences.price_rows import PriceList, PriceRow, rows_of
from desktop_chat.ui.widgets import Button, Rule
from desktop_chat.words import money
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named

_LINES = 3


class PricesPage(SettingsPage):
    """List at the left, the chosen model's price at the right, the limits below it."""

    def __init__(self, accounts: Accounts, spending: Spending, preferences: Preferences, theme: Theme) -> None:
        super().__init__()
        self._accounts, self._spending, self._theme = accounts, spending, theme
        self._list = PriceList(theme)
        self._add = Button(theme, "", icon=Icon.ADD)
        self._shipped = Button(theme, "")
        self._form = PriceForm(theme)
        self._note = Note(theme, _LINES)
        self._origin, self._uncounted = Note(theme, _LINES), Note(theme, 1)
        self._limits = LimitForm(preferences, theme)
        self._foot = Foot(theme, "")
        self._arrange()
        self._connect()
        self.retranslate()

    def lead_in(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def lead_to(self, setting: str) -> None:
        fields = {DAY_LIMIT.name: self._limits.day, CONVERSATION_LIMIT.name: self._limits.conversation}
        fields[setting].setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self._left())
        row.addWidget(Rule(self._theme, upright=True))
        row.addLayout(self._right(), 1)

    def _left(self) -> QVBoxLayout:
        m = self._theme.metrics
        buttons = QHBoxLayout()
        buttons.setContentsMargins(m.space12, m.space12, m.space12, m.space12)
        buttons.setSpacing(m.space8)
        for button in (self._add, self._shipped):
            button.set_small()
            buttons.addWidget(button)
        buttons.addStretch(1)
        left = QVBoxLayout()
        left.setContentsMargins(0, m.space8, 0, 0)
        left.setSpacing(0)
        self._list.setFixedWidth(m.endpoint_list + m.space20)
        left.addWidget(self._list, 1)
        beside = QHBoxLayout()
        beside.setContentsMargins(m.space20, m.space8, m.space12, 0)
        beside.addWidget(self._origin)
        left.addLayout(beside)
        left.addLayout(buttons)
        return left

    def _right(self) -> QVBoxLayout:
        m = self._theme.metrics
        right = QVBoxLayout()
        right.setContentsMargins(m.space16, m.space16, m.space20, m.space12)
        right.setSpacing(m.space12)
        right.addWidget(self._form)
        right.addLayout(self._in_line(self._note))
        right.addStretch(1)
        right.addWidget(Rule(self._theme))
        right.addWidget(self._limits)
        right.addLayout(self._in_line(self._uncounted))
        right.addWidget(self._foot)
        return right

    def _in_line(self, note: Note) -> QHBoxLayout:
        """With what the foot says."""
        line = QHBoxLayout()
        line.setContentsMargins(self._theme.metrics.space12, 0, 0, 0)
        line.addWidget(note)
        return line

    def _connect(self) -> None:
        self._list.chosen.connect(self._show)
        self._list.removal_requested.connect(self._take_shipped)
        self._add.clicked.connect(self._start)
        self._shipped.clicked.connect(self._take_shipped)
        self._form.changed.connect(self._keep)
        self._limits.refused.connect(self._refuse_limit)
        self._limits.kept.connect(self._foot.rest)
        self._foot.close_requested.connect(self.close_requested)
        self._spending.changed.connect(self._fill)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Models and prices"))
        self._add.set_words(tr("Add…"))
        self._shipped.set_words(tr("As shipped"))
        for part in (self._list, self._form, self._limits):
            part.retranslate()
        self._foot.retranslate(tr("Changes are kept as you make them."))
        self._uncounted.say(money.uncounted())
        self._origin.say(self._about_list(), "text3")
        self._fill()

    def _about_list(self) -> str:
        shipped = self._spending.shipped
        template = tr("Shipped prices are of {date}, taken from {source}.")
        return template.format(date=shipped.date, source=named(shipped.made_of)) if shipped.date else ""

    @Slot()
    def _fill(self) -> None:
        """What is being typed stays, whatever else has changed meanwhile."""
        if not self._form.is_changed:
            self._list.show_prices(rows_of(self._accounts, self._spending), self._form.name)
            self._show()

    @Slot()
    def _show(self) -> None:
        row = self._list.current_row()
        self._shipped.setEnabled(row is not None and row.is_own)
        if row is not None:
            self._form.show_row(row)
            self._note.say(self._about(row))

    def _about(self, row: PriceRow) -> str:
        """Where the price is from, or what is known beside one's own."""
        if row.price is None:
            return tr("The price of this model is not known. Enter it per million tokens.")
        shipped = self._spending.shipped_price(row.host, row.model) if row.is_own else row.price
        if shipped is None:
            return tr("Your price per million tokens, of {date}.").format(date=row.price.date)
        template = tr("As shipped: {rates} per million tokens ({date}, {source}).")
        rates = money.rates_words(shipped, shipped.rates)
        return template.format(rates=rates, date=shipped.date, source=named(shipped.source))

    @Slot()
    def _start(self) -> None:
        """An empty form; the model is kept once its price is whole."""
        self._list.clearSelection()
        self._form.show_row(PriceRow(next((one.host for one in self._accounts.all() if one.host), ""), ""))
        self._note.say(tr("Prices are per million tokens."))
        self._shipped.setEnabled(False)
        self._form.model.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _keep(self) -> None:
        price = self._form.price()
        if price is None:
            self._foot.say(tr("Not kept yet: input, output and a currency such as USD or CNY are needed."))
            return
        self._foot.rest()
        self._form.settle()
        self._spending.keep_price(*self._form.name, price)

    @Slot()
    def _take_shipped(self) -> None:
        row = self._list.current_row()
        if row is not None and row.is_own:
            self._spending.remove_price(row.host, row.model)

    @Slot(str)
    def _refuse_limit(self, text: str) -> None:
        words = tr("“{text}” is no amount. Write a number and a currency, such as 5 CNY.")
        self._foot.say(words.format(text=named(text)))
