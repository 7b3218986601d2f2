from dataclasses import replace

import pytest

from desktop_chat.domain import turns
from desktop_chat.domain.messages import Message, Role, new_id
from desktop_chat.domain.streaming import Ended, ReasoningDelta, RefusalDelta, TextDelta
from desktop_chat.storage.search import Hit, snippet, terms_of
from desktop_chat.storage.store import Store
from tests.storage.making import AUTHOR, ask, at, conversation, done, exchange, stream


def say(store: Store, *texts: str, title: str = "talk") -> list[Message]:
    """One conversation with these messages, a second apart."""
    talk = conversation(title)
    messages: list[Message] = []
    for number, text in enumerate(texts):
        parent = messages[-1].id if messages else None
        messages.append(Message(new_id(), talk.id, parent, Role.USER, text, at(number)))
    done(store.conversations.create(talk, messages))
    return messages


def found(store: Store, query: str, limit: int = 50) -> list[str | None]:
    return [hit.message_id for hit in store.search(query, limit)]


def test_a_hit_says_where_it_is(store: Store) -> None:
    (message,) = say(store, "The quick brown fox", title="Animals")
    assert store.search("quick") == [
        Hit(message.conversation_id, message.id, "Animals", Role.USER, "The quick brown fox")
    ]


def test_the_newest_comes_first_and_only_as_many_as_asked_for(store: Store) -> None:
    old, middle, new = say(store, "word 1", "word 2", "word 3")
    assert found(store, "word") == [new.id, middle.id, old.id]
    assert found(store, "word", 2) == [new.id, middle.id]
    assert found(store, "word", 0) == []


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("STRASSE", "Die Straße"),
        ("straße", "DIE STRASSE"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("ПРИВЕТ", "привет, мир"),
        ("列表", "什么是列表？"),
        ("fox quick", "The quick brown fox"),
        ('"quick brown"', "The quick brown fox"),
        ('"quick brown', "The quick brown fox"),
        ('fox "the quick"', "The quick brown fox"),
        ("100%_sure", "I am 100%_sure"),
    ],
)
def test_every_word_and_phrase_is_found_whatever_its_case(store: Store, query: str, text: str) -> None:
    (message,) = say(store, text)
    assert found(store, query) == [message.id]


@pytest.mark.parametrize("query", ["quick cat", '"brown quick"', "", "   ", '""', '"', "qu%ck", "qu_ck"])
def test_what_lacks_a_word_is_not_found(store: Store, query: str) -> None:
    say(store, "The quick brown fox")
    assert found(store, query) == []


def test_titles_are_found_and_come_in_by_their_time(store: Store) -> None:
    say(store, "nothing", title="Of foxes")
    (message,) = say(store, "a fox", title="other")
    done(store.conversations.create(replace(conversation("Newer foxes"), updated_at=at(60))))
    hits = store.search("FOX")
    assert [(hit.title, hit.message_id, hit.role) for hit in hits] == [
        ("Newer foxes", None, None),
        ("Of foxes", None, None),
        ("other", message.id, Role.USER),
    ]
    assert hits[0].snippet == "Newer foxes"


def test_other_branches_refusals_and_reasoning_are_searched_too(store: Store) -> None:
    talk = conversation()
    first = exchange(store, talk, "q", "first answer")
    retry = turns.retry(first, AUTHOR, at(5))
    done(store.conversations.begin_turn(talk, retry))
    second = stream(store, retry, RefusalDelta("never"), ReasoningDelta("pondering"), Ended(at(6), "stop"))
    store.journal.settle(second.id)
    assert found(store, "first") == [first.id]
    assert found(store, "never") == found(store, "pondering") == [second.id]


def test_the_trash_and_what_is_still_being_written_are_left_out(store: Store) -> None:
    (thrown,) = say(store, "a word in the bin")
    done(store.conversations.change(thrown.conversation_id, trashed_at=at(9)))
    stream(store, ask(store, conversation(), "q"), TextDelta("a word in the air"))
    assert found(store, "word") == []


def test_a_snippet_is_one_line_round_the_first_word_found() -> None:
    text = "start " * 30 + "here\n\tis  the needle" + " end" * 60
    made = snippet(text, ("needle",))
    assert made.startswith("…")
    assert made.endswith("…")
    assert "here is the needle end" in made
    assert len(made) <= 122


def test_a_snippet_finds_its_place_where_letters_fold_into_two() -> None:
    assert snippet("ß" * 100 + " needle", ("needle",)).endswith("ß needle")
    assert snippet("ß", ("s",)) == "ß"


def test_words_and_phrases_are_told_apart() -> None:
    assert terms_of('One "two  three" FOUR" five') == ("one", "two  three", 'four"', "five")
