"""`import`: what is in a file, what became of it, and what was left out, for people and for programs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Shell
from tests.support.patience import PATIENCE_S
from tests.transfer.foreign.reading import EXPORTS, zipped
from tests.transfer.test_importing import talk, written


def test_a_file_is_imported_once_and_told_in_words(bare: Shell) -> None:
    ended = bare("import", str(EXPORTS / "chatgpt.json"))
    assert ended.status == 3
    assert ended.out.splitlines() == [
        "ChatGPT",
        "6 conversations · 8 messages",
        "New: 3",
        "With new messages: 0",
        "Already here: 0",
        "Left out: 3",
        "Pictures that are not in the file: 3",
        "Attached files that are not in it: 2",
        "Recordings, left out: 1",
        "Messages that the other program hides, left out: 1",
        "Answers of tools, left out: 1",
        "Parts of an unknown kind, kept as their data: 1",
        "chatgpt.json, number 3, “Nothing was said”: There is no message in it.",
        "chatgpt.json, number 4, “No tree at all”: It is not what its format says.",
        "chatgpt.json, number 5: It is not what its format says.",
    ]
    assert ended.err == "3 conversations were imported.\n"
    again = bare("import", str(EXPORTS / "chatgpt.json"))
    assert "Already here: 3" in again.out
    assert again.err == "Everything in it is here already.\n"
    assert len(bare("list", "--json").json) == 3


def test_a_dry_run_changes_nothing(bare: Shell) -> None:
    ended = bare("import", str(EXPORTS / "claude.json"), "--dry-run")
    assert "New: 2" in ended.out
    assert ended.err == "Nothing was changed: this was a dry run.\n"
    assert bare("list", "--json").json == []


def test_a_program_gets_one_object(bare: Shell, tmp_path: Path) -> None:
    bare("import", str(written(tmp_path / "old.json", [talk(1)])))
    ended = bare("import", "--json", str(written(tmp_path / "new.json", [talk(1, turns=3), talk(2), None])))
    found = ended.json
    assert ended.status == 3
    assert found.pop("skipped") == [{"where": "new.json", "number": 3, "title": "", "reason": "broken"}]
    ids = [found.pop(name) for name in ("new_ids", "grown_ids", "same_ids")]
    assert {one["id"] for one in bare("list", "--json").json} == {*ids[0], *ids[1]}
    assert found == {
        "programs": ["chatgpt"],
        "read": 3,
        "new": 1,
        "grown": 1,
        "same": 0,
        "messages": 6,
        "known_messages": 4,
        "trashed": 0,
        "attachments": 0,
        "losses": {},
        "dry_run": False,
    }


def test_all_taken_is_status_0(bare: Shell, tmp_path: Path) -> None:
    assert bare("import", str(written(tmp_path / "a.json", [talk(1)]))).status == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{}", "“some.zip” is no export that is known here."),
        (b"PK\x03\x04nothing", "The archive “some.zip” is damaged."),
        (None, "“some.zip” cannot be opened."),
    ],
)
def test_what_cannot_be_imported_is_refused_in_words(
    bare: Shell, tmp_path: Path, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / "some.zip").write_bytes(content)
    ended = bare("import", str(tmp_path / "some.zip"))
    assert ended.status == 1
    assert ended.err.startswith(words)
    assert ended.err.rstrip().endswith(("Nothing was imported.", "directory”"))


def test_our_own_exports_come_back(bare: Shell, tmp_path: Path) -> None:
    bare("import", str(EXPORTS / "next_chat.json"))
    before = bare("list", "--json").json
    for form, name in (("json", "all.json"), ("markdown", "all.zip")):
        assert bare("export", "--all", "--format", form, "-o", str(tmp_path / name)).status == 0
    for name in ("all.json", "all.zip"):
        other = Shell(tmp_path / f"other {name}", bare._capsys, bare._monkeypatch)
        ended = other("import", str(tmp_path / name))
        assert ended.out.startswith("Desktop Chat\n1 conversation · 5 messages")
        found = other("list", "--json").json
        assert [one["title"] for one in found] == [one["title"] for one in before]


# In a process of its own, as the window starts it.


def lines(child: subprocess.Popen[bytes]) -> list[dict[str, Any]]:
    assert child.stdout is not None
    return [json.loads(line) for line in child.stdout]


def test_progress_is_a_line_for_each_piece_and_then_the_whole(bare: Shell, tmp_path: Path) -> None:
    path = written(tmp_path / "many.json", [talk(number) for number in range(450)])
    with bare.spawn("import", "--progress", str(path), stdin=subprocess.PIPE) as child:
        *steps, last = lines(child)
        assert child.wait(PATIENCE_S) == 0
    assert [step["conversations"] for step in steps] == sorted(step["conversations"] for step in steps)
    assert len(steps) == 3
    assert steps[-1]["progress"] == 1
    assert (last["new"], last["read"]) == (450, 450)


def test_an_import_whose_input_ends_leaves_nothing(bare: Shell, tmp_path: Path) -> None:
    path = written(tmp_path / "many.json", [talk(number, turns=40) for number in range(2000)])
    with bare.spawn("import", "--progress", str(path), stdin=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdin is not None
        child.stdout.readline()
        child.stdin.close()
        child.stdout.read()
        assert child.wait(PATIENCE_S) == 130
    assert bare("list", "--json").json == []


def test_a_refusal_is_a_line_too(bare: Shell, tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.zip", {"user.json": {}})
    with bare.spawn("import", "--progress", str(path), stdin=subprocess.PIPE) as child:
        assert lines(child) == [{"error": "not_an_export", "values": {"name": "bomb.zip"}}]
        assert child.wait(PATIENCE_S) == 1
