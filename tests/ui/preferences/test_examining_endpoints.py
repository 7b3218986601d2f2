"""The doctor of an endpoint in the window: asked for, agreed to, told as facts, and remembered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_chat.domain.models import Endpoint
from tests.services.world import World
from tests.support import script
from tests.support.script import Done, Script
from tests.support.wire_server import Received, WireServer
from tests.ui.preferences.conftest import OpenDesk
from tests.ui.preferences.desk import Desk
from tests.ui.showing import click, focused, name_of, press, turned_chinese


def habits(request: Received) -> Script:
    """Takes the newer limit only, and says how much it reads."""
    if not request.body:
        return script.respond(200, b'{"data": [{"id": "m", "context_length": 8192}]}', headers=script.JSON)
    body = request.json
    if "max_tokens" in body:
        return script.error(400, "Unsupported parameter: 'max_tokens'", param="max_tokens")
    if body.get("stream"):
        return script.reply("1 2 3", then=Done("length", {"total_tokens": 30}))
    return script.completion("1 2 3", finish_reason="length")


def on(world: World, server: WireServer, open_desk: OpenDesk) -> tuple[Endpoint, Desk]:
    endpoint = world.add_endpoint("Here", base_url=server.base_url, model="m")
    return endpoint, open_desk()


def test_it_says_what_will_be_sent_before_it_sends_anything(world: World, open_desk: OpenDesk) -> None:
    with WireServer(habits) as server:
        _, desk = on(world, server, open_desk)
        click(desk.dialog, "Examine…")
        assert desk.foot.said.startswith("Send at most 7 tiny questions to m, about 280 tokens?")
        assert name_of(focused()) == "Cancel"
        press(Qt.Key.Key_Space)
        assert server.requests == []


def test_what_it_finds_are_facts_that_stay(world: World, open_desk: OpenDesk, qtbot: QtBot) -> None:
    with WireServer(habits) as server:
        endpoint, desk = on(world, server, open_desk)
        click(desk.dialog, "Examine…")
        click(desk.dialog, "Send")
        assert desk.findings == "Examining m…"
        qtbot.waitUntil(lambda: not desk.examining.is_running(endpoint.id))
        head, *facts = desk.findings.split("\n")
        assert head.startswith("m examined ")
        assert facts == [
            "It streams, and reports what was used at the end.",
            "max_completion_tokens limits the length of a reply.",
            "max_tokens is refused; max_completion_tokens is sent instead.",
            "Penalties are taken.",
            "It reads up to 8,192 tokens, as it says itself.",
        ]
        with turned_chinese(desk.dialog):
            assert "8,192" in desk.findings
            assert "examined" not in desk.findings
    stored = desk.stored("Here").quirks_of("m")
    assert stored.renamed == {"max_tokens": "max_completion_tokens"}
    assert stored.examined is not None
    assert stored.examined.context_tokens == 8192


def test_it_can_be_called_off(world: World, open_desk: OpenDesk, qtbot: QtBot) -> None:
    def silent(request: Received) -> Script:
        return [script.Stall("request")] if request.body else script.models("m")

    with WireServer(silent) as server:
        endpoint, desk = on(world, server, open_desk)
        click(desk.dialog, "Examine…")
        click(desk.dialog, "Send")
        qtbot.waitUntil(lambda: any(request.body for request in server.requests))
        click(desk.dialog, "Stop")
        qtbot.waitUntil(lambda: not desk.examining.is_running(endpoint.id))
        assert desk.findings == "Not tested yet."


def test_one_that_comes_to_nothing_says_why(world: World, open_desk: OpenDesk, qtbot: QtBot) -> None:
    with WireServer(lambda _: script.error(401, "no such key")) as server:
        endpoint, desk = on(world, server, open_desk)
        click(desk.dialog, "Examine…")
        click(desk.dialog, "Send")
        qtbot.waitUntil(lambda: not desk.examining.is_running(endpoint.id))
        assert "did not accept the key (HTTP 401)" in desk.findings
