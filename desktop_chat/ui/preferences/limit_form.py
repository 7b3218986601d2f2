"""How much may be spent: per day, and in one conversation. An empty field is no limit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from desktop_chat.domain.money import MILLION, Money, is_currency, millionths, money_text
from desktop_chat.domain.settings import CONVERSATION_LIMIT, DAY_LIMIT, Setting
from desktop_chat.services.preferences import Preferences
from desktop_chat.ui.look import Theme
from desktop_chat.ui.preferences.price_form import LabelledFields
from desktop_chat.ui.widgets import Field
from desktop_chat.words.catalogue import tr


class LimitForm(LabelledFields):
    """Amounts with their currency: "5 CNY". What is no amount is told and not kept."""

    refused = Signal(str)
    """What stands in a field and is no amount."""
    kept = Signal()

    def __init__(self, preferences: Preferences, theme: Theme) -> None:
        self._preferences = preferences
        self.day, self.conversation = Field(theme), Field(theme)
        super().__init__(theme, (self.day, self.conversation))
        for field, setting in ((self.day, DAY_LIMIT), (self.conversation, CONVERSATION_LIMIT)):
            field.setText(preferences.get(setting))
            field.editingFinished.connect(partial(self._keep, field, setting))

    def _words(self) -> Sequence[str]:
        return tr("Limit per day"), tr("Per conversation")

    def retranslate(self) -> None:
        super().retranslate()
        for field in self._fields:
            field.setPlaceholderText(tr("no limit"))

    def _keep(self, field: Field, setting: Setting[str]) -> None:
        text = field.text().strip()
        limit = limit_in(text)
        if text and limit is None:
            self.refused.emit(text)
            return
        self._preferences.set(setting, money_text(limit) if limit else "")
        field.setText(self._preferences.get(setting))
        self.kept.emit()


def limit_in(text: str) -> Money | None:
    """The texts "5 CNY", "cny 5" and "5" (US dollars) as money; None for what is no amount."""
    parts = text.upper().split()
    if len(parts) == 1:
        parts.append("USD")
    number, currency = sorted(parts, key=is_currency) if len(parts) == 2 else ("", "")
    whole = millionths(number)
    return Money(currency, whole * MILLION) if whole is not None and is_currency(currency) else None
