import hashlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import apsw
import pytest

from desktop_chat.domain.errors import StoreBusy, StoreDamaged, StoreTooNew, StoreUnwritable
from desktop_chat.storage.database import Database
from desktop_chat.storage.migrations import APPLICATION_ID, STEPS
from tests.storage.making import done, wait_for
from tests.support.patience import PATIENCE_S


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def add(db: apsw.Connection, name: str, value: str = "") -> None:
    db.execute("INSERT INTO choice VALUES (?, ?)", (name, value))


def adding(name: str) -> Callable[[apsw.Connection], None]:
    return lambda db: add(db, name)


def names(database: Database) -> list[str]:
    return [name for (name,) in database.reader().execute("SELECT name FROM choice ORDER BY name")]


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    made = Database(folder / "chats.db")
    yield made
    made.close()


def test_directory_database_log_and_index_are_private(database: Database, folder: Path) -> None:
    done(database.write(adding("one")))
    assert mode(folder) == 0o700
    assert {path.name: mode(path) for path in folder.iterdir()} == {
        "chats.db": 0o600,
        "chats.db-wal": 0o600,
        "chats.db-shm": 0o600,
    }


def test_a_file_that_others_could_read_becomes_private(folder: Path) -> None:
    Database(folder / "chats.db").close()
    (folder / "chats.db").chmod(0o644)
    Database(folder / "chats.db").close()
    assert mode(folder / "chats.db") == 0o600


def test_the_file_says_what_it_is_and_is_opened_carefully(database: Database) -> None:
    reader = database.reader()
    assert reader.pragma("application_id") == APPLICATION_ID
    assert reader.pragma("user_version") == len(STEPS)
    assert reader.pragma("journal_mode") == "wal"

    def care(db: apsw.Connection) -> list[object]:
        return [db.pragma(name) for name in ("foreign_keys", "trusted_schema", "temp_store")]

    assert done(database.write(care)) == care(reader) == [1, 0, 2]


def test_a_write_is_all_or_nothing(database: Database) -> None:
    def half(db: apsw.Connection) -> None:
        add(db, "half")
        raise LookupError("stop")

    with pytest.raises(LookupError):
        done(database.write(half))
    assert names(database) == []
    done(database.write(adding("whole")))
    assert names(database) == ["whole"]


@pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 1)])
def test_only_a_durable_write_waits_for_the_disk(database: Database, durable: bool, level: int) -> None:
    assert done(database.write(lambda db: db.pragma("synchronous"), durable=durable)) == level


def test_readers_belong_to_their_thread_and_cannot_write(database: Database) -> None:
    with ThreadPoolExecutor(1) as other:
        theirs = other.submit(database.reader).result()
        assert other.submit(database.reader).result() is theirs
        assert database.reader() is not theirs
    with pytest.raises(apsw.ReadOnlyError):
        add(database.reader(), "no")


def test_readers_of_threads_that_ended_are_closed(database: Database) -> None:
    for _ in range(5):
        thread = threading.Thread(target=database.reader)
        thread.start()
        thread.join()
    wait_for(lambda: len(database._readers) == 0)


def test_closing_writes_everything_and_leaves_one_file(folder: Path) -> None:
    database = Database(folder / "chats.db")
    database.reader()
    for number in range(50):
        database.write(adding(f"{number:02}"))
    database.close()
    database.close()
    assert [path.name for path in folder.iterdir()] == ["chats.db"]
    again = Database(folder / "chats.db")
    assert len(names(again)) == 50
    again.close()
    with pytest.raises(RuntimeError, match="closed"):
        again.reader()


def test_closing_does_not_wait_for_a_thread_that_reads(folder: Path) -> None:
    database = Database(folder / "chats.db")
    reading = threading.Event()

    def read_for_ever() -> None:
        db = database.reader()
        db.create_scalar_function("reached", lambda *_: reading.set())
        endless = "WITH RECURSIVE n (i) AS (SELECT reached() UNION ALL SELECT i FROM n) SELECT count(*) FROM n"
        with pytest.raises((apsw.InterruptError, apsw.ConnectionClosedError)):
            db.execute(endless).fetchall()

    thread = threading.Thread(target=read_for_ever)
    thread.start()
    assert reading.wait(PATIENCE_S)
    database.close()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()


def test_our_own_writes_are_not_news(database: Database) -> None:
    database.reader()
    for number in range(5):
        done(database.write(adding(str(number))))
        assert not database.changed_elsewhere()
    done(database.write(lambda db: None))
    assert not database.changed_elsewhere()


def test_our_own_writes_are_not_news_while_they_happen_either(database: Database) -> None:
    database.reader()
    writes = [database.write(adding(str(number)), durable=False) for number in range(2000)]
    news = 0
    while not writes[-1].done():
        news += database.changed_elsewhere()
    assert news == 0


def test_what_another_connection_commits_is_news_once(database: Database, folder: Path) -> None:
    database.reader()
    other = Database(folder / "chats.db")
    done(other.write(adding("theirs")))
    assert database.changed_elsewhere()
    assert not database.changed_elsewhere()
    other.close()


