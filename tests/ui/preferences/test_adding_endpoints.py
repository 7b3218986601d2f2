"""Adding endpoints: known providers, any address, and the models of this computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_chat.domain.models import EndpointKind, KeySource
from tests.services.world import World
from tests.support import script
from tests.support.wire_server import WireServer
from tests.ui.preferences.desk import KEY, Desk
from tests.ui.showing import click, focused, name_of, press, write


def test_a_known_provider_needs_only_its_key(desk: Desk, server: WireServer, qtbot: QtBot) -> None:
    server.enqueue(script.models("deepseek-chat", "deepseek-reasoner"))
    desk.menu("DeepSeek")
    qtbot.waitUntil(lambda: desk.chosen == "DeepSeek")
    qtbot.waitUntil(lambda: name_of(focused()) == "API key")
    write(KEY)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "It lists 2 models: deepseek-chat, deepseek-reasoner" in desk.findings)
    stored = desk.stored("DeepSeek")
    assert (stored.base_url, stored.model) == ("https://api.deepseek.com/v1", "deepseek-chat")
    assert desk.key_of(stored) == KEY
    assert server.requests[-1].headers["authorization"] == f"Bearer {KEY}"


def test_a_second_one_of_a_provider_gets_a_name_of_its_own(desk: Desk, qtbot: QtBot) -> None:
    desk.menu("Ollama")
    qtbot.waitUntil(lambda: desk.chosen == "Ollama 2")
    assert desk.stored_names == ["Gateway", "Ollama", "Ollama 2"]


def test_a_server_of_this_computer_is_asked_at_once(desk: Desk, qtbot: QtBot) -> None:
    desk.menu("Ollama")
    qtbot.waitUntil(lambda: "It lists 2 models: model-a, model-b" in desk.findings)
    qtbot.waitUntil(lambda: desk.stored("Ollama 2").model == "model-a")


def test_another_address_is_kept_once_it_is_one(desk: Desk, qtbot: QtBot) -> None:
    desk.menu("Another address…")
    assert desk.rows[-1] == "New endpoint, no address yet"
    assert focused() is desk.field("Address")
    write("gate.example.com/v1")
    press(Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: desk.rows[-1] == "gate.example.com, gate.example.com")
    stored = desk.stored("gate.example.com")
    assert (stored.base_url, stored.key_source) == ("https://gate.example.com/v1", KeySource.NONE)
    assert name_of(focused()) == "API key"
    write(KEY)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.key_row.said == "In the keyring, ends in 3f9a")


def test_a_key_without_an_address_waits_for_one(desk: Desk, qtbot: QtBot) -> None:
    desk.menu("Another address…")
    desk.field("API key").setFocus()
    write(KEY)
    press(Qt.Key.Key_Return)
    assert desk.says == "Enter the address first."
    assert focused() is desk.field("Address")
    write("gate.example.com/v1")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.rows[-1] == "gate.example.com, gate.example.com")
    assert desk.field("API key").text() == KEY
    click(desk.dialog, "Keep")
    qtbot.waitUntil(lambda: desk.key_row.said == "In the keyring, ends in 3f9a")


def test_an_endpoint_that_was_only_begun_is_dropped(desk: Desk) -> None:
    desk.menu("Another address…")
    desk.edit("Name", "Later")
    click(desk.dialog, "Remove")
    assert desk.chosen == "Gateway"
    desk.menu("Another address…")
    press(Qt.Key.Key_Escape)
    assert desk.closed == [0]
    assert desk.stored_names == ["Gateway", "Ollama"]


def test_without_any_endpoint_the_first_address_is_asked_for(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    assert desk.rows == ["New endpoint, no address yet"]
    assert focused() is desk.field("Address")


class Running:
    """A model server that runs already."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.key = "of this run"

    def address(self) -> Running:
        return self

    def stop(self) -> None:
        pass


def test_a_model_file_is_an_endpoint_without_address_or_key(
    desk: Desk, world: World, server: WireServer, qtbot: QtBot
) -> None:
    world.make_server = lambda _: Running("https://llm.example.com/v1")
    desk.menu("Model file…")
    desk.choose_file("/models/mine.gguf")
    qtbot.waitUntil(lambda: desk.chosen == "mine")
    assert desk.rows[-1] == "mine, a model file"
    assert not [name for name in ("Address", "API key", "Default model") if desk.is_labelled(name)]
    click(desk.dialog, "Test")
    qtbot.waitUntil(lambda: "The model runs" in desk.findings)
    click(desk.dialog, "Choose a file…")
    desk.choose_file("/models/other.gguf")
    qtbot.waitUntil(lambda: desk.stored("mine").model_path == "/models/other.gguf")


def test_a_local_model_that_is_not_there_is_told_and_not_added(desk: Desk, qtbot: QtBot) -> None:
    desk.menu("Local model")
    assert desk.foot.said == "Starting the model…"
    qtbot.waitUntil(lambda: "is not there" in desk.foot.said)
    assert desk.stored_names == ["Gateway", "Ollama"]


def test_the_local_model_that_is_there_already_is_shown(desk: Desk, world: World, qtbot: QtBot) -> None:
    world.bundled = Path("/models/small.gguf")
    world.make_server = lambda _: Running("https://llm.example.com/v1")
    world.add_endpoint("My model", base_url="", kind=EndpointKind.LOCAL_MODEL)
    desk.choose("Gateway")
    desk.menu("Local model")
    qtbot.waitUntil(lambda: desk.chosen == "My model")
    assert desk.stored_names == ["Gateway", "Ollama", "My model"]


def test_a_provider_with_an_address_of_ones_own_asks_for_that_part(desk: Desk) -> None:
    desk.menu("Azure OpenAI")
    assert focused() is desk.field("Address")
    assert desk.field("Address").selectedText() == "{resource}"
    write("mine")
    press(Qt.Key.Key_Tab)
    assert desk.stored("Azure OpenAI").base_url == "https://mine.openai.azure.com/openai/v1"
