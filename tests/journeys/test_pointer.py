"""What a pointer takes and lets go, in the real program on a screen that nobody sees."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_chat.storage.store import open_store
from tests.support.program import store_endpoint
from tests.support.screen_reader import Node, Session, session
from tests.support.virtual_screen import virtual_screen, wait_for
from tests.support.wire_server import WireServer
from tests.ui.transcript.conftest import Talk

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the accessibility bus is Linux's affair")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Session]:
    """A program that shows one conversation in a folder, and two in none."""
    with WireServer() as server:
        store_endpoint(tmp_path, server.base_url)
        with open_store(tmp_path) as store:
            for title, folder in (("Rent", "Home"), ("Swallows", None), ("Kyoto", None)):
                talk = Talk().exchanges(1)
                one = replace(talk.conversation, title=title, folder=folder)
                store.conversations.create(one, talk.messages).result()
        with virtual_screen() as screen, session(screen) as made, made.program(tmp_path):
            yield made


def test_a_conversation_is_pulled_into_a_folder_and_taken_back_by_a_key(desk: Session) -> None:
    wait_for("the list", lambda: {"Swallows", "Kyoto"} <= set(titles(desk)))
    assert "Rent" not in titles(desk)  # its folder is closed
    desk.screen.drag(middle(row(desk, "Swallows")), middle(row(desk, "Home")))
    wait_for("the conversation to lie in the folder", lambda: "Swallows" not in titles(desk))
    assert "Kyoto" in titles(desk)
    desk.screen.press("ctrl+z")
    wait_for("the conversation to be where it was", lambda: "Swallows" in titles(desk))


def titles(desk: Session) -> list[str]:
    return [node.name for node in desk.inside("list", "Conversations")]


def row(desk: Session, name: str) -> Node:
    return next(node for node in desk.inside("list", "Conversations") if node.name.startswith(name))


def middle(node: Node) -> tuple[int, int]:
    left, top, width, height = node.box
    return left + width // 2, top + height // 2
