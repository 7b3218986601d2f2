"""What is previewed is what is sent, and estimates learn from what servers count."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_chat.domain.errors import BudgetTooSmall, NoEndpoint, NothingToSend
from desktop_chat.domain.messages import Usage, now
from desktop_chat.domain.models import Options, Request
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.streaming import Answered, Cancel, Corrected, Ended, Sink, TextDelta, UsageReported
from tests.services.world import Answer, World, a_world, messages_of
from tests.support.patience import PATIENCE_S


def counting(tokens: int) -> Answer:
    """A server that counts this many input tokens, whatever it is asked."""

    def run(request: Request, sink: Sink, cancel: Cancel) -> None:
        sink(Answered(now(), 200))
        sink(TextDelta("Hello"))
        sink(UsageReported(Usage(prompt_tokens=tokens, completion_tokens=1)))
        sink(Ended(now(), finish_reason="stop"))

    return run


def test_estimates_learn_from_what_the_server_counted(world: World) -> None:
    conversation = world.library.new()
    question = "How many tokens does this have? " * 20
    first = world.chat.preview(conversation.id, question).tokens
    world.answer = counting(first * 2)
    world.ask(conversation.id, question)
    again = world.chat.preview(world.library.new().id, question).tokens
    assert again == pytest.approx(2 * first, rel=0.05)
    receipt = world.chat.receipt(world.chat.branch(conversation.id)[-1].id)
    assert (receipt.estimate, receipt.factor) == (first, 1.0)


def test_what_one_model_teaches_says_nothing_about_another(world: World) -> None:
    conversation = world.library.new()
    question = "How many tokens does this have? " * 20
    first = world.chat.preview(conversation.id, question).tokens
    world.answer = counting(first * 3)
    world.ask(conversation.id, question)
    other = world.library.new()
    world.library.choose(other.id, world.accounts.all()[0].id, "another model")
    assert world.chat.preview(other.id, question).tokens == first


def test_requests_of_which_a_part_was_read_teach_nothing(world: World) -> None:
    """Nobody has looked at them: that they were cut is told by their counts alone."""
    conversation = world.library.new()
    question = "How many tokens does this have? " * 40
    first = world.chat.preview(world.library.new().id, question).tokens
    world.answer = counting(first // 2)
    for _ in range(3):
        world.ask(conversation.id, question)
    assert world.chat.preview(world.library.new().id, question).tokens == first


@pytest.mark.parametrize("before", [0, 3])
def test_one_request_of_which_a_part_was_read_teaches_nothing_after_a_restart_either(
    tmp_path: Path, before: int, qapp: object
) -> None:
    """Half of a long paste in a conversation of its own, to a model that is known by replies or not."""
    question, paste = "How many tokens does this have? " * 80, "How many tokens does this have? " * 500
    with a_world(tmp_path) as world:
        world.add_endpoint()
        usual = world.chat.preview(world.library.new().id, question).tokens
        world.answer = counting(usual)
        for _ in range(before):
            world.ask(world.library.new().id, question)
        expected = world.chat.preview(world.library.new().id, question).tokens
        world.answer = counting(world.chat.preview(world.library.new().id, paste).tokens // 2)
        world.ask(world.library.new().id, paste)
        assert world.chat.preview(world.library.new().id, question).tokens == expected
    with a_world(tmp_path) as again:
        assert again.chat.preview(again.library.new().id, question).tokens == expected


def test_a_second_lesson_is_not_taught_twice(world: World) -> None:
    """Estimates that were made with what was learned must not count as if they had not been."""
    question = "How many tokens does this have? " * 20
    first = world.chat.preview(world.library.new().id, question).tokens
    world.answer = counting(first * 2)
    for _ in range(3):
        world.ask(world.library.new().id, question)
    assert world.chat.preview(world.library.new().id, question).tokens == pytest.approx(2 * first, rel=0.05)


def test_a_preview_follows_rules_options_and_the_endpoint(world: World) -> None:
    conversation = world.library.new()
    world.ask(conversation.id, "One?")
    world.library.set_policy(conversation.id, Policy(system_prompt="Be brief.", keep_last=0))
    world.library.set_options(conversation.id, Options(seed=7, extra_headers={"X-Team": "blue"}))
    plan = world.chat.preview(conversation.id, "Two?")
    assert [item.content for item in plan.wire] == ["Be brief.", "Two?"]
    assert plan.parameters["seed"] == 7
    assert plan.left_out == 2
    endpoint, model = world.accounts.choice_for(conversation)
    world.accounts.remember(endpoint.id, model, Corrected("seed", None, b"{}"))
    assert "seed" not in world.chat.preview(conversation.id, "Two?").parameters
    world.ask(conversation.id, "Two?")
    assert world.requests[-1].body == plan.body.replace(b',"seed":7', b"")
    assert world.requests[-1].headers == {"X-Team": "blue"}


def test_a_preview_says_why_a_request_cannot_be_made(world: World) -> None:
    conversation = world.library.new()
    assert isinstance(world.chat.preview(conversation.id, "  ").refusal, NothingToSend)
    world.library.set_policy(conversation.id, Policy(token_budget=5))
    too_long = world.chat.preview(conversation.id, "Far more than five tokens, this is.")
    assert isinstance(too_long.refusal, BudgetTooSmall)
    assert too_long.rows == 1
    world.chat.send(conversation.id, "Far more than five tokens, this is.")
    assert isinstance(world.refusals[0].error, BudgetTooSmall)
    world.accounts.remove(world.accounts.all()[0].id)
    with pytest.raises(NoEndpoint):
        world.chat.preview(conversation.id, "Hi?")


def test_a_reply_that_is_to_go_on_is_previewed_with_its_question(world: World) -> None:
    conversation = world.library.new()
    reply = world.ask(conversation.id, "One?")
    plan = world.chat.preview(conversation.id, "")
    assert [item.content for item in plan.wire] == ["One?", reply.text]


def test_the_preview_of_a_changed_question_is_what_its_change_would_send(world: World) -> None:
    conversation = world.library.new()
    world.ask(conversation.id, "One?")
    question = world.chat.branch(conversation.id)[0]
    shown = world.chat.preview(conversation.id, "Two?", instead_of=question).body
    world.chat.edit(question, "Two?")
    world.wait_for_reply(conversation.id)
    assert world.requests[-1].body == shown


def test_an_endpoint_of_another_model_is_asked_for_that_model(world: World) -> None:
    endpoint = replace(world.accounts.all()[0], model="renamed")
    world.store.endpoints.change(endpoint).result(PATIENCE_S)
    world.accounts.refresh()
    world.ask(world.library.new().id, "Hi?")
    assert b'"model":"renamed"' in world.requests[0].body
    assert messages_of(world.requests[0]) == [("user", "Hi?")]
