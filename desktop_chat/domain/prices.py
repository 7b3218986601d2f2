"""What tokens cost.

A price is a whole number of millionths of its currency per million tokens, so a token times a price is an exact amount
of money. A price that is not in a list is unknown; nothing here guesses.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from desktop_chat.domain.messages import Usage
from desktop_chat.domain.money import Money, decimal, is_currency, millionths
from desktop_chat.domain.values import dataclass

_DATE = re.compile(r"[-@](?:20\d{2}-[01]\d-[0-3]\d|20\d{2}[01]\d[0-3]\d)$")


@dataclass(frozen=True, slots=True)
class Rates:
    """Millionths of a currency per million tokens; `cached` is None where what was read before costs as much as new."""

    input: int
    output: int
    cached: int | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """What a model costs in `currency` (three capital letters), as `source` said on `date` (ISO 8601).

    A request with a prompt of more than `beyond` tokens costs `longer`, all of it.
    """

    currency: str
    rates: Rates
    beyond: int | None = None
    longer: Rates | None = None
    date: str = ""
    source: str = ""

    def rates_for(self, prompt_tokens: int) -> Rates:
        if self.beyond is not None and self.longer is not None and prompt_tokens > self.beyond:
            return self.longer
        return self.rates


def cost_of_usage(price: Price, usage: Usage) -> Money | None:
    """What a reply cost; None where the server did not count enough to say."""
    prompt, written = usage.prompt_tokens, written_tokens(usage)
    if prompt is None or written is None:
        return None
    rates = price.rates_for(prompt)
    cached = min(usage.cached_tokens or 0, prompt) if rates.cached is not None else 0
    amount = (prompt - cached) * rates.input + cached * (rates.cached or 0) + written * rates.output
    return Money(price.currency, amount)


def written_tokens(usage: Usage) -> int | None:
    """All that was written, thoughts included: some servers count them beside the answer, and only in the total."""
    prompt, written, total = usage.prompt_tokens, usage.completion_tokens, usage.total_tokens
    if prompt is None or total is None:
        return written
    return max(written or 0, total - prompt)


def cost_of_estimate(price: Price, prompt_tokens: int, output_tokens: int = 0) -> Money:
    """What a request would cost, none of it having been read before."""
    rates = price.rates_for(prompt_tokens)
    return Money(price.currency, prompt_tokens * rates.input + output_tokens * rates.output)


Lookup: TypeAlias = Callable[[str, str], Price | None]
"""A list of prices: by host and name of a model, both in small letters; None for what it does not know."""


class PriceList(Protocol):
    """A `Lookup` that says when it was made, and of what."""

    @property
    def date(self) -> str:
        """ISO 8601; empty where the list cannot be read."""

    @property
    def made_of(self) -> str: ...

    def __call__(self, host: str, model: str) -> Price | None: ...


def find(host: str, model: str, lists: Sequence[Lookup]) -> Price | None:
    """The price of a model at a host; of several lists the first that knows a name counts.

    The name is tried as it is, then without the vendor before its last slash, then without a date at its end. A name
    in a list is always a whole name: what only begins like one is another model.
    """
    for name in names_of(model):
        for look_up in lists:
            if (found := look_up(host.lower(), name)) is not None:
                return found
    return None


def names_of(model: str) -> tuple[str, ...]:
    """The names that a model's price may stand under, the most exact first."""
    whole = model.strip().lower()
    bare = whole.rpartition("/")[2]
    return tuple(dict.fromkeys((whole, bare, _DATE.sub("", whole), _DATE.sub("", bare))))


def price_json(price: Price) -> dict[str, Any]:
    """A price in plain JSON values; money as text, so that no reader makes a float of it."""
    values: dict[str, Any] = {"currency": price.currency, **_rates_json(price.rates)}
    if price.beyond is not None and price.longer is not None:
        values |= {"beyond": price.beyond, "longer": _rates_json(price.longer)}
    return values | {name: text for name, text in (("date", price.date), ("source", price.source)) if text}


def price_from_json(values: Any) -> Price | None:
    """The reverse of `price_json`; None for what is no price."""
    if not isinstance(values, Mapping):
        return None
    rates, longer, beyond = _rates(values), _rates(values.get("longer")), values.get("beyond")
    currency = values.get("currency")
    if rates is None or not isinstance(currency, str) or not is_currency(currency):
        return None
    is_tiered = longer is not None and isinstance(beyond, int)
    texts = (values.get(name) for name in ("date", "source"))
    date, source = (text if isinstance(text, str) else "" for text in texts)
    return Price(currency, rates, beyond if is_tiered else None, longer if is_tiered else None, date, source)


def _rates_json(rates: Rates) -> dict[str, str]:
    said = {"input": decimal(rates.input), "output": decimal(rates.output)}
    return said if rates.cached is None else said | {"cached": decimal(rates.cached)}


def _rates(values: Any) -> Rates | None:
    if not isinstance(values, Mapping):
        return None
    said = [values.get(name) for name in ("input", "output", "cached")]
    numbers = [millionths(text) if isinstance(text, str) else None for text in said]
    if numbers[0] is None or numbers[1] is None:
        return None
    return Rates(numbers[0], numbers[1], numbers[2])
