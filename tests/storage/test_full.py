"""A database that may not grow any more: SQLite then fails exactly as on a full disk."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from desktop_chat.domain.errors import NotFound, StoreError, StoreFull
from desktop_chat.domain.messages import Message, Status
from desktop_chat.domain.streaming import Ended, TextDelta
from desktop_chat.storage.store import Store
from tests.guards import ExpectedWarnings
from tests.storage.making import ask, at, conversation, done, stream, wait_for

MUCH = "much text " * 50_000


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_chat.storage.stream_log.RETRY_S", 0.02)


@contextmanager
def full(store: Store) -> Iterator[None]:
    """No page more than there are."""
    set_limit(store, 1)
    yield
    set_limit(store, 2**31)


def set_limit(store: Store, pages: int) -> None:
    done(store.database.run(lambda: store.database._connection.pragma("max_page_count", pages)))


@pytest.fixture
def told(store: Store) -> list[StoreError | None]:
    heard: list[StoreError | None] = []
    store.journal.on_trouble(heard.append)
    return heard


@pytest.fixture
def reply(store: Store) -> Message:
    """A reply that streams, its first word saved."""
    begun = stream(store, ask(store, conversation(), "q"), TextDelta("first "))
    wait_for(lambda: store.conversations.message(begun.id).text == "first ")
    return begun


def test_trouble_is_told_once_and_relief_once_and_nothing_is_lost(
    store: Store, reply: Message, told: list[StoreError | None]
) -> None:
    with full(store):
        store.journal.put(reply.id, TextDelta(MUCH))
        wait_for(lambda: bool(told))
        for _ in range(3):
            store.journal.put(reply.id, TextDelta("more "))
        assert store.journal.message(reply.id).text == f"first {MUCH}more more more "
        assert store.conversations.message(reply.id).text == "first "
    wait_for(lambda: len(told) == 2)
    wait_for(lambda: store.conversations.message(reply.id).text == f"first {MUCH}more more more ")
    assert [type(error) for error in told] == [StoreFull, type(None)]


def test_a_reply_that_ends_while_the_disk_is_full_is_stored_when_there_is_room(
    store: Store, reply: Message, told: list[StoreError | None]
) -> None:
    with full(store):
        store.journal.put(reply.id, TextDelta(MUCH))
        store.journal.put(reply.id, Ended(at(1), "stop"))
        for _ in range(2):
            with pytest.raises(StoreFull):
                store.journal.settle(reply.id)
        assert store.journal.streaming() == {reply.id}
        assert store.journal.message(reply.id).status is Status.COMPLETE
    wait_for(lambda: store.journal.streaming() == frozenset())
    stored = store.conversations.message(reply.id)
    assert (stored.text, stored.status) == (f"first {MUCH}", Status.COMPLETE)
    wait_for(lambda: [type(error) for error in told] == [StoreFull, type(None)])


def test_it_is_also_stored_if_only_its_end_did_not_fit(store: Store, reply: Message) -> None:
    store.journal.put(reply.id, TextDelta(MUCH))
    wait_for(lambda: store.conversations.message(reply.id).text == f"first {MUCH}")
    with full(store):
        store.journal.put(reply.id, Ended(at(1), "stop"))
        with pytest.raises(StoreFull):
            store.journal.settle(reply.id)
        logged = "SELECT count(*) FROM stream_log WHERE kind = 'ended'"
        wait_for(lambda: store.database.reader().execute(logged).get == 1)
        done(store.database.run(lambda: None))  # by now it has been tried again
        assert store.journal.streaming() == {reply.id}
    wait_for(lambda: store.conversations.message(reply.id).status is Status.COMPLETE)


def test_a_reply_that_is_given_up_in_a_quiet_moment_is_stored_when_there_is_room(store: Store, reply: Message) -> None:
    store.journal.put(reply.id, TextDelta(MUCH))
    wait_for(lambda: store.conversations.message(reply.id).text == f"first {MUCH}")
    wait_for(lambda: not store.journal._beating)
    with full(store), pytest.raises(StoreFull):
        store.journal.settle(reply.id)
    wait_for(lambda: store.conversations.message(reply.id).status is Status.INTERRUPTED)
    assert store.conversations.message(reply.id).text == f"first {MUCH}"


def test_a_reply_whose_conversation_goes_while_it_waits_for_room_is_let_go(store: Store, reply: Message) -> None:
    with full(store):
        store.journal.put(reply.id, TextDelta(MUCH))
        store.journal.put(reply.id, Ended(at(1), "stop"))
        with pytest.raises(StoreFull):
            store.journal.settle(reply.id)
        done(store.conversations.change(reply.conversation_id, trashed_at=at(1)))
        done(store.conversations.delete([reply.conversation_id]))
    wait_for(lambda: store.journal.streaming() == frozenset())
    with pytest.raises(NotFound):
        store.journal.message(reply.id)


def test_a_full_sync_that_fails_is_made_up_for(
    store: Store, told: list[StoreError | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_chat.storage.stream_log.SYNC_S", 0.2)
    begun = stream(store, ask(store, conversation(), "q"), TextDelta("first "))
    wait_for(lambda: store.journal._syncing)
    with full(store):
        monkeypatch.setattr("desktop_chat.storage.stream_log.BEAT_S", 1000)
        store.journal.put(begun.id, TextDelta(MUCH))
        wait_for(lambda: bool(told))
    wait_for(lambda: store.conversations.message(begun.id).text == f"first {MUCH}")
    wait_for(lambda: not store.journal._syncing)
    assert [type(error) for error in told] == [StoreFull, type(None)]


def test_what_cannot_be_stored_at_the_end_is_logged(
    store: Store, reply: Message, expected_warnings: ExpectedWarnings
) -> None:
    expected_warnings("A reply could not be stored: StoreFull")
    set_limit(store, 1)
    store.journal.put(reply.id, TextDelta(MUCH))
    store.close()


def test_a_message_that_does_not_fit_is_refused_as_a_whole(store: Store) -> None:
    talk = conversation("too much")
    with full(store):
        with pytest.raises(StoreFull):
            ask(store, talk, MUCH)
        assert store.conversations.summaries() == []
    ask(store, talk, MUCH)
