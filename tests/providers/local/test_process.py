"""The local model behind its address: started when wanted, spoken to with its key, gone when it is stopped."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_chat.domain.errors import LocalModelBroken, LocalModelMissing
from desktop_chat.providers.local import process
from desktop_chat.providers.local.process import Address, LocalServer
from tests.providers.local.processes import answers, gone, wait_until
from tests.support.patience import EVER_S, PATIENCE_S


@pytest.fixture
def server(model: Path) -> Iterator[LocalServer]:
    with LocalServer(model) as server:
        yield server


def ask(address: Address, path: str, body: Any = None, key: str | None = None) -> Any:
    request = urllib.request.Request(
        address.base_url + path,
        data=json.dumps(body).encode() if body else None,
        headers={"Authorization": f"Bearer {address.key if key is None else key}", "Origin": "https://evil.example"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE_S) as response:
        assert not response.headers["Access-Control-Allow-Origin"]
        return json.load(response)


def test_it_answers_on_loopback_to_its_key_alone(server: LocalServer, model: Path) -> None:
    address = server.address()
    assert address.base_url.startswith("http://127.0.0.1:")
    assert [one["id"] for one in ask(address, "/models")["data"]] == [model.stem]
    question = {"messages": [{"role": "user", "content": "Say hello."}], "max_tokens": 8}
    assert ask(address, "/chat/completions", question)["choices"][0]["message"]["content"]
    with pytest.raises(urllib.error.HTTPError, match="401") as refused:
        ask(address, "/chat/completions", question, key="guessed")
    refused.value.close()
    assert (server.base_url, server.key) == (address.base_url, address.key)


def test_the_key_is_in_neither_the_arguments_nor_the_environment(server: LocalServer) -> None:
    address = server.address()
    for place in ("cmdline", "environ"):
        assert address.key.encode() not in Path(f"/proc/{address.pid}/{place}").read_bytes()
    assert address.key not in repr(address)


def test_it_is_started_once_and_again_after_it_died(server: LocalServer) -> None:
    assert not server.is_running()
    first = server.address()
    assert server.is_running()
    assert server.address() == first
    os.kill(first.pid, signal.SIGKILL)
    wait_until(lambda: not server.is_running())
    second = server.address()
    assert second.pid != first.pid
    assert second.key != first.key
    assert ask(second, "/models")


def test_stop_ends_the_process_even_while_it_writes(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_END_TIMEOUT_S", EVER_S)  # before that, it is not killed
    address = server.address()
    body = {"messages": [{"role": "user", "content": "Count to a thousand."}], "stream": True}
    request = urllib.request.Request(
        f"{address.base_url}/chat/completions",
        data=json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {address.key}"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE_S) as response:
        response.readline()
        server.stop()
    assert gone(address.pid)
    assert not answers(address.base_url)
    server.stop()


def test_what_is_wrong_with_a_file_is_told_in_the_loaders_words(tmp_path: Path, model: Path) -> None:
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(model.read_bytes()[:50_000_000])
    with pytest.raises(LocalModelBroken) as broken:
        LocalServer.start(cut)
    assert broken.value.path == str(cut)
    assert "is not within the file bounds" in broken.value.reason


def test_a_file_that_is_not_there_starts_nothing(tmp_path: Path) -> None:
    with pytest.raises(LocalModelMissing):
        LocalServer.start(tmp_path / "nothing.gguf")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import sys; sys.stdin.read()", "no answer within 0.5 s"),
        ("import os; os._exit(7)", "the process ended with status 7"),
        ("import os; os.kill(os.getpid(), 6)", "the process ended with status -6"),
        ("print('hello'); import sys; sys.exit(3)", "the process ended with status 3"),
        ("print('[]'); import sys; sys.exit('no luck')", "no luck"),
        ('print(\'{"error": "no memory"}\')', "no memory"),
        ("import sys; sys.stderr.write('0.01 E load: bad tensor\\n0.02 E srv init: over\\n')", "bad tensor"),
    ],
)
def test_a_child_that_does_not_come_up_is_told_and_gone(model: Path, code: str, reason: str) -> None:
    server = LocalServer(model, start_timeout_s=0.5 if "within" in reason else 30, command=[sys.executable, "-c", code])
    with pytest.raises(LocalModelBroken) as broken:
        server.address()
    assert broken.value.reason == reason
    assert not server.is_running()


def test_a_program_that_is_not_there_is_told(model: Path) -> None:
    with pytest.raises(LocalModelBroken, match="No such file"):
        LocalServer(model, command=["/nonexistent/desktop-chat"]).address()


def test_stop_ends_a_start_that_is_under_way(model: Path) -> None:
    server = LocalServer(model, command=[sys.executable, "-c", "import sys; sys.stdin.readline(); sys.stdin.read()"])
    failed: list[LocalModelBroken] = []

    def start() -> None:
        with pytest.raises(LocalModelBroken) as broken:
            server.address()
        failed.append(broken.value)

    starting = threading.Thread(target=start)
    starting.start()

    def ended() -> bool:
        server.stop()
        return not starting.is_alive()

    wait_until(ended)
    starting.join()
    assert failed
