"""Once in a while somebody looks whether others have written; never while our own words wait."""

from collections.abc import Iterator

import pytest

from desktop_chat.domain.errors import StoreUnwritable
from desktop_chat.services.watch import Watch
from tests.services.world import let_events_run, wait_until


class Database:
    """What the store would say."""

    def __init__(self) -> None:
        self.has_changed = False
        self.is_settled = True
        self.is_away = False
        self.looks = 0

    def changed_elsewhere(self) -> bool:
        self.looks += 1
        if self.is_away:
            raise StoreUnwritable("chats.db")
        changed, self.has_changed = self.has_changed, False
        return changed


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def watch(qapp: object, database: Database) -> Iterator[Watch]:
    made = Watch(database.changed_elsewhere, lambda: database.is_settled, every_ms=1)
    yield made
    made.close()


def test_a_change_is_announced_once(watch: Watch, database: Database) -> None:
    told: list[int] = []
    watch.changed.connect(lambda: told.append(database.looks))
    wait_until(lambda: database.looks > 3)
    assert told == []
    database.has_changed = True
    wait_until(lambda: bool(told))
    enough = database.looks + 3
    wait_until(lambda: database.looks > enough)
    assert len(told) == 1


def test_while_something_of_ours_waits_nobody_looks_and_nothing_is_missed(watch: Watch, database: Database) -> None:
    told: list[bool] = []
    watch.changed.connect(lambda: told.append(database.is_settled))
    database.is_settled = False
    let_events_run()
    looks = database.looks
    database.has_changed = True
    for _ in range(5):
        watch._look()
    assert (database.looks, told) == (looks, [])
    database.is_settled = True
    wait_until(lambda: told == [True])


def test_a_disk_that_is_away_is_looked_for_again(watch: Watch, database: Database) -> None:
    told: list[bool] = []
    watch.changed.connect(lambda: told.append(True))
    database.is_away = True
    wait_until(lambda: database.looks > 3)
    database.is_away, database.has_changed = False, True
    wait_until(lambda: told == [True])


def test_after_the_end_nobody_looks(watch: Watch, database: Database) -> None:
    watch.close()
    watch.close()
    looks = database.looks
    let_events_run()
    assert database.looks == looks
