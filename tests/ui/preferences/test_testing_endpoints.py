"""Tests of endpoints: facts in sentences, and the models that they list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_chat.domain.models import Quirks
from tests.services.world import World
from tests.support import script
from tests.support.wire_server import WireServer
from tests.ui.preferences.desk import GATEWAY, Desk
from tests.ui.showing import click, press, write


def test_a_test_tells_facts_in_sentences(desk: Desk, world: World, qtbot: QtBot) -> None:
    quirks = Quirks({"max_completion_tokens": "max_tokens"}, frozenset({"seed"}))
    taught = world.add_endpoint("Taught", base_url=f"https://{GATEWAY}/v1", model="gone", quirks={"gone": quirks})
    desk.choose("Taught")
    assert desk.findings == "Not tested yet."
    click(desk.dialog, "Test")
    assert desk.findings == f"Asking {GATEWAY}…"
    qtbot.waitUntil(lambda: "It lists" in desk.findings)
    first, *rest = desk.findings.split("\n")
    assert first.startswith(f"{GATEWAY} answered after ")
    assert rest == [
        "It lists 2 models: model-a, model-b",
        "The default model gone is not in the list.",
        "gone refused max_completion_tokens; max_tokens is sent instead.",
        "gone refused seed, which is no longer sent.",
    ]
    assert "It answered." in desk.rows[2]
    assert world.accounts.models(taught.id) == ("gone", "model-a", "model-b")


def test_a_test_that_fails_says_why_and_marks_the_row(desk: Desk, server: WireServer, qtbot: QtBot) -> None:
    server.enqueue(script.error(401, "Incorrect API key", code="invalid_api_key"))
    click(desk.dialog, "Test")
    qtbot.waitUntil(lambda: "did not accept the key (HTTP 401)" in desk.findings)
    assert "“Incorrect API key”" in desk.findings
    assert "The last test failed." in desk.rows[0]


def test_a_test_says_nothing_about_an_address_that_is_another_by_now(desk: Desk, qtbot: QtBot) -> None:
    click(desk.dialog, "Test")
    qtbot.waitUntil(lambda: "answered" in desk.findings)
    desk.edit("Address", "https://elsewhere.example.com/v1")
    qtbot.waitUntil(lambda: desk.findings == "Not tested yet.")
    assert "It answered." not in desk.rows[0]


def test_the_list_of_models_is_asked_for_when_it_is_opened(desk: Desk, server: WireServer, qtbot: QtBot) -> None:
    desk.choose("Ollama")
    desk.model.setFocus()
    press(Qt.Key.Key_F4)
    qtbot.waitUntil(desk.model.view().isVisible)
    assert [desk.model.itemText(place) for place in range(desk.model.count())] == ["model-a", "model-b"]
    desk.model.hidePopup()
    desk.model.setCurrentIndex(1)
    desk.model.activated.emit(1)
    assert desk.stored("Ollama").model == "model-b"
    assert len(server.requests) == 1


def test_a_model_that_no_list_has_can_be_typed(desk: Desk) -> None:
    desk.model.setFocus()
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write("my-own-model")
    press(Qt.Key.Key_Return)
    assert desk.stored("Gateway").model == "my-own-model"
