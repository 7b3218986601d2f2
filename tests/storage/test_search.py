from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain import turns
from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.hits import Branch, Cursor, Hit, Hits, Question
from desktop_chat.domain.messages import Message, Role, new_id
from desktop_chat.domain.query import parse
from desktop_chat.domain.streaming import Ended, ReasoningDelta, RefusalDelta, TextDelta
from desktop_chat.storage.needles import excerpt, marks, needles
from desktop_chat.storage.stopping import Stop
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
        Hit(message.conversation_id, message.id, "Animals", Role.USER, "The quick brown fox", ((4, 9),), at(0))
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
    made = excerpt(needles(parse("needle").terms), text)
    assert made.startswith("…")
    assert made.endswith("…")
    assert "here is the needle end" in made
    assert len(made) <= 122


def test_a_snippet_finds_its_place_where_letters_fold_into_two() -> None:
    assert excerpt(needles(parse("needle").terms), "ß" * 100 + " needle").endswith("ß needle")


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("bar", "call fooBar()", True),
        ("bar", "call foo_bar()", True),
        ("foo_b", "call foo_bar()", True),
        ("server", "an HTTPServer", True),
        ("oba", "call fooBar()", False),
        ("row", "The quick brown fox", False),
        ("bro", "The quick brown fox", True),
        ("bro ", "The quick brown fox", False),
        ('"quick bro"', "The quick brown fox", False),
        ("quick-bro", "The quick-brown fox", True),
        ("quick\u3000brown", "The quick brown fox", True),
        ("cafe", "le café", True),
        ("ＣＡＦＥ", "le cafe\u0301", True),
        ("份不", "没有备份不算备份", True),
        ("份算", "没有备份不算备份", False),
        ("算", "没有备份不算备份", True),
        ("备份不算", "没有备份不算备份", True),
        ("备份不算", "备份不是不算", False),
        ("用python写", "我用Python写的", True),
        ("ひら", "ひらがなカタカナ", True),
        ("カタ", "ｶﾀｶﾅ", True),
        ("か", "が", False),
        ("국어", "한국어", True),
        ("😀", "well 😀", True),
        ("->", "a -> b", True),
        ("c++", "in C++ and C", True),
        ("c++", "in C", False),
        ('"two words"', "two\n\nwords", True),
    ],
)
def test_what_a_word_is_in_each_script(store: Store, query: str, text: str, found: bool) -> None:
    say(store, text)
    assert bool(store.search(query)) == found


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("ab", "xABx ab abc", ["ab", "ab"]),
        ("备份", "没有备份不算备份", ["备份", "备份"]),
        ('ab "bc"', "abc", ["abc"]),
        ('"a b"', "a  b a", ["a  b"]),
        ("strasse", "Die Straße", ["Straße"]),
        ("e", "ßße e", ["e"]),
        ("bar", "fooBar", ["Bar"]),
        ("role:user", "role user", []),
        ("", "text", []),
    ],
)
def test_words_are_marked_where_they_stand(query: str, text: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in marks(needles(parse(query).terms), text)] == marked


@given(st.text(), st.text())
def test_marks_never_touch_and_lie_inside(query: str, text: str) -> None:
    before = -1
    for start, end in marks(needles(parse(query).terms), text):
        assert before < start < end <= len(text)
        before = end


