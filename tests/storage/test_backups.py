from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import pytest

from desktop_chat.domain.errors import StoreDamaged, StoreFull
from desktop_chat.storage import backups
from desktop_chat.storage.backups import Stopped, all_in, is_due, make_daily
from desktop_chat.storage.store import FILE_NAME, Store, open_store
from tests.storage.making import conversation, done, exchange
from tests.storage.test_database import mode

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def path_of(store: Store) -> Path:
    return store.directory / FILE_NAME


def daily(store: Store, day: datetime) -> Path:
    return make_daily(path_of(store), day)


def test_a_backup_holds_everything_for_its_owner_alone(store: Store) -> None:
    exchange(store, conversation(), "q", "a")
    copy = daily(store, NOW)
    assert (mode(copy), mode(copy.parent)) == (0o600, 0o700)
    (backup,) = all_in(store.directory)
    assert (backup.path, backup.made_at, backup.conversations, backup.messages) == (copy, NOW, 1, 2)
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_one_is_due_each_day_on_which_something_was_changed(store: Store) -> None:
    talk = conversation("before")
    exchange(store, talk, "q", "a")
    assert is_due(path_of(store), NOW)
    daily(store, NOW)
    tomorrow = NOW + timedelta(days=1)
    assert not is_due(path_of(store), tomorrow)
    done(store.days.note(tomorrow.date()))
    assert not is_due(path_of(store), tomorrow)
    done(store.conversations.change(talk.id, title="after"))
    assert not is_due(path_of(store), NOW)
    assert is_due(path_of(store), tomorrow)


def test_seven_days_and_four_weeks_stay(store: Store) -> None:
    made = [daily(store, NOW + timedelta(days=day)) for day in range(60)]
    left, weekly = [backup.path for backup in all_in(store.directory)], all_in(store.directory)[7:]
    assert left[:7] == made[:-8:-1]
    assert len(left) == 11
    assert len({backup.made_at.isocalendar()[:2] for backup in weekly}) == 4
    assert weekly[0].made_at - weekly[-1].made_at >= timedelta(days=15)


@pytest.mark.parametrize("years", [1, -1])
def test_a_clock_that_is_wrong_by_a_year_costs_no_more_than_a_day(store: Store, years: int) -> None:
    before = [daily(store, NOW + timedelta(days=day)) for day in range(7)]
    wrong = NOW + timedelta(days=7 + 365 * years)
    assert is_due(path_of(store), wrong) is False  # nothing was changed
    exchange(store, conversation(), "q", "a")
    assert is_due(path_of(store), wrong)
    amiss = daily(store, wrong)
    right = daily(store, NOW + timedelta(days=8))
    left = {backup.path for backup in all_in(store.directory)}
    assert {amiss, right, *before[2:]} <= left


def test_a_backup_that_nobody_waits_for_any_more_leaves_nothing(store: Store) -> None:
    exchange(store, conversation(), "q", "a" * 3_000_000)
    with pytest.raises(Stopped):
        make_daily(path_of(store), NOW, lambda: True)
    assert list((store.directory / "backups").iterdir()) == []


def test_what_was_half_written_by_a_run_that_died_goes_with_the_next(store: Store) -> None:
    folder = store.directory / "backups"
    folder.mkdir()
    (folder / "chats-000001-20260101T000000.db.unfinished").write_bytes(b"half")
    copy = daily(store, NOW)
    assert list(folder.iterdir()) == [copy]


def test_no_backup_takes_the_last_room(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "_ROOM_LEFT", 1 << 62)
    with pytest.raises(StoreFull):
        daily(store, NOW)
    assert all_in(store.directory) == []


def test_a_backup_that_is_damaged_is_not_offered(store: Store) -> None:
    exchange(store, conversation(), "q", "a" * 100_000)
    good, bad = daily(store, NOW), daily(store, NOW + timedelta(days=1))
    raw = bytearray(bad.read_bytes())
    raw[4096:12288] = bytes(8192)
    bad.write_bytes(raw)
    assert [backup.path for backup in all_in(store.directory)] == [good]


def test_an_older_one_stays_where_no_new_one_could_be_made(folder: Path) -> None:
    with open_store(folder) as store:
        exchange(store, conversation(), "q", "a" * 100_000)
        kept = [daily(store, NOW + timedelta(days=day)) for day in range(8)]
    path = folder / FILE_NAME
    raw = bytearray(path.read_bytes())
    raw[-4096:] = b"\xff" * 4096
    path.write_bytes(raw)
    with pytest.raises(StoreDamaged):
        make_daily(path, NOW + timedelta(days=9))
    assert [backup.path for backup in all_in(folder)] == kept[::-1]


def test_writing_goes_on_while_a_copy_is_made(store: Store) -> None:
    exchange(store, conversation(), "q", "a" * 4_000_000)
    written = []

    def write_in_between() -> bool:
        done(store.database.write(lambda db: db.execute("INSERT OR REPLACE INTO choice VALUES ('n', 'x')")))
        written.append(1)
        return False

    copy = make_daily(path_of(store), NOW, write_in_between)
    assert len(written) > 2
    db = apsw.Connection(str(copy), flags=apsw.SQLITE_OPEN_READONLY)
    assert db.execute("SELECT count(*) FROM choice").get == 0
    db.close()
