"""What a receipt says in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop_chat.domain.errors import ErrorKind, Failure
from desktop_chat.domain.messages import Message, Role, Status, Usage
from desktop_chat.domain.prices import Price, Rates
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.wire import WireMessage
from desktop_chat.ui.receipt.facts import Fact, answer_facts_of, facts_of

SENT = datetime(2026, 3, 6, 20, 8, 14, tzinfo=UTC)
RECEIPT = Receipt(
    message_id="m2",
    conversation_id="c1",
    endpoint_id="e1",
    endpoint="DeepSeek",
    base_url="https://api.deepseek.com/v1",
    wire=(
        WireMessage(Role.SYSTEM, "You are a careful engineer."),
        WireMessage(Role.USER, '每天 cp chat.db。\n"Why"?'),
    ),
    parameters={"model": "deepseek-chat", "max_tokens": 2048, "stream": True},
    headers={},
    sent_at=SENT,
    estimate=4200,
    left_out=3,
    first_token_at=SENT + timedelta(seconds=0.6),
    ended_at=SENT + timedelta(seconds=7.1),
    http_status=200,
    request_id="7c1e0b52-93aa",
    finish_reason="stop",
    usage=Usage(4214, 412, 4626),
)
REPLY = Message("m2", "c1", "m1", Role.ASSISTANT, "Use the backup API.", SENT, finish_reason="stop")


def said(receipt: Receipt = RECEIPT, reply: Message | None = REPLY) -> dict[str, Fact]:
    return {fact.label: fact for fact in facts_of(receipt, reply)}


def test_the_facts_of_a_complete_reply() -> None:
    facts = {label: (fact.value, fact.aside) for label, fact in said().items()}
    assert facts == {
        "Ending": ("complete", "stop"),
        "Endpoint": ("DeepSeek", "https://api.deepseek.com/v1"),
        "Model": ("deepseek-chat", ""),
        "Sent": ("2026-03-06 20:08:14", ""),
        "Messages sent": ("2", "3 messages left out"),
        "Parameters": ("max_tokens 2048, stream true", ""),
        "Prompt tokens": ("4,214", "estimated 4,200"),
        "Answer tokens": ("412", ""),
        "Cost": ("–", "the price is not known"),
        "First token, end": ("0.6 s · 7.1 s", ""),
        "Answered": ("HTTP 200", "request id 7c1e0b52-93aa"),
    }


def test_the_cost_is_said_with_the_price_of_its_time() -> None:
    price = Price("CNY", Rates(2_000_000, 8_000_000, 500_000), date="2026-03-01")
    fact = said(replace(RECEIPT, price=price))["Cost"]
    assert fact.value == "¥0.0117"
    assert fact.aside == "¥2 in, ¥0.50 cached, ¥8 out per million tokens, prices of 2026-03-01"


def test_what_is_not_known_is_a_dash() -> None:
    bare = replace(
        RECEIPT,
        usage=None,
        first_token_at=None,
        ended_at=None,
        http_status=None,
        request_id=None,
        finish_reason=None,
        left_out=0,
    )
    facts = said(bare, None)
    assert [facts[label].value for label in ("Ending", "Prompt tokens", "Answer tokens")] == ["–", "–", "–"]
    assert facts["First token, end"].value == "– · –"
    assert facts["Messages sent"].aside == ""
    assert "Answered" not in facts


@pytest.mark.parametrize(
    ("reply", "words", "ink"),
    [
        (replace(REPLY, finish_reason="length"), "Cut by the length limit", "warn"),
        (replace(REPLY, status=Status.STOPPED, finish_reason=None), "Stopped by you.", "text2"),
        (
            replace(REPLY, status=Status.FAILED, failure=Failure(ErrorKind.AUTH, "api.deepseek.com", 401)),
            "did not accept the key",
            "err",
        ),
    ],
)
def test_an_ending_that_was_not_asked_for_is_said_in_words(reply: Message, words: str, ink: str) -> None:
    fact = said(reply=reply)["Ending"]
    assert words in fact.value
    assert fact.ink == ink
    assert fact.icon is not None


def test_retries_and_extra_headers_are_told() -> None:
    facts = said(replace(RECEIPT, attempts=3, headers={"X-Title": "Desktop Chat"}))
    assert facts["Sent"].aside == "at attempt 3"
    assert facts["Extra headers"].value == "X-Title: Desktop Chat"


def test_what_of_the_tokens_was_cached_or_thought_is_told() -> None:
    facts = said(replace(RECEIPT, usage=Usage(4214, 412, 4626, 4096, 214)))
    assert facts["Prompt tokens"].aside == "estimated 4,200 · 4,096 from the cache"
    assert facts["Answer tokens"].aside == "214 of them reasoning"


def test_the_answer_has_the_facts_of_what_came_back() -> None:
    labels = [fact.label for fact in answer_facts_of(RECEIPT, REPLY)]
    assert labels == ["Ending", "Prompt tokens", "Answer tokens", "Cost", "First token, end", "Answered"]


def test_a_foreign_name_cannot_break_its_line() -> None:
    facts = said(replace(RECEIPT, endpoint="<b>Deep\nSeek\u202e</b>", request_id="a\tb"))
    assert facts["Endpoint"].value == "<b>Deep Seek </b>"
    assert facts["Answered"].aside == "request id a b"
