"""Money as it is read: no digit invented, none that matters left out."""

import pytest

from desktop_chat.domain.money import MILLION, Money, millionths
from desktop_chat.domain.prices import Price, Rates
from desktop_chat.words import money


def of(currency: str, text: str) -> Money:
    whole = millionths(text)
    assert whole is not None
    return Money(currency, whole * MILLION)


@pytest.mark.parametrize(
    ("currency", "text", "cost", "amount"),
    [
        ("CNY", "0.014", "¥0.0140", "¥0.01"),
        ("CNY", "0.0097", "¥0.0097", "¥0.0097"),
        ("USD", "0", "$0.00", "$0.00"),
        ("USD", "0.00001", "<$0.0001", "<$0.0001"),
        ("USD", "0.00005", "$0.0001", "$0.0001"),
        ("USD", "1", "$1.00", "$1.00"),
        ("USD", "1234.567", "$1,234.57", "$1,234.57"),
        ("CHF", "0.5", "CHF\u00a00.5000", "CHF\u00a00.50"),
    ],
)
def test_an_amount_has_as_many_decimals_as_tell_something(currency: str, text: str, cost: str, amount: str) -> None:
    assert money.cost(of(currency, text)) == cost
    assert money.amount(of(currency, text)) == amount


def test_where_there_is_little_room_less_than_a_cent_is_said_to_be_less() -> None:
    assert [money.rounded(of("CNY", text)) for text in ("0", "0.006", "0.01", "0.424")] == [
        "¥0.00",
        "<¥0.01",
        "¥0.01",
        "¥0.42",
    ]


def test_what_is_not_known_is_a_dash() -> None:
    assert money.cost(None) == money.per_million(None) == "–"


def test_a_price_is_said_per_million_tokens() -> None:
    price = Price("USD", Rates(2_500_000, 10_000_000, 3_625))
    assert money.per_million(price) == "$2.50 / $10"
    assert money.rates_words(price, price.rates) == "$2.50 in, $0.003625 cached, $10 out"
    assert money.rates_words(price, Rates(500_000, 1_000_000)) == "$0.50 in, $1 out"
