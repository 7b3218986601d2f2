"""What a real client of the accessibility bus is told of the real program, on a screen that nobody sees."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from desktop_chat.domain.attachments import Attachment
from desktop_chat.storage.store import open_store
from tests.support.program import store_endpoint
from tests.support.screen_reader import Node, Session, session
from tests.support.virtual_screen import virtual_screen, wait_for
from tests.support.wire_server import WireServer
from tests.ui.transcript.conftest import Talk

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the accessibility bus is Linux's affair")

_EXCHANGES = 12
_FILES = 15


@dataclass(frozen=True, slots=True)
class Desk:
    """The session, and the talk that is open in the program."""

    session: Session
    names: list[str]

    def messages(self) -> list[Node]:
        return [node for node in self.session.inside("list", "Transcript") if node.role == "list item"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A program that shows a conversation of 24 messages, its keys in the composer."""
    with _desk(tmp_path) as made:
        yield made


@pytest.fixture
def laden_desk(tmp_path: Path) -> Iterator[Desk]:
    """The same with files attached to the next question, more than there is room for at once."""
    with _desk(tmp_path, _FILES) as made:
        yield made


@contextmanager
def _desk(tmp_path: Path, attached: int = 0) -> Iterator[Desk]:
    talk = Talk().exchanges(_EXCHANGES)
    names = [f"{'test-model' if one.is_reply else 'You'}: {one.text}" for one in talk.messages]
    with WireServer() as server:
        store_endpoint(tmp_path, server.base_url)
        with open_store(tmp_path) as store:
            digest = store.attachments.put(b"One.\n").result()
            files = tuple(Attachment(digest, f"a-long-name-{n}.txt", "text/plain", 5, 2) for n in range(attached))
            store.conversations.create(replace(talk.conversation, draft_attachments=files), talk.messages).result()
        with virtual_screen() as screen, session(screen) as made, made.program(tmp_path):
            screen.press("ctrl+1")
            made_desk = Desk(made, names)
            wait_for("the conversation", lambda: len(made_desk.messages()) == len(names))
            yield made_desk


def test_a_screen_reader_finds_every_message_and_where_it_is(desk: Desk) -> None:
    messages = desk.messages()
    assert [node.name for node in messages] == desk.names
    [window] = [node for node in desk.session.nodes() if node.role == "frame"]
    left, top, width, height = window.box
    shown = [node for node in messages if node.is_showing]
    assert shown
    assert messages[-1].is_showing
    assert not messages[0].is_showing
    for node in shown:
        assert left <= node.box[0] < node.box[0] + node.box[2] <= left + width
        assert top < node.box[1] + node.box[3]
        assert node.box[1] < top + height
    tops = [node.box[1] for node in shown]
    assert tops == sorted(set(tops))
    talks = desk.session.inside("list", "Conversations")
    assert "A talk" in {node.name for node in talks}


def test_a_screen_reader_hears_the_end_of_a_reply_and_follows_the_keys(desk: Desk) -> None:
    screen = desk.session.screen
    with desk.session.listening() as ears:
        screen.type("And now?")
        screen.press("Return")
        assert ears.wait_for("object:announcement").said == "test-model: The reply is complete."
        screen.press("alt+k")
        assert ears.wait_for("object:state-changed:focused", "test-model: Hello").name == "test-model: Hello"
        screen.press("alt+k")
        ears.wait_for("object:state-changed:focused", "You: And now?")
        screen.press("alt+j")
        ears.wait_for("object:state-changed:focused", "test-model: Hello")
    [focused] = [node for node in desk.messages() if "focused" in node.states]
    assert focused.name == "test-model: Hello"


def test_the_program_survives_every_question_that_can_be_asked(laden_desk: Desk) -> None:
    desk = laden_desk
    assert any(node.name.startswith("a-long-name-0.txt") for node in desk.session.nodes())
    nodes, answers = desk.session.harass()
    assert nodes > len(desk.names)
    assert answers > nodes
    assert [node.name for node in desk.messages()] == desk.names
