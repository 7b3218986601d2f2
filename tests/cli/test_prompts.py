"""Prompts on the command line: kept as files, and asked with."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_chat.domain.prompts import Prompt, PromptKind
from desktop_chat.storage.store import open_store
from tests.cli.running import Shell
from tests.support.wire_server import WireServer


@pytest.fixture
def stocked(shell: Shell) -> Shell:
    with open_store(shell.data_dir) as store:
        store.prompts.add(
            Prompt("Translate", "Translate into {{language: French}}: {{text}}"),
            Prompt("Lawyer", "You are a lawyer in {{country}}.", PromptKind.SYSTEM),
        ).result()
    return shell


def sent(server: WireServer) -> list[tuple[str, str]]:
    return [(message["role"], message["content"]) for message in server.requests[-1].json["messages"]]


def test_a_prompt_is_asked_with_its_variables(stocked: Shell, server: WireServer) -> None:
    assert stocked("ask", "--prompt", "translate", "--var", "text=hello=world").status == 0
    assert sent(server) == [("user", "Translate into French: hello=world")]
    assert stocked("ask", "--prompt", "Translate", "--var", "text=-", "Be exact.", stdin=b"hello\n").status == 0
    assert sent(server) == [("user", "Translate into French: hello\n\nBe exact.")]


def test_a_system_prompt_stands_before_the_question(stocked: Shell, server: WireServer) -> None:
    assert stocked("ask", "--prompt", "Lawyer", "--var", "country=Wales", "May I?").status == 0
    assert sent(server) == [("system", "You are a lawyer in Wales."), ("user", "May I?")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--prompt", "Translate"], "“Translate” asks for: text. Give each with --var NAME=VALUE."),
        (["--prompt", "Translate", "--var", "txt=x"], "“Translate” asks for no “txt”."),
        (["--var", "text=x", "Hello"], "The option --var goes with --prompt."),
        (
            ["--prompt", "Lawyer", "--var", "country=x"],
            "There is no question: give a text, or --prompt with a message.",
        ),
        (
            ["--prompt", "Lawyer", "--var", "country=x", "--system", "y", "z"],
            "“Lawyer” is a system prompt, and --system",
        ),
        ([], "There is no question: give a text, or --prompt with a message."),
    ],
)
def test_what_cannot_be_meant_is_said_and_nothing_is_sent(
    stocked: Shell, server: WireServer, arguments: list[str], said: str
) -> None:
    ended = stocked("ask", *arguments)
    assert (ended.status, ended.out, server.requests) == (2, "", [])
    assert said in ended.err


def test_a_prompt_that_is_not_there_is_named(stocked: Shell) -> None:
    ended = stocked("ask", "--prompt", "None")
    assert (ended.status, "There is no prompt “None”." in ended.err) == (1, True)


def test_prompts_are_listed_written_and_taken_in_once(stocked: Shell, tmp_path: Path) -> None:
    assert [one["name"] for one in stocked("prompt", "list", "--json").json] == ["Lawyer", "Translate"]
    assert stocked("prompt", "list").out.split()[:3] == ["Lawyer", "System", "prompt"]
    folder = tmp_path / "prompts"
    folder.mkdir()
    assert stocked("prompt", "export", "-o", str(folder)).status == 0
    assert sorted(path.name for path in folder.iterdir()) == ["Lawyer.md", "Translate.md"]
    (folder / "new.md").write_text("Say it.")
    (folder / "bad.md").write_bytes(b"\xff")
    for added in (1, 0):
        ended = stocked("prompt", "import", str(folder))
        assert ended.status == 3
        assert f"{added} prompt" in ended.err
        assert "bad.md is no text." in ended.err
    assert len(stocked("prompt", "list", "--json").json) == 3
