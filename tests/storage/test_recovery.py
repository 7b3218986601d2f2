import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop_chat.domain.errors import StoreBusy
from desktop_chat.domain.messages import Message, Status, Usage
from desktop_chat.domain.streaming import Ended, TextDelta, UsageReported
from desktop_chat.storage.files import FileLock
from desktop_chat.storage.runs import Runs, _taken
from desktop_chat.storage.store import Store, open_store
from tests.storage.making import ask, at, conversation, done, stream, wait_for


def left_behind(folder: Path, *events: object) -> Message:
    """A reply that was being written when its program died: all that reached the disk before that is there."""
    store = open_store(folder)
    reply = stream(store, ask(store, conversation(), "q"), *events)  # type: ignore[arg-type]
    wait_for(lambda: not store.journal._beating)
    done(store.database.run(lambda: None))
    store.database.close()  # without the journal: what it would do at the end does not happen
    store.runs.close()
    return reply


def test_a_reply_whose_program_died_is_interrupted_with_its_text(folder: Path) -> None:
    reply = left_behind(folder, TextDelta("so "), UsageReported(Usage(1, 2, 3)), TextDelta("far"))
    with open_store(folder) as store:
        assert store.recovered == (reply.id,)
        stored = store.conversations.message(reply.id)
        assert (stored.text, stored.status, stored.usage) == ("so far", Status.INTERRUPTED, Usage(1, 2, 3))
        assert store.database.reader().execute("SELECT count(*) FROM stream_log").get == 0
    with open_store(folder) as store:
        assert store.recovered == ()


def test_a_reply_that_had_ended_before_its_program_died_does_not_look_cut(folder: Path) -> None:
    reply = left_behind(folder, TextDelta("all of it"), Ended(at(3), "stop"))
    with open_store(folder) as store:
        stored = store.conversations.message(reply.id)
        assert (stored.text, stored.status, stored.finish_reason) == ("all of it", Status.COMPLETE, "stop")


def test_a_reply_that_another_living_process_writes_is_left_alone(store: Store) -> None:
    reply = stream(store, ask(store, conversation(), "q"), TextDelta("still "))
    with open_store(store.directory) as other:
        assert other.recovered == ()
        assert done(other.recover()) == ()
    store.journal.put(reply.id, TextDelta("here"))
    store.journal.put(reply.id, Ended(at(1), "stop"))
    assert store.journal.settle(reply.id).text == "still here"
    assert store.conversations.message(reply.id).status is Status.COMPLETE


def test_a_window_that_stays_open_can_fold_what_a_killed_command_line_left(folder: Path, store: Store) -> None:
    reply = left_behind(folder, TextDelta("half"))
    assert store.conversations.message(reply.id).status is Status.STREAMING
    assert done(store.recover()) == (reply.id,)
    assert store.conversations.message(reply.id).status is Status.INTERRUPTED


@pytest.mark.parametrize("damage", ["data = 'other'", "crc = crc + 1", "kind = 'reasoning'", "message = message + 1"])
def test_text_ends_before_a_damaged_piece_of_the_log(folder: Path, damage: str) -> None:
    store = open_store(folder)
    reply = stream(store, ask(store, conversation(), "q"))
    for piece in ("one ", "two ", "three "):
        store.journal.put(reply.id, TextDelta(piece))
        wait_for(lambda: not store.journal._beating)
    done(store.database.write(lambda db: db.execute(f"UPDATE stream_log SET {damage} WHERE seq = 2").fetchall()))
    store.database.close()
    store.runs.close()
    with open_store(folder) as again:
        expected = "one three " if damage.startswith("message") else "one "
        assert again.conversations.message(reply.id).text == expected


def test_entries_of_a_message_that_is_gone_are_removed(folder: Path) -> None:
    left_behind(folder, TextDelta("x"))
    store = open_store(folder)
    done(
        store.database.write(lambda db: db.execute("INSERT INTO stream_log VALUES (99, 99, 'text', 'x', 0)").fetchall())
    )
    store.close()
    with open_store(folder) as again:
        assert again.database.reader().execute("SELECT count(*) FROM stream_log").get == 0


# -- runs ----------------------------------------------------------------------------------------------------

HOLD = "import sys\nfrom pathlib import Path\nfrom desktop_chat.storage.runs import Runs\n"
HOLD += "runs = Runs(Path(sys.argv[1]))\nprint(runs.mine, flush=True)\nsys.stdin.read()"


@contextmanager
def another_run(folder: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A process that holds a run's lock until it is killed."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip(), process
        finally:
            process.kill()
            process.wait()


def test_a_run_is_alive_until_its_process_dies_however_it_dies(folder: Path) -> None:
    runs = Runs(folder)
    assert runs.is_alive(runs.mine)
    with another_run(folder) as (theirs, process):
        assert runs.is_alive(theirs)
        process.kill()
        process.wait()
        assert not runs.is_alive(theirs)
    assert {path.stem for path in folder.iterdir()} == {runs.mine, theirs}
    later = Runs(folder)
    assert {path.stem for path in folder.glob("*.lock")} == {runs.mine, later.mine}
    runs.close()
    later.close()
    assert list(folder.glob("*.lock")) == []
    assert later.is_check_due()


def test_a_lock_that_never_comes_free_is_told_as_busy(tmp_path: Path) -> None:
    held = FileLock.take(tmp_path / "a.lock")
    assert held is not None
    with pytest.raises(StoreBusy):
        _taken(tmp_path / "a.lock")
    held.release()


def test_a_damaged_run_id_leads_to_no_other_file(tmp_path: Path) -> None:
    runs = Runs(tmp_path / "runs")
    outside = FileLock.take(tmp_path / "outside.lock")
    assert outside is not None
    assert not runs.is_alive("../outside")
    outside.release()
    runs.close()
