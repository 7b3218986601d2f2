"""What the pane shows is what the server gets, byte for byte, and what the receipt keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from desktop_chat.domain.errors import BudgetTooSmall
from desktop_chat.domain.messages import Message
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import DropsFirst, Policy, Summary
from tests.support.program import press_where_focus_is, wait_for_reply, wait_until
from tests.ui.context.conftest import Desk

RULES: dict[str, Callable[[list[Message]], Policy]] = {
    "all": lambda said: Policy(),
    "system prompt": lambda said: Policy(system_prompt="Be brief. 说中文。"),
    "the last two": lambda said: Policy(keep_last=2),
    "none but the question": lambda said: Policy(keep_last=0),
    "a budget": lambda said: Policy(token_budget=40),
    "a budget for whole turns": lambda said: Policy(token_budget=40, drops_first=DropsFirst.TURNS),
    "a budget that keeps the beginning": lambda said: Policy(token_budget=45, drops_first=DropsFirst.MIDDLE),
    "pins beside a budget": lambda said: Policy(token_budget=40, pinned=frozenset({said[0].id})),
    "left out by name": lambda said: Policy(excluded=frozenset({said[1].id, said[2].id})),
    "a fresh start": lambda said: Policy(divider=said[3].id, pinned=frozenset({said[0].id})),
    "a fresh start at the end": lambda said: Policy(divider=said[-1].id),
    "a summary": lambda said: Policy(summaries=(Summary("s1", said[0].id, said[3].id, "In short: two answers."),)),
    "everything at once": lambda said: Policy(
        system_prompt="Be brief.",
        keep_last=4,
        token_budget=90,
        divider=said[0].id,
        pinned=frozenset({said[1].id}),
        excluded=frozenset({said[4].id}),
        summaries=(Summary("s1", said[2].id, said[3].id, "In short."),),
    ),
}


def sends_what_it_shows(desk: Desk, question: str) -> None:
    """Reads the exact bytes in the pane, presses Enter, and compares what came of it."""
    desk.write(question)
    request = desk.pane.raw.request
    assert request is not None
    shown, before = request.body, len(desk.server.requests)
    press_where_focus_is(desk.run, Qt.Key.Key_Return)
    wait_until(lambda: len(desk.server.requests) > before, "the request")
    reply = wait_for_reply(desk.run)
    assert desk.server.requests[-1].body == shown
    assert desk.run.services.chat.receipt(reply.id).body == shown


@pytest.mark.parametrize("name", RULES)
def test_the_server_gets_what_the_pane_shows(desk: Desk, name: str) -> None:
    desk.pane.tabs.setCurrentIndex(1)
    desk.obey(RULES[name](desk.messages))
    sends_what_it_shows(desk, "why?")


def test_parameters_are_part_of_what_is_shown(desk: Desk) -> None:
    desk.pane.tabs.setCurrentIndex(1)
    options = Options(temperature=0.3, seed=7, stop=("END",), extra_body={"top_k": 5}, extra_headers={"X-Team": "blue"})
    desk.run.services.library.set_options(desk.shown, options)
    sends_what_it_shows(desk, "why?")
    assert desk.server.requests[-1].headers["x-team"] == "blue"


def test_blank_lines_round_a_question_are_neither_shown_nor_sent(desk: Desk) -> None:
    desk.pane.tabs.setCurrentIndex(1)
    press_where_focus_is(desk.run, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    sends_what_it_shows(desk, "why?")
    assert desk.server.requests[-1].json["messages"][-1]["content"] == "why?"


def test_the_change_of_an_old_question_shows_the_request_of_that_branch(desk: Desk) -> None:
    desk.pane.tabs.setCurrentIndex(1)
    desk.run.window.pane.composer.edit(desk.messages[2])
    sends_what_it_shows(desk, " indeed")
    sent = [message["content"] for message in desk.server.requests[-1].json["messages"]]
    assert sent == ["question 1", "answer 1", "question 2 indeed"]


@st.composite
def rules(draw: st.DrawFn) -> Callable[[list[str]], Policy]:
    places = st.frozensets(st.integers(0, 5), max_size=3)
    pinned, excluded = draw(places), draw(places)
    divider = draw(st.none() | st.integers(0, 5))
    policy = Policy(
        system_prompt=draw(st.sampled_from(["", "Be brief.", "\u201c说\u201d \\ \t"])),
        keep_last=draw(st.none() | st.integers(0, 5)),
        token_budget=draw(st.none() | st.integers(30, 120)),
        drops_first=draw(st.sampled_from(DropsFirst)),
    )
    return lambda ids: replace(
        policy,
        divider=None if divider is None else ids[divider],
        pinned=frozenset(ids[place] for place in pinned),
        excluded=frozenset(ids[place] for place in excluded),
    )


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rules())
def test_so_it_is_for_any_rules(desk: Desk, made: Callable[[list[str]], Policy]) -> None:
    desk.pane.tabs.setCurrentIndex(1)
    desk.obey(made([message.id for message in desk.messages]))
    if isinstance(desk.plan.refusal, BudgetTooSmall):
        assert desk.pane.raw.request is None
        return
    sends_what_it_shows(desk, "why?")
