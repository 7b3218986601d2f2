"""A message of either role that is kept without asking anybody."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.messages import Role
from desktop_chat.domain.settings import SEND_KEY, SendKey
from tests.services.world import MUCH, World, full_disk
from tests.ui.composer.conftest import Desk, Slow, Wait, enter

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def said(desk: Desk, conversation_id: str) -> list[tuple[Role, str]]:
    return [(message.role, message.text) for message in desk.world.chat.branch(conversation_id)]


def press(desk: Desk, held: Qt.KeyboardModifier) -> None:
    QTest.keyClick(desk.editor, Qt.Key.Key_Return, held)


@pytest.mark.parametrize(
    ("setting", "held", "role"),
    [
        (SendKey.ENTER, CTRL, Role.USER),
        (SendKey.ENTER, CTRL_SHIFT, Role.ASSISTANT),
        (SendKey.CTRL_ENTER, ALT, Role.USER),
        (SendKey.CTRL_ENTER, CTRL_SHIFT, Role.ASSISTANT),
    ],
)
def test_a_text_is_kept_as_either_sides_without_asking(
    desk: Desk, wait: Wait, setting: SendKey, held: Qt.KeyboardModifier, role: Role
) -> None:
    conversation_id = desk.open()
    desk.preferences.set(SEND_KEY, setting)
    desk.type("words")
    press(desk, held)
    wait(lambda: desk.text == "")
    assert said(desk, conversation_id) == [(role, "words")]
    assert desk.world.requests == []
    wait(lambda: desk.world.store.conversations.get(conversation_id).draft == "")


def test_what_was_inserted_is_part_of_the_next_request(desk: Desk, wait: Wait) -> None:
    conversation_id = desk.open()
    for text, held in (("An example", CTRL), ("Its answer", CTRL_SHIFT)):
        desk.type(text)
        press(desk, held)
        wait(lambda: desk.text == "" and not desk.world.chat.is_busy(conversation_id))
    desk.type("The question")
    enter(desk)
    wait(lambda: len(said(desk, conversation_id)) == 4)
    assert said(desk, conversation_id)[:3] == [
        (Role.USER, "An example"),
        (Role.ASSISTANT, "Its answer"),
        (Role.USER, "The question"),
    ]


def test_nothing_is_inserted_without_words(desk: Desk) -> None:
    conversation_id = desk.open()
    desk.type("  ")
    assert not desk.composer.can_insert()
    press(desk, CTRL)
    assert desk.text == "  "
    assert said(desk, conversation_id) == []


def test_while_a_reply_is_written_nothing_comes_between(desk: Desk, slow: Slow, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.type("question")
    enter(desk)
    wait(lambda: desk.text == "" and desk.writing(conversation_id))
    desk.type("an aside")
    assert not desk.composer.can_insert()
    press(desk, CTRL)
    assert desk.text == "an aside"
    assert desk.asked(conversation_id) == ["question"]


def test_the_change_of_an_old_question_is_not_inserted(desk: Desk, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.type("question")
    enter(desk)
    wait(lambda: desk.text == "" and not desk.world.chat.is_busy(conversation_id))
    desk.composer.edit(desk.world.chat.branch(conversation_id)[0])
    press(desk, CTRL)
    assert desk.text == "question"
    assert len(said(desk, conversation_id)) == 2


def test_an_insertion_that_cannot_be_stored_leaves_the_text(desk: Desk, wait: Wait, world: World) -> None:
    conversation_id = desk.open()
    with full_disk(world.store):
        desk.editor.insertPlainText(MUCH)
        press(desk, CTRL)
        wait(desk.trouble.isVisible)
    assert desk.text == MUCH
    assert said(desk, conversation_id) == []


def test_a_key_that_is_held_inserts_once(desk: Desk, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.type("once")
    press(desk, CTRL)
    wait(lambda: desk.text == "")
    desk.type("more")
    repeated = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, CTRL, "\r", True)
    QApplication.sendEvent(desk.editor, repeated)
    assert desk.text == "more"
    assert said(desk, conversation_id) == [(Role.USER, "once")]
