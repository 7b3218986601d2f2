"""`export`: one conversation or all, as Markdown or JSON."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from desktop_chat.cli.status import INTERRUPTED
from desktop_chat.storage.store import open_store
from tests.cli.running import Shell
from tests.source_files import ROOT
from tests.support.patience import PATIENCE_S


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


def test_one_conversation_as_a_page(shell: Shell, two: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "one.html"
    assert shell("export", two[0], "--format", "html", "-o", str(path)).status == 0
    assert path.read_text().count("<article") == 4
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_all_conversations_as_pages_in_a_zip_file(shell: Shell, two: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    assert shell("export", "--all", "--format", "html", "-o", str(path)).status == 0
    with zipfile.ZipFile(path) as archive:
        assert sorted(archive.namelist()) == [f"One {two[0][:8]}.html", f"Two {two[1][:8]}.html"]


@pytest.fixture
def filed(shell: Shell, two: tuple[str, str]) -> tuple[str, str]:
    """The same two, the first in a folder that lies in another."""
    with open_store(shell.data_dir) as store:
        store.conversations.change(two[0], folder="Sea: deep/Tides?").result()
    return two


@pytest.mark.parametrize("folder", ["Sea: deep", "Sea: deep/Tides?"])
def test_a_folder_and_those_in_it(shell: Shell, filed: tuple[str, str], tmp_path: Path, folder: str) -> None:
    path = tmp_path / "sea.zip"
    assert shell("export", "--folder", folder, "--format", "markdown", "-o", str(path)).status == 0
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [f"Sea deep/Tides/One {filed[0][:8]}.md"]


def test_folders_of_the_library_are_folders_on_disk(shell: Shell, filed: tuple[str, str], tmp_path: Path) -> None:
    assert shell("export", "--all", "--format", "html", "-o", str(tmp_path)).status == 0
    assert (tmp_path / f"Sea deep/Tides/One {filed[0][:8]}.html").is_file()
    assert (tmp_path / f"Two {filed[1][:8]}.html").is_file()
    assert stat.S_IMODE((tmp_path / "Sea deep").stat().st_mode) == 0o700


def test_a_folder_that_is_not_there_is_told(shell: Shell, filed: tuple[str, str], tmp_path: Path) -> None:
    ended = shell("export", "--folder", "Lake", "--format", "json", "-o", str(tmp_path / "x.json"))
    assert ended.status == 1
    assert "Lake" in ended.err
    assert not (tmp_path / "x.json").exists()


def test_a_part_of_a_conversation(shell: Shell, two: tuple[str, str], tmp_path: Path) -> None:
    messages = shell("show", two[0], "--format", "json").json["messages"]
    path = tmp_path / "part.json"
    ends = "--from", messages[1]["id"], "--to", messages[2]["id"][:12]
    assert shell("export", two[0], "--format", "json", *ends, "-o", str(path)).status == 0
    [conversation] = json.loads(path.read_text())["conversations"]
    assert [message["text"] for message in conversation["messages"]] == ["Hello", "More"]


def test_whose_markdown_and_how_much_is_chosen(shell: Shell, two: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "one.md"
    manner = "--profile", "obsidian", "--tree", "--trailer", "--no-files"
    assert shell("export", two[0], "--format", "markdown", *manner, "-o", str(path)).status == 0
    assert "\naliases: " in path.read_text()
    assert "\n```desktop-chat-archive\n" in path.read_text()


@pytest.mark.parametrize(
    "wrong",
    [
        ("--format", "html", "--profile", "plain"),
        ("--format", "json", "--trailer"),
        ("--format", "json", "--tree"),
        ("--format", "markdown", "--tree", "--branch"),
        ("--format", "markdown", "--tree", "--from", "x"),
    ],
)
def test_options_that_would_do_nothing_are_refused(shell: Shell, tmp_path: Path, wrong: tuple[str, ...]) -> None:
    ended = shell("export", "x", *wrong, "-o", str(tmp_path / "x"))
    assert ended.status == 2
    assert "--" in ended.err


def test_how_far_it_is_is_told(shell: Shell, two: tuple[str, str], tmp_path: Path) -> None:
    arguments = ("export", "--all", "--format", "html", "--progress", "-o", str(tmp_path / "all.zip"))
    with shell.spawn(*arguments, stdin=subprocess.PIPE) as process:
        assert process.stdout is not None
        told = [json.loads(line) for line in process.stdout]
        assert process.wait(PATIENCE_S) == 0
    assert told[-1] == {"done": 2, "of": 2}


def test_an_export_ends_with_its_standard_input_and_leaves_nothing(
    shell: Shell, two: tuple[str, str], tmp_path: Path
) -> None:
    pipe, path = tmp_path / "pipe", tmp_path / "all.json"
    os.mkfifo(pipe)
    path.write_text("old")
    code = f"""
import sys, time
from desktop_chat.transfer import export
export.pieces = lambda chats, at: iter(lambda: (open({str(pipe)!r}, 'w').close(), time.sleep(60)), None)
from desktop_chat import __main__
sys.exit(__main__.main())
"""
    command = [sys.executable, "-c", code, "--data-dir", str(shell.data_dir)]
    command += ["export", "--all", "--format", "json", "--progress", "-o", str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=ROOT) as process:
        assert process.stdin is not None
        pipe.read_bytes()  # it is in the middle of its file now
        process.stdin.close()
        assert process.wait(PATIENCE_S) == INTERRUPTED
    assert path.read_text() == "old"
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith(".")) == []


@pytest.mark.parametrize("what", [["--all"], []])
def test_a_name_that_no_file_can_have_is_told(
    shell: Shell, two: tuple[str, str], tmp_path: Path, what: list[str]
) -> None:
    path = tmp_path / f"{'x' * 300}.zip"
    ended = shell("export", *(what or [two[0]]), "--format", "markdown", "-o", str(path))
    assert ended.status == 1
    assert "File name too long" in ended.err
    assert list(tmp_path.glob("x*")) == []