def test_operators_narrow_to_messages_of_their_kind(store: Store) -> None:
    talk = replace(conversation("talk"), folder="Trips")
    picture = Attachment("0" * 64, "map.png", "image/png", 1, 1)
    question = Message(new_id(), talk.id, None, Role.USER, "word", at(0), attachments=(picture,))
    reply = Message(
        new_id(), talk.id, question.id, Role.ASSISTANT, "word\n```\ncode\n```", at(60), model="openai/gpt-4o-mini"
    )
    done(store.conversations.create(talk, [question, reply]))
    for query in ("role:user", "has:image", "word before:2026-03 after:2026 has:image", "map", "role:u folder:tr"):
        assert found(store, query.replace("before:2026-03", "before:2027")) == [question.id], query
    for query in ("role:assistant", "model:gpt-4o", "model:OpenAI", "model:4o", "has:code", "word role:a has:code"):
        assert found(store, query) == [reply.id], query
    for query in ("folder:trips", "after:2026-02-27 word", "role:user role:assistant"):
        assert [one for one in found(store, query) if one] == [reply.id, question.id], query
    for query in (
        "model:gpt-5",
        "folder:work",
        "before:2026 word",
        "after:2027 word",
        "has:code has:image",
        "role:nobody",
    ):
        assert found(store, query) == [], query


def test_other_branches_are_told_by_where_the_way_to_them_turns_off(store: Store) -> None:
    talk = conversation()
    first = exchange(store, talk, "question", "first answer")
    deeper = exchange(store, talk, "deeper question", "deeper answer", parent=first.id)
    retry = turns.retry(first, AUTHOR, at(5))
    done(store.conversations.begin_turn(talk, retry))
    done(store.conversations.change(talk.id, head=deeper.id))
    second = stream(store, retry, TextDelta("second answer"), Ended(at(6), "stop"))
    store.journal.settle(second.id)
    where = {hit.message_id: hit.branch for hit in store.search("answer")}
    assert where == {first.id: None, deeper.id: None, second.id: Branch(2, 2)}
    done(store.conversations.change(talk.id, head=second.id))
    where = {hit.message_id: hit.branch for hit in store.search("answer")}
    assert where == {first.id: Branch(1, 2), deeper.id: Branch(1, 2), second.id: None}


def test_the_archive_and_the_trash_are_told(store: Store) -> None:
    (archived,) = say(store, "a word")
    (thrown,) = say(store, "a word in the bin", title="word")
    done(store.conversations.change(archived.conversation_id, archived=True))
    done(store.conversations.change(thrown.conversation_id, trashed_at=at(9)))
    answer = store.find(Question(parse("word")), Stop())
    assert answer
    assert {(hit.message_id, hit.is_archived, hit.is_trashed) for hit in answer.hits} == {
        (archived.id, True, False),
        (thrown.id, False, True),
    }
    assert [hit.is_trashed for hit in store.find_titles(parse("word"))] == [True]
    assert found(store, "word") == [archived.id]


def test_more_goes_on_where_the_hits_before_ended(store: Store) -> None:
    said = say(store, *(f"word {number}" for number in range(7)))
    found: list[str | None] = []
    after: Cursor | None = None
    for _ in range(3):
        answer = store.find(Question(parse("word"), limit=3, after=after), Stop())
        assert answer
        found += [hit.message_id for hit in answer.hits]
        after = answer.more
    assert found == [message.id for message in reversed(said)]
    assert after is None


def test_a_search_that_is_stopped_has_no_answer(store: Store) -> None:
    say(store, "word")
    stop = Stop()
    stop.set()
    assert store.find(Question(parse("word")), stop) is None
    assert store.find(Question(parse("word")), Stop()) is not None
    assert store.find(Question(parse(" ")), Stop()) == Hits()


@pytest.mark.parametrize("query", ["->", "word", "word role:user"])
def test_a_search_is_stopped_in_the_middle_and_leaves_nothing_open(store: Store, query: str) -> None:
    said = say(store, *(f"word -> {number}" for number in range(300)))
    store.searching.indexing.catch_up(60)
    stop = Stop()

    def stop_it() -> bool:
        stop.set()
        return False

    reader = store.database.reader()
    reader.set_progress_handler(stop_it, 500)
    assert store.find(Question(parse(query)), stop) is None
    reader.set_progress_handler(None)
    answer = store.find(Question(parse(query), limit=1), Stop())
    assert answer
    assert [hit.message_id for hit in answer.hits] == [said[-1].id]
