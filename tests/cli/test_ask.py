"""`ask`: one question, one reply, both kept."""

from __future__ import annotations

import json
import signal
from contextlib import ExitStack
from pathlib import Path

import pytest

from desktop_chat.domain.messages import now
from desktop_chat.storage.store import open_store
from tests.cli.running import Shell
from tests.support import script
from tests.support.patience import PATIENCE_S
from tests.support.picture_files import png
from tests.support.wire_server import WireServer

KEYS = [
    "conversation_id",
    "message_id",
    "receipt_id",
    "text",
    "reasoning",
    "refusal",
    "tool_calls",
    "finish_reason",
    "complete",
    "usage",
    "error_kind",
    "error_message",
    "retry_after_s",
]


def messages(server: WireServer) -> list[tuple[str, str]]:
    """What the last request carried."""
    return [(message["role"], message["content"]) for message in server.requests[-1].json["messages"]]


def test_the_reply_is_printed_and_nothing_else(shell: Shell) -> None:
    ended = shell("ask", "Greet me")
    assert (ended.status, ended.out, ended.err) == (0, "Hello\n", "")


def test_a_second_question_carries_the_whole_conversation(shell: Shell, server: WireServer) -> None:
    first = shell("ask", "--json", "--system", "Be brief.", "Greet me").json
    assert shell("ask", "-c", first["conversation_id"], "Again").status == 0
    assert messages(server) == [
        ("system", "Be brief."),
        ("user", "Greet me"),
        ("assistant", "Hello"),
        ("user", "Again"),
    ]


def test_a_conversation_is_found_by_the_beginning_of_its_id(shell: Shell, server: WireServer) -> None:
    first = shell("ask", "--json", "Greet me").json
    assert shell("ask", "-c", first["conversation_id"][:8], "Again").status == 0
    assert len(messages(server)) == 3


def test_json_is_one_object_with_all_that_is_known(shell: Shell, server: WireServer) -> None:
    usage = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
    server.reply("Hello", then=script.Done(usage=usage))
    ended = shell("ask", "--json", "Greet me")
    answer = ended.json
    assert list(answer) == KEYS
    assert answer["text"] == "Hello"
    assert answer["complete"] is True
    assert answer["finish_reason"] == "stop"
    assert answer["usage"] == usage
    assert answer["receipt_id"] == answer["message_id"]
    assert ended.err == ""


def test_the_question_may_come_from_standard_input(shell: Shell, server: WireServer) -> None:
    assert shell("ask", "-", stdin="Two\nlines 数\n".encode()).status == 0
    assert messages(server) == [("user", "Two\nlines 数")]


def test_parameters_and_system_prompt_stay_with_the_conversation(shell: Shell, server: WireServer) -> None:
    arguments = ["--set", "temperature=0.2", "--set", "max_tokens=50", "--set", "top_k=7", "--set", "stop=a"]
    first = shell("ask", "--json", *arguments, "One").json
    shell("ask", "-c", first["conversation_id"], "--set", "temperature=", "Two")
    sent, again = (request.json for request in server.requests)
    assert {name: sent[name] for name in ("temperature", "max_tokens", "top_k", "stop", "stream")} == {
        "temperature": 0.2,
        "max_tokens": 50,
        "top_k": 7,
        "stop": ["a"],
        "stream": True,
    }
    assert "temperature" not in again
    assert again["max_tokens"] == 50


def test_what_is_unset_is_not_sent(shell: Shell, server: WireServer) -> None:
    shell("ask", "One")
    assert server.requests[-1].json.keys() == {"model", "messages", "stream", "stream_options"}


def test_model_and_endpoint_can_be_chosen(shell: Shell, server: WireServer) -> None:
    with WireServer() as other:
        shell("endpoint", "add", "other", "--url", other.base_url, "--model", "theirs")
        first = shell("ask", "--json", "-e", "other", "-m", "chosen", "One").json
        shell("ask", "-c", first["conversation_id"], "Two")
        assert [request.json["model"] for request in other.requests] == ["chosen", "chosen"]
        shell("ask", "-c", first["conversation_id"], "-e", "test", "Three")
    assert [request.json["model"] for request in server.requests] == ["m"]


