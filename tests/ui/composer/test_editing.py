"""Changing an old question, and drafts that cannot be sent."""

from __future__ import annotations

from pathlib import Path

import apsw
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_chat.domain.messages import Role
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.turns import place_after
from desktop_chat.ui.look import Theme
from tests.services.world import World, a_world
from tests.ui.composer.conftest import Desk, Slow, Wait, a_desk, chip, enter

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


def half_edited(folder: Path, theme: Theme, wait: Wait, words: str = "er") -> tuple[str, str]:
    """A question is being changed when the program ends, another half typed; the conversation, and the first one."""
    with a_world(folder / "data") as world:
        world.add_endpoint()
        conversation_id = world.library.new().id
        world.ask(conversation_id, "old")
        world.ask(conversation_id, "new")
        question = world.chat.branch(conversation_id)[0]
        with a_desk(world, folder, theme) as desk:
            desk.open(conversation_id)
            desk.type("half typed")
            desk.composer.edit(question)
            desk.type(words)
            desk.composer.keep_draft()
            wait(lambda: world.stored(conversation_id).draft_edit is not None)
        return conversation_id, question.id


def test_after_a_restart_an_old_question_is_still_being_changed(tmp_path: Path, theme: Theme, wait: Wait) -> None:
    conversation_id, _ = half_edited(tmp_path, theme, wait)
    with a_world(tmp_path / "data") as world, a_desk(world, tmp_path, theme) as desk:
        desk.open(conversation_id)
        assert desk.text == "older"
        assert desk.composer._field.editing.isVisible()
        enter(desk)
        wait(lambda: desk.asked(conversation_id) == ["older"])
        assert len(world.chat.tree(conversation_id).children(None)) == 2
        assert desk.text == "half typed"
        wait(lambda: not desk.writing(conversation_id))
        wait(lambda: world.stored(conversation_id).draft_edit is None)
        assert world.stored(conversation_id).draft == "half typed"


def test_a_change_of_a_message_that_is_gone_is_a_draft_again(tmp_path: Path, theme: Theme, wait: Wait) -> None:
    conversation_id, question_id = half_edited(tmp_path, theme, wait)
    db = apsw.Connection(str(tmp_path / "data" / "chats.db"))
    db.execute("PRAGMA foreign_keys = ON; DELETE FROM message WHERE id = ?", (question_id,))
    db.close()
    with a_world(tmp_path / "data") as world, a_desk(world, tmp_path, theme) as desk:
        desk.open(conversation_id)
        assert desk.text == "older\n\nhalf typed"
        assert not desk.composer._field.editing.isVisible()
        desk.type("!")
        desk.composer.keep_draft()
        wait(lambda: world.stored(conversation_id).draft_edit is None)
        assert world.stored(conversation_id).draft == "older\n\nhalf typed!"


def test_a_new_message_in_the_middle_is_still_one_after_a_restart(tmp_path: Path, theme: Theme, wait: Wait) -> None:
    with a_world(tmp_path / "data") as world:
        world.add_endpoint()
        conversation_id = world.library.new().id
        reply = world.ask(conversation_id, "old")
        world.ask(conversation_id, "new")
        with a_desk(world, tmp_path, theme) as desk:
            desk.open(conversation_id)
            desk.composer.edit(place_after(reply, Role.ASSISTANT))
            desk.type("In my words")
            desk.composer.keep_draft()
            wait(lambda: world.stored(conversation_id).draft_edit is not None)
    with a_world(tmp_path / "data") as world, a_desk(world, tmp_path, theme) as desk:
        desk.open(conversation_id)
        enter(desk)
        wait(lambda: world.chat.branch(conversation_id)[-1].text == "In my words")
        assert [message.parent_id for message in world.chat.branch(conversation_id)][-1] == reply.id
