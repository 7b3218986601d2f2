"""The dialog of endpoints, with two of them or as the test wants it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_chat.domain.models import KeySource
from desktop_chat.services.accounts import Accounts
from desktop_chat.ui.look import Theme
from tests.services.world import World, a_world
from tests.support import script
from tests.support.wire_server import WireServer
from tests.ui.preferences.desk import GATEWAY, KEY, Desk
from tests.ui.showing import Net, gone

OpenDesk = Callable[..., Desk]


@pytest.fixture
def server() -> Iterator[WireServer]:
    with WireServer(answer=lambda _: script.models("model-a", "model-b")) as made:
        yield made


@pytest.fixture
def world(qapp: object, tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as made:
        yield made


@pytest.fixture
def open_desk(world: World, server: WireServer, theme: Theme, qtbot: QtBot) -> Iterator[OpenDesk]:
    desks = []

    def made(accounts: Accounts | None = None) -> Desk:
        net = Net(**dict.fromkeys((GATEWAY, "api.deepseek.com", "localhost:11434"), server.base_url))
        world.list_models = net.list_models
        desk = Desk(world, net, theme, qtbot, accounts)
        desks.append(desk)
        return desk

    yield made
    for desk in desks:
        gone(desk.behind)


@pytest.fixture
def desk(world: World, open_desk: OpenDesk) -> Desk:
    """With two endpoints: one that answers and has a key, and one of this computer."""
    first = world.add_endpoint("Gateway", base_url=f"https://{GATEWAY}/v1", key_source=KeySource.KEYRING)
    world.keys.known[f"{first.id} {GATEWAY}"] = KEY
    world.add_endpoint("Ollama", base_url="http://localhost:11434/v1", model="qwen3:8b")
    return open_desk()
