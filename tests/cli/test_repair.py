"""`doctor --repair`: the ways out of a damaged database, without a window."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_chat.storage.backups import make_daily
from tests.cli.running import Shell

_RUBBISH = b"this is no database" * 1000


def damage(path: Path) -> bytes:
    """What is a database only at its beginning."""
    raw = path.read_bytes()
    raw = raw[: len(raw) // 8 // 4096 * 4096] + _RUBBISH
    path.write_bytes(raw)
    return raw


def zero_a_page(path: Path, number: int) -> bytes:
    raw = bytearray(path.read_bytes())
    raw[number * 4096 : (number + 1) * 4096] = bytes(4096)
    path.write_bytes(raw)
    return bytes(raw)


def page_of(path: Path, words: str) -> int:
    return path.read_bytes().index(words.encode()) // 4096


@pytest.fixture
def path(shell: Shell) -> Path:
    assert shell("ask", "One").status == 0
    return shell.data_dir / "chats.db"


def test_a_sound_database_is_left_alone(shell: Shell, path: Path) -> None:
    before = path.read_bytes()
    ended = shell("doctor", "--repair")
    assert (ended.status, ended.out) == (0, "")
    assert "sound" in ended.err
    assert path.read_bytes() == before


def test_what_can_be_read_is_put_into_a_new_file(shell: Shell, path: Path) -> None:
    assert shell("ask", "Two").status == 0
    before = zero_a_page(path, page_of(path, "http://"))
    assert shell("doctor").status == 1
    ended = shell("doctor", "--repair", "--salvage")
    assert ended.status == 3
    assert "Recovered: 2 conversations, 4 messages." in ended.out
    assert "could not be read" in ended.out
    (kept,) = shell.data_dir.glob("chats-damaged-*.db")
    assert str(kept) in ended.out
    assert kept.read_bytes() == before
    assert kept.stat().st_mode & 0o777 == path.stat().st_mode & 0o777 == 0o600
    assert shell("doctor").status == 0


def test_the_newest_sound_backup_is_restored(shell: Shell, path: Path) -> None:
    make_daily(path, datetime(2026, 3, 1, tzinfo=UTC))
    damaged = make_daily(path, datetime(2026, 3, 2, tzinfo=UTC))
    damaged.write_bytes(_RUBBISH)
    before = damage(path)
    ended = shell("doctor", "--repair", "--backup")
    assert ended.status == 0
    assert "restored: 1 conversation, 2 messages" in ended.out
    assert [one.read_bytes() for one in shell.data_dir.glob("chats-damaged-*.db")] == [before]
    assert shell("doctor").status == 0
    assert "One" in shell("search", "One").out


def test_a_named_backup_is_restored_also_where_the_file_is_gone(shell: Shell, path: Path) -> None:
    copy = make_daily(path, datetime(2026, 3, 1, tzinfo=UTC))
    path.unlink()
    ended = shell("doctor", "--repair", "--backup", str(copy), "--json")
    assert ended.status == 0
    assert ended.json == {"backup": str(copy), "salvaged": None, "kept_as": None}


def test_without_a_way_the_ways_are_told(shell: Shell, path: Path) -> None:
    make_daily(path, datetime(2026, 3, 1, tzinfo=UTC))
    before = damage(path)
    ended = shell("doctor", "--repair")
    assert (ended.status, ended.out) == (2, "")
    assert "1 conversation, 2 messages" in ended.err
    assert "--salvage" in ended.err
    assert path.read_bytes() == before


def test_a_backup_that_is_none_is_refused(shell: Shell, path: Path) -> None:
    before = damage(path)
    for arguments in (["--backup"], ["--backup", str(path)]):
        ended = shell("doctor", "--repair", *arguments)
        assert ended.status == 1
        assert "no sound backup" in ended.err
    assert path.read_bytes() == before


def test_where_nothing_can_be_read_nothing_is_changed(shell: Shell, path: Path) -> None:
    path.write_bytes(_RUBBISH)
    ended = shell("doctor", "--repair", "--salvage")
    assert ended.status == 1
    assert path.read_bytes() == _RUBBISH
    assert not list(shell.data_dir.glob("chats-damaged-*"))
    assert not list(shell.data_dir.glob("*.new*"))


def test_ways_go_with_repair_only(shell: Shell, path: Path) -> None:
    assert shell("doctor", "--salvage").status == 2
    assert shell("doctor", "--repair", "--salvage", "--backup").status == 2
