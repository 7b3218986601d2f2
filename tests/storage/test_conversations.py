from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_chat.domain import tree, turns
from desktop_chat.domain.errors import Cause, ErrorKind, Failure, NotFound
from desktop_chat.domain.messages import Conversation, Message, Role, Status, ToolCall, Usage, new_id
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.streaming import TextDelta
from desktop_chat.storage.store import Store, open_store
from tests.guards import ExpectedWarnings
from tests.storage.making import AUTHOR, answer, ask, at, conversation, done, exchange, receipt_for, stream, wait_for

EVERYTHING = Conversation(
    id="c" * 32,
    created_at=at(0),
    updated_at=at(5),
    title="Of lists, 列表",
    head=None,
    endpoint_id="endpoint-1",
    model="small",
    policy=Policy("Be brief", 20, 4096, "m1", frozenset({"a", "b"}), frozenset({"c"})),
    options=Options(
        temperature=0.0,
        stop=("END", "結束"),
        seed=2**60,
        stream=None,
        extra_body={"top_k": 40, "nested": {"deep": [1, None, True]}},
        extra_headers={"X-Team": "one"},
    ),
    draft="not sent yet",
    folder="work",
    pinned=True,
    archived=True,
    unread=True,
)


def every_field(conversation_id: str, parent_id: str | None) -> Message:
    return Message(
        id=new_id(),
        conversation_id=conversation_id,
        parent_id=parent_id,
        role=Role.ASSISTANT,
        text="Hello\n\t你好 🎈\x00!",
        created_at=at(3.25),
        status=Status.FAILED,
        reasoning="because",
        refusal="I will not",
        tool_calls=(ToolCall("call-1", "look", '{"up": "é"'), ToolCall("", "", "")),
        finish_reason="error",
        model="small",
        endpoint="Here",
        usage=Usage(5, None, 7),
        failure=Failure(ErrorKind.RATE_LIMIT, "h:1", 429, "slow down", 1.5, 3, Cause.TIMED_OUT, 90.0),
        continues=True,
    )


def test_a_conversation_comes_back_as_it_was_written(store: Store) -> None:
    done(store.conversations.create(EVERYTHING))
    assert store.conversations.get(EVERYTHING.id) == EVERYTHING
    assert store.conversations.summaries() == [EVERYTHING]


def test_a_message_comes_back_as_it_was_written(store: Store) -> None:
    talk = conversation()
    root = Message(new_id(), talk.id, None, Role.SYSTEM, "root", at(1))
    leaf = every_field(talk.id, root.id)
    done(store.conversations.create(talk, [root, leaf]))
    assert store.conversations.message(leaf.id) == leaf
    assert dict(store.conversations.tree(talk.id)) == {root.id: root, leaf.id: leaf}


def test_the_newest_comes_first_and_the_trash_is_apart(store: Store) -> None:
    old, new, gone = conversation("old", 1), conversation("new", 2), conversation("gone", 3)
    for talk in (new, old, gone):
        done(store.conversations.create(talk))
    done(store.conversations.change(gone.id, trashed_at=at(9)))
    assert [talk.title for talk in store.conversations.summaries()] == ["new", "old"]
    assert [talk.title for talk in store.conversations.summaries(trashed=True)] == ["gone"]
    done(store.conversations.change(gone.id, trashed_at=None))
    assert [talk.title for talk in store.conversations.summaries()] == ["gone", "new", "old"]


def test_every_column_can_be_changed(store: Store) -> None:
    talk = conversation()
    done(store.conversations.create(talk))
    done(
        store.conversations.change(
            talk.id,
            head="h",
            endpoint_id="e",
            model="m",
            policy=EVERYTHING.policy,
            options=EVERYTHING.options,
            draft="d",
            folder="f",
            pinned=True,
            archived=True,
            unread=True,
            trashed_at=at(4),
        )
    )
    assert store.conversations.get(talk.id) == replace(
        EVERYTHING,
        id=talk.id,
        title="",
        updated_at=talk.updated_at,
        head="h",
        endpoint_id="e",
        model="m",
        draft="d",
        folder="f",
        trashed_at=at(4),
    )


def test_changing_nothing_is_no_change(store: Store) -> None:
    talk = conversation("same")
    done(store.conversations.create(talk))
    done(store.conversations.change(talk.id))
    assert store.conversations.get(talk.id) == talk


