"""A question that seems to hold a key is held back until whoever wrote it says that it may go."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import Shell
from tests.support.wire_server import WireServer

KEY = "sk-proj-4fQ0aaB2cD3eF4gH5iJ6kL7mN8oP9qR0"


def test_nothing_is_sent_nor_stored_and_the_way_is_told(shell: Shell, server: WireServer) -> None:
    ended = shell("ask", f"Why does {KEY} not work?")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("This message looks as if it held the key of a service. Nothing was sent.")
    assert "--yes" in ended.err
    assert KEY not in ended.err
    assert server.requests == []
    assert shell("list", "--json").json == []


def test_programs_are_told_too(shell: Shell, server: WireServer) -> None:
    ended = shell("ask", "--json", f"Why does {KEY} not work?")
    assert ended.status == 2
    assert (ended.json["error_kind"], ended.json["complete"]) == ("holds_key", False)
    assert KEY not in ended.out


def test_it_goes_when_that_is_said(shell: Shell, server: WireServer) -> None:
    assert shell("ask", "--yes", f"Why does {KEY} not work?").status == 0
    assert KEY in server.requests[0].body.decode()


def test_it_goes_when_nobody_wants_to_be_asked(shell: Shell, server: WireServer) -> None:
    (shell.data_dir / "settings.json").write_text(json.dumps({"composer.warn_of_keys": False}), encoding="utf-8")
    assert shell("ask", "-", stdin=f"Why does {KEY} not work?".encode()).status == 0


def test_files_are_looked_through(shell: Shell, server: WireServer, tmp_path: Path) -> None:
    (tmp_path / "settings.env").write_text(f"OPENAI_API_KEY={KEY}\n", encoding="utf-8")
    ended = shell("ask", "--attach", str(tmp_path / "settings.env"), "What is this?")
    assert ended.status == 2
    assert "“settings.env” looks as if it held the key of a service" in ended.err
    assert server.requests == []
