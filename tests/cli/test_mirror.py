"""`mirror`: the same folder from a script."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import Shell


def test_a_folder_follows_the_conversations(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    talk = shell("ask", "--json", "One").json["conversation_id"]
    assert "Written: 1." in shell("mirror", "-o", str(folder)).err
    assert "Written: 0." in shell("mirror", "-o", str(folder)).err
    path = folder / f"One {talk[:8]}.md"
    path.write_text("mine")
    shell("ask", "-c", talk, "More")
    assert f"One {talk[:8]}.conflict.md" in shell("mirror", "-o", str(folder)).err
    assert path.read_text().count("\n## ") == 4


def test_a_folder_that_is_not_there_is_told(shell: Shell, tmp_path: Path) -> None:
    ended = shell("mirror", "--profile", "obsidian", "-o", str(tmp_path / "nowhere"))
    assert ended.status == 1
    assert "nowhere" in ended.err
