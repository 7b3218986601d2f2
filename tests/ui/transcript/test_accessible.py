"""What a screen reader finds: a list named Transcript whose items say who speaks and what."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.messages import Status
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.accessible import ListInterface
from desktop_chat.ui.transcript.transcript import Transcript
from tests.ui.transcript.conftest import FIRST_REQUEST, Talk, World, buttons, wait_until

NAME = QAccessible.Text.Name


@pytest.fixture
def listening() -> Iterator[None]:
    """A screen reader is there from the start."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def interface_of(view: Transcript) -> ListInterface:
    found = QAccessible.queryAccessibleInterface(view)
    assert isinstance(found, ListInterface)
    return found


def names(view: Transcript) -> list[str]:
    found = interface_of(view)
    items = [found.child(place) for place in range(found.childCount())]
    return [item.text(NAME) for item in items if item and item.role() is QAccessible.Role.ListItem]


def test_messages_are_items_of_a_list_named_by_who_speaks_and_what(
    listening: None, view: Transcript, world: World
) -> None:
    talk = Talk()
    talk.ask("What is a WAL?")
    talk.answer("A log of", status=Status.STOPPED)
    view.open(talk.stored_in(world))
    found = interface_of(view)
    assert (found.role(), found.text(NAME)) == (QAccessible.Role.List, "Transcript")
    assert names(view) == ["You: What is a WAL?", "test-model: A log of\n\nStopped by you."]


def test_an_item_is_found_where_it_is_painted(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(2).stored_in(world))
    found = interface_of(view)
    for place in range(4):
        item = found.child(place)
        assert item is not None
        centre = item.rect().center()
        at = found.childAt(centre.x(), centre.y())
        assert at is not None
        assert at.text(NAME) == item.text(NAME)
        assert found.indexOfChild(item) == place


def test_what_is_far_away_is_said_to_be_off_the_screen(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(50).stored_in(world))
    found = interface_of(view)
    first, last = found.child(0), found.child(99)
    assert first is not None
    assert last is not None
    assert first.state().offscreen
    assert not last.state().offscreen
    assert first.rect().isEmpty()


def test_the_message_that_the_keys_are_on_has_the_focus(listening: None, view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(2).stored_in(world))
    view.walk(-1)
    found = interface_of(view).focusChild()
    assert found is not None
    assert found.text(NAME).startswith("test-model: ")
    assert found.state().focused


def test_buttons_below_a_reply_are_reached_through_the_list(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("Go")
    talk.answer("Half", status=Status.STOPPED)
    view.open(talk.stored_in(world))
    found = interface_of(view)
    port = found.child(2)
    assert port is not None
    assert found.indexOfChild(port) == 2
    inside = [port.child(place) for place in range(port.childCount())]
    assert {"Continue", "Retry"} <= {one.text(NAME) for one in inside}
    assert {"Continue", "Retry"} <= set(buttons(view))


def test_messages_that_are_gone_take_their_items_with_them(listening: None, view: Transcript, world: World) -> None:
    first = Talk().exchanges(3).stored_in(world)
    second = Talk().exchanges(1).stored_in(world)
    for _ in range(3):
        view.open(first)
        assert len(names(view)) == 6
        view.open(second)
        assert len(names(view)) == 2
        gc.collect()


def test_a_message_that_comes_is_an_item_at_once(listening: None, view: Transcript, world: World) -> None:
    conversation_id = Talk().exchanges(1).stored_in(world)
    view.open(conversation_id)
    world.chat.send(conversation_id, "And now?")
    wait_until(lambda: world.chat.writing_in(conversation_id) is None and len(view.column) == 4)
    assert names(view)[2:] == ["You: And now?", "test-model: Hello"]


def test_views_come_and_go_while_a_screen_reader_listens(
    listening: None, world: World, theme: Theme, qapp: QApplication
) -> None:
    conversation_id = Talk().exchanges(2).stored_in(world)
    for _ in range(3):
        view = Transcript(world.chat, world.replies, world.library, theme, lambda: FIRST_REQUEST)
        view.show()
        view.open(conversation_id)
        assert len(names(view)) == 4
        view.close()
        view.deleteLater()
        del view
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
