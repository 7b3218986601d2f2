"""The index follows what is written, and is made again whenever it does not fit."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_chat.domain.hits import Cursor, Hits, Order, Question
from desktop_chat.domain.messages import Conversation, Message, MessageId, Role, new_id
from desktop_chat.domain.query import parse
from desktop_chat.domain.streaming import Ended, TextDelta
from desktop_chat.storage import index_search, indexing, search, tokenizer
from desktop_chat.storage.index_file import MESSAGES, state_in
from desktop_chat.storage.indexing import Indexing
from desktop_chat.storage.needles import hold, needles
from desktop_chat.storage.stopping import Stop
from desktop_chat.storage.store import FILE_NAME, INDEX_NAME, Store, open_store
from desktop_chat.storage.tokenizer import index_words
from tests.storage.making import ask, at, conversation, done, stream, wait_for

MANY = 600


def say(store: Store, texts: Sequence[str], seconds: Sequence[float] = ()) -> tuple[Conversation, list[Message]]:
    """One conversation in which these texts were said at these moments, stored in this order."""
    talk = conversation("talk")
    times = seconds or range(len(texts))
    said = [
        Message(new_id(), talk.id, None, Role.USER, text, at(when)) for text, when in zip(texts, times, strict=True)
    ]
    done(store.conversations.create(talk, said))
    return talk, said


def answer(store: Store, query: str, limit: int = 50, after: Cursor | None = None, order: Order = Order.NEWEST) -> Hits:
    found = store.find(Question(parse(query), order, limit, after), Stop())
    assert found is not None
    return found


def ids(hits: Hits) -> list[MessageId | None]:
    return [hit.message_id for hit in hits.hits]


def indexed(store: Store) -> int:
    """How many messages the index knows."""
    return int(store.searching.file.database().reader().execute("SELECT count(*) FROM message_words_docsize").get)


def noted(store: Store) -> int:
    return int(store.database.reader().execute("SELECT count(*) FROM unindexed").get)


def test_what_was_noted_is_taken_in(store: Store) -> None:
    _, (message,) = say(store, ["a word"])
    assert ids(answer(store, "word")) == [message.id]
    assert (indexed(store), noted(store)) == (0, 2)
    assert store.searching.indexing.catch_up(60)
    assert (indexed(store), noted(store)) == (1, 0)
    assert ids(answer(store, "word")) == [message.id]
    assert not store.searching.indexing.work(10)


def test_a_reply_is_indexed_when_it_has_ended(store: Store) -> None:
    reply = stream(store, ask(store, conversation(), "question"), TextDelta("answer"))
    store.searching.indexing.catch_up(60)
    assert indexed(store) == 1
    store.journal.put(reply.id, Ended(at(1), "stop"))
    store.journal.settle(reply.id)
    store.searching.indexing.catch_up(60)
    assert indexed(store) == 2
    assert ids(answer(store, "answer")) == [reply.id]


def test_what_is_deleted_for_good_is_forgotten(store: Store) -> None:
    talk, _ = say(store, ["a word", "another word"])
    store.searching.indexing.catch_up(60)
    done(store.conversations.change(talk.id, trashed_at=at(1)))
    done(store.conversations.delete([talk.id]))
    assert answer(store, "word") == Hits()
    store.searching.indexing.catch_up(60)
    assert indexed(store) == 0
    assert answer(store, "word") == Hits()
    assert store.find_titles(parse("talk")) == ()


def test_a_new_title_takes_the_place_of_the_old_one(store: Store) -> None:
    talk, _ = say(store, ["text"])
    for title in ("kites", "boats"):
        done(store.conversations.change(talk.id, title=title))
        assert [hit.title for hit in store.find_titles(parse(title))] == [title]
        store.searching.indexing.catch_up(60)
        assert [hit.title for hit in store.find_titles(parse(title))] == [title]
    assert store.find_titles(parse("kites")) == store.find_titles(parse("talk")) == ()


@pytest.mark.parametrize(("few", "many", "near"), [(1000, 2000, 64), (200, 2000, 64), (10, 64, 64), (10, 64, 0)])
def test_the_newest_come_first_however_late_they_were_stored(
    store: Store, monkeypatch: pytest.MonkeyPatch, few: int, many: int, near: int
) -> None:
    monkeypatch.setattr(index_search, "_FEW", few)
    monkeypatch.setattr(index_search, "_MANY", many)
    monkeypatch.setattr(index_search, "_NEAR", near)
    monkeypatch.setattr(index_search, "BLOCK", 16)
    monkeypatch.setattr(indexing, "BLOCK", 16)
    order = [(number * 7919) % MANY for number in range(MANY)]
    _, said = say(store, [f"word {number}" for number in order], order)
    store.searching.indexing.catch_up(60)
    wanted = [message.id for message in sorted(said, key=lambda message: message.created_at, reverse=True)]
    found: list[MessageId | None] = []
    after: Cursor | None = None
    while len(found) < MANY:
        page = answer(store, "word", 70, after)
        found += ids(page)
        after = page.more
        if after is None:
            break
    assert found == wanted
    assert ids(answer(store, "word after:2026-03-02 before:2027")) == []
    assert ids(answer(store, "word before:2026-03-02", 3)) == wanted[:3]


@pytest.mark.parametrize("few", [1, 1000])
def test_of_titles_the_last_changed_comes_first(store: Store, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(search, "_FEW", few)
    for seconds in (5, 9, 1, 7):
        done(store.conversations.create(replace(conversation(f"kites {seconds}"), updated_at=at(seconds))))
    store.searching.indexing.catch_up(60)
    done(store.conversations.create(replace(conversation("kites 8"), updated_at=at(8))))
    wanted = [f"kites {seconds}" for seconds in (9, 8, 7, 5, 1)]
    assert [hit.title for hit in store.find_titles(parse("kites"))] == wanted


def test_ranked_the_most_telling_comes_first(store: Store) -> None:
    texts = ["a word among a great many others that say little of it", "word, word and word", "a word in short"]
    _, (long, often, short) = say(store, texts)
    for _ in range(2):
        first = answer(store, "word", 2, order=Order.RANKED)
        assert ids(first) == [often.id, short.id]
        assert ids(answer(store, "word", 2, first.more, Order.RANKED)) == [long.id]
        store.searching.indexing.catch_up(60)


def emptied(folder: Path) -> None:
    for path in folder.glob(f"{INDEX_NAME}*"):
        path.unlink()


def test_what_was_there_before_the_index_is_taken_in_from_the_newest_on(folder: Path) -> None:
    with open_store(folder) as store:
        _, said = say(store, [f"word {number}" for number in range(10)])
        store.searching.indexing.catch_up(60)
    emptied(folder)
    with open_store(folder) as store:
        assert (answer(store, "word").is_complete, ids(answer(store, "word"))) == (False, [])
        store.searching.indexing.work(4)
        assert ids(answer(store, "word")) == [message.id for message in said[:5:-1]]
        while store.searching.indexing.work(4):
            assert store.find_titles(parse("talk"))
        assert answer(store, "word").is_complete
        assert ids(answer(store, "word")) == [message.id for message in reversed(said)]


def test_a_search_for_everything_does_not_need_the_index(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(folder) as store:
        _, said = say(store, [f"word {number}" for number in range(10)])
        store.searching.indexing.catch_up(60)
    emptied(folder)
    with open_store(folder) as store:
        monkeypatch.setattr(store.searching.indexing, "catch_up", lambda _: False)
        assert [hit.message_id for hit in store.search("word")][-10:] == [message.id for message in reversed(said)]
        assert indexed(store) == 0


def test_another_tokenizer_makes_the_index_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(folder) as store:
        _, (message,) = say(store, ["a word"])
        store.searching.indexing.catch_up(60)
    monkeypatch.setattr(tokenizer, "VERSION", tokenizer.VERSION + 1)
    with open_store(folder) as store:
        assert state_in(store.searching.file.database().reader()).floor(MESSAGES) == 2
        store.searching.indexing.catch_up(60)
        assert ids(answer(store, "word")) == [message.id]
        assert state_in(store.searching.file.database().reader()).version == tokenizer.VERSION


def test_an_index_that_knows_of_another_time_is_made_anew(folder: Path) -> None:
    """Conversations from a backup, beside the index of what came after it."""
    with open_store(folder) as store:
        talk, (message,) = say(store, ["a word"])
        store.searching.indexing.catch_up(60)
    shutil.copy(folder / FILE_NAME, folder / "before")
    with open_store(folder) as store:
        done(store.conversations.change(talk.id, trashed_at=at(1)))
        done(store.conversations.delete([talk.id]))
        store.searching.indexing.catch_up(60)
    shutil.copy(folder / "before", folder / FILE_NAME)
    with open_store(folder) as store:
        store.searching.indexing.catch_up(60)
        assert ids(answer(store, "word")) == [message.id]


@pytest.mark.parametrize(("start", "length"), [(0, 100), (0, 100_000), (4096, 40_000), (8192, 4096), (20_000, 3)])
def test_a_damaged_index_is_made_anew_and_nothing_is_lost(folder: Path, start: int, length: int) -> None:
    with open_store(folder) as store:
        _, said = say(store, [f"word {number}" for number in range(MANY)])
        store.searching.indexing.catch_up(60)
    content = bytearray((folder / INDEX_NAME).read_bytes())
    end = min(len(content), start + length)
    content[start:end] = b"\x5a" * (end - start)
    (folder / INDEX_NAME).write_bytes(content)
    with open_store(folder) as store:
        assert {hit.message_id for hit in store.search("word", MANY)} == {message.id for message in said}
        assert store.check().ok
        store.searching.indexing.catch_up(60)
        assert len(answer(store, "word", MANY).hits) == MANY


def test_while_a_reply_is_written_nothing_is_indexed(store: Store) -> None:
    say(store, ["a word"])
    reply = stream(store, ask(store, conversation(), "question"), TextDelta("answer"))
    asked: list[bool] = []

    def is_busy() -> bool:
        asked.append(bool(store.journal.streaming()))
        return asked[-1]

    following = Indexing(store.searching.file, store.database, is_busy)
    following.start()
    wait_for(lambda: len(asked) > 1)
    assert indexed(store) == 0
    store.journal.put(reply.id, Ended(at(1), "stop"))
    store.journal.settle(reply.id)
    wait_for(lambda: indexed(store) == 3 and noted(store) == 0)
    following.close()


def test_two_may_bring_the_index_up_to_date_at_once(folder: Path) -> None:
    with open_store(folder) as store:
        say(store, [f"word {number}" for number in range(MANY)])

    def work(_: int) -> None:
        with open_store(folder) as one:
            while one.searching.indexing.work(50):
                pass

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))
    with open_store(folder) as store:
        assert (indexed(store), noted(store)) == (MANY, 0)
        assert len(answer(store, "word", MANY).hits) == MANY


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text(alphabet="你我他不是的 abcAB_é9，。カが한글😀\n", max_size=30), min_size=1, max_size=12),
    st.lists(st.text(alphabet="你我他不是的abAé9カが한글😀", min_size=1, max_size=3), min_size=1, max_size=6),
)
def test_the_index_finds_what_a_plain_look_finds(texts: list[str], queries: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        _, said = say(store, texts)
        while store.searching.indexing.work(5):
            pass
        for query in queries:
            sought = needles(parse(query).terms)
            wanted = {message.id for message in said if hold(sought, (message.text,))}
            if all("\u4e00" <= character <= "\u9fff" for character in query):
                assert wanted == {message.id for message in said if query in message.text}
            assert set(ids(answer(store, query))) == wanted, query


@pytest.mark.parametrize("unit", ["word ", "汉字", "x", "中文word，", "fooBar"])
def test_a_very_long_text_has_the_words_of_its_parts(unit: str) -> None:
    length = 40_000 // len(unit)
    assert index_words(unit * length + " the end") >= index_words(unit * 20) - {unit * 20} | {"the", "end"}
