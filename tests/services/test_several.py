"""One question to several models, and a reply's request once more, to the same model or another."""

import json
from collections.abc import Callable

import pytest

from desktop_chat.domain.errors import NoEndpoint, NotFound, SecretError
from desktop_chat.domain.messages import Conversation, Message, Status, now
from desktop_chat.domain.models import Endpoint, KeySource, Options, Request
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.streaming import Cancel, Ended, Sink, TextDelta
from desktop_chat.services.accounts import Choice
from tests.services.world import World, messages_of, until_stopped, wait_until


def by_model(request: Request, sink: Sink, cancel: Cancel) -> None:
    """Each model says its own name."""
    sink(TextDelta(f"I am {model_of(request)}"))
    sink(Ended(now(), finish_reason="stop"))


def model_of(request: Request) -> str:
    return str(json.loads(request.body)["model"])


def replies_in(world: World, conversation_id: str) -> list[Message]:
    return [message for message in world.chat.tree(conversation_id).values() if message.is_reply]


def all_settled(world: World, conversation_id: str, count: int) -> Callable[[], bool]:
    return lambda: (
        len(replies_in(world, conversation_id)) == count
        and not any(message.is_streaming for message in replies_in(world, conversation_id))
    )


@pytest.fixture
def endpoint(world: World) -> Endpoint:
    """The one that answers unless another is chosen."""
    [only] = world.accounts.all()
    return only


@pytest.fixture
def choices(world: World, endpoint: Endpoint) -> tuple[Choice, ...]:
    other = world.add_endpoint("Other")
    return (endpoint.id, "small"), (endpoint.id, "large"), (other.id, "small")


def test_one_question_is_answered_by_each_that_was_chosen(
    world: World, conversation: Conversation, choices: tuple[Choice, ...]
) -> None:
    world.answer = by_model
    world.chat.send(conversation.id, "Who are you?", choices=choices)
    wait_until(all_settled(world, conversation.id, 3))
    replies = replies_in(world, conversation.id)
    assert [reply.text for reply in replies] == ["I am small", "I am large", "I am small"]
    assert [reply.endpoint for reply in replies] == ["Test", "Test", "Other"]
    assert len({reply.parent_id for reply in replies}) == 1
    assert {tuple(messages_of(request)) for request in world.requests} == {(("user", "Who are you?"),)}
    assert world.library.get(conversation.id).head == replies[0].id
    assert {world.chat.receipt(reply.id).parameters["model"] for reply in replies} == {"small", "large"}


def test_who_was_asked_beside_others_is_not_chosen_for_the_next_question(
    world: World, conversation: Conversation, choices: tuple[Choice, ...]
) -> None:
    world.chat.send(conversation.id, "Who are you?", choices=choices)
    wait_until(all_settled(world, conversation.id, 3))
    assert (world.stored(conversation.id).endpoint_id, world.stored(conversation.id).model) == (None, None)


def test_who_cannot_be_reached_is_told_and_does_not_keep_the_others_from_answering(
    world: World, conversation: Conversation, endpoint: Endpoint
) -> None:
    open_to_all = world.add_endpoint("Open to all", base_url="http://api.example.com/v1")
    world.chat.send(conversation.id, "Hello?", choices=((open_to_all.id, "a"), (endpoint.id, "b")))
    wait_until(all_settled(world, conversation.id, 1))
    assert [reply.model for reply in replies_in(world, conversation.id)] == ["b"]
    [refused] = world.refusals
    assert (refused.text, refused.error.kind) == ("", "plain_http")
    world.settle()
    assert len(world.store.conversations.tree(conversation.id)) == 2


def test_where_nobody_can_be_reached_the_question_comes_back(world: World, conversation: Conversation) -> None:
    world.keys.trouble = SecretError("some keyring")
    locked = [world.add_endpoint(name, key_source=KeySource.KEYRING) for name in ("One", "Two")]
    world.chat.send(conversation.id, "Hello?", choices=tuple((endpoint.id, "m") for endpoint in locked))
    wait_until(lambda: bool(world.refusals))
    assert [refused.text for refused in world.refusals] == ["Hello?"]
    assert not world.chat.tree(conversation.id)


