"""Prices: exact to the last digit, found by name or not at all, and never converted."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain import money, prices
from desktop_chat.domain.messages import Usage
from desktop_chat.domain.money import MILLION, Money, millionths
from desktop_chat.domain.prices import Price, Rates

HALF = Price("USD", Rates(2_500_000, 10_000_000, 1_250_000))


def shelf(**known: Price) -> prices.Lookup:
    named = {name.replace("_", "-"): price for name, price in known.items()}
    return lambda host, model: named.get(model) if host == "api.example.com" else None


def test_a_reply_costs_what_was_read_anew_what_was_read_before_and_what_was_written() -> None:
    cost = prices.cost_of_usage(HALF, Usage(1000, 200, 1200, 400))
    assert cost == Money("USD", 600 * 2_500_000 + 400 * 1_250_000 + 200 * 10_000_000)
    assert prices.cost_of_usage(HALF, Usage(1000, 200)) == Money("USD", 4_500 * MILLION)


def test_what_was_read_before_costs_as_much_as_new_where_nothing_else_is_said() -> None:
    plain = Price("USD", Rates(2_000_000, 0))
    assert prices.cost_of_usage(plain, Usage(1000, 200, 1200, 400)) == Money("USD", 2_000 * MILLION)


@pytest.mark.parametrize(
    ("usage", "written"),
    [
        (Usage(279, 6, 374, None, 89), 95),  # thoughts beside the answer
        (Usage(100, 20, 120, None, 15), 20),  # thoughts within it
        (Usage(100, 20), 20),
        (Usage(21, 0, 81), 60),
        (Usage(100, 20, 90), 20),
        (Usage(100, None, None), None),
    ],
)
def test_thoughts_are_paid_for_wherever_they_are_counted(usage: Usage, written: int | None) -> None:
    assert prices.written_tokens(usage) == written


@pytest.mark.parametrize("usage", [Usage(), Usage(5), Usage(None, 5), Usage(None, None, 9)])
def test_what_was_not_counted_has_no_price(usage: Usage) -> None:
    assert prices.cost_of_usage(HALF, usage) is None


def test_a_long_prompt_makes_the_whole_request_dearer() -> None:
    price = Price("USD", Rates(1, 2), beyond=100, longer=Rates(10, 20))
    assert prices.cost_of_estimate(price, 100, 5) == Money("USD", 110)
    assert prices.cost_of_estimate(price, 101, 5) == Money("USD", 1110)
    assert prices.cost_of_usage(price, Usage(101, 5)) == Money("USD", 1110)


@pytest.mark.parametrize(
    ("model", "found"),
    [
        ("m", 1),
        ("M", 1),
        ("vendor/m", 1),
        ("vendor/m-2026-03-01", 1),
        ("m-20260301", 1),
        ("m@20260301", 1),
        ("m-2026-01-01", 2),
        ("m-mini", None),
        ("my", None),
        ("m-0301", None),
        ("", None),
    ],
)
def test_a_model_is_found_by_its_whole_name_without_vendor_or_date(model: str, found: int | None) -> None:
    known = {"m": Price("USD", Rates(1, 1)), "m-2026-01-01": Price("USD", Rates(2, 2))}
    price = prices.find("API.example.com", model, [shelf(**known)])
    assert (price and price.rates.input) == found
    assert prices.find("other.example.com", model, [shelf(**known)]) is None


def test_of_two_lists_the_first_counts() -> None:
    mine, ours = Price("CNY", Rates(1, 1)), Price("USD", Rates(2, 2))
    assert prices.find("api.example.com", "m", [shelf(m=mine), shelf(m=ours)]) == mine
    assert prices.find("api.example.com", "m", [shelf(), shelf(m=ours)]) == ours


@pytest.mark.parametrize(
    ("text", "number"),
    [("2.5", 2_500_000), (" 0.003625 ", 3625), ("0", 0), ("15", 15_000_000), (".5", 500_000), ("0,28", 280_000)],
)
def test_money_is_read_from_decimals(text: str, number: int) -> None:
    assert millionths(text) == number


@pytest.mark.parametrize("text", ["", ".", "-1", "1e3", "0.0000001", "1.2.3", "$2", "NaN", "９", "9999999", "1 000"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    assert millionths(text) is None


@given(st.integers(0, 10**12))
def test_an_amount_is_written_as_it_is_read(number: int) -> None:
    assert millionths(money.decimal(number)) == number


_rates = st.builds(Rates, st.integers(0, 10**9), st.integers(0, 10**9), st.none() | st.integers(0, 10**9))


@given(st.builds(Price, st.sampled_from(["USD", "CNY"]), _rates, date=st.sampled_from(["", "2026-11-28"])), _rates)
def test_a_price_is_kept_as_json_without_loss(price: Price, longer: Rates) -> None:
    assert prices.price_from_json(prices.price_json(price)) == price
    tiered = Price(price.currency, price.rates, 1000, longer, price.date, "a page")
    assert prices.price_from_json(prices.price_json(tiered)) == tiered


@pytest.mark.parametrize(
    "values",
    [None, [], {}, {"currency": "USD"}, {"currency": "usd", "input": "1", "output": "1"}]
    + [{"currency": "USD", "input": wrong, "output": "1"} for wrong in (1, 1.5, "x", None)],
)
def test_what_is_no_price_is_none(values: Any) -> None:
    assert prices.price_from_json(values) is None


def test_currencies_are_added_up_apart() -> None:
    assert money.totals([Money("USD", 1), Money("CNY", 5), Money("USD", 2)]) == {"USD": 3, "CNY": 5}


@given(st.integers(0, 10**12), st.sampled_from(["USD", "CNY"]))
def test_an_amount_is_kept_as_text(number: int, currency: str) -> None:
    amount = Money(currency, number * MILLION)
    assert money.money_from_text(money.money_text(amount)) == amount


@pytest.mark.parametrize("text", ["", "5", "USD", "5 usd", "5  USD", "-5 USD", "5 USD more"])
def test_what_is_no_amount_of_money_is_none(text: str) -> None:
    assert money.money_from_text(text) is None
