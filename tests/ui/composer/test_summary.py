"""The line above the field says what the next request carries."""

from __future__ import annotations

from functools import partial

import pytest

from desktop_chat.domain import context
from desktop_chat.domain.messages import Message, Role, Status, new_id, now
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.prices import Price, Rates
from desktop_chat.domain.settings import DAY_LIMIT
from desktop_chat.domain.tokens import Estimator
from desktop_chat.ui.composer.strip import Strip
from desktop_chat.ui.composer.summary import Part, Summary, summary_of
from desktop_chat.ui.look import Theme
from desktop_chat.words import catalogue
from tests.services.world import World
from tests.support.work import calls_of
from tests.ui.composer.conftest import Desk, Wait


def said(role: Role, text: str, status: Status = Status.COMPLETE) -> Message:
    return Message(new_id(), "c1", None, role, text, now(), status)


def summary(messages: list[Message], policy: Policy, draft: str = "") -> Summary:
    if not draft:
        return summary_of(context.plan(messages, policy, Options(), "m"))
    history = context.History(messages[:-1], policy, Estimator(), followed=True)
    return summary_of(context.plan_after(history, messages[-1], Options(), "m"))


HISTORY = [said(Role.USER, "question " * 20), said(Role.ASSISTANT, "answer " * 40), said(Role.USER, "draft")]


def test_with_a_budget_the_strip_says_how_much_of_it() -> None:
    shown = summary(HISTORY, Policy(system_prompt="be terse", token_budget=8000), "draft")
    assert shown.counts == f"4 messages · {shown.tokens} of 8,000 tokens · –"
    assert [part for part, _ in shown.parts] == [Part.SYSTEM, Part.HISTORY, Part.DRAFT]
    assert shown.draft_tokens == dict(shown.parts)[Part.DRAFT]


def test_without_a_budget_it_says_how_much() -> None:
    assert summary(HISTORY[:1], Policy()).counts.startswith("1 message · ")
    assert summary(HISTORY[:1], Policy()).counts.endswith(" tokens · –")


def test_without_a_draft_the_last_message_is_history() -> None:
    assert dict(summary(HISTORY, Policy()).parts).keys() == {Part.HISTORY}
    assert summary(HISTORY, Policy()).draft_tokens == 0


def test_what_is_left_out_is_counted_with_its_reason() -> None:
    shown = summary(HISTORY, Policy(token_budget=40), "draft")
    assert shown.left_out == "2 messages left out"
    assert shown.why_out == "2 over budget"


def test_a_reply_without_text_is_nothing_that_could_be_left_out() -> None:
    messages = [said(Role.USER, "question"), said(Role.ASSISTANT, "", Status.STREAMING)]
    assert summary(messages, Policy()).left_out == ""


def looked_at(policy: Policy, draft: str) -> Summary:
    history = context.History([], policy, Estimator(), followed=bool(draft))
    return summary_of(context.outlook(history, said(Role.USER, draft) if draft else None, Options(), "m"))


def test_nothing_written_yet_is_no_trouble() -> None:
    shown = looked_at(Policy(token_budget=8000), "")
    assert (shown.counts, shown.trouble) == ("0 messages · 0 of 8,000 tokens", "")


@pytest.mark.parametrize(
    ("policy", "draft", "is_held"),
    [
        (Policy(token_budget=4), "a draft of some length", True),
        (Policy(system_prompt="a prompt of some length", token_budget=4), "", False),
    ],
)
def test_why_no_request_can_be_made_is_said(policy: Policy, draft: str, is_held: bool) -> None:
    shown = looked_at(policy, draft)
    assert shown.trouble
    assert shown.is_held is is_held


def test_the_strip_says_before_enter_that_a_limit_would_be_passed(desk: Desk, world: World, wait: Wait) -> None:
    endpoint = world.accounts.all()[0]
    world.prices[endpoint.host, "test-model"] = Price("CNY", Rates(2_000_000, 8_000_000))
    world.spending.forget()
    desk.type("some words")
    wait(lambda: "¥" in desk.strip)
    assert desk.button("Send").isEnabled()
    world.settings[DAY_LIMIT.name] = "0.000001 CNY"
    world.spending.follow(DAY_LIMIT.name)
    wait(lambda: desk.strip.startswith("Today ¥0.00 of "))
    assert not desk.button("Send").isEnabled()
    world.settings[DAY_LIMIT.name] = ""
    world.spending.follow(DAY_LIMIT.name)
    wait(lambda: desk.button("Send").isEnabled())
    assert desk.strip.startswith("1 message · ")


