"""A data directory that cannot be used: one sentence, the remedy, and exit status 1; never a traceback."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest

from desktop_chat.storage.backups import make_daily
from desktop_chat.storage.migrations import APPLICATION_ID, STEPS
from desktop_chat.storage.store import open_store
from tests.faults.places import can_drop_rights, can_mount
from tests.source_files import ROOT
from tests.storage.damaging import talks
from tests.support.patience import PATIENCE_S


def start(directory: Path, before: tuple[str, ...] = (), way: str = "") -> tuple[int, str]:
    """The exit status, and what was said in the dialog. Nothing may reach the terminal beside it. `way` is the number
    of the way out that is taken where there are several.
    """
    command = [*before, sys.executable, "-m", "tests.ui.start_child", str(directory), way]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    trouble = [line for line in run.stderr.splitlines() if "This plugin does not support" not in line]
    assert "Traceback" not in run.stderr, run.stderr
    assert [line for line in trouble if "The window could not open" not in line] == []
    return run.returncode, run.stdout.strip()


def test_a_directory_that_can_be_used_opens_the_window(tmp_path: Path) -> None:
    assert start(tmp_path / "data") == (0, "The window opened.")


def test_a_database_of_a_newer_version_is_refused_with_its_bytes_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "chats.db"
    db = apsw.Connection(str(path))
    db.pragma("application_id", APPLICATION_ID)
    db.pragma("user_version", len(STEPS) + 1)
    db.execute("CREATE TABLE future (x)")
    db.close()
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    status, said = start(tmp_path)
    assert status == 1
    assert f"was written by a newer version of this program (format {len(STEPS) + 1}" in said
    assert "Install the newer version." in said
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_a_file_that_is_no_database_is_called_damaged_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "chats.db").write_bytes(b"not a database " * 1000)
    status, said = start(tmp_path)
    assert status == 1
    assert "The conversations are damaged. The file is left as it is" in said
    assert "What is missing is said." in said
    assert (tmp_path / "chats.db").read_bytes().startswith(b"not a database")


@pytest.mark.parametrize("way", ["1", "2"])
def test_a_damaged_file_is_replaced_by_keys_alone_and_the_window_opens(tmp_path: Path, way: str) -> None:
    with open_store(tmp_path) as store:
        talks(store)
    path = tmp_path / "chats.db"
    make_daily(path, datetime(2026, 3, 1, tzinfo=UTC))
    raw = bytearray(path.read_bytes())
    raw[:4096] = bytes(4096)
    path.write_bytes(raw)
    status, said = start(tmp_path, way=way)
    assert status == 0, said
    assert "6 conversations, 72 messages" in said
    assert said.endswith("The window opened.")
    assert [kept.read_bytes() for kept in tmp_path.glob("chats-damaged-*")] == [raw]
    with open_store(tmp_path) as store:
        assert store.check().ok


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("I was here first")
    status, said = start(tmp_path / "data")
    assert status == 1
    assert f"{tmp_path / 'data'}" in said
    assert "cannot be written to." in said
    assert "--data-dir" in said


def test_a_read_only_directory_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o500)
    status, said = start(folder, before=_as_anybody())
    assert status == 1
    assert f"{folder}" in said
    assert "cannot be written to." in said
    assert list(folder.iterdir()) == []


def _as_anybody() -> tuple[str, ...]:
    """What makes a command heed permissions: root does not, unless the right to ignore them is taken away."""
    if os.geteuid() != 0:
        return ()
    if not can_drop_rights():
        pytest.skip("root may write everywhere")
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


def test_a_full_disk_is_told_with_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    status, said = start(folder, before=_on_a_small_disk(folder))
    assert status == 1
    assert said.startswith("The disk with ")
    assert "Free some space; what is still unsaved is written then." in said


def _on_a_small_disk(folder: Path) -> tuple[str, ...]:
    """Runs a command where `folder` is a disk of its own with room for a few pages; it is gone with the command."""
    unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    mount = ["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", str(folder)]
    if not can_mount():
        pytest.skip("this system lets nobody mount a small disk")
    return (*unshare, "sh", "-c", f'{" ".join(mount)} && exec "$0" "$@"')
