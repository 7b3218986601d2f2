"""A question that waits for the reply before it, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_chat.ui.look import Theme
from tests.services.world import World, a_world
from tests.ui.composer.conftest import Desk, Slow, Wait, a_desk, chip, enter

Key = Qt.Key


def queue(desk: Desk, wait: Wait, text: str = "next") -> str:
    conversation_id = desk.open()
    desk.type("question")
    enter(desk)
    wait(lambda: desk.writing(conversation_id) and desk.text == "")
    desk.type(text)
    enter(desk)
    return conversation_id


def test_enter_while_a_reply_is_written_lets_the_question_wait(desk: Desk, slow: Slow, wait: Wait) -> None:
    conversation_id = queue(desk, wait)
    assert (desk.text, chip(desk)) == ("", "Next: next")
    slow.gate.set()
    wait(lambda: desk.asked(conversation_id) == ["question", "next"])
    assert chip(desk) == ""
    wait(lambda: not desk.writing(conversation_id))


def test_what_is_typed_meanwhile_stays_when_the_waiting_question_is_sent(desk: Desk, slow: Slow, wait: Wait) -> None:
    conversation_id = queue(desk, wait)
    desk.type("and after that")
    slow.gate.set()
    wait(lambda: desk.asked(conversation_id) == ["question", "next"])
    assert desk.text == "and after that"
    wait(lambda: desk.world.store.conversations.get(conversation_id).draft == "and after that")


def test_a_question_waits_also_while_another_conversation_is_open(desk: Desk, slow: Slow, wait: Wait) -> None:
    conversation_id = queue(desk, wait)
    desk.open(desk.world.library.new().id)
    assert chip(desk) == ""
    slow.gate.set()
    wait(lambda: desk.asked(conversation_id) == ["question", "next"])
    wait(lambda: not desk.writing(conversation_id))


@pytest.mark.parametrize("how", ["cross", "backspace"])
def test_a_waiting_question_can_be_taken_back(desk: Desk, slow: Slow, wait: Wait, how: str) -> None:
    queue(desk, wait)
    if how == "cross":
        desk.button("Take back").click()
    else:
        QTest.keyClick(desk.editor, Key.Key_Backspace)
    assert (desk.text, chip(desk)) == ("next", "")


def test_a_question_comes_back_when_its_reply_was_stopped(desk: Desk, slow: Slow, wait: Wait) -> None:
    conversation_id = queue(desk, wait)
    QTest.keyClick(desk.editor, Key.Key_Escape)
    wait(lambda: not desk.writing(conversation_id))
    assert (desk.text, chip(desk)) == ("next", "")
    assert desk.asked(conversation_id) == ["question"]


def test_a_question_comes_back_when_its_reply_was_cut_by_the_limit(desk: Desk, slow: Slow, wait: Wait) -> None:
    slow.finish_reason = "length"
    conversation_id = queue(desk, wait)
    slow.gate.set()
    wait(lambda: not desk.writing(conversation_id))
    assert (desk.text, chip(desk)) == ("next", "")


def test_a_question_that_cannot_be_sent_in_the_end_comes_back_with_the_reason(
    desk: Desk, slow: Slow, world: World, wait: Wait
) -> None:
    queue(desk, wait)
    for endpoint in world.accounts.all():
        world.accounts.remove(endpoint.id)
    slow.gate.set()
    wait(desk.trouble.isVisible)
    assert (desk.text, chip(desk)) == ("next", "")


def test_a_waiting_question_survives_a_restart(tmp_path: Path, theme: Theme, wait: Wait) -> None:
    with a_world(tmp_path / "data") as world:
        world.add_endpoint()
        world.answer = slow = Slow()
        with a_desk(world, tmp_path, theme) as desk:
            conversation_id = queue(desk, wait)
            desk.type("typed")
            desk.composer.keep_draft()
            wait(lambda: world.store.conversations.get(conversation_id).draft == "next\n\ntyped")
        slow.gate.set()
    with a_world(tmp_path / "data") as world, a_desk(world, tmp_path, theme) as desk:
        desk.open(conversation_id)
        assert desk.text == "next\n\ntyped"


def test_the_question_that_waits_is_counted_before_enter_and_the_tokens_in_the_field_are_those_of_what_is_typed(
    desk: Desk, slow: Slow, wait: Wait
) -> None:
    queue(desk, wait, "and a question that waits")
    wait(lambda: desk.strip.startswith("2 messages · "))
    preview = desk.composer.preview
    assert preview.outlook.waits
    assert preview.outlook.typed == 0
    assert preview.outlook.plan is not None
    alone = preview.outlook.plan.draft_tokens
    desk.type("more of it")
    wait(lambda: preview.outlook.typed > 0)
    assert preview.outlook.plan.draft is not None
    assert preview.outlook.plan.draft.text == "and a question that waits\n\nmore of it"
    assert preview.outlook.typed < preview.outlook.plan.draft_tokens
    assert alone < preview.outlook.plan.draft_tokens
    slow.gate.set()
    wait(lambda: not preview.outlook.waits)