def test_all_of_it_is_told_in_another_language_at_once(desk: Desk, world: World, wait: Wait) -> None:
    endpoint = world.accounts.all()[0]
    world.prices[endpoint.host, "test-model"] = Price("CNY", Rates(2_000_000, 8_000_000))
    world.spending.forget()
    desk.type("some words")
    wait(lambda: "¥0." in desk.strip)
    catalogue.use(catalogue.PSEUDO)
    try:
        desk.composer.retranslate()
        assert "¥0,0" in desk.strip
    finally:
        catalogue.use(catalogue.ENGLISH)


def test_a_limit_is_no_trouble_until_there_is_something_to_send(desk: Desk, world: World, wait: Wait) -> None:
    endpoint = world.accounts.all()[0]
    world.prices[endpoint.host, "test-model"] = Price("CNY", Rates(2_000_000, 8_000_000))
    world.settings[DAY_LIMIT.name] = "0.000001 CNY"
    world.spending.forget()
    desk.type("some words")
    wait(lambda: desk.strip.startswith("Today "))
    desk.editor.clear()
    wait(lambda: desk.strip == "0 messages · 0 tokens")


def test_the_strip_follows_the_typing(desk: Desk, wait: Wait) -> None:
    assert desk.strip == "0 messages · 0 tokens"
    desk.type("some words")
    wait(lambda: desk.strip.startswith("1 message · "))


def test_the_strip_follows_messages_rules_and_endpoints(desk: Desk, world: World, wait: Wait) -> None:
    conversation_id = desk.open()
    world.ask(conversation_id, "question")
    wait(lambda: desk.strip.startswith("2 messages · "))
    world.library.set_policy(conversation_id, Policy(system_prompt="be terse", token_budget=4000))
    wait(lambda: desk.strip.startswith("3 messages · ") and "of 4,000 tokens" in desk.strip)
    for endpoint in world.accounts.all():
        world.accounts.remove(endpoint.id)
    wait(lambda: desk.strip == "There is no endpoint yet.")


def test_a_conversation_of_four_times_the_length_is_about_four_times_the_work() -> None:
    history = [said(role, "some words") for _ in range(200) for role in (Role.USER, Role.ASSISTANT)]
    short, long = (calls_of(partial(summary, history[:length], Policy(), "draft")) for length in (100, 400))
    assert long < 4.5 * short


def test_small_parts_of_the_bar_are_seen_and_parted(theme: Theme, desk: Desk) -> None:
    parts = ((Part.SYSTEM, 1), (Part.HISTORY, 4000), (Part.DRAFT, 1))
    strip = Strip(theme)
    strip.resize(900, strip.sizeHint().height())
    strip.show_summary(Summary(parts, 3, 4002, 8000))
    image = strip.grab().toImage()
    row = [image.pixelColor(x, image.height() // 2) for x in range(image.width())]
    inks = [theme.palette.part_system, theme.palette.part_history]
    system, history = (sum(colour == ink for colour in row) for ink in inks)
    assert system >= 1
    assert history == pytest.approx(47, abs=2)
    strip.deleteLater()


def test_a_long_reply_is_no_trouble_before_anything_new_is_asked() -> None:
    answered = [said(Role.USER, "short?"), said(Role.ASSISTANT, "long " * 200)]
    tight = Policy(token_budget=60)
    idle = context.outlook(context.History(answered, tight, Estimator(), followed=False), None, Options(), "m")
    assert summary_of(idle).trouble == ""
    asked = [*answered, said(Role.USER, "and?")]
    assert summary(asked, tight, "draft").trouble == ""
    long = context.outlook(
        context.History(answered, tight, Estimator(), followed=True), said(Role.USER, "and? " * 99), Options(), "m"
    )
    assert summary_of(long).trouble
