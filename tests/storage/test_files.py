import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop_chat.storage import files
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


@pytest.mark.parametrize("names", [[], ["logs", "settings.json", "chats.db", "chats.db-wal"]])
def test_an_empty_directory_and_one_of_ours_become_private(tmp_path: Path, names: list[str]) -> None:
    (tmp_path / "ours").mkdir(0o755)
    for name in names:
        (tmp_path / "ours" / name).touch()
    private_directory(tmp_path / "ours")
    assert mode(tmp_path / "ours") == 0o700


def test_a_directory_that_holds_something_else_keeps_its_mode(tmp_path: Path) -> None:
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


def test_a_lock_has_one_holder_however_many_want_it_and_let_it_go(tmp_path: Path) -> None:
    """Whoever lets go removes the file; somebody else may have opened it just before."""
    inside: list[int] = []

    def want(number: int) -> int:
        held = 0
        for _ in range(200):
            lock = FileLock.take(tmp_path / "lock")
            if lock is not None:
                inside.append(number)
                assert inside == [number]
                inside.remove(number)
                lock.release()
                held += 1
        return held

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(want, range(4))) > 0
    assert list(tmp_path.iterdir()) == []


def test_a_lock_on_a_file_that_was_removed_just_before_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real, removed = tmp_path / "lock", files._lock, list[int]()

    def overtaken(descriptor: int) -> None:
        if not removed:
            path.unlink()
            removed.append(descriptor)
        real(descriptor)

    monkeypatch.setattr(files, "_lock", overtaken)
    lock = FileLock.take(path)
    assert lock is not None
    assert removed
    assert is_locked(path)
    lock.release()


def test_a_file_that_nobody_locks_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / "stale").touch()
    assert not is_locked(tmp_path / "stale")
    again = FileLock.take(tmp_path / "stale")
    assert again is not None
    again.release()
