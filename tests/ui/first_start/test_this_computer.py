"""The second and the third way: servers and models of this computer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_chat.domain.errors import LocalModelBroken
from desktop_chat.domain.models import EndpointKind, KeySource
from desktop_chat.ui import first_start
from desktop_chat.ui.first_start_ways import LocalWay, ServerWay
from desktop_chat.ui.widgets import Button
from tests.services.world import World
from tests.support.wire_server import WireServer
from tests.ui.first_start.card import Make, models
from tests.ui.showing import called, click, focused, press, show

OLLAMA, LM_STUDIO = "localhost:11434", "localhost:1234"


def test_a_server_that_was_found_is_used_with_the_model_that_was_chosen(
    make: Make, server: WireServer, qtbot: QtBot
) -> None:
    models(server, "gemma3", "llama3.2", "qwen3:8b")
    card = make(**{OLLAMA: server.base_url})
    qtbot.waitUntil(lambda: "Found Ollama" in card.note(ServerWay))
    assert card.note(ServerWay) == "Found Ollama at localhost:11434 with 3 models."
    listed = called(card.widget, QComboBox, "Models of the server")
    listed.setFocus()
    press(Qt.Key.Key_Down)
    assert listed.currentText() == "llama3.2"
    press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: card.finished == [True])
    (endpoint,) = card.world.accounts.all()
    assert (endpoint.name, endpoint.model, endpoint.key_source) == ("Ollama", "llama3.2", KeySource.NONE)


def test_models_of_two_servers_stand_in_one_list_each_with_its_server(
    make: Make, server: WireServer, qtbot: QtBot
) -> None:
    models(server, "same")
    models(server, "same")
    card = make(**{OLLAMA: server.base_url, LM_STUDIO: server.base_url})
    qtbot.waitUntil(lambda: "2 models" in card.note(ServerWay))
    listed = called(card.widget, QComboBox, "Models of the server")
    assert {listed.itemText(place) for place in range(2)} == {"same — Ollama", "same — LM Studio"}


def test_without_a_server_alt_2_leads_to_another_address(make: Make) -> None:
    card = make()
    card.world.settle()
    asked = []
    card.widget.endpoints_requested.connect(lambda: asked.append(True))
    assert "No server found yet" in card.note(ServerWay)
    assert not called(card.widget, Button, "Use this server").isEnabled()
    press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    press(Qt.Key.Key_Return)
    assert asked == [True]


def test_a_server_started_meanwhile_is_found_when_the_person_comes_back(
    make: Make, server: WireServer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_start, "_LOOK_AGAIN_MS", 0)
    card = make()
    card.world.settle()
    before = card.places()
    card.net.lead(OLLAMA, server.base_url)
    models(server, "qwen3:8b")
    other = QWidget()
    qtbot.addWidget(other)
    show(other, qtbot)
    card.widget.activateWindow()
    qtbot.waitUntil(lambda: "Found Ollama" in card.note(ServerWay))
    assert card.places() == before


@dataclass
class Running:
    """A model server that runs already."""

    base_url: str
    key: str = "of this run"

    def address(self) -> Running:
        return self

    def stop(self) -> None:
        pass


class Broken:
    def address(self) -> Running:
        raise LocalModelBroken("/models/small.gguf", "bad magic")

    def stop(self) -> None:
        pass


def test_alt_3_starts_the_local_model(make: Make, world: World, server: WireServer, qtbot: QtBot) -> None:
    world.bundled = Path("/models/small.gguf")
    world.make_server = lambda _: Running(server.base_url)
    card = make()
    press(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert card.note(LocalWay) == "Starting the model…"
    qtbot.waitUntil(lambda: card.finished == [True])
    (endpoint,) = world.accounts.all()
    assert endpoint.kind is EndpointKind.LOCAL_MODEL
    assert endpoint.model_path is None


def test_a_model_that_does_not_start_says_so_beside_its_button(make: Make, world: World, qtbot: QtBot) -> None:
    world.bundled = Path("/models/small.gguf")
    world.make_server = lambda _: Broken()
    card = make()
    before = card.places()
    click(card.widget, "Start the local model")
    qtbot.waitUntil(lambda: "did not start" in card.note(LocalWay))
    assert "bad magic" in card.note(LocalWay)
    assert card.places() == before
    assert focused() is called(card.widget, Button, "Start the local model")


def test_where_no_model_was_installed_any_model_file_is_taken(
    make: Make, world: World, server: WireServer, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "mine.gguf"
    file.write_bytes(b"GGUF")
    world.make_server = lambda path: Running(server.base_url) if path == file else Broken()
    card = make()
    click(card.widget, "Choose a file…")
    (dialog,) = card.widget.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.close()
    qtbot.waitUntil(lambda: card.finished == [True])
    (endpoint,) = world.accounts.all()
    assert (endpoint.name, endpoint.model_path) == ("mine", str(file))
