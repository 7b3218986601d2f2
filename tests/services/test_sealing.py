"""Encryption as the window's services see it: the key on its way to our own commands, the keyring, the passphrase."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_chat.domain.encryption import Conversion, WrongPassphrase
from desktop_chat.domain.encryption import Wish as Wanted
from desktop_chat.domain.errors import KeyringMissing
from desktop_chat.services.background import Background
from desktop_chat.services.converting import Converting
from desktop_chat.services.own_command import OwnCommand
from desktop_chat.services.relay import Relay
from desktop_chat.services.sealing import Sealing
from desktop_chat.services.unlocking import Unlocking
from desktop_chat.storage import conversion, encryption, key_file, keyring_border
from desktop_chat.storage.remembered_key import RememberedKey
from tests.storage.sealing import CANARY, PASSPHRASE, fill, singing
from tests.support import keyrings
from tests.support.patience import PATIENCE_MS


@pytest.fixture
def key_store(monkeypatch: pytest.MonkeyPatch) -> type[keyrings.MemoryKeyring]:
    """One that works."""
    import keyring

    keyrings.MemoryKeyring.kept.clear()
    monkeypatch.setitem(keyring_border.SAFE, keyrings.SAFE_ENOUGH, "Memory")
    monkeypatch.setattr(keyring, "get_keyring", keyrings.MemoryKeyring)
    return keyrings.MemoryKeyring


@pytest.fixture
def none_there(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backends import null

    monkeypatch.setattr(keyring, "get_keyring", null.Keyring)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Encrypted, and open."""
    monkeypatch.setattr(key_file, "ROUNDS", 1000)
    fill(tmp_path / "data")
    conversion.encrypt(tmp_path / "data", PASSPHRASE)
    yield tmp_path / "data"
    encryption._given.clear()


@pytest.fixture
def sealing(folder: Path, qtbot: QtBot) -> Iterator[Sealing]:
    made = Sealing(folder, Background(Relay(None)))
    yield made
    made._background.close()


def test_our_own_commands_get_the_key_where_nobody_sees_it(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    command = OwnCommand(folder, "en", ["export", "--all", "--format", "json", "-o", str(out), "--progress"])
    told: list[object] = []
    assert command.run(told.append).status == 0
    assert told
    assert CANARY in json.dumps(json.loads(out.read_bytes()))
    key = encryption.key_of(folder)
    assert key
    assert not any(key in word for word in command._arguments)
    assert singing(folder) == []


def test_a_command_of_ours_on_plain_conversations_is_told_no_key(tmp_path: Path) -> None:
    fill(tmp_path)
    command = OwnCommand(tmp_path, "en", ["list"])
    assert "--data-key-stdin" not in command._arguments
    assert command.run(lambda _: None).status == 0


def test_the_keyring_keeps_the_key_and_forgets_it(
    sealing: Sealing, folder: Path, key_store: type[keyrings.MemoryKeyring], qtbot: QtBot
) -> None:
    for wanted in (True, False):
        with qtbot.waitSignal(sealing.remembered, timeout=PATIENCE_MS) as told:
            sealing.set_remembered(wanted)
        assert told.args == [wanted]
        assert list(key_store.kept.values()) == ([encryption.key_of(folder)] if wanted else [])
    with qtbot.waitSignal(sealing.remembered, timeout=PATIENCE_MS) as told:
        sealing.look()
    assert told.args == [False]


def test_without_a_keyring_the_key_is_not_kept_and_that_is_said(
    sealing: Sealing, none_there: None, qtbot: QtBot
) -> None:
    errors: list[object] = []
    sealing.failed.connect(errors.append)
    with qtbot.waitSignal(sealing.remembered, timeout=PATIENCE_MS) as told:
        sealing.set_remembered(True)
    assert told.args == [False]
    assert [type(error) for error in errors] == [KeyringMissing]


def test_a_wrong_passphrase_changes_none(sealing: Sealing, folder: Path, qtbot: QtBot) -> None:
    before = (folder / "key.db").read_bytes()
    with qtbot.waitSignal(sealing.failed, timeout=PATIENCE_MS) as told:
        sealing.change_passphrase("something else", "staple staple")
    assert isinstance(told.args[0], WrongPassphrase)
    assert (folder / "key.db").read_bytes() == before
    with qtbot.waitSignal(sealing.passphrase_changed, timeout=PATIENCE_MS):
        sealing.change_passphrase(PASSPHRASE, "staple staple")
    assert key_file.get(folder, "staple staple") == encryption.key_of(folder)


def test_a_start_asks_the_keyring_before_anybody(
    folder: Path, key_store: type[keyrings.MemoryKeyring], qtbot: QtBot
) -> None:
    RememberedKey(folder).keep()
    encryption.forget_key(folder)
    unlocking = Unlocking(folder)
    with qtbot.waitSignal(unlocking.opened, timeout=PATIENCE_MS):
        unlocking.look()
    assert not encryption.is_locked(folder)
    unlocking.close()


def test_where_the_keyring_has_no_key_the_passphrase_opens(folder: Path, none_there: None, qtbot: QtBot) -> None:
    encryption.forget_key(folder)
    unlocking = Unlocking(folder)
    with qtbot.waitSignal(unlocking.missing, timeout=PATIENCE_MS):
        unlocking.look()
    with qtbot.waitSignal(unlocking.failed, timeout=PATIENCE_MS):
        unlocking.try_passphrase("something else")
    assert encryption.is_locked(folder)
    with qtbot.waitSignal(unlocking.opened, timeout=PATIENCE_MS):
        unlocking.try_passphrase(PASSPHRASE)
    assert not encryption.is_locked(folder)
    unlocking.close()


def test_what_the_keyring_does_not_take_is_encrypted_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, none_there: None, qtbot: QtBot
) -> None:
    monkeypatch.setattr(key_file, "ROUNDS", 1000)
    fill(tmp_path / "data")
    converting = Converting(tmp_path / "data", Conversion(Wanted.ENCRYPT, PASSPHRASE, remember=True))
    with qtbot.waitSignals([converting.not_remembered, converting.done], timeout=PATIENCE_MS):
        converting.run()
    assert singing(tmp_path / "data") == []
    converting.close()
    encryption._given.clear()
