"""What a send, an edit, a retry, a continuation and an insertion add to the tree."""

from dataclasses import replace

import pytest

from desktop_chat.domain.errors import NothingToSend
from desktop_chat.domain.messages import Role, Status, Usage
from desktop_chat.domain.tree import Tree
from desktop_chat.domain.turns import Author, ask, begin, changed, proceed, retry, said
from tests.domain.builders import START, message

AUTHOR = Author("DeepSeek", "deepseek-chat")
QUESTION = message("q", "Why?", parent="before")
REPLY = message("a", "Because", role=Role.ASSISTANT, parent="q", status=Status.STOPPED)


def test_a_send_adds_a_question_and_an_empty_reply_being_written() -> None:
    turn = begin("c", "before", "Why?", AUTHOR, START)
    question, reply = turn.added
    assert (question.role, question.text, question.parent_id) == (Role.USER, "Why?", "before")
    assert (question.status, question.model, question.endpoint) == (Status.COMPLETE, None, None)
    assert turn.reply is reply
    assert (reply.role, reply.text, reply.parent_id) == (Role.ASSISTANT, "", question.id)
    assert not question.continues
    assert not reply.continues
    assert (reply.status, reply.model, reply.endpoint) == (Status.STREAMING, "deepseek-chat", "DeepSeek")
    assert {one.conversation_id for one in turn.added} == {"c"}
    assert {one.created_at for one in turn.added} == {START}
    assert (turn.head, turn.parent_of_reply) == (reply.id, question.id)


def test_the_first_question_has_no_parent() -> None:
    assert begin("c", None, "Why?", AUTHOR, START).added[0].parent_id is None


def test_no_two_messages_share_an_id() -> None:
    turns = [begin("c", None, "Why?", AUTHOR, START) for _ in range(50)]
    assert len({one.id for turn in turns for one in turn.added}) == 100


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u3000"])
def test_a_question_of_blanks_is_not_sent(text: str) -> None:
    with pytest.raises(NothingToSend):
        begin("c", None, text, AUTHOR, START)
    with pytest.raises(NothingToSend):
        said("c", None, Role.SYSTEM, text, START)
    with pytest.raises(NothingToSend):
        changed(REPLY, text, START)


def test_a_question_is_made_safe_at_the_door_and_otherwise_left_as_typed() -> None:
    assert begin("c", None, "  a\x00\ud83d b\n", AUTHOR, START).added[0].text == "  a\ufffd\ufffd b\n"


def test_an_edit_adds_a_question_beside_the_old_one() -> None:
    turn = ask(changed(QUESTION, "Why not?", START), [AUTHOR])
    tree = Tree([message("before"), QUESTION, *turn.added])
    assert [one.text for one in tree.siblings("q")] == ["Why?", "Why not?"]
    assert turn.parent_of_reply == turn.added[0].id


def test_a_retry_adds_a_reply_beside_the_old_one() -> None:
    turn = retry(REPLY, AUTHOR, START)
    assert turn.added == (turn.reply,)
    assert turn.reply is not None
    assert (turn.reply.parent_id, turn.reply.text, turn.reply.continues) == ("q", "", False)
    assert turn.parent_of_reply == "q"


def test_a_retry_of_a_continuation_continues_too() -> None:
    turn = retry(replace(REPLY, continues=True), AUTHOR, START)
    assert turn.reply is not None
    assert turn.reply.continues


def test_continuing_adds_a_reply_below_that_belongs_to_it() -> None:
    turn = proceed(REPLY, AUTHOR, START)
    assert turn.reply is not None
    assert (turn.reply.parent_id, turn.reply.continues, turn.reply.status) == ("a", True, Status.STREAMING)
    assert turn.parent_of_reply == "a"


@pytest.mark.parametrize("continues", [False, True])
def test_continuing_a_reply_without_text_is_a_retry(continues: bool) -> None:
    turn = proceed(replace(REPLY, text="", reasoning="hm", continues=continues), AUTHOR, START)
    assert turn.reply is not None
    assert (turn.reply.parent_id, turn.reply.continues) == ("q", continues)


@pytest.mark.parametrize("role", [Role.USER, Role.ASSISTANT])
def test_what_a_person_says_in_a_role_is_complete_and_known_to_be_theirs(role: Role) -> None:
    one = said("c", "q", role, "I say.", START)
    assert (one.role, one.text, one.parent_id, one.status) == (role, "I say.", "q", Status.COMPLETE)
    assert one.by_hand == (role is Role.ASSISTANT)


def test_a_changed_reply_claims_nothing_that_is_true_of_the_old_one_only() -> None:
    counted = replace(
        REPLY, status=Status.COMPLETE, usage=Usage(9, 3), finish_reason="stop", reasoning="hm", model="m", endpoint="e"
    )
    other = changed(counted, "Because of that", START)
    assert (other.role, other.parent_id, other.text) == (Role.ASSISTANT, "q", "Because of that")
    assert (other.usage, other.finish_reason, other.reasoning, other.by_hand) == (None, None, "", True)
    assert (other.model, other.endpoint) == ("m", "e")
    assert other.id != counted.id
