import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_chat.storage.files import FileLock, is_locked, private_directory, private_file, write_whole


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.fixture(autouse=True)
def _generous_umask() -> Iterator[None]:
    """What is made private must be so by itself, not because of a strict shell."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_a_new_directory_is_for_its_owner_alone(tmp_path: Path) -> None:
    private_directory(tmp_path / "one" / "two")
    assert mode(tmp_path / "one" / "two") == 0o700


def test_an_empty_directory_becomes_private(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir(0o755)
    private_directory(tmp_path / "empty")
    assert mode(tmp_path / "empty") == 0o700


def test_a_directory_that_holds_something_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir(0o755)
    (tmp_path / "shared" / "note").touch()
    private_directory(tmp_path / "shared")
    assert mode(tmp_path / "shared") == 0o755


def test_a_file_is_private_from_its_creation_on_and_an_old_one_becomes_so(tmp_path: Path) -> None:
    assert private_file(tmp_path / "new")
    assert mode(tmp_path / "new") == 0o600
    (tmp_path / "old").write_bytes(b"kept")
    assert mode(tmp_path / "old") == 0o666
    assert not private_file(tmp_path / "old")
    assert mode(tmp_path / "old") == 0o600
    assert (tmp_path / "old").read_bytes() == b"kept"


def test_a_file_is_replaced_as_a_whole_and_leaves_nothing_beside(tmp_path: Path) -> None:
    write_whole(tmp_path / "file", b"first")
    write_whole(tmp_path / "file", b"second")
    assert (tmp_path / "file").read_bytes() == b"second"
    assert mode(tmp_path / "file") == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_file_that_cannot_be_replaced_stays_and_leaves_nothing_beside(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    (tmp_path / "file" / "inside").touch()
    with pytest.raises(OSError, match="file"):
        write_whole(tmp_path / "file", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_lock_is_held_by_one_and_its_file_goes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    lock = FileLock.take(path)
    assert lock is not None
    assert FileLock.take(path) is None
    assert is_locked(path)
    lock.release()
    assert not path.exists()
    assert not is_locked(path)


def test_a_file_that_nobody_locks_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / "stale").touch()
    assert not is_locked(tmp_path / "stale")
    again = FileLock.take(tmp_path / "stale")
    assert again is not None
    again.release()
