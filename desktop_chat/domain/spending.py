"""What a request is going to cost, and whether a limit holds it back.

What has no known price cannot be counted and is not held back; each currency is counted by itself.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TypeAlias

from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.errors import SpendingLimit
from desktop_chat.domain.money import Money, totals
from desktop_chat.domain.prices import Price, cost_of_estimate
from desktop_chat.domain.wire import Payload

Planned: TypeAlias = Payload | ContextPlan
_OUTPUT_LIMITS = ("max_completion_tokens", "max_tokens")


def expected(requests: Iterable[tuple[Price | None, Planned]]) -> dict[str, int]:
    """What these requests together cost per currency: the estimated input, and the output where it has a limit."""
    return totals(_about(price, planned) for price, planned in requests if price is not None)


def _about(price: Price, planned: Planned) -> Money:
    limits = (planned.parameters.get(name) for name in _OUTPUT_LIMITS)
    output = next((limit for limit in limits if isinstance(limit, int) and limit > 0), 0)
    return cost_of_estimate(price, planned.tokens, output)


def hold(
    limit: Money | None, sums: Callable[[], Mapping[str, int]], more: Mapping[str, int], error: type[SpendingLimit]
) -> None:
    """Raises `error` where `more`, on top of what was spent, would pass the limit. `sums` is asked where it matters."""
    if limit is None or not more.get(limit.currency):
        return
    currency, adds = limit.currency, more[limit.currency]
    spent = sums().get(currency, 0)
    if spent + adds > limit.amount:
        raise error(Money(currency, spent), limit, Money(currency, adds))


def midnight(now: datetime) -> datetime:
    """When the day of `now` began, on the same clock."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
