"""P9: what an older program left, of every schema there has been, is all there after an upgrade."""

import hashlib
from pathlib import Path

import pytest

from desktop_chat.domain.messages import Status
from desktop_chat.storage.backups import all_in
from desktop_chat.storage.migrations import STEPS
from desktop_chat.storage.salvage import salvage
from desktop_chat.storage.store import FILE_NAME, open_store
from tests.faults.upgrades import VERSIONS, kill_in_step
from tests.storage.damaging import said
from tests.storage.schemas import FOLDER, lay_down

TEXTS = ["2, 两个。", "Because.", "Go on", "What is 1 + 1?", "Why?", "as far as here"]


@pytest.fixture(params=VERSIONS)
def directory(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    lay_down(request.param, tmp_path / "data" / FILE_NAME)
    return tmp_path / "data"


def test_each_schema_has_its_small_database() -> None:
    assert sorted(int(path.stem) for path in FOLDER.glob("*.sql")) == list(range(1, len(STEPS) + 1))


def test_everything_is_there_after_an_upgrade(directory: Path) -> None:
    with open_store(directory) as store:
        assert store.check().ok
        assert store.database.reader().pragma("user_version") == len(STEPS)
        assert sorted(message.text for message in said(store).values()) == TEXTS
        talks = {talk.title: talk for talk in store.conversations.summaries()}
        assert (talks["First talk"].folder, talks["First talk"].pinned) == ("Sums", True)
        (cut,) = store.recovered
        assert store.conversations.message(cut).status is Status.INTERRUPTED
        replies = [message for message in said(store).values() if message.is_reply]
        assert len(replies) == 3
        assert all(store.receipts.get(reply.id).body for reply in replies)


def test_before_an_upgrade_a_backup_is_made_that_can_be_restored(directory: Path) -> None:
    open_store(directory).close()
    made = all_in(directory)
    assert len(made) == (0 if VERSIONS[-1] == _version_of(directory) else 1)
    assert [(backup.conversations, backup.messages) for backup in made] == [(3, 6)] * len(made)


def _version_of(directory: Path) -> int:
    made = all_in(directory)
    return made[0].version if made else len(STEPS)


def test_what_is_damaged_is_salvaged_in_its_own_schema(directory: Path, tmp_path: Path) -> None:
    path = directory / FILE_NAME
    before = hashlib.sha256(path.read_bytes()).digest()
    found = salvage(path, tmp_path / FILE_NAME)
    assert (found.conversations, found.messages, found.is_whole) == (3, 6, True)
    assert hashlib.sha256(path.read_bytes()).digest() == before
    with open_store(tmp_path) as store:
        assert sorted(message.text for message in said(store).values()) == TEXTS
        assert store.check().ok


@pytest.mark.parametrize("step", [2, 5, 8])
def test_an_upgrade_that_is_killed_in_a_step_is_carried_on_from_there(step: int, tmp_path: Path) -> None:
    assert kill_in_step(1, step, tmp_path) == step - 1
    with open_store(tmp_path) as store:
        assert sorted(message.text for message in said(store).values()) == TEXTS
        assert store.check().ok
