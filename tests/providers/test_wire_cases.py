"""Every exchange of the wire cases, replayed write by write over a socket, comes out as a correct client must."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop_chat.domain.messages import ToolCall, Usage
from desktop_chat.domain.models import Limits
from desktop_chat.domain.streaming import Answered, Ended
from desktop_chat.providers.failures import is_worth_retrying
from tests.providers.replies import Reply, ask
from tests.support import script
from tests.support.wire_server import WireServer

CASES = json.loads((Path(__file__).parent / "wire" / "wire_cases.json").read_text("utf-8"))["cases"]


@pytest.fixture(scope="module")
def server() -> Iterator[WireServer]:
    with WireServer() as server:
        yield server


@pytest.fixture(scope="module")
def other_host() -> Iterator[WireServer]:
    with WireServer(host="127.0.0.2") as server:
        yield server


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_an_exchange_comes_out_as_the_contract_says(
    case: dict[str, Any], server: WireServer, other_host: WireServer
) -> None:
    server.enqueue(script.case(case, other_port=other_host.port))
    reply = ask(server.base_url, limits=replace(Limits(max_retries=0), **case.get("limits", {})))
    check(reply, case["expect"])
    assert other_host.connections == case["expect"].get("other_host_requests", 0)
    assert [type(event) for event in reply.events if isinstance(event, Answered | Ended)] == [Answered, Ended]


def check(reply: Reply, expect: dict[str, Any]) -> None:
    failure = reply.ended.failure
    assert reply.kind in expect.get("error_kind_any", [expect["error_kind"]])
    if not expect.get("text_any"):
        assert reply.text == written_out(expect["text"])
    assert reply.message.reasoning == written_out(expect["reasoning"])
    if not expect.get("finish_any"):
        assert reply.ended.finish_reason == expect["finish_reason"]
    if not expect.get("complete_any"):
        assert (reply.ended.status == "complete") is expect["complete"]
    assert reply.usage == (Usage(**expect["usage"]) if expect["usage"] else None)
    assert reply.tool_calls == tuple(ToolCall(**call) for call in expect.get("tool_calls", []))
    if "refusal" in expect:
        assert reply.message.refusal == written_out(expect["refusal"])
    if "retryable" in expect:
        assert failure is not None
        assert is_worth_retrying(failure) is expect["retryable"]
    if "retry_after_s" in expect:
        assert failure is not None
        assert failure.retry_after_s == pytest.approx(expect["retry_after_s"], abs=3)


def written_out(text: Any) -> str:
    return text["repeat"] * text["n"] if isinstance(text, dict) else str(text)
