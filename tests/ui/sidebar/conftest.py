"""A sidebar over a real library, and conversations in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_chat.domain.messages import Conversation, Message, Role, Status, new_id
from desktop_chat.services.background import Background
from desktop_chat.services.relay import Relay
from desktop_chat.services.search import Search
from desktop_chat.ui.look import Theme
from desktop_chat.ui.sidebar.sidebar import Sidebar
from tests.services.world import World, a_world

NOON = datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)

Store = Callable[..., Conversation]


@pytest.fixture
def world(qapp: QApplication, tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as made:
        made.add_endpoint()
        yield made


@pytest.fixture
def stored(world: World) -> Store:
    """Puts a conversation into the store, `days` ago, with one question if there is a text."""

    def store(title: str, days: float = 0, text: str = "", model: str | None = None, **fields: object) -> Conversation:
        at = min(NOON, datetime.now().astimezone()) - timedelta(days=days)
        conversation = Conversation(new_id(), at, at, title=title, **fields)  # type: ignore[arg-type]
        role = Role.ASSISTANT if model else Role.USER
        said = Message(new_id(), conversation.id, None, role, text, at, Status.COMPLETE, model=model)
        world.store.conversations.create(conversation, [said] if text else []).result()
        world.reread()
        return conversation

    return store


@pytest.fixture
def sidebar(world: World, theme: Theme, qtbot: QtBot) -> Iterator[Sidebar]:
    background = Background(Relay())
    search = Search(world.store, background)
    made = Sidebar(world, search, theme)
    qtbot.addWidget(made)
    made.resize(264, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    background.close()
    del made
