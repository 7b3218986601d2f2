"""From the composer to a message and, where that fails, back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_chat.domain.errors import KeyringLocked
from desktop_chat.domain.models import Endpoint, KeySource
from desktop_chat.ui.look import Theme
from desktop_chat.words.errors import Remedy
from tests.services.world import Gate, World, a_world
from tests.ui.composer.conftest import Desk, Slow, Wait, a_desk, chip, enter

Key = Qt.Key


@pytest.fixture
def locked(world: World) -> World:
    """The keyring gives no key."""
    (endpoint,) = world.accounts.all()
    keyed = Endpoint(endpoint.id, "Test", endpoint.base_url, model="test-model", key_source=KeySource.KEYRING)
    world.store.endpoints.change(keyed).result()
    world.accounts.refresh()
    world.keys.trouble = KeyringLocked("keyring")
    return world


def test_send_can_be_pressed_only_when_there_is_something_to_send(desk: Desk) -> None:
    assert not desk.button("Send").isEnabled()
    desk.type("  ")
    assert not desk.button("Send").isEnabled()
    desk.type("x")
    assert desk.button("Send").isEnabled()


def test_a_text_stays_until_it_is_a_message_and_is_gone_then(desk: Desk, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.type("question")
    desk.button("Send").click()
    assert desk.text == "question"
    wait(lambda: desk.text == "")
    assert desk.asked(conversation_id) == ["question"]
    wait(lambda: desk.world.store.conversations.get(conversation_id).draft == "")


def test_what_is_typed_while_it_is_being_sent_stays(desk: Desk, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.type("question")
    enter(desk)
    desk.type(" and more")
    wait(lambda: bool(desk.asked(conversation_id)))
    assert desk.text == " and more"
    wait(lambda: desk.world.store.conversations.get(conversation_id).draft == " and more")


def test_one_press_sends_once(desk: Desk, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.type("question")
    for _ in range(3):
        enter(desk)
    wait(lambda: desk.text == "" and not desk.writing(conversation_id))
    assert desk.asked(conversation_id) == ["question"]


def test_what_follows_before_the_first_is_on_disk_waits_its_turn(desk: Desk, world: World, wait: Wait) -> None:
    conversation_id = desk.open()
    world.keys.gate = Gate()
    desk.type("first")
    enter(desk)
    QTest.keyClick(desk.editor, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    desk.type("second")
    enter(desk)
    assert (desk.text, chip(desk)) == ("first", "Next: second")
    world.keys.gate.open()
    wait(lambda: desk.asked(conversation_id) == ["first", "second"])
    assert (desk.text, chip(desk)) == ("", "")
    wait(lambda: not desk.writing(conversation_id))


def test_a_text_sent_from_a_conversation_that_was_left_is_gone_from_its_draft(desk: Desk, wait: Wait) -> None:
    first = desk.open()
    desk.type("question")
    enter(desk)
    desk.type(" since")
    second = desk.open(desk.world.library.new().id)
    desk.type("other")
    wait(lambda: desk.asked(first) == ["question"])
    assert desk.text == "other"
    desk.open(first)
    assert desk.text == " since"
    desk.open(second)
    assert desk.text == "other"


def test_a_refused_text_stays_with_the_reason_and_the_next_step(desk: Desk, locked: World, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.type("question")
    enter(desk)
    wait(desk.trouble.isVisible)
    assert desk.text == "question"
    assert desk.trouble.shown is not None
    assert desk.trouble.shown.remedy is Remedy.UNLOCK_KEYRING
    assert desk.asked(conversation_id) == []
    wait(lambda: desk.world.store.conversations.get(conversation_id).draft == "question")


def test_the_remedy_tries_again_with_the_text_that_is_there(desk: Desk, locked: World, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.type("question")
    enter(desk)
    wait(desk.trouble.isVisible)
    locked.keys.trouble = None
    for endpoint in locked.accounts.all():
        locked.keys.put(endpoint, "key")
    desk.button("Retry").click()
    wait(lambda: desk.asked(conversation_id) == ["question"])
    assert not desk.trouble.isVisible()


def test_what_is_about_to_be_sent_can_be_stopped_and_stays(desk: Desk, world: World, wait: Wait) -> None:
    conversation_id = desk.open()
    world.keys.gate = Gate()
    desk.type("question")
    enter(desk)
    wait(lambda: "Stop" in desk.buttons())
    QTest.keyClick(desk.editor, Key.Key_Escape)
    assert "Send" in desk.buttons()
    world.keys.gate.open()
    assert desk.text == "question"
    assert desk.button("Send").isEnabled()
    enter(desk)
    wait(lambda: desk.asked(conversation_id) == ["question"])
    wait(lambda: not desk.writing(conversation_id))


def test_other_remedies_are_the_windows(desk: Desk, world: World, wait: Wait) -> None:
    for endpoint in world.accounts.all():
        world.accounts.remove(endpoint.id)
    desk.open()
    wished: list[Remedy] = []
    desk.composer.remedy_requested.connect(wished.append)
    desk.type("question")
    enter(desk)
    wait(desk.trouble.isVisible)
    assert desk.text == "question"
    desk.button("Add an endpoint…").click()
    assert wished == [Remedy.ADD_ENDPOINT]


@pytest.mark.parametrize("how", ["esc", "edit", "cross"])
def test_the_reason_goes_with_esc_or_the_next_letter(desk: Desk, locked: World, wait: Wait, how: str) -> None:
    desk.open()
    desk.type("question")
    enter(desk)
    wait(desk.trouble.isVisible)
    if how == "esc":
        QTest.keyClick(desk.editor, Key.Key_Escape)
    elif how == "edit":
        desk.type("s")
    else:
        desk.button("Close").click()
    assert not desk.trouble.isVisible()
    assert desk.text.startswith("question")


def test_the_reason_belongs_to_its_conversation(desk: Desk, locked: World, wait: Wait) -> None:
    first = desk.open()
    desk.type("question")
    enter(desk)
    wait(desk.trouble.isVisible)
    desk.open(desk.world.library.new().id)
    assert not desk.trouble.isVisible()
    desk.open(first)
    assert desk.trouble.isVisible()


def test_stop_stands_in_the_place_of_send_while_a_reply_is_written(desk: Desk, slow: Slow, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.type("question")
    enter(desk)
    wait(lambda: "Stop" in desk.buttons())
    assert "Send" not in desk.buttons()
    desk.button("Stop").click()
    wait(lambda: "Send" in desk.buttons())
    assert not desk.writing(conversation_id)
    assert "Stop" not in desk.buttons()


def test_another_conversation_has_its_own_buttons(desk: Desk, slow: Slow, wait: Wait) -> None:
    first = desk.open()
    desk.type("question")
    enter(desk)
    wait(lambda: "Stop" in desk.buttons())
    desk.open(desk.world.library.new().id)
    assert "Send" in desk.buttons()
    desk.open(first)
    assert "Stop" in desk.buttons()


def test_drafts_come_back_with_their_conversation(desk: Desk) -> None:
    first = desk.open()
    desk.type("one")
    second = desk.open(desk.world.library.new().id)
    assert desk.text == ""
    desk.type("two")
    desk.open(first)
    assert desk.text == "one"
    desk.open(second)
    assert desk.text == "two"


def test_what_is_typed_is_on_disk_a_moment_later(desk: Desk, world: World, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.type("half a quest")
    kept = world.store.conversations
    wait(lambda: [item.draft for item in kept.summaries() if item.id == conversation_id] == ["half a quest"])


def test_after_a_restart_the_text_stands_in_the_editor(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    with a_world(tmp_path / "data") as world:
        world.add_endpoint()
        with a_desk(world, tmp_path, theme) as desk:
            conversation_id = desk.open()
            desk.type("half a question")
    with a_world(tmp_path / "data") as world, a_desk(world, tmp_path, theme) as desk:
        desk.open(conversation_id)
        assert desk.text == "half a question"


def test_undo_brings_back_what_was_in_a_trashed_conversation(desk: Desk, world: World) -> None:
    conversation_id = desk.open()
    desk.type("half a question")
    world.filing.trash([conversation_id])
    desk.open(world.library.new().id)
    world.undoing.undo()
    desk.open(conversation_id)
    assert desk.text == "half a question"