def test_no_change_moves_a_conversation_to_the_top(store: Store) -> None:
    talk = conversation("before")
    done(store.conversations.create(talk))
    done(store.conversations.change(talk.id, draft="d", unread=True, pinned=True, title="after"))
    assert store.conversations.get(talk.id).updated_at == talk.updated_at


def test_what_is_not_there_is_said_so(store: Store) -> None:
    for read in (store.conversations.get, store.conversations.tree, store.conversations.resolve):
        with pytest.raises(NotFound) as missing:
            read("nothing")
        assert (missing.value.what, missing.value.identifier) == ("conversation", "nothing")
    with pytest.raises(NotFound, match="message nothing"):
        store.conversations.message("nothing")
    with pytest.raises(NotFound, match="conversation nothing"):
        done(store.conversations.change("nothing", title="x"))


def test_a_beginning_of_an_id_is_enough_if_only_one_has_it(store: Store) -> None:
    for identifier in ("abcdef11", "abcdef22", "abc"):
        done(store.conversations.create(replace(conversation(), id=identifier)))
    assert store.conversations.resolve("abcdef1") == "abcdef11"
    assert store.conversations.resolve("abcdef22") == "abcdef22"
    assert store.conversations.resolve("abc") == "abc"
    for unclear in ("abcdef", "abcd", "", "abcdef1%", "zzzzzz"):
        with pytest.raises(NotFound):
            store.conversations.resolve(unclear)


def test_a_message_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    reply = exchange(store, conversation(), "q", "a")
    assert store.conversations.resolve_message(reply.id[:12]) == reply.id


# -- turns ---------------------------------------------------------------------------------------------------


def test_the_first_turn_stores_the_conversation_as_it_is_given(store: Store) -> None:
    turn = ask(store, EVERYTHING, "What is a list?")
    stored = store.conversations.get(EVERYTHING.id)
    assert stored == replace(EVERYTHING, head=turn.head)
    assert tuple(store.conversations.tree(EVERYTHING.id).branch(stored.head)) == turn.added


def test_a_later_turn_moves_head_and_time_and_leaves_what_others_changed(store: Store) -> None:
    talk = conversation("mine")
    first = exchange(store, talk, "one", "1")
    done(store.conversations.change(talk.id, title="theirs", folder="theirs", pinned=True, unread=True, draft="old"))
    renamed = store.conversations.get(talk.id)
    given = replace(talk, title="stale", model="large", policy=Policy("Be long"), draft="")
    turn = turns.begin(talk.id, first.id, "two", AUTHOR, renamed.updated_at + timedelta(seconds=7))
    done(store.conversations.begin_turn(given, turn))
    stored = store.conversations.get(talk.id)
    assert stored == replace(
        renamed,
        head=turn.head,
        model="large",
        policy=Policy("Be long"),
        draft="",
        updated_at=renamed.updated_at + timedelta(seconds=7),
    )


def test_a_title_is_given_only_where_there_was_none(store: Store) -> None:
    talk = conversation()
    done(store.conversations.create(talk))
    ask(store, replace(talk, title="First words"), "First words")
    ask(store, replace(talk, title="Other words"), "Other words")
    assert store.conversations.get(talk.id).title == "First words"


def test_at_the_end_of_a_conversation_only_the_first_of_two_turns_is_stored(store: Store) -> None:
    talk = conversation()
    first = ask(store, talk, "One")
    answer(store, first, "1")
    for text, is_stored in (("Two", True), ("Too late", False)):
        turn = turns.begin(talk.id, first.head, text, AUTHOR, at(2))
        receipt = receipt_for(turn, turn.added[:1], talk)
        assert done(store.conversations.append_turn(replace(talk, head=turn.head), turn, receipt)) is is_stored
    assert {message.text for message in store.conversations.tree(talk.id).values()} == {"One", "1", "Two", ""}


def test_a_turn_below_a_message_that_is_gone_stores_nothing(store: Store) -> None:
    talk = conversation()
    turn = turns.begin(talk.id, "gone", "hello?", AUTHOR, at(1))
    with pytest.raises(NotFound, match="message gone"):
        done(store.conversations.begin_turn(talk, turn))
    assert store.conversations.summaries() == []


def test_branches_survive_in_the_order_in_which_they_were_made(store: Store) -> None:
    talk = conversation()
    first = ask(store, talk, "question", seconds=1)
    replies = [answer(store, first, "one")]
    for number in (2, 3):
        retry = turns.retry(replies[0], AUTHOR, at(number))
        done(store.conversations.begin_turn(talk, retry))
        replies.append(answer(store, retry, str(number)))
    known = store.conversations.tree(talk.id)
    assert [message.id for message in known.siblings(replies[1].id)] == [reply.id for reply in replies]
    assert tree.switch(known, first.added[0].id) == replies[2].id


