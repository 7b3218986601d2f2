"""What requests cost: prices, what was spent, and the limits that stop a request before it is sent.

Sums are read from the store when they are asked for, and again once a reply has begun or ended. What has no known price
cannot be counted and is not held back; each currency is counted by itself.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain.errors import ChatError, ConversationLimit, DayLimit, SpendingLimit
from desktop_chat.domain.messages import ConversationId
from desktop_chat.domain.models import Endpoint
from desktop_chat.domain.money import Money, money_from_text, totals
from desktop_chat.domain.prices import Lookup, Price, cost_of_estimate, find
from desktop_chat.domain.settings import CONVERSATION_LIMIT, DAY_LIMIT, Setting
from desktop_chat.domain.wire import Payload
from desktop_chat.services.background import Background
from desktop_chat.storage.prices import Prices
from desktop_chat.storage.store import Store

Get: TypeAlias = Callable[[Setting[str]], str]
_OUTPUT_LIMITS = ("max_completion_tokens", "max_tokens")


class Spending(QObject):
    """`shipped` is the list of prices that comes with the program; a person's own prices go before it."""

    changed = Signal()
    """Prices, or what was spent, are others now."""
    failed = Signal(object)
    """The `ChatError` that kept a price from being stored."""

    def __init__(
        self, store: Store, get: Get, shipped: Lookup, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._get = get
        self._background = background
        self._shipped = shipped
        self._own: Prices | None = None
        self._today: tuple[date, Mapping[str, int]] | None = None

    # -- prices ------------------------------------------------------------------------------------------------------

    def price(self, endpoint: Endpoint, model: str) -> Price | None:
        return find(endpoint.host, model, (self._look_up_own, self._shipped))

    def shipped_price(self, host: str, model: str) -> Price | None:
        return find(host, model, (self._shipped,))

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
            midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
            self._today = now.date(), self._store.spending.since(midnight)
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

    def check(self, conversation_id: ConversationId, requests: Iterable[tuple[Price | None, Payload]]) -> None:
        """Raises `SpendingLimit` where these requests, about to be sent together, would pass a limit."""
        costs = [_about(price, payload) for price, payload in requests if price is not None]
        more = totals(costs)
        if not any(more.values()):
            return
        self._hold(DAY_LIMIT, self.today, more, DayLimit)
        spent_here = self._store.spending.in_conversation
        self._hold(CONVERSATION_LIMIT, lambda: spent_here(conversation_id), more, ConversationLimit)

    def _hold(
        self,
        setting: Setting[str],
        sums: Callable[[], Mapping[str, int]],
        more: Mapping[str, int],
        error: type[SpendingLimit],
    ) -> None:
        limit = self.limit(setting)
        if limit is None or not more.get(limit.currency):
            return
        currency, adds = limit.currency, more[limit.currency]
        spent = sums().get(currency, 0)
        if spent + adds > limit.amount:
            raise error(Money(currency, spent), limit, Money(currency, adds))

    @Slot()
    def forget(self) -> None:
        """A request has begun or ended, here or in another process."""
        self._today, self._own = None, None
        self.changed.emit()

    def _refresh(self, _: Any) -> None:
        self.forget()

    def _fail(self, error: ChatError) -> None:
        self.failed.emit(error)


def _about(price: Price, payload: Payload) -> Money:
    """The estimated input, and the output where it has a limit."""
    limits = (payload.parameters.get(name) for name in _OUTPUT_LIMITS)
    output = next((limit for limit in limits if isinstance(limit, int) and limit > 0), 0)
    return cost_of_estimate(price, payload.tokens, output)
