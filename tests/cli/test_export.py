"""`export`: one conversation or all, as Markdown or JSON."""

from __future__ import annotations

import json
import stat
import zipfile
from pathlib import Path

import pytest

from tests.cli.running import Shell


@pytest.fixture
def two(shell: Shell) -> tuple[str, str]:
    """The ids of two conversations, the first with two questions."""
    first = str(shell("ask", "--json", "One").json["conversation_id"])
    shell("ask", "-c", first, "More")
    return first, str(shell("ask", "--json", "Two").json["conversation_id"])


def test_one_conversation_as_markdown(shell: Shell, two: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "one.md"
    ended = shell("export", two[0], "--format", "markdown", "-o", str(path))
    assert (ended.status, ended.out) == (0, "")
    assert str(path) in ended.err
    assert path.read_text().count("\n## ") == 4
    assert path.read_text() == shell("show", two[0], "--format", "markdown").out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_one_conversation_as_json(shell: Shell, two: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    assert shell("export", two[0][:8], "--format", "json", "-o", str(path)).status == 0
    archive = json.loads(path.read_text())
    assert (archive["schema"], archive["version"]) == ("desktop-chat/archive", 1)
    [conversation] = archive["conversations"]
    assert conversation["id"] == two[0]
    assert [message["text"] for message in conversation["messages"]] == ["One", "Hello", "More", "Hello"]
    assert len(conversation["receipts"]) == 2


def test_all_conversations_as_json(shell: Shell, two: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    ended = shell("export", "--all", "--format", "json", "-o", str(path))
    assert "2 conversations" in ended.err
    assert {one["id"] for one in json.loads(path.read_text())["conversations"]} == set(two)


def test_all_conversations_as_markdown_in_a_zip_file(shell: Shell, two: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    assert shell("export", "--all", "--format", "markdown", "-o", str(path)).status == 0
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == [f"One {two[0][:8]}.md", f"Two {two[1][:8]}.md"]
        assert archive.read(f"Two {two[1][:8]}.md").decode() == shell("show", two[1], "--format", "markdown").out


def test_all_conversations_as_markdown_in_a_folder(shell: Shell, two: tuple[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    assert shell("export", "--all", "--format", "markdown", "-o", str(folder)).status == 0
    assert sorted(path.name for path in folder.iterdir()) == [f"One {two[0][:8]}.md", f"Two {two[1][:8]}.md"]


def test_many_files_need_a_place_for_many(shell: Shell, tmp_path: Path) -> None:
    ended = shell("export", "--all", "--format", "markdown", "-o", str(tmp_path / "all.md"))
    assert ended.status == 2
    assert ".zip" in ended.err
    assert not (tmp_path / "all.md").exists()


@pytest.mark.parametrize("name", ["missing/one.md", "."])
def test_a_file_that_cannot_be_written_is_told(shell: Shell, two: tuple[str, str], tmp_path: Path, name: str) -> None:
    ended = shell("export", two[0], "--format", "markdown", "-o", str(tmp_path / name))
    assert (ended.status, ended.out) == (1, "")
    assert str(tmp_path) in ended.err


def test_nothing_to_export_is_an_empty_archive(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    assert shell("export", "--all", "--format", "json", "-o", str(path)).status == 0
    assert json.loads(path.read_text())["conversations"] == []
