"""`list`, `show`, `search` and `receipt`: looking at what is stored."""

from __future__ import annotations

from datetime import datetime

import pytest

from desktop_chat.domain.messages import now
from desktop_chat.storage.store import open_store
from tests.cli.running import Shell
from tests.support import script
from tests.support.patience import PATIENCE_S
from tests.support.wire_server import WireServer


def test_conversations_are_listed_newest_first(shell: Shell) -> None:
    first = shell("ask", "--json", "One").json["conversation_id"]
    second = shell("ask", "--json", "Two").json["conversation_id"]
    shell("ask", "-c", first, "Three")
    listed = shell("list", "--json").json
    assert [(one["id"], one["title"]) for one in listed] == [(first, "One"), (second, "Two")]
    assert list(listed[0]) == ["id", "title", "updated_at", "endpoint", "model", "folder", "pinned", "archived"]
    assert (listed[0]["endpoint"], listed[0]["model"], listed[0]["folder"]) == ("test", "m", None)
    assert (listed[0]["pinned"], listed[0]["archived"]) == (False, False)
    assert datetime.fromisoformat(listed[0]["updated_at"]).tzinfo is not None


def test_a_person_sees_a_line_for_each(shell: Shell) -> None:
    answer = shell("ask", "--json", "潮汐 and tides").json
    [line] = shell("list").out.splitlines()
    assert line.startswith(answer["conversation_id"][:8])
    assert line.endswith("m  潮汐 and tides")


def test_an_empty_store_is_a_state_and_no_error(bare: Shell) -> None:
    assert bare("list", "--json").json == []
    ended = bare("list")
    assert (ended.status, ended.out, ended.err) == (0, "", "There is no conversation yet.\n")


def test_show_prints_the_visible_branch_for_programs(shell: Shell) -> None:
    answer = shell("ask", "--json", "One").json
    shown = shell("show", answer["conversation_id"], "--format", "json").json
    assert list(shown) == ["id", "title", "messages"]
    question, reply = shown["messages"]
    keys = ["id", "parent_id", "role", "text", "reasoning", "status", "finish_reason", "model", "created_at", "usage"]
    assert list(question) == list(reply) == keys
    assert (question["role"], question["text"], question["model"]) == ("user", "One", None)
    assert (reply["role"], reply["text"], reply["model"], reply["status"]) == ("assistant", "Hello", "m", "complete")
    assert (reply["parent_id"], reply["id"]) == (question["id"], answer["message_id"])


def test_show_prints_it_for_people(shell: Shell, server: WireServer) -> None:
    server.reply("Hello, wor", then=script.Done("length"))
    answer = shell("ask", "--json", "One").json
    lines = shell("show", answer["conversation_id"]).out.splitlines()
    assert lines[0] == "One"
    assert lines[2].startswith("You · ")
    assert lines[3] == "One"
    assert lines[5].startswith("m · ")
    assert lines[6] == "Hello, wor"
    assert lines[7].startswith("[Cut by the length limit")


def test_show_prints_it_as_markdown(shell: Shell) -> None:
    answer = shell("ask", "--json", "# One").json
    text = shell("show", answer["conversation_id"], "--format", "markdown").out
    assert text.startswith("---\ntitle: ")
    assert "\n## You · " in text
    assert "\n### One\n" in text
    assert text.endswith("\n\nHello\n")


def test_search_finds_words_in_titles_and_messages(shell: Shell, server: WireServer) -> None:
    server.reply("The 月亮 pulls at the sea")
    answer = shell("ask", "--json", "Why tides?").json
    [hit] = shell("search", "月亮", "--json").json
    assert list(hit) == ["conversation_id", "message_id", "title", "role", "snippet"]
    assert (hit["conversation_id"], hit["message_id"]) == (answer["conversation_id"], answer["message_id"])
    assert (hit["title"], hit["role"]) == ("Why tides?", "assistant")
    assert "月亮" in hit["snippet"]
    assert {(hit["message_id"] is None) for hit in shell("search", "tides", "--json").json} == {True, False}
    assert "pulls" in shell("search", "sea").out


