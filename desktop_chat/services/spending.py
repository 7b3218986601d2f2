"""What requests cost: prices, what was spent, and the limits that stop a request before it is sent.

Sums are read from the store when they are asked for, and again once a reply has begun or ended.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain.errors import ChatError, ConversationLimit, DayLimit
from desktop_chat.domain.messages import ConversationId
from desktop_chat.domain.models import Endpoint
from desktop_chat.domain.money import Money, money_from_text
from desktop_chat.domain.prices import Price, PriceList, find
from desktop_chat.domain.settings import CONVERSATION_LIMIT, DAY_LIMIT, Setting
from desktop_chat.domain.spending import Planned, expected, hold, midnight
from desktop_chat.services.background import Background
from desktop_chat.storage.prices import Prices
from desktop_chat.storage.store import Store

Get: TypeAlias = Callable[[Setting[str]], str]


class Spending(QObject):
    """`shipped` is the list of prices that comes with the program; a person's own prices go before it."""

    changed = Signal()
    """Prices, limits, or what was spent, are others now."""
    failed = Signal(object)
    """The `ChatError` that kept a price from being stored."""

    def __init__(
        self, store: Store, get: Get, shipped: PriceList, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._get = get
        self._background = background
        self.shipped = shipped
        self._own: Prices | None = None
        self._today: tuple[date, Mapping[str, int]] | None = None
        self._here: dict[ConversationId, Mapping[str, int]] = {}

    # -- prices ------------------------------------------------------------------------------------------------------

    def price(self, endpoint: Endpoint, model: str) -> Price | None:
        return find(endpoint.host, model, (self._look_up_own, self.shipped))

    def shipped_price(self, host: str, model: str) -> Price | None:
        return find(host, model, (self.shipped,))

    def own_prices(self) -> Prices:
        """By host and model."""
        if self._own is None:
            self._own = self._store.prices.all()
        return self._own

    def keep_price(self, host: str, model: str, price: Price) -> None:
        self._background.when(self._store.prices.keep(host, model, price), self._refresh, self._fail)

    def remove_price(self, host: str, model: str) -> None:
        self._background.when(self._store.prices.remove(host, model), self._refresh, self._fail)

    def _look_up_own(self, host: str, model: str) -> Price | None:
        return self.own_prices().get((host, model))

    # -- what was spent ----------------------------------------------------------------------------------------------

    def today(self) -> Mapping[str, int]:
        """Per currency, since the last midnight of this computer's clock."""
        now = datetime.now().astimezone()
        if self._today is None or self._today[0] != now.date():
            self._today = now.date(), self._store.spending.since(midnight(now))
        return self._today[1]

    def limit(self, setting: Setting[str]) -> Money | None:
        return money_from_text(self._get(setting))

    def spent_today(self) -> Money | None:
        """In the currency of the day's limit; without one, the currency in which most was spent, if only one was."""
        limit, sums = self.limit(DAY_LIMIT), self.today()
        if limit is not None:
            return Money(limit.currency, sums.get(limit.currency, 0))
        spent = [Money(currency, amount) for currency, amount in sums.items() if amount]
        return spent[0] if len(spent) == 1 else None

    def in_conversation(self, conversation_id: ConversationId) -> Mapping[str, int]:
        """Per currency, on all its branches."""
        if conversation_id not in self._here:
            self._here = {conversation_id: self._store.spending.in_conversation(conversation_id)}
        return self._here[conversation_id]

    def check(self, conversation_id: ConversationId, requests: Iterable[tuple[Price | None, Planned]]) -> None:
        """Raises `SpendingLimit` where these requests, about to be sent together, would pass a limit."""
        more = expected(requests)
        hold(self.limit(DAY_LIMIT), self.today, more, DayLimit)
        hold(self.limit(CONVERSATION_LIMIT), lambda: self.in_conversation(conversation_id), more, ConversationLimit)

    @Slot(str)
    def follow(self, setting: str) -> None:
        """A setting is another than it was: perhaps a limit."""
        if setting in {DAY_LIMIT.name, CONVERSATION_LIMIT.name}:
            self.changed.emit()

    @Slot()
    def forget(self) -> None:
        """A request has begun or ended, here or in another process."""
        self._today, self._own, self._here = None, None, {}
        self.changed.emit()

    def _refresh(self, _: Any) -> None:
        self.forget()

    def _fail(self, error: ChatError) -> None:
        self.failed.emit(error)
