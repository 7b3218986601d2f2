"""Every exchange of the wire cases, through the command line as a script sees it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop_chat.cli import status
from tests.cli.running import Ended, Shell
from tests.providers.test_wire_cases import CASES, written_out
from tests.support import script
from tests.support.wire_server import WireServer

IN_A_PROCESS = ("basic_openai", "rst_mid_stream", "401_invalid_key", "two_tool_calls_fragments", "nul_character")


def limits_of(case: dict[str, Any]) -> list[str]:
    given = {"max_retries": 0, **case.get("limits", {})}
    return [word for name, value in given.items() for word in ("--limit", f"{name}={value}")]


def check(ended: Ended, expect: dict[str, Any]) -> None:
    answer = ended.json
    assert answer["error_kind"] in expect.get("error_kind_any", [expect["error_kind"]])
    assert bool(answer["error_message"]) is (answer["error_kind"] is not None)
    for name, loose in (("text", "text_any"), ("finish_reason", "finish_any"), ("complete", "complete_any")):
        if not expect.get(loose):
            assert answer[name] == (written_out(expect[name]) if name == "text" else expect[name])
    assert answer["reasoning"] == written_out(expect["reasoning"])
    assert answer["usage"] == expect["usage"]
    assert answer["tool_calls"] == expect.get("tool_calls", [])
    if "refusal" in expect:
        assert answer["refusal"] == written_out(expect["refusal"])
    if "retry_after_s" in expect:
        assert answer["retry_after_s"] == pytest.approx(expect["retry_after_s"], abs=3)
    assert ended.status == status_for(answer)


def status_for(answer: dict[str, Any]) -> int:
    if answer["complete"]:
        return status.DONE
    arrived = any(answer[part] for part in ("text", "reasoning", "refusal", "tool_calls"))
    return status.INCOMPLETE if arrived else status.FAILED


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_an_exchange_comes_out_as_the_contract_says(case: dict[str, Any], shell: Shell, server: WireServer) -> None:
    with WireServer(host="127.0.0.2") as other_host:
        server.enqueue(script.case(case, other_port=other_host.port))
        check(shell("ask", "--json", *limits_of(case), "hello"), case["expect"])
        assert other_host.connections == case["expect"].get("other_host_requests", 0)


@pytest.mark.parametrize("name", IN_A_PROCESS)
def test_an_exchange_comes_out_the_same_in_a_process_of_its_own(name: str, shell: Shell, server: WireServer) -> None:
    [case] = [case for case in CASES if case["name"] == name]
    server.enqueue(script.case(case, other_port=1))
    check(shell.run("ask", "--json", *limits_of(case), "hello"), case["expect"])


def test_what_is_stored_is_what_was_printed(shell: Shell, server: WireServer) -> None:
    for case in CASES[:8]:
        server.enqueue(script.case(case, other_port=1))
        answer = shell("ask", "--json", *limits_of(case), "hello").json
        [_, reply] = shell("show", answer["conversation_id"], "--format", "json").json["messages"]
        assert (reply["id"], reply["text"]) == (answer["message_id"], answer["text"])
        assert json.loads(shell("receipt", answer["receipt_id"]).out)["finish_reason"] == answer["finish_reason"]