def test_a_search_understands_operators_and_keeps_to_its_limit(shell: Shell) -> None:
    for number in range(3):
        shell("ask", f"Why tides {number}?")
    found = shell("search", 'role:user "why tides"', "--json").json
    assert [hit["snippet"] for hit in found] == ["Why tides 2?", "Why tides 1?", "Why tides 0?"]
    assert shell("search", 'role:user "why tides"', "--json", "--limit", "1").json == found[:1]
    assert shell("search", "tides role:system", "--json").json == []


def test_the_trash_is_searched_when_asked_for(shell: Shell) -> None:
    thrown = shell("ask", "--json", "Why tides?").json["conversation_id"]
    with open_store(shell.data_dir) as store:
        store.conversations.change(thrown, trashed_at=now()).result(PATIENCE_S)
    assert shell("search", "tides", "--json").json == []
    assert {hit["conversation_id"] for hit in shell("search", "tides", "--json", "--trash").json} == {thrown}


def test_a_search_without_success_says_so(shell: Shell) -> None:
    ended = shell("search", "nothing")
    assert (ended.status, ended.out, ended.err) == (0, "", "Nothing was found.\n")
    assert shell("search", "nothing", "--json").json == []


def test_a_receipt_holds_the_exact_body(shell: Shell, server: WireServer) -> None:
    answer = shell("ask", "--json", "--system", "Be brief.", "One").json
    receipt = shell("receipt", answer["receipt_id"]).json
    assert receipt["body"] == server.requests[0].json
    assert receipt["url"] == f"{server.base_url}/chat/completions"
    assert (receipt["http_status"], receipt["finish_reason"], receipt["attempts"]) == (200, "stop", 1)
    assert shell("receipt", answer["receipt_id"][:8]).json == receipt


def test_a_receipt_to_be_repeated_names_the_key_by_its_variable_only(
    bare: Shell, server: WireServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_KEY", "sk-canary-0123456789")
    bare("endpoint", "add", "x", "--url", server.base_url, "--model", "m", "--key-env", "MY_KEY")
    headers = 'extra_headers={"X-Session-Token": "c4n4ry", "X-Team": "sea"}'
    answer = bare("ask", "--json", "--set", headers, "It's").json
    for form in ("curl", "json", "python"):
        text = bare("receipt", answer["receipt_id"], "--format", form).out
        assert "canary" not in text
        assert "c4n4ry" not in text
        assert "sea" in text
    assert server.requests[0].headers["x-session-token"] == "c4n4ry"
    assert bare("receipt", answer["receipt_id"], "--format", "curl").out.startswith("curl ")
    compile(bare("receipt", answer["receipt_id"], "--format", "python").out, "receipt", "exec")


def test_a_receipt_tells_how_much_of_the_request_was_read(shell: Shell, server: WireServer) -> None:
    answer = shell("ask", "--json", "One").json
    assert "read_tokens" not in shell("receipt", answer["receipt_id"]).json
    server.enqueue(script.reply("Yes.", then=script.Done(usage={"prompt_tokens": 4096, "completion_tokens": 2})))
    answer = shell("ask", "--json", "The quick brown fox jumps over the lazy dog. " * 2000).json
    receipt = shell("receipt", answer["receipt_id"]).json
    assert receipt["read_tokens"] == 4096
    assert receipt["estimated_prompt_tokens"] > 16_000


def test_a_question_has_no_receipt(shell: Shell) -> None:
    answer = shell("ask", "--json", "One").json
    question, _ = shell("show", answer["conversation_id"], "--format", "json").json["messages"]
    ended = shell("receipt", question["id"])
    assert (ended.status, ended.out) == (1, "")
