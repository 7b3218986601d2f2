"""Encrypted conversations: nothing of them can be read in any file, and nothing is lost on the way there and back."""

import os
import random
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import pytest

from desktop_chat.domain.encryption import (
    PassphraseTooShort,
    StoreLocked,
    WrongPassphrase,
    new_passphrase,
)
from desktop_chat.domain.errors import StoreBusy, StoreDamaged, StoreTooNew
from desktop_chat.domain.streaming import TextDelta
from desktop_chat.storage import backups, conversion, encryption, key_file
from desktop_chat.storage.restoring import restore_backup, restore_what_can_be_read
from desktop_chat.storage.store import open_store
from tests.storage.damaging import said, talks
from tests.storage.making import ask, conversation, stream
from tests.storage.sealing import CANARY, PASSPHRASE, fill, messages, singing

PAGE = 4096


@pytest.fixture(autouse=True)
def _quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What guessing costs is not what is tested here."""
    monkeypatch.setattr(key_file, "ROUNDS", 1000)
    yield
    encryption._given.clear()


@pytest.fixture
def sealed(folder: Path) -> Path:
    fill(folder)
    conversion.encrypt(folder, PASSPHRASE)
    return folder


# -- what lies on the disk --------------------------------------------------------------------------------------------


def test_what_was_said_can_be_read_in_no_file_any_more(folder: Path) -> None:
    fill(folder)
    before = messages(folder)
    assert {"chats.db", "search.db"} < set(singing(folder))
    converted = conversion.encrypt(folder, PASSPHRASE)
    assert (converted.backups, converted.left) == (1, ())
    assert singing(folder) == []
    assert messages(folder) == before


def test_nor_while_it_is_open_and_written_to(sealed: Path) -> None:
    with open_store(sealed) as store:
        stream(store, ask(store, conversation(f"{CANARY} talk"), f"{CANARY} asked"), TextDelta(f"{CANARY} writing"))
        backups.make_daily(store.database.path, datetime.now(UTC) + timedelta(days=1))
        assert store.search(CANARY)
        assert (sealed / "chats.db-wal").stat().st_size
        assert (sealed / "search.db").stat().st_size
        assert singing(sealed) == []
    assert singing(sealed) == []
    assert len(backups.all_in(sealed)) == 2


def test_files_of_an_encrypted_directory_are_their_owners_alone(sealed: Path) -> None:
    messages(sealed)
    assert all(path.stat().st_mode & 0o077 == 0 for path in sealed.rglob("*"))


def test_decrypted_again_everything_is_as_it_was(folder: Path) -> None:
    fill(folder)
    before = messages(folder)
    conversion.encrypt(folder, PASSPHRASE)
    converted = conversion.decrypt(folder)
    assert (converted.backups, converted.left) == (1, ())
    assert not (folder / "key.db").exists()
    assert apsw.Connection(str(folder / "chats.db")).execute("SELECT count(*) FROM message").get == len(before)
    assert messages(folder) == before
    (backup,) = backups.all_in(folder)
    assert backup.messages == len(before)


# -- who may read -----------------------------------------------------------------------------------------------------


def test_nobody_opens_it_without_the_passphrase(sealed: Path) -> None:
    encryption.forget_key(sealed)
    before = (sealed / "chats.db").read_bytes()
    with pytest.raises(StoreLocked):
        open_store(sealed)
    with pytest.raises(WrongPassphrase):
        key_file.get(sealed, PASSPHRASE.upper())
    assert not encryption.fits(sealed, encryption.new_key())
    assert (sealed / "chats.db").read_bytes() == before


def test_a_passphrase_is_the_same_however_its_letters_were_composed(folder: Path) -> None:
    open_store(folder).close()
    conversion.encrypt(folder, "gr\u00fc\u00dfe 'aus' 密码")
    assert key_file.get(folder, "gru\u0308\u00dfe 'aus' 密码") == encryption.key_of(folder)


def test_a_passphrase_that_looks_like_a_key_is_none(folder: Path) -> None:
    open_store(folder).close()
    said_key = f"raw:{'ab' * 32}"
    conversion.encrypt(folder, said_key)
    assert key_file.get(folder, said_key) == encryption.key_of(folder)
    with pytest.raises(apsw.NotADBError):
        encryption.keyed(apsw.Connection(str(folder / "key.db")), "ab" * 32).execute("SELECT * FROM key")


def test_another_passphrase_opens_the_same_and_the_old_one_nothing(sealed: Path) -> None:
    before = (sealed / "chats.db").read_bytes()
    with pytest.raises(WrongPassphrase):
        conversion.change_passphrase(sealed, "some other words", "staple staple")
    conversion.change_passphrase(sealed, PASSPHRASE, "staple staple")
    assert (sealed / "chats.db").read_bytes() == before
    assert encryption.fits(sealed, key_file.get(sealed, "staple staple"))
    with pytest.raises(WrongPassphrase):
        key_file.get(sealed, PASSPHRASE)


def test_a_short_passphrase_is_refused_and_nothing_changed(folder: Path) -> None:
    fill(folder)
    with pytest.raises(PassphraseTooShort):
        conversion.encrypt(folder, "seven77")
    assert not (folder / "key.db").exists()
    assert messages(folder)


def test_a_made_up_passphrase_is_long_and_never_the_same() -> None:
    made = {new_passphrase() for _ in range(50)}
    assert len(made) == 50
    assert {len(one) for one in made} == {29}


# -- in the way -------------------------------------------------------------------------------------------------------


def test_nothing_is_converted_while_somebody_has_it_open(folder: Path) -> None:
    with open_store(folder), pytest.raises(StoreBusy):
        conversion.encrypt(folder, PASSPHRASE)
    conversion.encrypt(folder, PASSPHRASE)
    with open_store(folder), pytest.raises(StoreBusy):
        conversion.decrypt(folder)


def test_nobody_opens_it_while_it_is_being_converted(folder: Path) -> None:
    fill(folder)
    tried: list[str] = []

    def look(done: int, of: int) -> None:
        with pytest.raises(StoreBusy):
            open_store(folder)
        tried.append(f"{done} of {of}")

    conversion.encrypt(folder, PASSPHRASE, look)
    assert tried == ["0 of 2", "2 of 2"]


def test_a_damaged_backup_is_named_and_left_as_it_is(folder: Path) -> None:
    fill(folder)
    bad = folder / "backups" / "chats-000009-20260101T000000.db"
    bad.write_bytes(b"SQLite format 3\0" + b"rubbish" * 4000)
    before = bad.read_bytes()
    converted = conversion.encrypt(folder, PASSPHRASE)
    assert (converted.backups, converted.left) == (1, (bad,))
    assert bad.read_bytes() == before


def test_a_newer_schema_is_refused_and_the_file_left_alone(sealed: Path) -> None:
    db = encryption.connect(sealed / "chats.db", apsw.SQLITE_OPEN_READWRITE)
    db.pragma("user_version", 99)
    db.close()
    before = (sealed / "chats.db").read_bytes()
    with pytest.raises(StoreTooNew):
        open_store(sealed)
    assert (sealed / "chats.db").read_bytes() == before


def test_an_older_schema_is_brought_up_after_an_encrypted_backup(folder: Path) -> None:
    fill(folder)
    conversion.encrypt(folder, PASSPHRASE)
    db = encryption.connect(folder / "chats.db", apsw.SQLITE_OPEN_READWRITE)
    db.execute("DROP TABLE day; PRAGMA user_version = 7")
    db.close()
    before = messages(folder)
    assert before
    assert [path.name for path in (folder / "backups").glob("chats-v7-*.db")]
    assert singing(folder) == []


# -- damage -----------------------------------------------------------------------------------------------------------


def test_what_can_be_deciphered_of_a_damaged_file_is_salvaged(folder: Path) -> None:
    with open_store(folder) as store:
        talks(store)
        before = said(store)
    conversion.encrypt(folder, PASSPHRASE)
    path, dice = folder / "chats.db", random.Random(7)
    raw = bytearray(path.read_bytes())
    for _ in range(3):
        raw[dice.randrange(PAGE * 20, len(raw))] ^= 1
    path.write_bytes(raw)
    restored = restore_what_can_be_read(folder)
    assert restored.salvaged is not None
    assert restored.salvaged.damaged_pages
    assert restored.kept_as is not None
    assert restored.kept_as.read_bytes() == bytes(raw)
    with open_store(folder) as store:
        after = said(store)
        assert store.check().ok
    assert len(before) * 2 // 3 <= len(after) <= len(before)
    assert all(before[one].text == message.text for one, message in after.items())
    assert not encryption.is_plain_copy(path)


def test_a_file_whose_first_page_is_gone_is_damaged_not_locked(sealed: Path) -> None:
    path = sealed / "chats.db"
    path.write_bytes(bytes(PAGE) + path.read_bytes()[PAGE:])
    encryption.forget_key(sealed)
    with pytest.raises(StoreLocked):
        open_store(sealed)
    encryption.give_key(sealed, key_file.get(sealed, PASSPHRASE))
    with pytest.raises(StoreDamaged):
        open_store(sealed)
    (backup,) = backups.all_in(sealed)
    restore_backup(sealed, backup)
    assert messages(sealed)
    assert singing(sealed) == []


def test_a_plain_backup_that_is_restored_is_encrypted_on_the_way(folder: Path, tmp_path: Path) -> None:
    fill(folder)
    (made,) = backups.all_in(folder)
    elsewhere = tmp_path / "elsewhere.db"
    shutil.copyfile(made.path, elsewhere)
    before = messages(folder)
    conversion.encrypt(folder, PASSPHRASE)
    backup = backups.looked_into(elsewhere)
    assert backup is not None
    restore_backup(folder, backup)
    (set_aside,) = folder.glob("chats-damaged-*.db")
    assert not encryption.is_plain_copy(set_aside)
    assert messages(folder) == before
    assert singing(folder) == []


# -- killed -----------------------------------------------------------------------------------------------------------


def killed_at(step: int, directory: Path, job: Callable[[], object]) -> bool:
    """Runs `job` in a child that is killed at its so many-th touch of a file; whether it came that far."""
    child = os.fork()
    if child == 0:
        left = [step]

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            is_ours = any(str(directory) in str(argument) for argument in arguments if isinstance(argument, str | Path))
            if event in {"open", "os.rename", "os.remove"} and is_ours:
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        try:
            job()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def every_step(prepared: Path, into: Path, job: Callable[[Path], object]) -> Iterator[Path]:
    """Directories as a killed `job` leaves them, one for each of its steps."""
    step = 0
    while True:
        directory = into / str(step)
        shutil.copytree(prepared, directory)
        if not killed_at(step, directory, lambda at=directory: job(at)):  # type: ignore[misc]
            assert step > 10
            return
        yield directory
        step += 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are made by fork")
def test_encryption_killed_at_any_step_loses_nothing_and_is_finished_or_undone(folder: Path, tmp_path: Path) -> None:
    fill(folder)
    before, seen = messages(folder), set()
    for directory in every_step(folder, tmp_path / "killed", lambda at: conversion.encrypt(at, PASSPHRASE)):
        is_encrypted = encryption.is_encrypted(directory)
        seen.add(is_encrypted)
        assert messages(directory) == before
        assert encryption.is_encrypted(directory) is is_encrypted
        if is_encrypted:
            assert singing(directory) == []
        else:
            assert not (directory / "key.db").exists()
        assert not [*directory.rglob("chats*.new"), *directory.rglob("*.anew")]
        assert len(backups.all_in(directory)) == 1
    assert seen == {True, False}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are made by fork")
def test_decryption_killed_at_any_step_loses_nothing_and_leaves_nothing_plain_half_way(
    sealed: Path, tmp_path: Path
) -> None:
    before, key, seen = messages(sealed), key_file.get(sealed, PASSPHRASE), set()

    def decrypt(at: Path) -> None:
        encryption.give_key(at, key)
        conversion.decrypt(at)

    for directory in every_step(sealed, tmp_path / "killed", decrypt):
        is_encrypted = encryption.is_encrypted(directory)
        seen.add(is_encrypted)
        assert messages(directory) == before
        assert (singing(directory) == []) is is_encrypted
        assert (directory / "key.db").exists() is is_encrypted
        assert not [*directory.rglob("chats*.new"), *directory.rglob("*.anew")]
        assert len(backups.all_in(directory)) == 1
    assert seen == {True, False}
