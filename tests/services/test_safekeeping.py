from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_chat.services.background import Background
from desktop_chat.services.relay import Relay
from desktop_chat.services.safekeeping import Safekeeping
from desktop_chat.storage.backups import all_in
from desktop_chat.storage.store import Store, open_store
from tests.storage.making import conversation, exchange
from tests.storage.test_database import mode


class World:
    def __init__(self, store: Store) -> None:
        self.store = store
        self.background = Background(Relay())
        self.keeping = Safekeeping(store, self.background)
        self.damaged: list[bool] = []
        self.keeping.damaged.connect(lambda: self.damaged.append(True))

    def look(self, qtbot: QtBot) -> None:
        with qtbot.waitSignal(self.keeping.rested):
            self.keeping.look()

    def close(self) -> None:
        self.keeping.close()
        assert self.background.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_store(tmp_path / "data") as store:
        exchange(store, conversation(), "q", "a" * 20_000)
    return tmp_path / "data"


@pytest.fixture
def world(folder: Path, qapp: object) -> Iterator[World]:
    with open_store(folder) as store:
        made = World(store)
        yield made
        made.close()


def test_a_day_gets_one_backup(world: World, qtbot: QtBot) -> None:
    for _ in range(2):
        world.look(qtbot)
    (backup,) = all_in(world.store.directory)
    assert backup.messages == 2
    assert world.damaged == []


def a_run_died(folder: Path) -> None:
    (folder / "runs").mkdir(exist_ok=True)
    (folder / "runs" / "dead.lock").touch()


def test_after_a_run_that_died_the_file_is_looked_through_once(folder: Path, qtbot: QtBot) -> None:
    a_run_died(folder)
    with open_store(folder) as first:
        assert first.runs.is_check_due()
    with open_store(folder) as store:
        assert store.runs.is_check_due()  # whoever came in between had no time for it
        assert [mode(path) for path in (folder / "runs").iterdir()] == [0o600] * 2
        world = World(store)
        world.look(qtbot)
        assert not store.runs.is_check_due()
        world.close()
    assert world.damaged == []


def test_damage_is_told_at_each_start_until_it_is_repaired(folder: Path, qtbot: QtBot) -> None:
    a_run_died(folder)
    path = folder / "chats.db"
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"a" * 50, b"b" * 50, 1))
    for _ in range(2):
        with open_store(folder) as store:
            world = World(store)
            world.look(qtbot)
            assert world.damaged == [True]
            world.close()
    assert all_in(folder) == []


def test_its_end_waits_for_nothing(world: World, qtbot: QtBot) -> None:
    world.keeping.look()
