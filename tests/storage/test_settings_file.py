from pathlib import Path

import pytest

from desktop_chat.domain.errors import SettingsDamaged, StoreUnwritable
from desktop_chat.storage.settings_file import SettingsFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "settings.json"


def test_without_a_file_there_are_no_settings(path: Path) -> None:
    assert SettingsFile(path).load() == {}
    assert not path.parent.exists()


def test_what_was_saved_comes_back_unknown_names_too(path: Path) -> None:
    values = {"appearance.theme": "dark", "of a newer program": {"deep": [1, None, "二"]}}
    SettingsFile(path).save(values)
    assert SettingsFile(path).load() == values
    loaded = SettingsFile(path).load()
    loaded["appearance.theme"] = "light"
    SettingsFile(path).save(loaded)
    assert SettingsFile(path).load() == values | {"appearance.theme": "light"}


def test_the_file_is_private_and_readable_by_a_person(path: Path) -> None:
    SettingsFile(path).save({"b": "二", "a": 1})
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.read_text(encoding="utf-8") == '{\n  "a": 1,\n  "b": "二"\n}\n'
    assert [found.name for found in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("content", [rb'{"a\ud800": "\udc00x"}', b'{"a\xed\xa0\x80": "\xed\xb0\x80x"}'])
def test_half_a_character_is_read_as_one_that_can_be_written(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    values = SettingsFile(path).load()
    assert values == {"a\ufffd": "\ufffdx"}
    SettingsFile(path).save(values)
    assert SettingsFile(path).load() == values


@pytest.mark.parametrize("content", [b"{", b"[1]", b'{"a": 1,}', b"\xff\xfe", b"", b"[" * 100_000])
def test_a_damaged_file_is_put_aside_and_reported_once(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    file = SettingsFile(path)
    with pytest.raises(SettingsDamaged) as damaged:
        file.load()
    assert Path(damaged.value.kept_as).read_bytes() == content
    assert Path(damaged.value.kept_as).name.startswith("settings.json.damaged-")
    assert file.load() == {}


def test_two_damaged_files_in_one_second_are_both_kept(path: Path) -> None:
    path.parent.mkdir()
    for content in (b"one", b"two", b"three"):
        path.write_bytes(content)
        with pytest.raises(SettingsDamaged):
            SettingsFile(path).load()
    assert {found.read_bytes() for found in path.parent.iterdir()} == {b"one", b"two", b"three"}


def test_what_cannot_be_read_or_written_is_said_so(path: Path) -> None:
    path.mkdir(parents=True)
    (path / "inside").touch()
    with pytest.raises(StoreUnwritable):
        SettingsFile(path).load()
    with pytest.raises(StoreUnwritable):
        SettingsFile(path).save({"a": 1})
    assert [found.name for found in path.parent.iterdir()] == ["settings.json"]