def test_a_reply_that_streams_names_its_run_and_a_stored_one_does_not(store: Store) -> None:
    turn = ask(store, conversation(), "q")
    query = "SELECT role, run FROM message ORDER BY row"
    assert store.database.reader().execute(query).fetchall() == [("user", None), ("assistant", store.runs.mine)]
    answer(store, turn, "a")
    assert store.database.reader().execute(query).fetchall() == [("user", None), ("assistant", None)]


def test_another_process_sees_a_reply_grow(store: Store) -> None:
    turn = ask(store, conversation(), "q")
    reply = stream(store, turn, TextDelta("so "), TextDelta("far"))
    with open_store(store.directory) as other:
        wait_for(lambda: other.conversations.message(reply.id).text == "so far")
        seen = other.conversations.tree(reply.conversation_id)[reply.id]
    assert (seen.text, seen.status) == ("so far", Status.STREAMING)


def test_only_what_lies_in_the_trash_is_deleted_for_ever(store: Store) -> None:
    kept, gone = conversation("kept"), replace(conversation("gone"), policy=Policy("A secret prompt"))
    reply = exchange(store, kept, "q", "a")
    exchange(store, gone, "delete me", "deleted")
    done(store.conversations.change(gone.id, trashed_at=at(0)))
    done(store.conversations.delete([kept.id, gone.id]))
    assert [talk.id for talk in store.conversations.summaries(trashed=True)] == []
    assert store.receipts.get(reply.id).wire[0].content == "q"
    blobs = store.database.reader().execute("SELECT text FROM text_blob").fetchall()
    assert all("secret" not in str(text) for (text,) in blobs)
    assert store.check().messages == 2


# -- bad input and damage ------------------------------------------------------------------------------------


def test_text_that_cannot_be_written_is_made_writable(store: Store) -> None:
    talk = conversation("half \ud800")
    broken = Message(new_id(), talk.id, None, Role.USER, "half \udc00", at(1), usage=Usage(2**70, -1, 0))
    done(store.conversations.create(talk, [broken]))
    assert store.conversations.get(talk.id).title == "half \ufffd"
    stored = store.conversations.message(broken.id)
    assert (stored.text, stored.usage) == ("half \ufffd", Usage(None, -1, 0))


def overwrite(store: Store, statement: str) -> None:
    done(store.database.write(lambda db: db.execute(statement).fetchall()))


def test_a_damaged_text_is_shown_and_named(store: Store, expected_warnings: ExpectedWarnings) -> None:
    reply = exchange(store, conversation(), "q", "four words of text")
    overwrite(store, f"UPDATE message SET text = CAST(x'666f7572ff' AS TEXT) WHERE id = '{reply.id}'")
    expected_warnings(f"Message {reply.id} is not what was written")
    assert store.conversations.message(reply.id).text == "four\ufffd"
    assert store.check().damaged_messages == (reply.id,)
    assert not store.check().ok


@pytest.mark.parametrize("cell", ["title", "draft", "folder"])
def test_a_damaged_name_does_not_hide_the_list(store: Store, cell: str) -> None:
    done(store.conversations.create(conversation("name")))
    overwrite(store, f"UPDATE conversation SET {cell} = CAST(x'6eff' AS TEXT)")
    assert getattr(store.conversations.summaries()[0], cell) == "n\ufffd"


def test_rules_that_cannot_be_read_are_left_out(store: Store) -> None:
    talk = replace(conversation(), policy=Policy("prompt"), options=Options(temperature=1.0))
    done(store.conversations.create(talk))
    overwrite(store, """UPDATE conversation SET policy = '{"system_prompt": "pro', options = '{"new_one": 1}'""")
    assert store.conversations.get(talk.id) == replace(talk, policy=Policy(), options=Options())


def test_a_message_whose_parent_is_lost_is_shown_and_named(store: Store) -> None:
    reply = exchange(store, conversation(), "q", "a")
    overwrite(store, "DELETE FROM message WHERE role = 'user'")
    assert [message.id for message in store.conversations.tree(reply.conversation_id).children(None)] == [reply.id]
    assert store.check().orphans == (reply.id,)


def test_writing_to_a_store_that_is_closed_is_a_fault_of_the_program(store: Store) -> None:
    store.close()
    with pytest.raises(RuntimeError, match="closed"):
        store.conversations.change("any", title="x")
