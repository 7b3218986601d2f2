"""`doctor` and `--self-check`: is everything in order, and is the program whole?"""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_chat import paths
from tests.cli.running import Shell
from tests.guards import ExpectedWarnings
from tests.support.wire_server import WireServer


def test_a_sound_store_is_in_order(shell: Shell, server: WireServer) -> None:
    shell("ask", "One")
    connections = server.connections
    ended = shell("doctor", "--json")
    found = ended.json
    assert ended.status == 0
    assert found["data_directory"] == str(shell.data_dir)
    assert (found["database"]["ok"], found["database"]["messages"], found["database"]["receipts"]) == (True, 2, 1)
    assert found["keyring"]["safe"] is False
    assert [endpoint["name"] for endpoint in found["endpoints"]] == ["test"]
    assert found["versions"]["sqlite"]
    assert found["versions"]["PySide6-Essentials"]
    assert server.connections == connections
    words = shell("doctor").out
    assert "sound: 1 conversation, 2 messages" in words
    assert "No keyring was found" in words


def test_what_does_not_exist_yet_is_in_order_and_is_not_made(bare: Shell) -> None:
    ended = bare("doctor")
    assert ended.status == 0
    assert "none yet" in ended.out
    assert not bare.data_dir.exists()


def test_a_damaged_database_is_told_and_left_as_it_is(shell: Shell) -> None:
    shell("ask", "One")
    path = shell.data_dir / "chats.db"
    path.write_bytes(b"this is no database" * 1000)
    for ended in (shell("doctor"), shell("doctor", "--json")):
        assert ended.status == 1
        assert "damaged" in ended.out
        assert "Traceback" not in ended.err
    assert path.read_bytes() == b"this is no database" * 1000


@pytest.mark.parametrize("command", [["list"], ["ask", "hello"], ["search", "x"]])
def test_a_data_directory_that_cannot_be_is_told(bare: Shell, command: list[str]) -> None:
    bare.data_dir.write_text("a file in its place")
    ended = bare(*command)
    assert (ended.status, ended.out) == (1, "")
    assert str(bare.data_dir) in ended.err


def test_a_damaged_settings_file_is_told_and_kept(shell: Shell) -> None:
    (shell.data_dir / "settings.json").write_text("{,")
    ended = shell("list", "--json")
    assert ended.status == 0
    assert "settings" in ended.err.lower()
    assert [path.read_text() for path in shell.data_dir.glob("settings.json.damaged*")] == ["{,"]


def test_a_whole_program_passes_its_own_check(bare: Shell) -> None:
    ended = bare.run("--self-check")
    assert (ended.status, ended.err) == (0, "")
    facts = dict(line.split(": ", 1) for line in ended.out.splitlines())
    assert facts["languages"] == "en, zh-CN"
    assert "SQLite" not in facts["versions"]
    assert "certificate authorities" in facts["certificates"]
    assert facts["store"].startswith("one turn stored and found")
    assert not bare.data_dir.exists()


def test_a_program_that_lacks_its_resources_does_not(
    bare: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expected_warnings: ExpectedWarnings
) -> None:
    expected_warnings("no readable catalogue")
    monkeypatch.setattr(paths, "translations", lambda: tmp_path)
    ended = bare("--self-check")
    assert ended.status == 1
    assert "languages: BROKEN" in ended.out
