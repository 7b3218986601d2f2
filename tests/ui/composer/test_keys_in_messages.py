"""A message that seems to hold a key is held back, the place is marked, and a key sends it all the same."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.messages import Role
from desktop_chat.domain.settings import WARN_OF_KEYS
from desktop_chat.services.attaching import Source
from desktop_chat.ui.composer.file_chips import FileChips
from desktop_chat.words.errors import Remedy
from tests.services.world import wait_until
from tests.ui.composer.conftest import Desk, Slow, enter

KEY = "sk-proj-4fQ0aaB2cD3eF4gH5iJ6kL7mN8oP9qR0"
QUESTION = f"Why does 😀 {KEY} not work?"


def written(desk: Desk, text: str = QUESTION) -> str:
    conversation_id = desk.open()
    desk.type(text)
    return conversation_id


def is_asked(desk: Desk) -> bool:
    shown = desk.trouble.shown
    return shown is not None and shown.remedy is Remedy.SEND_ANYWAY


def press(desk: Desk, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or desk.editor, key)


def test_it_is_held_back_and_the_place_is_marked(desk: Desk) -> None:
    conversation_id = written(desk)
    enter(desk)
    assert is_asked(desk)
    assert desk.text == QUESTION
    assert desk.editor.textCursor().selectedText() == KEY
    assert desk.editor.hasFocus()
    assert desk.world.requests == []
    assert desk.asked(conversation_id) == []


def test_empty_lines_before_it_move_no_mark(desk: Desk) -> None:
    desk.open()
    desk.editor.setPlainText(f"\n\n{QUESTION}\n")
    enter(desk)
    assert desk.editor.textCursor().selectedText() == KEY


def test_the_keyboard_sends_it_all_the_same_and_is_not_asked_again(desk: Desk) -> None:
    conversation_id = written(desk)
    enter(desk)
    button = desk.button("Send anyway")
    for _ in range(20):
        if button.hasFocus():
            break
        QTest.keyClick(QApplication.focusWidget() or desk.editor, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert button.hasFocus()
    press(desk, Qt.Key.Key_Space)
    wait_until(lambda: desk.asked(conversation_id) == [QUESTION] and not desk.world.chat.is_busy(conversation_id))
    assert not is_asked(desk)
    assert desk.text == ""
    desk.composer.focus_editor()
    desk.type(f"And {KEY}?")
    enter(desk)
    wait_until(lambda: len(desk.asked(conversation_id)) == 2)


def test_escape_goes_back_to_writing(desk: Desk) -> None:
    written(desk)
    enter(desk)
    press(desk, Qt.Key.Key_Escape)
    assert not is_asked(desk)
    assert desk.text == QUESTION
    desk.type("my key")
    assert desk.text == "Why does 😀 my key not work?"
    enter(desk)
    wait_until(lambda: len(desk.world.requests) == 1)


def test_what_was_allowed_in_one_conversation_is_asked_about_in_another(desk: Desk) -> None:
    first = written(desk)
    enter(desk)
    desk.button("Send anyway").click()
    wait_until(lambda: desk.asked(first) == [QUESTION] and not desk.world.chat.is_busy(first))
    second = written(desk)
    enter(desk)
    assert is_asked(desk)
    desk.composer.open(first)
    assert not is_asked(desk)
    desk.composer.open(second)
    assert is_asked(desk)


def test_a_question_that_would_wait_is_held_back_before_it_waits(desk: Desk, slow: Slow) -> None:
    conversation_id = written(desk, "First?")
    enter(desk)
    wait_until(lambda: desk.writing(conversation_id))
    desk.type(QUESTION)
    enter(desk)
    assert is_asked(desk)
    assert desk.text == QUESTION
    desk.button("Send anyway").click()
    assert desk.text == ""
    slow.gate.set()
    wait_until(lambda: desk.asked(conversation_id) == ["First?", QUESTION])
    wait_until(lambda: not desk.world.chat.is_busy(conversation_id))


def test_a_question_to_several_goes_to_all_of_them_after_it_was_allowed(desk: Desk) -> None:
    conversation_id = written(desk)
    [endpoint] = desk.world.accounts.all()
    desk.composer.ask_several(((endpoint.id, "a"), (endpoint.id, "b")))
    assert is_asked(desk)
    desk.button("Send anyway").click()
    wait_until(lambda: len(desk.world.requests) == 2 and not desk.world.chat.is_busy(conversation_id))


@pytest.mark.parametrize("role", [Role.USER, Role.ASSISTANT])
def test_what_is_kept_without_asking_would_be_sent_with_the_next_question(desk: Desk, role: Role) -> None:
    conversation_id = written(desk)
    desk.composer.insert(role)
    assert is_asked(desk)
    desk.button("Send anyway").click()
    wait_until(lambda: len(desk.world.chat.branch(conversation_id)) == 1)
    assert desk.world.requests == []


def test_files_are_looked_through(desk: Desk) -> None:
    written(desk, "What is this?")
    desk.composer.files.offer([Source(".env", partial(bytes, f"KEY={KEY}\n".encode()))])
    chips = desk.composer.findChild(FileChips)
    assert isinstance(chips, FileChips)
    wait_until(lambda: bool(chips.names) and desk.composer.can_ask_several())
    enter(desk)
    assert is_asked(desk)
    assert desk.trouble.shown
    assert ".env" in desk.trouble.shown.headline
    desk.button("Send anyway").click()
    wait_until(lambda: len(desk.world.requests) == 1)


def test_who_does_not_want_to_be_asked_is_not(desk: Desk) -> None:
    conversation_id = written(desk)
    desk.preferences.set(WARN_OF_KEYS, False)
    enter(desk)
    wait_until(lambda: desk.asked(conversation_id) == [QUESTION])
    wait_until(lambda: not desk.world.chat.is_busy(conversation_id))
