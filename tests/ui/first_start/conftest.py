"""A card to be made by the test, once it knows who answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_chat.services.accounts import Accounts
from desktop_chat.ui.first_start import FirstStart
from desktop_chat.ui.look import Theme
from tests.services.world import World, a_world
from tests.support.wire_server import WireServer
from tests.ui.first_start.card import Card, Make
from tests.ui.showing import Net, gone, show


@pytest.fixture
def server() -> Iterator[WireServer]:
    with WireServer() as made:
        yield made


@pytest.fixture
def world(qapp: object, tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as made:
        yield made


@pytest.fixture
def make(world: World, server: WireServer, theme: Theme, qtbot: QtBot) -> Iterator[Make]:
    cards = []

    def made(accounts: Accounts | None = None, **hosts: str) -> Card:
        net = Net(**{"openrouter.ai": server.base_url, "api.deepseek.com": server.base_url}, **hosts)
        world.list_models = net.list_models
        widget = FirstStart(accounts or world.accounts, world.local_model, theme)
        cards.append(widget)
        card = Card(widget, world, net)
        widget.finished.connect(lambda: card.finished.append(True))
        widget.remarked.connect(card.remarks.append)
        widget.resize(1000, 760)
        show(widget, qtbot)
        widget.focus_first()
        return card

    yield made
    for widget in cards:
        gone(widget)