def test_an_endpoint_that_is_gone_leaves_its_conversations_to_the_default(shell: Shell, server: WireServer) -> None:
    with WireServer() as other:
        shell("endpoint", "add", "other", "--url", other.base_url, "--model", "theirs")
        first = shell("ask", "--json", "-e", "other", "One").json
    shell("endpoint", "remove", "other")
    assert shell("ask", "-c", first["conversation_id"], "Two").status == 0
    assert server.requests[-1].json["model"] == "m"


def test_the_question_and_the_receipt_are_stored_before_the_first_byte_is_sent(shell: Shell) -> None:
    seen = []

    def answer(request: object) -> script.Script:
        looked = shell.run("list", "--json").json[0]
        shown = shell.run("show", looked["id"], "--format", "json").json["messages"]
        receipt = shell.run("receipt", shown[-1]["id"]).json
        seen.append(([message["text"] for message in shown], receipt["body"]["messages"]))
        return script.reply("Hello")

    with WireServer(answer) as watching:
        shell("endpoint", "add", "watching", "--url", watching.base_url, "--model", "m")
        assert shell("ask", "-e", "watching", "Greet me").status == 0
    assert seen == [(["Greet me", ""], [{"role": "user", "content": "Greet me"}])]


def test_a_reply_that_is_cut_is_kept_and_told(shell: Shell, server: WireServer) -> None:
    server.reply("Hello, wor", then=script.Eof())
    ended = shell("ask", "--limit", "max_retries=0", "Greet me")
    assert (ended.status, ended.out) == (3, "Hello, wor\n")
    assert "Connection cut" in ended.err
    [conversation] = shell("list", "--json").json
    [_, reply] = shell("show", conversation["id"], "--format", "json").json["messages"]
    assert (reply["text"], reply["status"], reply["finish_reason"]) == ("Hello, wor", "failed", None)


def test_reasoning_alone_is_something_that_arrived(shell: Shell, server: WireServer) -> None:
    server.enqueue(script.reply("", reasoning="hm", then=script.Eof()))
    ended = shell("ask", "--json", "--limit", "max_retries=0", "Greet me")
    assert (ended.status, ended.json["reasoning"]) == (3, "hm")


def test_a_request_that_failed_says_what_happened_and_what_to_do(shell: Shell, server: WireServer) -> None:
    server.enqueue(script.error(401, "no such key", code="invalid_api_key"))
    ended = shell("ask", "--json", "Greet me")
    answer = ended.json
    assert (ended.status, answer["error_kind"], answer["complete"], answer["text"]) == (1, "auth", False, "")
    assert "did not accept the key" in answer["error_message"]
    assert "no such key" in answer["error_message"]
    assert ended.err.strip() == answer["error_message"]


def test_a_retry_is_announced_and_waited_for(shell: Shell, server: WireServer) -> None:
    server.enqueue(script.error(429, "slow down", headers={"Retry-After": "0"}), script.reply("Better now"))
    ended = shell("ask", "Greet me")
    assert (ended.status, ended.out) == (0, "Better now\n")
    assert "made again in" in ended.err


def test_a_parameter_that_is_refused_is_remembered(shell: Shell, server: WireServer) -> None:
    words = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
    server.enqueue(script.error(400, words, code="unsupported_parameter", param="max_tokens"))
    ended = shell("ask", "--set", "max_tokens=9", "One")
    assert ended.status == 0
    assert "“max_tokens”" in ended.err
    assert shell("ask", "--set", "max_tokens=9", "Two").err == ""
    assert [("max_tokens" in request.json) for request in server.requests] == [True, False, False]
    assert server.requests[-1].json["max_completion_tokens"] == 9