def test_news_are_not_missed_among_our_own_writes(database: Database, folder: Path) -> None:
    database.reader()
    other = Database(folder / "chats.db")
    for number in range(10):
        done(database.write(adding(f"ours {number}")))
        done(other.write(adding(f"theirs {number}")))
        done(database.write(adding(f"ours again {number}")))
        wait_for(database.changed_elsewhere)
    other.close()
    done(database.run(lambda: None))
    database.changed_elsewhere()
    done(database.write(adding("alone again")))
    assert [database.changed_elsewhere() for _ in range(2)] == [False, False]


def test_two_writers_take_turns(folder: Path) -> None:
    one, two = Database(folder / "chats.db"), Database(folder / "chats.db")
    futures = [
        database.write(adding(f"{label}{number:03}"), durable=False)
        for number in range(200)
        for label, database in (("a", one), ("b", two))
    ]
    for future in futures:
        done(future)
    assert len(names(one)) == len(names(two)) == 400
    one.close()
    two.close()


def test_many_that_open_a_new_file_at_once_agree(folder: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(lambda _: Database(folder / "chats.db"), range(6)))
    for database in opened:
        assert database.reader().pragma("user_version") == len(STEPS)
        database.close()


def test_a_full_file_is_no_more_work_to_open_than_an_empty_one(folder: Path) -> None:
    empty, full = Database(folder / "empty.db"), Database(folder / "full.db")
    rows = [(f"{number}", "much text" * 50) for number in range(2000)]
    done(full.write(lambda db: db.executemany("INSERT INTO choice VALUES (?, ?)", rows)))
    empty.close()
    full.close()
    assert steps_to_open(folder / "full.db") <= steps_to_open(folder / "empty.db") + 20


def steps_to_open(path: Path) -> int:
    """How many steps the machine inside SQLite makes until the file is open."""
    counted = 0

    def count() -> bool:
        nonlocal counted
        counted += 1
        return False

    def watch(db: apsw.Connection) -> None:
        db.set_progress_handler(count, 1)

    apsw.connection_hooks.append(watch)
    try:
        Database(path).close()
    finally:
        apsw.connection_hooks.remove(watch)
    return counted


# -- what cannot be opened -----------------------------------------------------------------------------------


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def newer(path: Path) -> None:
    """A file of a newer program that was killed: part of it is still in the log beside it."""
    db = apsw.Connection(str(path))
    db.pragma("journal_mode", "WAL")
    db.pragma("application_id", APPLICATION_ID)
    db.pragma("user_version", len(STEPS) + 1)
    db.execute("CREATE TABLE future (x)")
    db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    db.execute("INSERT INTO future VALUES ('unfinished')")
    db.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
    db.close()


def test_a_newer_file_is_refused_and_not_touched(folder: Path) -> None:
    folder.mkdir()
    path = folder / "chats.db"
    newer(path)
    log = folder / "chats.db-wal"
    assert log.stat().st_size > 0
    before = fingerprint(path), fingerprint(log)
    with pytest.raises(StoreTooNew) as refused:
        Database(path)
    assert (refused.value.version, refused.value.known) == (len(STEPS) + 1, len(STEPS))
    assert (fingerprint(path), fingerprint(log)) == before


@pytest.mark.parametrize("content", [b"x", b"not a database " * 1000, b"\0" * 4096], ids=["byte", "text", "zeros"])
def test_a_file_that_is_no_database_is_not_overwritten(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / "chats.db").write_bytes(content)
    with pytest.raises(StoreDamaged):
        Database(folder / "chats.db")
    assert (folder / "chats.db").read_bytes() == content


def test_the_database_of_another_program_is_not_overwritten(folder: Path) -> None:
    folder.mkdir()
    other = apsw.Connection(str(folder / "chats.db"))
    other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = fingerprint(folder / "chats.db")
    with pytest.raises(StoreDamaged):
        Database(folder / "chats.db")
    assert fingerprint(folder / "chats.db") == before


def test_a_directory_in_the_files_place_is_refused(folder: Path) -> None:
    (folder / "chats.db").mkdir(parents=True)
    with pytest.raises(StoreUnwritable):
        Database(folder / "chats.db")


def test_a_file_in_the_directorys_place_is_refused(folder: Path) -> None:
    folder.write_bytes(b"I was here first")
    with pytest.raises(StoreUnwritable):
        Database(folder / "chats.db")
    assert folder.read_bytes() == b"I was here first"


def test_a_page_that_was_overwritten_is_reported_as_damage(folder: Path) -> None:
    database = Database(folder / "chats.db")

    def fill(db: apsw.Connection) -> None:
        for number in range(500):
            add(db, str(number), "x" * 200)

    done(database.write(fill))
    database.close()
    raw = bytearray((folder / "chats.db").read_bytes())
    half = len(raw) // 2  # the pages before it say what tables there are
    raw[half:] = b"\xff" * (len(raw) - half)
    (folder / "chats.db").write_bytes(raw)
    again = Database(folder / "chats.db")
    with pytest.raises(StoreDamaged):
        done(again.write(lambda db: db.execute("SELECT count(value) FROM choice").get))
    again.close()


def test_a_file_that_another_program_will_not_let_go_is_told_as_busy(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_chat.storage.database._BUSY_MS", 30)
    folder.mkdir()
    other = apsw.Connection(str(folder / "chats.db"))
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreBusy):
        Database(folder / "chats.db")
    other.execute("COMMIT")
    other.close()
    Database(folder / "chats.db").close()