def test_an_endpoint_that_is_gone_asks_nobody(world: World, conversation: Conversation, endpoint: Endpoint) -> None:
    world.chat.send(conversation.id, "Hello?", choices=((endpoint.id, "m"), ("gone", "m")))
    [refused] = world.refusals
    assert isinstance(refused.error, NoEndpoint)
    assert world.requests == []


def test_stopping_ends_all_replies_and_keeps_what_has_come(
    world: World, conversation: Conversation, choices: tuple[Choice, ...]
) -> None:
    world.answer = until_stopped("so far")
    world.chat.send(conversation.id, "Go", choices=choices)
    wait_until(lambda: len(world.requests) == 3)
    world.chat.stop(conversation.id)
    wait_until(lambda: not world.replies.in_conversation(conversation.id))
    assert {reply.status for reply in replies_in(world, conversation.id)} == {Status.STOPPED}
    assert {reply.text for reply in replies_in(world, conversation.id)} == {"so far"}


def test_a_reply_can_be_tried_again_by_another_model(
    world: World, conversation: Conversation, choices: tuple[Choice, ...]
) -> None:
    world.answer = by_model
    first = world.ask(conversation.id, "Who are you?")
    world.chat.retry(first, choices[2])
    wait_until(all_settled(world, conversation.id, 2))
    other = world.chat.branch(conversation.id)[-1]
    assert (other.text, other.endpoint, other.parent_id) == ("I am small", "Other", first.parent_id)
    assert world.library.get(conversation.id).model == "test-model"


def test_a_request_goes_out_again_to_the_letter_whatever_the_rules_are_by_now(
    world: World, conversation: Conversation, endpoint: Endpoint
) -> None:
    world.ask(conversation.id, "one")
    world.library.set_policy(conversation.id, Policy(system_prompt="Be brief."))
    world.library.set_options(conversation.id, Options(temperature=0.5))
    reply = world.ask(conversation.id, "two")
    world.library.set_policy(conversation.id, Policy(keep_last=0))
    world.library.set_options(conversation.id, Options())
    world.chat.replay(reply.id)
    wait_until(all_settled(world, conversation.id, 3))
    again = world.chat.branch(conversation.id)[-1]
    assert again.id != reply.id
    assert again.parent_id == reply.parent_id
    assert world.requests[2].body == world.requests[1].body
    assert world.chat.receipt(again.id).body == world.requests[1].body


def test_a_request_that_goes_out_again_to_another_model_differs_in_nothing_else(
    world: World, conversation: Conversation, choices: tuple[Choice, ...]
) -> None:
    reply = world.ask(conversation.id, "one")
    world.chat.replay(reply.id, choices[1])
    wait_until(all_settled(world, conversation.id, 2))
    before, after = (json.loads(request.body) for request in world.requests)
    assert after == before | {"model": "large"}
    assert list(after) == list(before)


def test_what_has_no_receipt_cannot_go_out_again(world: World, conversation: Conversation, endpoint: Endpoint) -> None:
    world.ask(conversation.id, "one")
    with pytest.raises(NotFound):
        world.chat.replay(world.chat.branch(conversation.id)[0].id)


def test_showing_a_message_of_another_branch_moves_there_and_of_this_one_does_not(
    world: World, conversation: Conversation, endpoint: Endpoint
) -> None:
    first = world.ask(conversation.id, "one")
    world.chat.retry(first)
    wait_until(all_settled(world, conversation.id, 2))
    moves: list[str] = []
    world.chat.head_moved.connect(moves.append)
    world.chat.show(conversation.id, world.chat.branch(conversation.id)[0].id)
    assert moves == []
    world.chat.show(conversation.id, first.id)
    assert (moves, world.library.get(conversation.id).head) == ([conversation.id], first.id)