def test_limits_are_those_of_this_request(shell: Shell, server: WireServer) -> None:
    server.reply("Hello", then=script.Stall())
    ended = shell("ask", "--json", "--limit", "idle_timeout_s=0.2", "--limit", "max_retries=0", "Greet me")
    assert (ended.status, ended.json["error_kind"], ended.json["text"]) == (3, "stalled", "Hello")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["ask"],
        ["ask", "--nothing", "hello"],
        ["ask", "--set", "temperature", "hello"],
        ["ask", "--set", "temperature=warm", "hello"],
        ["ask", "--set", "model=x", "hello"],
        ["ask", "--limit", "patience=1", "hello"],
        ["ask", "--limit", "idle_timeout_s=-1", "hello"],
        ["ask", "--limit", "idle_timeout_s=inf", "hello"],
        ["ask", "--limit", "idle_timeout_s=1e300", "hello"],
        ["ask", "--limit", "max_retries=1.5", "hello"],
        ["ask", "--limit", "max_event_bytes=0", "hello"],
        ["ask", "  "],
        ["endpoint"],
        ["show"],
        ["export", "--format", "json"],
        ["export", "--all", "x", "--format", "json", "-o", "y"],
        ["receipt", "x", "--format", "yaml"],
        ["rubbish"],
    ],
)
def test_wrong_use_is_told_and_sends_nothing(shell: Shell, server: WireServer, arguments: list[str]) -> None:
    ended = shell(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err
    assert "Traceback" not in ended.err
    assert server.connections == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask", "-c", "nothing", "hello"], "no conversation"),
        (["ask", "-e", "nothing", "hello"], "no endpoint"),
        (["show", "nothing"], "no conversation"),
        (["receipt", "nothing"], "no message"),
        (["endpoint", "remove", "nothing"], "no endpoint"),
    ],
)
def test_what_is_not_there_is_told(shell: Shell, arguments: list[str], words: str) -> None:
    ended = shell(*arguments)
    assert (ended.status, ended.out) == (1, "")
    assert words in ended.err.lower()


def test_without_an_endpoint_the_way_to_one_is_told(bare: Shell) -> None:
    ended = bare("ask", "--json", "hello")
    assert ended.status == 1
    assert "desktop-chat endpoint add" in ended.err
    assert (ended.json["error_kind"], ended.json["conversation_id"]) == ("no_endpoint", None)
    assert list(ended.json) == KEYS


def test_without_a_model_nothing_is_sent(bare: Shell, server: WireServer) -> None:
    bare("endpoint", "add", "bare", "--url", server.base_url)
    assert bare("ask", "--json", "hello").json["error_kind"] == "no_model"
    assert server.connections == 0
    assert bare("list", "--json").json == []


def test_headers_that_cannot_be_sent_are_refused_before_anything_is_stored(shell: Shell, server: WireServer) -> None:
    ended = shell("ask", "--set", 'extra_headers={"X-Bad": "a\\nb"}', "hello")
    assert ended.status == 2
    assert shell("list", "--json").json == []
    assert server.connections == 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_question_waits_for_the_end_of_the_reply_that_is_being_written(
    shell: Shell, server: WireServer, how: signal.Signals
) -> None:
    server.reply("Once upon", then=script.Stall())
    with shell.spawn("ask", "Tell me") as writing:
        assert writing.stdout is not None
        assert writing.stdout.read(4) == b"Once"
        [conversation] = shell("list", "--json").json
        with shell.spawn("ask", "--json", "-c", conversation["id"], "And?") as waiting:
            assert waiting.stderr is not None
            assert b"still being written" in waiting.stderr.readline()
            [_, reply] = shell("show", conversation["id"], "--format", "json").json["messages"]
            assert reply["status"] == "streaming"
            assert shell("ask", "Another thing").out == "Hello\n"
            writing.send_signal(how)
            writing.communicate()
            out, _ = waiting.communicate(timeout=PATIENCE_S)
    assert (waiting.returncode, json.loads(out)["text"]) == (0, "Hello")
    shown = shell("show", conversation["id"], "--format", "json").json["messages"]
    assert [message["text"] for message in shown] == ["Tell me", "Once upon", "And?", "Hello"]
    assert [message["content"] for message in server.requests[-1].json["messages"]] == ["Tell me", "Once upon", "And?"]


