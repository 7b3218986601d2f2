from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import apsw
import pytest

from desktop_chat.domain.errors import StoreDamaged
from desktop_chat.storage.backups import back_up
from desktop_chat.storage.database import Database
from desktop_chat.storage.migrations import STEPS, Step, upgrade, version_of
from tests.storage.making import done
from tests.support.patience import PATIENCE_MS, PATIENCE_S


def adds_a_column(db: apsw.Connection) -> None:
    db.execute("ALTER TABLE choice ADD COLUMN why TEXT")


def fails_half_way(db: apsw.Connection) -> None:
    db.execute("CREATE TABLE half (x)")
    raise LookupError("killed here")


def fails_if_run_twice(db: apsw.Connection) -> None:
    db.execute("CREATE TABLE once (x)")


LATER: tuple[Step, ...] = (*STEPS, adds_a_column)


@pytest.fixture
def path(folder: Path) -> Path:
    """A file as it was before the later steps, with one row."""
    database = Database(folder / "chats.db")
    done(database.write(lambda db: db.execute("INSERT INTO choice VALUES ('kept', 'yes')")))
    database.close()
    return folder / "chats.db"


def backups(path: Path) -> list[Path]:
    return sorted((path.parent / "backups").glob("*"))


def test_a_step_is_taken_once_and_keeps_what_was_there(path: Path) -> None:
    for _ in range(2):
        database = Database(path, LATER)
        assert database.reader().pragma("user_version") == len(LATER)
        assert database.reader().execute("SELECT name, value, why FROM choice").get == ("kept", "yes", None)
        database.close()


def test_before_the_first_step_a_sound_private_copy_is_put_aside(path: Path) -> None:
    Database(path, LATER).close()
    (copy,) = backups(path)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    old = apsw.Connection(str(copy), flags=apsw.SQLITE_OPEN_READONLY)
    assert old.pragma("user_version") == len(STEPS)
    assert old.pragma("integrity_check") == "ok"
    assert old.execute("SELECT * FROM choice").get == ("kept", "yes")
    old.close()
    assert backups(path) == [copy]  # opening it needed no file beside it


def test_a_new_file_and_one_that_needs_no_step_get_no_copy(folder: Path) -> None:
    for _ in range(2):
        Database(folder / "chats.db", LATER).close()
    assert not (folder / "backups").exists()


def test_a_step_that_fails_leaves_the_version_before_it_and_can_be_taken_again(path: Path) -> None:
    with pytest.raises(LookupError):
        Database(path, (*LATER, fails_half_way))
    database = Database(path, (*LATER, fails_if_run_twice))
    assert database.reader().pragma("user_version") == len(LATER) + 1
    assert database.reader().execute("SELECT 1 FROM sqlite_schema WHERE name = 'half'").get is None
    database.close()


def test_another_process_may_take_the_step_while_we_wait(path: Path) -> None:
    """Both have read the old version; the one that comes second finds the new one under its lock."""
    both = Barrier(2, timeout=PATIENCE_S)

    def meet(version: int) -> None:
        both.wait()

    def process() -> int:
        db = apsw.Connection(str(path))
        db.set_busy_timeout(PATIENCE_MS)
        upgrade(db, meet, (*STEPS, fails_if_run_twice))
        version = version_of(db)
        db.close()
        return version

    with ThreadPoolExecutor(2) as pool:
        versions = [pool.submit(process) for _ in range(2)]
    assert [version.result() for version in versions] == [len(STEPS) + 1] * 2


def test_a_copy_that_is_not_sound_does_not_count(tmp_path: Path) -> None:
    """The pages are all there, but a rule of the schema is broken."""
    db = apsw.Connection(str(tmp_path / "broken.db"))
    db.execute("CREATE TABLE t (x); INSERT INTO t VALUES (NULL); PRAGMA writable_schema = ON")
    db.execute("UPDATE sqlite_schema SET sql = 'CREATE TABLE t (x NOT NULL)'")
    db.close()
    with pytest.raises(StoreDamaged):
        back_up(tmp_path / "broken.db", tmp_path / "copies" / "copy.db")
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_copy_of_a_damaged_file_does_not_count(path: Path, tmp_path: Path) -> None:
    database = Database(path)
    done(database.write(lambda db: db.execute("INSERT INTO choice VALUES ('long', ?)", ("x" * 20_000,))))
    database.close()
    raw = bytearray(path.read_bytes())
    raw[-8192:] = b"\xff" * 8192
    path.write_bytes(raw)
    with pytest.raises((StoreDamaged, apsw.CorruptError)):
        back_up(path, tmp_path / "copies" / "copy.db")
    assert list((tmp_path / "copies").iterdir()) == []
