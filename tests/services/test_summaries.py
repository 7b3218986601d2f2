"""A summary holds once it is whole; until then nothing that is sent is another than before."""

from __future__ import annotations

import json

import pytest

from desktop_chat.domain.messages import Conversation, Message, Status
from desktop_chat.domain.policy import Summary
from desktop_chat.domain.summarising import Span
from desktop_chat.services.rules import Rules
from desktop_chat.services.summaries import Summaries
from tests.services.world import Gate, World, answer_with, in_parts, messages_of, until_stopped, wait_until


class Desk:
    """Two turns of a conversation, and the verbs upon its summaries."""

    def __init__(self, world: World, conversation: Conversation) -> None:
        self.world, self.id = world, conversation.id
        for number in ("one", "two"):
            world.answer = answer_with(f"Answer {number}")
            world.ask(self.id, f"Question {number}")
        self.rules = Rules(world.chat, world.library, world.undoing, None)  # type: ignore[arg-type]  # no defaults here
        self.summaries = Summaries(world.chat, self.rules, world.library)

    @property
    def span(self) -> Span:
        span = self.summaries.span(self.id)
        assert span is not None
        return span

    @property
    def held(self) -> tuple[Summary, ...]:
        return self.rules.policy(self.id).summaries

    @property
    def reply(self) -> Message:
        proposal = self.summaries.proposal(self.id)
        assert proposal is not None
        assert proposal.reply
        return self.world.replies.current(self.world.chat.tree(self.id)[proposal.reply])

    def ask(self) -> None:
        before = len(self.world.requests)
        self.summaries.ask(self.id, self.span, "Sum it up")
        wait_until(lambda: len(self.world.requests) > before)

    def body(self) -> object:
        return json.loads(self.world.chat.preview(self.id, "Next?").body)["messages"]


@pytest.fixture
def desk(world: World, conversation: Conversation) -> Desk:
    return Desk(world, conversation)


def test_the_server_gets_what_the_receipt_says_and_the_branch_stays(world: World, desk: Desk) -> None:
    before, head = world.chat.branch(desk.id), world.library.get(desk.id).head
    estimate = desk.summaries.outlook(desk.id, desk.span, "Sum it up")
    world.answer = answer_with("In ", "short")
    desk.ask()
    wait_until(lambda: bool(desk.held))
    request = world.requests[-1]
    assert messages_of(request) == [("user", "Question one"), ("assistant", "Answer one"), ("user", "Sum it up")]
    assert request.body == estimate.body
    [summary] = desk.held
    assert (summary.first, summary.last, summary.text) == (before[0].id, before[1].id, "In short")
    assert summary.reply is not None
    receipt = world.chat.receipt(summary.reply)
    assert receipt.body == request.body
    assert (world.chat.branch(desk.id), world.library.get(desk.id).head) == (before, head)


def test_the_next_request_carries_it_in_the_place_of_the_messages(world: World, desk: Desk) -> None:
    world.answer = answer_with("In short")
    desk.ask()
    wait_until(lambda: bool(desk.held))
    plan = world.chat.preview(desk.id, "Next?")
    world.ask(desk.id, "Next?")
    assert world.requests[-1].body == plan.body
    assert messages_of(world.requests[-1]) == [
        ("user", "In short"),
        ("user", "Question two"),
        ("assistant", "Answer two"),
        ("user", "Next?"),
    ]


def test_while_it_is_written_nothing_is_sent_in_another_way(world: World, desk: Desk) -> None:
    before, gate = desk.body(), Gate()
    world.answer = in_parts("In ", gate, "short")
    desk.ask()
    wait_until(lambda: desk.reply.text == "In ")
    assert desk.body() == before
    assert desk.held == ()
    gate.open()
    wait_until(lambda: bool(desk.held))
    assert desk.body() != before


def test_one_that_was_stopped_changes_nothing_and_can_be_asked_for_again(world: World, desk: Desk) -> None:
    before = desk.body()
    world.answer = until_stopped("In ")
    desk.ask()
    wait_until(lambda: desk.reply.text == "In ")
    world.chat.stop(desk.id)
    wait_until(lambda: desk.reply.status is Status.STOPPED)
    assert (desk.held, desk.body()) == ((), before)
    world.answer = answer_with("In short")
    desk.summaries.ask_again(desk.id)
    wait_until(lambda: bool(desk.held))
    assert desk.held[0].text == "In short"
    assert world.requests[-1].body == world.requests[-2].body


def test_undoing_brings_the_messages_back_and_a_removed_one_as_well(desk: Desk) -> None:
    before = desk.body()
    desk.summaries.write(desk.id, desk.span, "By hand")
    with_it = desk.body()
    desk.world.undoing.undo()
    assert desk.body() == before
    desk.summaries.write(desk.id, desk.span, "By hand")
    desk.summaries.change(desk.id, desk.held[0].id, "Better")
    assert desk.held[0].text == "Better"
    desk.world.undoing.undo()
    assert desk.body() == with_it
    desk.summaries.remove(desk.id, desk.held[0].id)
    assert desk.body() == before
    desk.world.undoing.undo()
    assert desk.body() == with_it


def test_no_step_along_the_branches_leads_to_what_was_asked_aside(world: World, desk: Desk) -> None:
    branch = world.chat.branch(desk.id)
    world.answer = answer_with("In short")
    desk.ask()
    wait_until(lambda: bool(desk.held))
    for step in (-1, 1):
        world.chat.switch(desk.id, branch[2].id, step)
    world.chat.show(desk.id, branch[0].id)
    assert world.chat.branch(desk.id) == branch
    asked = [message for message in world.chat.tree(desk.id).values() if message.aside]
    assert [message.text for message in asked] == ["Sum it up"]
    [stored] = [message for message in world.store.conversations.tree(desk.id).values() if message.aside]
    assert stored.id == asked[0].id


def test_what_nobody_can_answer_leaves_no_proposal(world: World, desk: Desk) -> None:
    for endpoint in world.accounts.all():
        world.accounts.remove(endpoint.id)
    world.settle()
    desk.summaries.ask(desk.id, desk.span, "Sum it up")
    wait_until(lambda: bool(world.refusals))
    assert desk.summaries.proposal(desk.id) is None
