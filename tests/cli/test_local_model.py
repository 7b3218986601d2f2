"""The command line and the local model: started for the time of a command, and gone with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_chat import paths
from tests.cli.running import Shell

ARGUMENTS = ["--set", "max_tokens=12", "--set", "temperature=0"]


@pytest.fixture
def model() -> Path:
    found = paths.bundled_model(Path("/nonexistent"))
    assert found is not None, "the local model is missing: `make` prepares it"
    return found


def children_of(name: str) -> list[str]:
    """Command lines of processes that serve a local model."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().split(b"\0")
        except OSError:
            continue
        if name.encode() in words:
            found.append(entry.parent.name)
    return found


def test_a_real_model_answers_over_several_turns(bare: Shell, model: Path) -> None:
    assert bare("endpoint", "add", "local", "--local").status == 0
    before = set(children_of("--local-server"))
    first = bare("ask", "--json", *ARGUMENTS, "Say hello.").json
    assert first["text"]
    assert first["usage"]["completion_tokens"] > 0
    second = bare("ask", "--json", "-c", first["conversation_id"], "Again.").json
    body = bare("receipt", second["receipt_id"]).json["body"]
    assert [message["content"] for message in body["messages"]] == ["Say hello.", first["text"], "Again."]
    assert body["model"] == model.stem
    assert set(children_of("--local-server")) <= before
    assert bare("models", "-e", "local").out == f"{model.stem}\n"


def test_any_gguf_file_can_be_named(bare: Shell, model: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.gguf").symlink_to(model)
    assert bare("endpoint", "add", "mine", "--local", "--model-file", str(tmp_path / "mine.gguf")).status == 0
    assert bare("endpoint", "list", "--json").json[0]["model_file"] == str(tmp_path / "mine.gguf")
    assert bare("ask", "--json", *ARGUMENTS, "Hello").json["complete"] is True
    (tmp_path / "mine.gguf").unlink()
    gone = bare("ask", "--json", "Hello")
    assert (gone.status, gone.json["error_kind"]) == (1, "local_model_missing")
    assert len(bare("list", "--json").json) == 1


def test_a_file_that_is_no_model_adds_nothing(bare: Shell, tmp_path: Path) -> None:
    (tmp_path / "notes.gguf").write_text("these are notes")
    ended = bare("endpoint", "add", "x", "--local", "--model-file", str(tmp_path / "notes.gguf"))
    assert ended.status == 1
    assert "notes.gguf" in ended.err
    assert "not a GGUF file" in ended.err
    assert bare("endpoint", "list", "--json").json == []