def test_who_waits_for_a_reply_can_be_interrupted_and_has_stored_nothing(shell: Shell, server: WireServer) -> None:
    server.reply("Once upon", then=script.Stall())
    with shell.spawn("ask", "Tell me") as writing:
        assert writing.stdout is not None
        assert writing.stdout.read(4) == b"Once"
        [conversation] = shell("list", "--json").json
        with shell.spawn("ask", "-c", conversation["id"], "And?") as waiting:
            assert waiting.stderr is not None
            assert b"still being written" in waiting.stderr.readline()
            waiting.send_signal(signal.SIGINT)
            waiting.communicate(timeout=PATIENCE_S)
        writing.terminate()
        writing.communicate()
    assert (waiting.returncode, len(server.requests)) == (130, 1)
    assert len(shell("show", conversation["id"], "--format", "json").json["messages"]) == 2


def test_questions_asked_at_once_in_one_conversation_come_one_after_the_other(shell: Shell, server: WireServer) -> None:
    conversation = shell("ask", "--json", "First").json["conversation_id"]
    with ExitStack() as stack:
        asking = [stack.enter_context(shell.spawn("ask", "-c", conversation, text)) for text in ("A", "B", "C")]
        for process in asking:
            process.communicate(timeout=PATIENCE_S)
    assert [process.returncode for process in asking] == [0, 0, 0]
    said = [message["text"] for message in shell("show", conversation, "--format", "json").json["messages"]]
    assert said[:2] == ["First", "Hello"]
    assert sorted(said[2::2]) == ["A", "B", "C"]
    assert said[3::2] == ["Hello"] * 3
    assert sorted(len(request.json["messages"]) for request in server.requests) == [1, 3, 5, 7]


def test_nothing_is_added_to_a_conversation_in_the_trash(shell: Shell, server: WireServer) -> None:
    conversation = shell("ask", "--json", "hello").json["conversation_id"]
    with open_store(shell.data_dir) as store:
        store.conversations.change(conversation, trashed_at=now()).result()
    ended = shell("ask", "-c", conversation, "And?")
    assert (ended.status, len(server.requests)) == (1, 1)
    assert "trash" in ended.err


def test_files_go_along_with_the_question_and_are_kept(shell: Shell, server: WireServer, tmp_path: Path) -> None:
    notes, map_ = tmp_path / "notes.md", tmp_path / "map.png"
    notes.write_text("# Notes\n")
    map_.write_bytes(png())
    first = shell("ask", "--json", "--attach", str(notes), "--attach", str(map_), "What is this?").json
    [sent] = server.requests[-1].json["messages"]
    assert [part["type"] for part in sent["content"]] == ["text", "image_url"]
    assert sent["content"][0]["text"] == "notes.md\n```md\n# Notes\n```\n\nWhat is this?"
    assert shell("ask", "-c", first["conversation_id"], "And?").status == 0
    assert server.requests[-1].json["messages"][0] == sent
    with open_store(shell.data_dir) as store:
        question = store.conversations.tree(first["conversation_id"]).branch(first["message_id"])[0]
        assert [one.name for one in question.attachments] == ["notes.md", "map.png"]
        assert question.attachments[1].content == map_.read_bytes()


@pytest.mark.parametrize(
    ("content", "told"), [(b"", "empty"), (bytes(range(256)), "neither"), (None, "cannot be read")]
)
def test_a_file_that_cannot_go_along_is_told_and_nothing_is_asked(
    shell: Shell, server: WireServer, tmp_path: Path, content: bytes | None, told: str
) -> None:
    path = tmp_path / "odd.bin"
    if content is not None:
        path.write_bytes(content)
    ended = shell("ask", "--attach", str(path), "What is this?")
    assert (ended.status, server.requests) == (1, [])
    assert "odd.bin" in ended.err
    assert told in ended.err
