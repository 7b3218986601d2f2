"""Changing an old question, and drafts that cannot be sent."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_chat.domain.policy import Policy
from tests.services.world import World
from tests.ui.composer.conftest import Desk, Slow, Wait, chip, enter

Key = Qt.Key


def test_an_edited_question_becomes_a_branch_and_what_was_typed_comes_back(
    desk: Desk, world: World, wait: Wait
) -> None:
    conversation_id = desk.open()
    world.ask(conversation_id, "old")
    desk.type("half typed")
    desk.composer.edit(world.chat.branch(conversation_id)[0])
    assert desk.text == "old"
    desk.type("er")
    enter(desk)
    wait(lambda: desk.asked(conversation_id) == ["older"])
    assert desk.text == "half typed"
    assert len(world.chat.tree(conversation_id).children(None)) == 2
    wait(lambda: not desk.writing(conversation_id))


def test_esc_leaves_the_editing_of_a_question(desk: Desk, world: World) -> None:
    conversation_id = desk.open()
    world.ask(conversation_id, "old")
    desk.type("half typed")
    desk.composer.edit(world.chat.branch(conversation_id)[0])
    QTest.keyClick(desk.editor, Key.Key_Escape)
    assert desk.text == "half typed"
    assert not desk.composer.dismiss()


def test_a_question_cannot_be_replaced_while_a_reply_is_written(desk: Desk, slow: Slow, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.type("question")
    enter(desk)
    wait(lambda: desk.writing(conversation_id))
    desk.composer.edit(desk.world.chat.branch(conversation_id)[0])
    desk.type("s")
    enter(desk)
    assert (desk.text, chip(desk)) == ("questions", "")
    slow.gate.set()
    wait(lambda: not desk.writing(conversation_id))
    enter(desk)
    wait(lambda: desk.asked(conversation_id) == ["questions"])
    wait(lambda: not desk.writing(conversation_id))


def test_a_draft_alone_over_the_budget_is_said_and_not_sent(desk: Desk, world: World, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.type("short")
    world.library.set_policy(conversation_id, Policy(token_budget=40))
    wait(lambda: "of 40 tokens" in desk.strip)
    desk.editor.insertPlainText(" word" * 200)
    wait(lambda: "the input budget is 40" in desk.strip)
    assert not desk.button("Send").isEnabled()
    enter(desk)
    wait(desk.trouble.isVisible)
    assert desk.text.endswith("word")
