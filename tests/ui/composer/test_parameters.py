"""What goes along with the messages, set in the form and only then sent."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from desktop_chat.domain.errors import BadOption
from desktop_chat.domain.messages import Conversation, now
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy
from desktop_chat.ui.composer.option_values import ENTRIES, SYSTEM_PROMPT, changed, is_any_set, texts_of
from desktop_chat.ui.composer.parameters import Parameters
from tests.ui.composer.conftest import Desk, Wait

Key = Qt.Key
BLANK = Conversation("c1", now(), now())


def form(desk: Desk) -> Parameters:
    (found,) = [one for one in desk.window.findChildren(Parameters) if one.isVisible()]
    return found


def field(desk: Desk, name: str) -> QLineEdit:
    (found,) = [one for one in form(desk).findChildren(QLineEdit) if one.accessibleName() == name]
    return found


def test_every_field_is_empty_at_first_and_nothing_is_sent() -> None:
    assert set(texts_of(BLANK).values()) == {""}
    assert not is_any_set(BLANK)
    assert changed(BLANK, texts_of(BLANK)) == (BLANK.options, BLANK.policy)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("temperature", "0.7", Options(temperature=0.7)),
        ("max_tokens", " 4096 ", Options(max_tokens=4096)),
        ("stop", "END", Options(stop=("END",))),
        ("stop", '["a", "b"]', Options(stop=("a", "b"))),
        ("reasoning_effort", "low", Options(reasoning_effort="low")),
    ],
)
def test_a_field_sets_its_option_and_shows_it_again(name: str, text: str, expected: Options) -> None:
    options, policy = changed(BLANK, texts_of(BLANK) | {name: text})
    assert options == expected
    again = Conversation("c1", now(), now(), options=options, policy=policy)
    assert changed(again, texts_of(again)) == (options, policy)
    assert changed(again, texts_of(again) | {name: ""})[0] == Options()
    assert is_any_set(again)


@pytest.mark.parametrize(("name", "text"), [("temperature", "warm"), ("token_budget", "0"), ("keep_last", "-1")])
def test_a_text_that_means_nothing_is_refused(name: str, text: str) -> None:
    with pytest.raises(BadOption):
        changed(BLANK, texts_of(BLANK) | {name: text})


def test_budgets_may_be_written_in_groups() -> None:
    assert changed(BLANK, texts_of(BLANK) | {"token_budget": "8,000"})[1] == Policy(token_budget=8000)


def test_a_limit_under_its_newer_name_keeps_that_name() -> None:
    newer = Conversation("c1", now(), now(), options=Options(max_completion_tokens=100))
    assert texts_of(newer)["max_tokens"] == "100"
    assert changed(newer, texts_of(newer) | {"max_tokens": "200"})[0] == Options(max_completion_tokens=200)


def test_labels_are_names_of_different_things() -> None:
    assert len({entry.label for entry in ENTRIES}) == len({entry.name for entry in ENTRIES}) == len(ENTRIES)


def test_raising_the_limit_is_a_number_and_enter(desk: Desk, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.composer.edit_option("max_tokens")
    assert QApplication.focusWidget() is field(desk, "Output limit, tokens")
    QTest.keyClicks(field(desk, "Output limit, tokens"), "500")
    QTest.keyClick(field(desk, "Output limit, tokens"), Key.Key_Return)
    assert desk.world.library.get(conversation_id).options.max_tokens == 500
    assert desk.editor.hasFocus()
    assert desk.button("Parameters").accessibleDescription() == "some are set"


def test_what_is_set_goes_along_with_the_next_request(desk: Desk, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.button("Parameters").click()
    prompt = form(desk).findChild(QPlainTextEdit)
    assert isinstance(prompt, QPlainTextEdit)
    prompt.setFocus()
    QTest.keyClicks(prompt, "be terse")
    QTest.keyClick(prompt, Key.Key_Escape)
    assert desk.world.library.get(conversation_id).policy.system_prompt == "be terse"
    desk.world.ask(conversation_id, "question")
    body = json.loads(desk.world.requests[0].body)
    assert body["messages"][0] == {"role": "system", "content": "be terse"}


def test_a_bad_number_is_said_and_not_kept(desk: Desk) -> None:
    conversation_id = desk.open()
    desk.composer.edit_option("max_tokens")
    temperature = field(desk, "Temperature")
    temperature.setFocus()
    QTest.keyClicks(temperature, "warm")
    field(desk, "Seed").setFocus()
    assert form(desk)._rows["temperature"].told == "The parameter “Temperature” cannot be “warm”."
    assert desk.world.library.get(conversation_id).options == Options()
    temperature.setFocus()
    temperature.clear()
    QTest.keyClicks(temperature, "0.5")
    QTest.keyClick(temperature, Key.Key_Escape)
    assert desk.world.library.get(conversation_id).options == Options(temperature=0.5)


def test_the_form_shows_what_is_set(desk: Desk) -> None:
    conversation_id = desk.open()
    desk.world.library.set_policy(conversation_id, Policy(system_prompt="be terse", token_budget=4000))
    desk.composer.edit_option("max_tokens")
    assert field(desk, "Input budget, tokens").text() == "4000"
    assert texts_of(desk.world.library.get(conversation_id))[SYSTEM_PROMPT] == "be terse"
