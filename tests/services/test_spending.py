"""What requests cost, and the limits that stop them before they are sent."""

from __future__ import annotations

from datetime import datetime

import pytest

from desktop_chat.domain.errors import ConversationLimit, DayLimit
from desktop_chat.domain.messages import Usage, now
from desktop_chat.domain.models import Options, Request
from desktop_chat.domain.money import MILLION, Money
from desktop_chat.domain.prices import Price, Rates
from desktop_chat.domain.settings import CONVERSATION_LIMIT, DAY_LIMIT
from desktop_chat.domain.streaming import Answered, Cancel, Ended, Sink, TextDelta, UsageReported
from tests.services.world import World, wait_until

PRICE = Price("CNY", Rates(2_000_000, 8_000_000))
HOST, MODEL = "127.0.0.1:1", "test-model"
COST = 100 * 2_000_000 + 50 * 8_000_000


def counted(request: Request, sink: Sink, cancel: Cancel) -> None:
    sink(Answered(now(), 200, "req-1"))
    sink(TextDelta("Hello"))
    sink(UsageReported(Usage(100, 50, 150)))
    sink(Ended(now(), finish_reason="stop"))


@pytest.fixture
def talk(world: World) -> str:
    world.prices[HOST, MODEL] = PRICE
    world.answer = counted
    return world.library.new().id


def test_what_a_reply_cost_is_kept_with_it_and_counted(world: World, talk: str) -> None:
    reply = world.ask(talk, "How much?")
    assert world.chat.receipt(reply.id).cost == Money("CNY", COST)
    assert world.spending.today() == {"CNY": COST}
    world.prices[HOST, MODEL] = Price("CNY", Rates(9_000_000, 9_000_000))
    world.spending.forget()
    assert world.chat.receipt(reply.id).cost == Money("CNY", COST)
    assert world.spending.today() == {"CNY": COST}


def test_the_preview_says_what_the_request_would_cost(world: World, talk: str) -> None:
    plan = world.chat.preview(talk, "How much?")
    assert plan.cost_of(plan.tokens) == Money("CNY", plan.tokens * 2_000_000)
    world.prices.clear()
    assert world.chat.preview(talk, "How much?").cost_of(5) is None


@pytest.mark.parametrize(("setting", "error"), [(DAY_LIMIT, DayLimit), (CONVERSATION_LIMIT, ConversationLimit)])
def test_a_request_that_would_pass_a_limit_is_not_sent(
    world: World, talk: str, setting: object, error: type[DayLimit | ConversationLimit]
) -> None:
    world.ask(talk, "First")
    name = DAY_LIMIT.name if setting is DAY_LIMIT else CONVERSATION_LIMIT.name
    world.settings[name] = "0.0006 CNY"
    assert len(world.requests) == 1
    world.chat.send(talk, "Second")
    wait_until(lambda: bool(world.refusals))
    refused = world.refusals[0].error
    assert type(refused) is error
    assert isinstance(refused, DayLimit | ConversationLimit)
    assert (refused.spent, refused.limit) == (Money("CNY", COST), Money("CNY", 600 * MILLION))
    assert refused.more.amount > 0
    assert len(world.requests) == 1
    world.settings[name] = "1 CNY"
    world.ask(talk, "Second")
    assert len(world.requests) == 2


def test_the_limit_of_the_output_counts_before_it_is_written(world: World, talk: str) -> None:
    world.settings[DAY_LIMIT.name] = "0.01 CNY"
    world.library.set_options(talk, Options(max_tokens=100_000))
    world.chat.send(talk, "Write much")
    wait_until(lambda: bool(world.refusals))
    assert isinstance(world.refusals[0].error, DayLimit)


def test_a_limit_in_another_currency_and_an_unknown_price_hold_nothing_back(world: World, talk: str) -> None:
    world.settings[DAY_LIMIT.name] = "0.000001 USD"
    world.ask(talk, "First")
    world.settings[DAY_LIMIT.name] = "0.000001 CNY"
    world.prices.clear()
    world.ask(talk, "Second")
    assert len(world.requests) == 2
    assert not world.refusals


def test_a_limit_of_one_conversation_leaves_others_alone(world: World, talk: str) -> None:
    world.ask(talk, "First")
    world.settings[CONVERSATION_LIMIT.name] = "0.0006 CNY"
    world.ask(world.library.new().id, "Elsewhere")
    assert len(world.requests) == 2


def test_a_reply_that_was_not_counted_is_estimated(world: World, talk: str) -> None:
    def uncounted(request: Request, sink: Sink, cancel: Cancel) -> None:
        sink(Answered(now(), 200, "req-1"))
        sink(TextDelta("x" * 300))
        sink(Ended(now(), finish_reason="stop"))

    world.answer = uncounted
    reply = world.ask(talk, "How much?")
    receipt = world.chat.receipt(reply.id)
    assert receipt.cost is None
    assert world.spending.today() == {"CNY": receipt.estimate * 2_000_000 + 100 * 8_000_000}


def test_what_was_refused_by_the_server_costs_nothing(world: World, talk: str) -> None:
    def refused(request: Request, sink: Sink, cancel: Cancel) -> None:
        sink(Answered(now(), 401, "req-1"))
        sink(Ended(now()))

    world.answer = refused
    world.ask(talk, "How much?")
    assert world.spending.today() == {}


def test_a_persons_own_price_goes_before_the_shipped_one(world: World, talk: str) -> None:
    endpoint = world.accounts.all()[0]
    own = Price("USD", Rates(1, 2), date="2026-11-28")
    world.spending.keep_price(HOST.upper(), MODEL.upper(), own)
    world.settle()
    assert world.spending.price(endpoint, MODEL) == own
    assert world.spending.own_prices() == {(HOST, MODEL): own}
    assert world.spending.shipped_price(HOST, MODEL) == PRICE
    world.spending.remove_price(HOST, MODEL)
    world.settle()
    assert world.spending.price(endpoint, MODEL) == PRICE


def test_yesterday_is_not_today(world: World, talk: str) -> None:
    world.ask(talk, "First")
    assert world.store.spending.since(datetime.now().astimezone()) == {}


def test_what_was_spent_is_told_in_the_currency_of_the_limit(world: World, talk: str) -> None:
    assert world.spending.spent_today() is None
    world.ask(talk, "First")
    assert world.spending.spent_today() == Money("CNY", COST)
    world.settings[DAY_LIMIT.name] = "5 USD"
    assert world.spending.spent_today() == Money("USD", 0)
