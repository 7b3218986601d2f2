"""`endpoint` and `models`: adding, listing, testing and removing whom to ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.support import script
from tests.support.wire_server import WireServer

KEY = "sk-canary-0123456789abcdef"
PASTED = "sk-proj-4fQ0aaB2cD3eF4gH5iJ6kL7mN8oP9qR0"


def files_with(secret: str, folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]


def test_the_first_endpoint_is_the_default(bare: Shell) -> None:
    bare("endpoint", "add", "one", "--url", "api.example.com/v1", "--model", "m")
    bare("endpoint", "add", "two", "--url", "http://127.0.0.1:1234/v1/chat/completions")
    one, two = bare("endpoint", "list", "--json").json
    assert (one["name"], one["url"], one["model"], one["key_source"], one["default"]) == (
        "one",
        "https://api.example.com/v1",
        "m",
        "none",
        True,
    )
    assert (two["url"], two["model"], two["default"]) == ("http://127.0.0.1:1234/v1", None, False)
    listed = bare("endpoint", "list").out.splitlines()
    assert listed[0].split() == ["*", "one", "https://api.example.com/v1", "m", "no", "key"]


def test_without_endpoints_the_way_to_one_is_told(bare: Shell) -> None:
    ended = bare("endpoint", "list")
    assert (ended.status, ended.out) == (0, "")
    assert "endpoint add" in ended.err
    assert bare("endpoint", "list", "--json").json == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["add", "x"], "--url"),
        (["add", "x", "--url", "ftp://example.com"], "address"),
        (["add", "x", "--url", "https://user:secret@example.com"], "address"),
        (["add", "", "--url", "https://example.com"], "name"),
        (["add", "a\nb", "--url", "https://example.com"], "name"),
        (["add", "x", "--url", "https://example.com", "--local"], "--local"),
        (["add", "x", "--url", "https://example.com", "--key-stdin", "--key-env", "K"], "--key-env"),
        (["add", "x", "--url", "https://example.com", "--key-env", "sk-secret"], "--key-env"),
        (["add", "x", "--url", "https://example.com", "--model-file", "f"], "--local"),
        (["add", "x", "--local", "--key-env", "K"], "key"),
        (["add", "test", "--url", "https://example.com"], "already"),
    ],
)
def test_what_cannot_be_meant_adds_nothing(shell: Shell, arguments: list[str], words: str) -> None:
    ended = shell("endpoint", *arguments)
    assert ended.status == 2
    assert words in ended.err
    assert "secret" not in ended.err
    assert len(shell("endpoint", "list", "--json").json) == 1


def test_plain_http_into_the_open_network_has_to_be_allowed(bare: Shell) -> None:
    add = ["endpoint", "add", "x", "--url", "http://example.com/v1"]
    ended = bare(*add)
    assert ended.status == 1
    assert "--allow-plain-http" in ended.err
    assert bare(*add, "--allow-plain-http").status == 0
    assert bare("endpoint", "list", "--json").json[0]["allow_plain_http"] is True


def test_a_key_in_the_environment_is_read_at_each_request_and_stored_nowhere(
    bare: Shell, server: WireServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare("endpoint", "add", "x", "--url", server.base_url, "--model", "m", "--key-env", "MY_KEY")
    missing = bare("ask", "--json", "hello")
    assert missing.status == 1
    assert missing.json["error_kind"] == "no_key"
    assert "MY_KEY" in missing.err
    monkeypatch.setenv("MY_KEY", KEY)
    assert bare("ask", "hello").status == 0
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert "key in MY_KEY" in bare("endpoint", "list").out
    assert files_with(KEY, bare.data_dir) == []


@pytest.mark.parametrize("backend", ["keyring.backends.fail.Keyring", "tests.support.keyrings.PlainTextKeyring"])
def test_without_a_safe_keyring_nothing_is_added_and_the_way_out_is_told(
    bare: Shell, backend: str, tmp_path: Path
) -> None:
    env = {"PYTHON_KEYRING_BACKEND": backend, "PLAIN_TEXT_KEYRING": str(tmp_path / "keys.txt")}
    add = ["endpoint", "add", "x", "--url", "https://example.com", "--key-stdin"]
    ended = bare.run(*add, env=env, stdin=KEY.encode())
    assert (ended.status, ended.out) == (1, "")
    assert "--key-env" in ended.err
    assert KEY not in ended.err
    assert bare("endpoint", "list", "--json").json == []
    assert files_with(KEY, tmp_path) == []


def test_a_refusing_keyring_is_told(bare: Shell) -> None:
    env = {"PYTHON_KEYRING_BACKEND": "tests.support.keyrings.RefusingKeyring"}
    ended = bare.run("endpoint", "add", "x", "--url", "https://example.com", "--key-stdin", env=env, stdin=b"k123456")
    assert ended.status == 1
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("key", [b"", b"\n", "schlüssel".encode(), b"tw\x07o\n"])
def test_what_cannot_be_a_key_is_told(bare: Shell, key: bytes) -> None:
    ended = bare("endpoint", "add", "x", "--url", "https://example.com", "--key-stdin", stdin=key)
    assert ended.status == 1
    assert "key of x" in ended.err
    assert bare("endpoint", "list", "--json").json == []


def test_one_that_is_removed_is_gone_and_its_conversations_stay(shell: Shell) -> None:
    shell("ask", "hello")
    assert shell("endpoint", "remove", "test").status == 0
    assert shell("endpoint", "list", "--json").json == []
    [conversation] = shell("list", "--json").json
    assert (conversation["endpoint"], conversation["model"]) == (None, "m")
    assert shell("show", conversation["id"]).status == 0


def test_testing_asks_for_the_models(shell: Shell, server: WireServer) -> None:
    server.enqueue(script.models("b", "a"))
    ended = shell("endpoint", "test", "test")
    assert (ended.status, ended.out) == (0, "")
    assert "2 models" in ended.err
    assert [request.path for request in server.requests] == ["/v1/models"]


def test_models_are_printed_one_a_line(shell: Shell, server: WireServer) -> None:
    assert shell("models").out == "test-model\n"
    server.enqueue(script.models("b", "a"))
    assert shell("models", "-e", "test", "--json").json == ["a", "b"]


@pytest.mark.parametrize("command", [["models"], ["endpoint", "test", "test"]])
def test_an_endpoint_that_fails_says_why(shell: Shell, server: WireServer, command: list[str]) -> None:
    server.enqueue(script.error(401, "no such key"))
    ended = shell(*command)
    assert (ended.status, ended.out) == (1, "")
    assert "did not accept the key" in ended.err
    assert "question" not in ended.err


def test_nobody_listens_there(bare: Shell) -> None:
    with WireServer() as server:
        bare("endpoint", "add", "x", "--url", server.base_url, "--model", "m")
    ended = bare("ask", "--json", "--limit", "max_retries=0", "hello")
    assert (ended.status, ended.json["error_kind"]) == (1, "unreachable")


def test_a_doctor_tells_in_sentences_and_in_json_what_a_model_takes(shell: Shell, server: WireServer) -> None:
    ended = shell("endpoint", "doctor", "test", "--yes")
    assert ended.status == 0
    assert "It streams" in ended.out
    assert "m examined" in ended.err
    found = shell("endpoint", "doctor", "test", "--yes", "--json").json
    assert (found["endpoint"], found["model"], found["streams"]) == ("test", "m", True)
    assert found["requests"] == len([request for request in server.requests if request.body]) / 2


def test_what_a_doctor_learns_is_remembered(shell: Shell, server: WireServer) -> None:
    server.enqueue(script.models("m"), script.respond(404, b""))
    server.enqueue(script.error(400, "Unsupported parameter: 'max_tokens'", param="max_tokens"))
    found = shell("endpoint", "doctor", "test", "--yes", "--json").json
    assert found["sent_as"] == {"max_tokens": "max_completion_tokens"}
    shell("ask", "--set", "max_tokens=5", "hello")
    assert server.requests[-1].json["max_completion_tokens"] == 5


def test_a_doctor_sends_nothing_before_somebody_agrees(shell: Shell, server: WireServer) -> None:
    ended = shell("endpoint", "doctor", "test", stdin=b"y\n")
    assert ended.status == 2
    assert "--yes" in ended.err
    assert "tokens" in ended.err
    assert server.requests == []


def test_a_doctor_of_a_server_that_refuses_says_why(shell: Shell, server: WireServer) -> None:
    server.enqueue(script.models("m"), script.respond(404, b""), script.error(401, "no such key"))
    ended = shell("endpoint", "doctor", "test", "--yes")
    assert (ended.status, ended.out) == (1, "")
    assert "did not accept the key" in ended.err


@pytest.mark.parametrize(
    ("name", "url", "model"),
    [
        ("test", f"https://api.example.com/{PASTED}/v1", "m"),
        ("test", "https://api.example.com/v1", PASTED),
        (PASTED, "https://api.example.com/v1", "m"),
    ],
)
def test_a_key_in_the_wrong_place_is_not_kept(bare: Shell, name: str, url: str, model: str) -> None:
    ended = bare("endpoint", "add", name, "--url", url, "--model", model)
    assert ended.status == 2
    assert PASTED not in ended.err
    assert all(PASTED.encode() not in file.read_bytes() for file in bare.data_dir.rglob("*") if file.is_file())
