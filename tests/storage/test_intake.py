"""Whole conversations come from elsewhere, any number of times, and nothing that is there is touched."""

from dataclasses import dataclass, field, replace

import pytest

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import AttachmentLost, NotFound
from desktop_chat.domain.messages import Conversation, Message, MessageId, Role, Status, now
from desktop_chat.domain.policy import Policy, Summary
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.tree import Tree
from desktop_chat.domain.wire import LaterWire, WireMessage
from desktop_chat.storage.attachments import digest_of
from desktop_chat.storage.intake import Added
from desktop_chat.storage.store import Store
from tests.guards import ExpectedWarnings
from tests.storage.making import at, done


@dataclass(frozen=True)
class Chat:
    conversation: Conversation
    tree: Tree
    receipts: dict[MessageId, Receipt] = field(default_factory=dict)


def said(name: str, parent: str | None, seconds: float, talk: str = "c1", **more: object) -> Message:
    role = Role.ASSISTANT if name.startswith("r") else Role.USER
    values = {"model": "small"} if role is Role.ASSISTANT else {}
    return replace(Message(name, talk, parent, role, f"words of {name}", at(seconds)), **values, **more)  # type: ignore[arg-type]


def chat(*messages: Message, talk: str = "c1", **more: object) -> Chat:
    newest = max((message.created_at for message in messages), default=at(0))
    conversation = Conversation(talk, at(0), newest, "Tides", messages[-1].id if messages else None)
    return Chat(replace(conversation, **more), Tree(messages))  # type: ignore[arg-type]


def receipt(reply: str, *sources: str, wire: LaterWire | None = None) -> Receipt:
    parts = tuple(WireMessage(Role.USER, f"words of {source}", (source,)) for source in sources)
    return Receipt(
        reply,
        "c1",
        "e1",
        "Here",
        "https://a.example/v1",
        wire or parts,
        {"model": "small"},
        {},
        at(3),
        7,
        answered_at=at(4),
        ended_at=at(5),
        http_status=200,
        request_id="r",
        attempts=2,
    )


QUESTION, REPLY = said("q1", None, 1), said("r1", "q1", 2)


def add(store: Store, *chats: Chat) -> Added:
    return done(store.intake.add_chats(chats))


def test_a_new_conversation_comes_as_it_is(store: Store) -> None:
    file = Attachment(digest_of(b"notes"), "n.txt", "text/plain", 5, 2, load=lambda: b"notes")
    here = chat(
        replace(QUESTION, attachments=(file,)),
        REPLY,
        draft="half",
        draft_attachments=(file,),
        folder="Sea",
        pinned=True,
        policy=Policy(pinned=frozenset({"q1"})),
    )
    assert add(store, here) == Added(new=("c1",), messages=2)
    assert store.conversations.get("c1") == here.conversation
    assert store.conversations.tree("c1") == here.tree
    assert store.conversations.message("q1").attachments[0].content == b"notes"


def test_what_lay_in_a_trash_long_ago_is_kept_here_for_its_days(store: Store) -> None:
    begun = now()
    add(store, chat(said("q", None, 1), trashed_at=at(0)))
    [gone] = store.conversations.summaries(trashed=True)
    assert gone.trashed_at is not None
    assert gone.trashed_at >= begun


def test_the_second_time_nothing_is_added(store: Store) -> None:
    here = chat(QUESTION, REPLY)
    add(store, here)
    done(store.conversations.change("c1", title="Mine", pinned=True))
    kept = store.conversations.get("c1")
    assert add(store, here) == Added(same=("c1",), known=2)
    assert store.conversations.get("c1") == kept


def test_of_a_newer_copy_what_is_new_is_added(store: Store) -> None:
    add(store, chat(QUESTION, REPLY))
    newer = (replace(QUESTION, text="forged"), REPLY, said("q2", "r1", 3), said("r2", "q2", 4), said("q3", "q1", 5))
    assert add(store, chat(*newer, title="Theirs")) == Added(grown=("c1",), messages=3, known=2)
    tree = store.conversations.tree("c1")
    assert [(message.id, message.parent_id) for message in tree.values()] == [
        *(("q1", None), ("r1", "q1"), ("q2", "r1"), ("r2", "q2"), ("q3", "q1"))
    ]
    assert tree["q1"].text == "words of q1"
    assert store.conversations.get("c1").title == "Tides"


