"""Money in whole numbers, never in floats.

An amount is counted in millionths of a millionth of its currency. Nothing here converts one currency into another.
"""

import re
from collections.abc import Iterable
from typing import Final

from desktop_chat.domain.values import dataclass

MILLION: Final = 1_000_000
_LARGEST = 10**6 * MILLION  # a million of any currency: more is a slip of the pen
_DECIMAL = re.compile(r"([0-9]{0,7})(?:[.,]([0-9]{1,6}))?")
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Money:
    """`amount` is in millionths of a millionth of `currency`."""

    currency: str
    amount: int


def millionths(decimal: str) -> int | None:
    """The text "2.5" as 2500000; None for what is no such number, or has more than six decimals."""
    found = _DECIMAL.fullmatch(decimal.strip())
    if found is None or not (found[1] or found[2]):
        return None
    number = int(found[1] or "0") * MILLION + int((found[2] or "").ljust(6, "0"))
    return number if number <= _LARGEST else None


def decimal(number: int) -> str:
    """The number 2500000 as "2.5": the reverse of `millionths`."""
    whole, rest = divmod(number, MILLION)
    return f"{whole}.{rest:06d}".rstrip("0").rstrip(".")


def is_currency(text: str) -> bool:
    return _CURRENCY.fullmatch(text) is not None


def exact(money: Money) -> str:
    """The whole amount as a decimal, without its currency."""
    whole, rest = divmod(money.amount, MILLION**2)
    return f"{whole}.{rest:012d}".rstrip("0").rstrip(".")


def money_text(money: Money) -> str:
    """An amount as it is kept in a file: "5 CNY". What is less than a millionth of the currency is cut off."""
    return f"{decimal(money.amount // MILLION)} {money.currency}"


def money_from_text(text: str) -> Money | None:
    """The reverse of `money_text`; None for what is no amount."""
    number, _, currency = text.strip().partition(" ")
    whole = millionths(number)
    return Money(currency, whole * MILLION) if whole is not None and is_currency(currency) else None


def totals(amounts: Iterable[Money]) -> dict[str, int]:
    """Sums per currency."""
    sums: dict[str, int] = {}
    for money in amounts:
        sums[money.currency] = sums.get(money.currency, 0) + money.amount
    return sums
