"""Settings: known at once, written a moment later, the newest always last."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_chat.domain.errors import ChatError, SettingsDamaged, StoreFull, StoreUnwritable
from desktop_chat.domain.settings import LANGUAGE, TEXT_SIZE, THEME, Language, ThemeMode
from desktop_chat.services.background import Background
from desktop_chat.services.preferences import Preferences
from desktop_chat.services.relay import Relay
from desktop_chat.storage.settings_file import SettingsFile
from tests.guards import ExpectedWarnings
from tests.services.world import Gate, let_events_run, wait_until


class Disk:
    """A settings file that can be slow or full."""

    def __init__(self, path: Path) -> None:
        self._file = SettingsFile(path)
        self.folder = path.parent
        self.gate: Gate | None = None
        self.trouble: ChatError | None = None
        self.saved: list[dict[str, Any]] = []
        self.threads: set[int] = set()

    def load(self) -> dict[str, Any]:
        return self._file.load()

    def save(self, values: dict[str, Any]) -> None:
        self.threads.add(threading.get_ident())
        if self.gate:
            self.gate.wait()
        if self.trouble:
            raise self.trouble
        self._file.save(values)
        self.saved.append(values)


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_chat.services.preferences._SAVE_AFTER_MS", 5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


@pytest.fixture
def disk(path: Path) -> Disk:
    return Disk(path)


@pytest.fixture
def preferences(disk: Disk, background: Background) -> Iterator[Preferences]:
    made = Preferences(disk, background)
    yield made
    made.close()


def on_disk(path: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(path.read_text())
    return values


def test_without_a_file_every_setting_has_its_default(preferences: Preferences) -> None:
    assert preferences.get(THEME) is ThemeMode.SYSTEM
    assert preferences.get(TEXT_SIZE) == TEXT_SIZE.default


def test_a_change_is_known_at_once_announced_once_and_written_off_the_gui_thread(
    preferences: Preferences, disk: Disk, path: Path
) -> None:
    changes: list[str] = []
    preferences.changed.connect(changes.append)
    preferences.set(THEME, ThemeMode.DARK)
    preferences.set(THEME, ThemeMode.DARK)
    assert preferences.get(THEME) is ThemeMode.DARK
    assert changes == [THEME.name]
    wait_until(lambda: bool(disk.saved))
    assert on_disk(path) == {THEME.name: "dark"}
    assert threading.get_ident() not in disk.threads


def test_what_is_written_is_read_again(path: Path, background: Background) -> None:
    first = Preferences(SettingsFile(path), background)
    first.set(LANGUAGE, Language.CHINESE)
    first.close()
    second = Preferences(SettingsFile(path), background)
    assert second.get(LANGUAGE) is Language.CHINESE


def test_many_changes_are_one_write(preferences: Preferences, disk: Disk) -> None:
    for size in range(13, 25):
        preferences.set(TEXT_SIZE, size)
    wait_until(lambda: bool(disk.saved))
    let_events_run()
    assert [values[TEXT_SIZE.name] for values in disk.saved] == [24]


def test_names_that_this_version_does_not_know_survive(path: Path, background: Background) -> None:
    path.write_text('{"from.the.future": [1, 2]}')
    preferences = Preferences(SettingsFile(path), background)
    preferences.set(THEME, ThemeMode.LIGHT)
    preferences.close()
    assert on_disk(path) == {"from.the.future": [1, 2], THEME.name: "light"}


def test_a_bad_value_in_the_file_is_the_default_until_it_is_set(path: Path, background: Background) -> None:
    path.write_text('{"appearance.text_size": "huge"}')
    preferences = Preferences(SettingsFile(path), background)
    assert preferences.get(TEXT_SIZE) == TEXT_SIZE.default
    preferences.set(TEXT_SIZE, 20)
    preferences.close()
    assert on_disk(path) == {TEXT_SIZE.name: 20}


def test_a_slow_write_is_never_overtaken_by_an_older_state(preferences: Preferences, disk: Disk, path: Path) -> None:
    gate = disk.gate = Gate()
    preferences.set(TEXT_SIZE, 14)
    wait_until(lambda: gate.is_reached)
    preferences.set(TEXT_SIZE, 16)
    gate.open()
    wait_until(lambda: len(disk.saved) == 2)
    assert [values[TEXT_SIZE.name] for values in disk.saved] == [14, 16]
    assert on_disk(path) == {TEXT_SIZE.name: 16}


def test_a_write_that_fails_is_told_and_made_again_with_the_next_change(
    preferences: Preferences, disk: Disk, path: Path
) -> None:
    told: list[ChatError] = []
    preferences.not_saved.connect(told.append)
    disk.trouble = StoreFull("settings.json")
    preferences.set(TEXT_SIZE, 14)
    wait_until(lambda: bool(told))
    assert isinstance(told[0], StoreFull)
    assert preferences.get(TEXT_SIZE) == 14
    disk.trouble = None
    preferences.set(THEME, ThemeMode.DARK)
    wait_until(lambda: bool(disk.saved))
    assert on_disk(path) == {TEXT_SIZE.name: 14, THEME.name: "dark"}


def test_closing_writes_what_has_not_been_written(preferences: Preferences, disk: Disk, path: Path) -> None:
    preferences.set(TEXT_SIZE, 14)
    preferences.close()
    preferences.close()
    assert on_disk(path) == {TEXT_SIZE.name: 14}
    assert len(disk.saved) == 1


def test_a_write_that_was_dropped_with_the_pool_is_made_at_the_end(qapp: object, disk: Disk, path: Path) -> None:
    background = Background(Relay())
    preferences = Preferences(disk, background)
    background.close()
    preferences.set(TEXT_SIZE, 14)
    wait_until(lambda: not preferences._unsaved)
    preferences.close()
    assert on_disk(path) == {TEXT_SIZE.name: 14}


@pytest.mark.parametrize("fill", [lambda disk: setattr(disk, "trouble", StoreUnwritable("settings.json"))])
def test_a_disk_that_takes_nothing_at_the_end_does_not_keep_the_rest_from_closing(
    preferences: Preferences, disk: Disk, fill: Callable[[Disk], None], expected_warnings: ExpectedWarnings
) -> None:
    expected_warnings("could not be written: store_unwritable")
    preferences.set(TEXT_SIZE, 14)
    fill(disk)
    preferences.close()


def test_closing_without_a_change_writes_nothing(preferences: Preferences, disk: Disk, path: Path) -> None:
    preferences.close()
    assert not path.exists()


def test_a_damaged_file_is_put_aside_and_the_defaults_hold(path: Path, background: Background) -> None:
    path.write_text("{careful: work")
    with pytest.raises(SettingsDamaged) as damage:
        Preferences(SettingsFile(path), background)
    assert Path(damage.value.kept_as).read_text() == "{careful: work"
    preferences = Preferences(SettingsFile(path), background)
    preferences.set(TEXT_SIZE, 14)
    preferences.close()
    assert on_disk(path) == {TEXT_SIZE.name: 14}
