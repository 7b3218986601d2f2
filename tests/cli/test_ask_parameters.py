"""`ask` with an endpoint's defaults, and what models teach by refusing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop_chat.domain.models import Options
from desktop_chat.storage.store import open_store
from tests.cli.running import Shell
from tests.support import script
from tests.support.wire_server import WireServer


@pytest.fixture
def with_defaults(shell: Shell) -> Shell:
    """The endpoint has a temperature and a seed of its own."""
    with open_store(shell.data_dir) as store:
        [endpoint] = store.endpoints.all()
        store.endpoints.set_options(endpoint.id, Options(temperature=0.5, seed=7)).result()
    return shell


def sent(server: WireServer) -> dict[str, Any]:
    """The parameters of the last request."""
    body = server.requests[-1].json
    return {name: body[name] for name in ("temperature", "seed", "max_tokens", "max_completion_tokens") if name in body}


def test_an_endpoints_defaults_are_sent_and_a_value_of_ones_own_wins(with_defaults: Shell, server: WireServer) -> None:
    assert with_defaults("ask", "Hello?").status == 0
    assert sent(server) == {"temperature": 0.5, "seed": 7}
    assert with_defaults("ask", "--set", "seed=1", "Hello?").status == 0
    assert sent(server) == {"temperature": 0.5, "seed": 1}


def test_an_empty_value_leaves_a_default_out_for_the_whole_conversation(
    with_defaults: Shell, server: WireServer
) -> None:
    first = with_defaults("ask", "--json", "--set", "temperature=", "Hello?").json
    assert sent(server) == {"seed": 7}
    assert with_defaults("ask", "-c", first["conversation_id"], "Again?").status == 0
    assert sent(server) == {"seed": 7}


def test_what_one_model_refuses_is_told_and_still_sent_to_another(shell: Shell, server: WireServer) -> None:
    server.enqueue(script.error(400, "Unsupported parameter: 'max_tokens'", param="max_tokens"))
    ended = shell("ask", "--set", "max_tokens=50", "Hello?")
    assert (ended.status, sent(server)) == (0, {"max_completion_tokens": 50})
    assert "max_completion_tokens" in ended.err
    before = len(server.requests)
    assert shell("ask", "--set", "max_tokens=50", "Hello?").status == 0
    assert (len(server.requests), sent(server)) == (before + 1, {"max_completion_tokens": 50})
    assert shell("ask", "--model", "other", "--set", "max_tokens=50", "Hello?").status == 0
    assert sent(server) == {"max_tokens": 50}


def test_an_unset_mark_is_nobodys_to_set(shell: Shell) -> None:
    assert shell("ask", "--set", "unset=seed", "Hello?").status != 0


def test_a_wait_of_a_conversation_is_obeyed(shell: Shell, server: WireServer) -> None:
    server.enqueue(*[[script.Stall()]] * 3)
    ended = shell("ask", "--json", "--set", "first_byte_timeout_s=0.1", "--limit", "max_retries=0", "Hello?")
    assert ended.status != 0
    assert ended.json["error_kind"] == "stalled"


def test_a_new_conversation_begins_with_the_rules_of_the_settings(shell: Shell, server: WireServer) -> None:
    rules = {"new.system_prompt": "Be brief.", "new.keep_last": 1}
    (shell.data_dir / "settings.json").write_text(json.dumps(rules))
    first = shell("ask", "--json", "Hello?").json
    shell("ask", "-c", first["conversation_id"], "Again?")
    said = [[item["content"] for item in request.json["messages"]] for request in server.requests]
    assert said == [["Be brief.", "Hello?"], ["Be brief.", "Again?"]]
    assert shell("ask", "--system", "At length.", "Hello?").status == 0
    assert server.requests[-1].json["messages"][0]["content"] == "At length."
