"""Money as a person reads it: a sign or three letters, and as many decimals as tell something."""

from typing import Final

from desktop_chat.domain.money import MILLION, Money, decimal
from desktop_chat.domain.prices import Price, Rates
from desktop_chat.words.catalogue import figures, tr
from desktop_chat.words.times import UNKNOWN

_SIGNS: Final = {"USD": "$", "CNY": "¥", "EUR": "€", "GBP": "£", "INR": "₹", "KRW": "₩"}
_CENTS: Final = 2
_FINE: Final = 4
"""Decimals of sums, and of what a single reply costs."""


def cost(money: Money | None) -> str:
    """What a request or a reply costs: "¥0.0140"; a dash for what is not known."""
    return UNKNOWN if money is None else _written(money, _FINE if 0 < money.amount < MILLION**2 else _CENTS)


def amount(money: Money) -> str:
    """A sum: "¥0.42"; finer where it would be nothing otherwise."""
    is_small = 0 < money.amount < MILLION**2 // 100
    return _written(money, _FINE if is_small else _CENTS)


def rounded(money: Money) -> str:
    """A sum where there is little room: "¥0.42", "<¥0.01"."""
    return _written(money, _CENTS) if money.amount == 0 or money.amount >= MILLION**2 // 100 else _least(money)


def per_million(price: Price | None) -> str:
    """The price of input and output per million tokens, for a narrow column: "$2.50 / $10"."""
    if price is None:
        return UNKNOWN
    return f"{_rate(price, price.rates.input)} / {_rate(price, price.rates.output)}"


def rates_words(price: Price, rates: Rates) -> str:
    """The same with what was read before, in a sentence's part: "$2.50 in, $1.25 cached, $10 out"."""
    shown = {"input": _rate(price, rates.input), "output": _rate(price, rates.output)}
    if rates.cached is None:
        return tr("{input} in, {output} out").format(**shown)
    return tr("{input} in, {cached} cached, {output} out").format(**shown, cached=_rate(price, rates.cached))


def uncounted() -> str:
    """What limits do not hold back."""
    return tr("Requests whose price is not known are not counted.")


def _rate(price: Price, millionths: int) -> str:
    """No decimals where there are none, else at least two."""
    decimals = len(decimal(millionths).partition(".")[2])
    return _written(Money(price.currency, millionths * MILLION), max(decimals, _CENTS) if decimals else 0)


def _written(money: Money, decimals: int) -> str:
    """Rounded half up, in whole numbers. What is less than can be written is said to be less."""
    unit = MILLION**2 // 10**decimals
    number = (money.amount + unit // 2) // unit
    if money.amount > 0 and number == 0:
        return _least(money, decimals)
    return _signed(money.currency, number, decimals)


def _least(money: Money, decimals: int = _CENTS) -> str:
    return f"<{_signed(money.currency, 1, decimals)}"


def _signed(currency: str, number: int, decimals: int) -> str:
    whole, rest = divmod(number, 10**decimals)
    digits = figures(f"{whole:,}.{rest:0{decimals}d}" if decimals else f"{whole:,}")
    sign = _SIGNS.get(currency)
    return f"{sign}{digits}" if sign else f"{currency}\u00a0{digits}"
