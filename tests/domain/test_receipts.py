"""What was sent, and what came back, can be said again exactly."""

import json
from dataclasses import replace
from datetime import timedelta

from desktop_chat.domain.context import ContextPlan, plan
from desktop_chat.domain.messages import Role, Usage
from desktop_chat.domain.models import Endpoint, Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.receipts import Receipt, as_json, issue, spelled
from desktop_chat.domain.spelled import Form
from tests.domain.builders import START, branch, message

ENDPOINT = Endpoint("e1", "DeepSeek", "https://api.deepseek.com/v1")
REPLY = message("r", role=Role.ASSISTANT, parent="u2")
OPTIONS = Options(temperature=0.5, extra_headers={"X-Title": "it's $HOME `mine`"})
POLICY = Policy(system_prompt="Be brief.", excluded=frozenset({"u1"}))
SAID = branch("u1 one", 'a1 it\'s "two" $HOME', "u2 三\nfour")


def receipt_of(made: ContextPlan) -> Receipt:
    return issue(REPLY, made.payload, ENDPOINT, 1.2)


PLAN = plan(SAID, POLICY, OPTIONS, "deepseek-chat")
ISSUED = receipt_of(PLAN)
CLOSED = replace(
    ISSUED,
    answered_at=START + timedelta(seconds=1),
    first_token_at=START + timedelta(seconds=2),
    ended_at=START + timedelta(seconds=7, milliseconds=120),
    http_status=200,
    request_id="req-1",
    attempts=2,
    finish_reason="stop",
    usage=Usage(10, 20, 30),
)


def test_a_receipt_holds_the_plan_and_the_place_it_was_sent_to() -> None:
    assert (ISSUED.message_id, ISSUED.conversation_id, ISSUED.sent_at) == ("r", "c", START)
    assert (ISSUED.endpoint_id, ISSUED.endpoint, ISSUED.base_url) == ("e1", "DeepSeek", "https://api.deepseek.com/v1")
    assert (ISSUED.estimate, ISSUED.factor, ISSUED.left_out) == (PLAN.tokens, 1.2, 1)
    assert ISSUED.body == PLAN.body
    assert ISSUED.headers == OPTIONS.extra_headers


def test_a_receipt_says_how_long_the_reply_took_once_it_has_ended() -> None:
    assert ISSUED.seconds is None
    assert CLOSED.seconds == 7.12


def test_as_json_a_receipt_has_the_body_as_it_was_sent_and_every_time_with_its_offset() -> None:
    said = as_json(CLOSED)
    assert json.loads(json.dumps(said)) == said
    assert said == {
        "message_id": "r",
        "conversation_id": "c",
        "endpoint": "DeepSeek",
        "url": "https://api.deepseek.com/v1/chat/completions",
        "headers": {"X-Title": "it's $HOME `mine`"},
        "body": {
            "model": "deepseek-chat",
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "assistant", "content": 'it\'s "two" $HOME'},
                {"role": "user", "content": "三\nfour"},
            ],
            "temperature": 0.5,
            "stream": True,
            "stream_options": {"include_usage": True},
        },
        "sent_at": "2026-03-06T20:00:00+00:00",
        "answered_at": "2026-03-06T20:00:01+00:00",
        "first_token_at": "2026-03-06T20:00:02+00:00",
        "ended_at": "2026-03-06T20:00:07.120000+00:00",
        "http_status": 200,
        "request_id": "req-1",
        "attempts": 2,
        "finish_reason": "stop",
        "usage": {"prompt_tokens": 10, "completion_tokens": 20, "total_tokens": 30},
        "price_per_million_tokens": None,
        "cost": None,
        "estimated_prompt_tokens": PLAN.tokens,
        "left_out": 1,
    }


def test_what_has_not_happened_is_null() -> None:
    said = as_json(ISSUED)
    assert {said[name] for name in ("answered_at", "first_token_at", "ended_at", "http_status", "usage")} == {None}


def test_the_request_of_a_receipt_can_be_repeated_in_each_form() -> None:
    request = ISSUED.request
    assert request.body == ISSUED.body
    assert spelled(ISSUED, Form.CURL) == request.spelled(Form.CURL)
    assert spelled(ISSUED, Form.PYTHON) == request.spelled(Form.PYTHON)
    assert json.loads(spelled(CLOSED, Form.JSON)) == as_json(CLOSED)