def test_who_reads_the_end_reads_on_at_the_new_end(store: Store) -> None:
    add(store, chat(QUESTION, REPLY))
    add(store, chat(QUESTION, REPLY, said("q2", "r1", 3), said("r2", "q2", 4)))
    assert store.conversations.get("c1").head == "r2"
    assert store.conversations.get("c1").updated_at == at(4)


def test_who_reads_elsewhere_stays_there(store: Store) -> None:
    add(store, chat(QUESTION, REPLY, said("q2", "r1", 3)))
    add(store, chat(QUESTION, REPLY, said("q9", "r1", 9)))
    assert store.conversations.get("c1").head == "q2"


def test_an_empty_conversation_that_grows_is_read_where_it_came_from(store: Store) -> None:
    add(store, chat())
    add(store, chat(QUESTION, REPLY))
    assert store.conversations.get("c1").head == "r1"


def test_a_receipt_comes_with_what_became_of_its_request(store: Store) -> None:
    issued = receipt("r1", "q1")
    add(store, replace(chat(QUESTION, REPLY), receipts={"r1": issued}))
    assert store.receipts.get("r1") == issued


def test_a_receipt_that_cannot_be_said_again_costs_nothing_else(
    store: Store, expected_warnings: ExpectedWarnings
) -> None:
    def lost() -> tuple[WireMessage, ...]:
        raise AttachmentLost("n.txt")

    issued = receipt("r1", wire=LaterWire(1, lost))
    here = replace(chat(QUESTION, REPLY), receipts={"r1": issued})
    expected_warnings("cannot be said again")
    assert add(store, here) == Added(new=("c1",), messages=2, receipts_lost=1)
    with pytest.raises(NotFound):
        store.receipts.get("r1")


def test_children_may_come_before_their_parents_and_rings_are_cut(store: Store) -> None:
    ring = (said("q7", "q9", 7), said("q8", "q7", 8), said("q9", "q8", 9))
    add(store, chat(REPLY, QUESTION, said("q5", "gone", 5), *ring))
    parents = {message.id: message.parent_id for message in store.conversations.tree("c1").values()}
    assert parents == {"q1": None, "r1": "q1", "q5": None, "q7": None, "q8": "q7", "q9": "q8"}


def test_a_reply_that_was_being_written_is_interrupted(store: Store) -> None:
    add(store, chat(QUESTION, replace(REPLY, status=Status.STREAMING)))
    assert store.conversations.message("r1").status is Status.INTERRUPTED


def test_messages_that_another_conversation_has_get_ids_of_their_own(store: Store) -> None:
    policy = Policy("", divider="q1", pinned=frozenset({"q1"}), summaries=(Summary("s", "q1", "r1", "short", "r1"),))
    other = [replace(message, conversation_id="c2") for message in (QUESTION, REPLY)]
    copy = replace(chat(*other, talk="c2", policy=policy), receipts={"r1": receipt("r1", "q1")})
    add(store, chat(QUESTION, REPLY))
    assert add(store, copy) == Added(new=("c2",), messages=2)
    assert add(store, copy) == Added(same=("c2",), known=2)
    talk = store.conversations.get("c2")
    question, reply = store.conversations.tree("c2").branch(talk.head)
    assert {question.id, reply.id}.isdisjoint({"q1", "r1"})
    assert talk.policy.divider == question.id
    assert talk.policy.pinned == {question.id}
    assert talk.policy.summaries == (Summary("s", question.id, reply.id, "short", reply.id),)
    assert store.receipts.get(reply.id).wire[0].sources == (question.id,)
    assert store.conversations.message("q1").conversation_id == "c1"


def test_several_conversations_come_in_one_transaction(store: Store) -> None:
    others = [
        replace(message, id=f"{message.id}b", conversation_id="c2", parent_id=None) for message in (QUESTION, REPLY)
    ]
    assert add(store, chat(QUESTION, REPLY), chat(*others, talk="c2"), chat(QUESTION, REPLY)) == Added(
        new=("c1", "c2"), same=("c1",), messages=4, known=2
    )


def test_all_of_it_or_nothing_is_added(store: Store) -> None:
    broken = chat(replace(QUESTION, id="q5", created_at=at(0).replace(tzinfo=None)), talk="c2", updated_at=at(0))
    with pytest.raises(TypeError):
        add(store, chat(QUESTION), broken)
    assert store.conversations.summaries() == []
