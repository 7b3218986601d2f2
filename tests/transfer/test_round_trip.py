"""From a store to a file, into another store, and out of it again: the same file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_chat.domain.messages import Status
from desktop_chat.storage.store import Store, open_store
from desktop_chat.transfer import importing
from desktop_chat.transfer.archive import Chat, pieces
from desktop_chat.transfer.export import load, save_all
from desktop_chat.transfer.formats import Format, MarkdownOptions, Profile
from desktop_chat.transfer.intake import Lacking
from desktop_chat.transfer.markdown import render
from desktop_chat.transfer.reading import read_archive
from desktop_chat.transfer.reading_markdown import read_markdown
from tests.storage.making import ENDPOINT, answer, ask, conversation, done
from tests.storage.test_attachments import PIXELS, ask_with, notes, put
from tests.transfer.chats import START, WORDING
from tests.transfer.messages import MESSAGES
from tests.transfer.random_chats import chats
from tests.transfer.test_other_parser import talk


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "other") as opened:
        yield opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "one") as opened:
        yield opened


def exported(store: Store) -> bytes:
    everything = [*store.conversations.summaries(), *store.conversations.summaries(trashed=True)]
    return b"".join(pieces([load(store, one.id) for one in everything], START))


def take(store: Store, archive: bytes) -> None:
    found = list(read_archive(BytesIO(archive), "chats.json"))
    assert all(isinstance(one, Chat) for one in found)
    done(store.intake.add_chats([one for one in found if isinstance(one, Chat)]))


@settings(max_examples=15)
@given(st.tuples(chats("c1"), chats("c2")))
def test_a_store_that_took_an_archive_gives_the_same_archive(written: tuple[Chat, Chat]) -> None:
    with TemporaryDirectory() as folder:
        with open_store(Path(folder) / "one") as store:
            done(store.intake.add_chats(written))
            archive = exported(store)
            take(store, archive)
            assert exported(store) == archive
        with open_store(Path(folder) / "other") as other:
            take(other, archive)
            assert undated(exported(other)) == undated(archive)


def undated(archive: bytes) -> bytes:
    """Without the moments when something went to the trash: what comes in goes to that of its new store then."""
    return re.sub(rb'"trashed_at": "[^"]*"', b'"trashed_at": ""', archive)


def test_what_the_program_itself_stored_comes_back(store: Store, other: Store) -> None:
    talk = conversation("Tides")
    reply = answer(store, ask(store, talk, "Why are there tides?"), "The moon.")
    for number in range(5):
        reply = answer(store, ask(store, talk, f"And {number}?", reply.id, 10 + number), f"Ebb {number}", 20 + number)
    answer(store, ask(store, talk, "Another way?", reply.parent_id, 40), "Flood", 41)
    archive = exported(store)
    take(other, archive)
    assert exported(other) == archive
    assert b'"messages": null' not in archive
    assert other.receipts.get(reply.id) == store.receipts.get(reply.id)
    assert other.receipts.counted(ENDPOINT.id, "small") == store.receipts.counted(ENDPOINT.id, "small")


@pytest.mark.parametrize("profile", Profile)
def test_markdown_goes_the_same_way(store: Store, other: Store, profile: Profile) -> None:
    talk = conversation("Tides")
    answer(store, ask(store, talk, "Why are there tides?"), "The moon.")
    options = MarkdownOptions(profile, with_trailer=True)
    text = render(load(store, talk.id), WORDING, options=options)
    [found] = read_markdown(BytesIO(text.encode()), "tides.md")
    assert isinstance(found, Chat)
    done(other.intake.add_chats([found]))
    assert render(load(other, talk.id), WORDING, options=options) == text


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("where", ["all.zip", "folder"])
def test_everything_as_markdown_comes_back(
    store: Store, other: Store, tmp_path: Path, profile: Profile, where: str
) -> None:
    """Short files and long ones, in folders, with attached files beside them."""
    done(store.intake.add_chats([talk(MESSAGES)]))
    for folder in (None, "Sea", "Work/Letters"):
        about = replace(conversation("潮汐"), folder=folder)
        answer(store, ask_with(store, about, "See", notes(store), put(store, "map.png", PIXELS)), "Seen.")
    target = tmp_path / where
    if where == "folder":
        target.mkdir()
    options = MarkdownOptions(profile, with_trailer=True)
    assert save_all(store, Format.MARKDOWN, target, WORDING, options) == 4
    report = importing.take(target, other.intake, lambda _: None)
    assert (len(report.added.new), report.losses, report.skipped) == (4, {}, ())
    assert exported(other) == exported(store)


def test_a_reply_that_is_being_written_comes_back_interrupted(store: Store, other: Store) -> None:
    talk = conversation("Tides")
    turn = ask(store, talk, "Why?")
    assert turn.reply is not None
    take(other, exported(store))
    assert store.conversations.message(turn.reply.id).is_streaming
    assert other.conversations.message(turn.reply.id).status is Status.INTERRUPTED


def test_readable_markdown_is_stored_once_as_a_conversation_of_its_own(store: Store) -> None:
    talk = conversation("Tides")
    answer(store, ask(store, talk, "Why are there tides?"), "The moon.")
    [found] = read_markdown(BytesIO(render(load(store, talk.id), WORDING).encode()), "tides.md")
    assert isinstance(found, Lacking)
    assert done(store.intake.add_chats([found.chat])).messages == 2
    assert done(store.intake.add_chats([found.chat])).messages == 0
    copy = load(store, found.chat.conversation.id)
    assert [message.text for message in copy.branch] == ["Why are there tides?", "The moon."]
