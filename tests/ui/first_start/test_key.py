"""The first way: a pasted key is checked, kept and used, and sent to nobody it was not meant for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_chat.domain.errors import ErrorKind, Failure, KeyringLocked, RequestFailed
from desktop_chat.domain.models import KeySource
from desktop_chat.services.access import Access
from desktop_chat.services.accounts import Accounts
from desktop_chat.storage.secrets import Secrets
from desktop_chat.ui.first_start_ways import KeyWay
from desktop_chat.ui.note import Note
from desktop_chat.ui.widgets import Button
from desktop_chat.words.errors import Kept, explain
from tests.services.world import World
from tests.support import script
from tests.support.wire_server import WireServer
from tests.ui.first_start.card import ANYBODYS_KEY, OPENROUTER_KEY, Make, models
from tests.ui.showing import Net, called, click, focused, gone, name_of, press, write


def test_a_pasted_key_finds_its_provider_and_enter_is_all_it_takes(
    make: Make, server: WireServer, qtbot: QtBot
) -> None:
    card = make()
    models(server, "openrouter/auto", "a/embedding")
    write(OPENROUTER_KEY)
    assert card.provider.currentText() == "OpenRouter"
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card.finished == [True])
    (endpoint,) = card.world.accounts.all()
    assert (endpoint.name, endpoint.host, endpoint.model) == ("OpenRouter", "openrouter.ai", "openrouter/auto")
    assert endpoint.key_source is KeySource.KEYRING
    assert card.world.keys.known == {f"{endpoint.id} openrouter.ai": OPENROUTER_KEY}
    assert card.world.accounts.default() == endpoint
    (request,) = server.requests
    assert (request.method, request.headers["authorization"]) == ("GET", f"Bearer {OPENROUTER_KEY}")
    assert card.remarks == []


def test_a_key_that_could_be_anybodys_is_sent_to_nobody(make: Make, server: WireServer) -> None:
    card = make()
    write(ANYBODYS_KEY)
    assert card.provider.currentText() == ""
    press(Qt.Key.Key_Return)
    assert card.note(KeyWay) == "Choose whose key this is."
    assert focused() is card.provider
    assert server.requests == []


def test_a_provider_chosen_by_key_is_asked(make: Make, server: WireServer, qtbot: QtBot) -> None:
    card = make()
    models(server, "deepseek-chat")
    write(ANYBODYS_KEY)
    press(Qt.Key.Key_Tab)
    write("Deep")
    assert card.provider.currentText() == "DeepSeek"
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(card.finished))
    assert [endpoint.name for endpoint in card.world.accounts.all()] == ["DeepSeek"]


def test_a_recognised_provider_goes_with_its_key_but_a_chosen_one_stays(make: Make) -> None:
    card = make()
    write(OPENROUTER_KEY)
    card.key.setText(ANYBODYS_KEY)
    assert card.provider.currentText() == ""
    card.provider.setCurrentIndex(card.provider.findText("Mistral"))
    card.key.setText(ANYBODYS_KEY + "0")
    assert card.provider.currentText() == "Mistral"


def test_without_a_key_nothing_is_asked(make: Make, server: WireServer) -> None:
    card = make()
    click(card.widget, "Check and start")
    assert card.note(KeyWay) == "Paste the key first."
    assert focused() is card.key
    assert server.requests == []


def test_a_key_that_is_refused_stays_in_its_field_and_nothing_moves(
    make: Make, server: WireServer, qtbot: QtBot
) -> None:
    card = make()
    before = card.places()
    server.enqueue(script.error(401, "Incorrect API key", code="invalid_api_key"))
    write(OPENROUTER_KEY)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "401" in card.note(KeyWay))
    assert "Incorrect API key" in card.note(KeyWay)
    assert OPENROUTER_KEY not in card.note(KeyWay)
    assert card.key.text() == OPENROUTER_KEY
    assert focused() is card.key
    assert card.places() == before
    assert card.finished == []
    assert card.world.keys.known == {}
    models(server, "openrouter/auto")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card.finished == [True])


def test_what_cannot_be_a_key_is_not_sent(make: Make, server: WireServer, qtbot: QtBot) -> None:
    card = make()
    card.key.setText("sk-密钥 with a space")
    card.provider.setCurrentIndex(card.provider.findText("DeepSeek"))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "cannot be one" in card.note(KeyWay))
    assert server.requests == []


def test_while_a_key_is_checked_no_button_works_and_esc_stops(make: Make, server: WireServer, qtbot: QtBot) -> None:
    card = make()
    before = card.places()
    server.enqueue(script.Stall("request"))
    write(OPENROUTER_KEY)
    press(Qt.Key.Key_Return)
    assert card.note(KeyWay) == "Asking openrouter.ai for its models. Esc stops."
    assert not any(button.isEnabled() for button in card.widget.findChildren(Button) if name_of(button) in _ACTS)
    server.wait_for_requests(1)
    press(Qt.Key.Key_Escape)
    assert card.finished == []
    assert card.note(KeyWay) == "Kept in the system keyring, never in a file."
    assert card.key.text() == OPENROUTER_KEY
    assert called(card.widget, Button, "Check and start").isEnabled()
    assert card.places() == before
    press(Qt.Key.Key_Escape)
    assert card.finished == [True]


_ACTS = {"Check and start", "Use this server", "Another address…", "Start the local model"}


def test_an_answer_that_comes_after_esc_adds_nothing(make: Make, server: WireServer, qtbot: QtBot) -> None:
    card = make()
    answered: list[object] = []
    models(server, "openrouter/auto")
    write(OPENROUTER_KEY)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    server.wait_for_requests(1)
    card.world.background.run(lambda: None, answered.append, answered.append)
    card.world.settle()
    qtbot.waitUntil(lambda: bool(answered))
    assert card.world.accounts.all() == ()
    assert card.finished == []


def test_a_card_that_is_gone_hears_no_answer(make: Make, server: WireServer, qtbot: QtBot) -> None:
    card = make()
    models(server, "openrouter/auto")
    write(OPENROUTER_KEY)
    press(Qt.Key.Key_Return)
    gone(card.widget)
    server.wait_for_requests(1)
    card.world.settle()
    assert card.world.accounts.all() == ()


def test_a_locked_keyring_is_said_in_the_line_of_the_key(make: Make, server: WireServer, qtbot: QtBot) -> None:
    card = make()
    models(server, "openrouter/auto")
    card.world.keys.trouble = KeyringLocked("Secret Service")
    write(OPENROUTER_KEY)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "keyring is locked" in card.note(KeyWay))
    assert card.key.text() == OPENROUTER_KEY


def test_without_a_safe_keyring_the_person_is_told_how_long_the_key_lives(
    make: Make, server: WireServer, world: World, qtbot: QtBot
) -> None:
    net = Net(**{"openrouter.ai": server.base_url})
    access = Access(Secrets(), world.local_model)
    card = make(Accounts(world.store.endpoints, access, world.background, net.list_models))
    models(server, "openrouter/auto")
    write(OPENROUTER_KEY)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card.finished == [True])
    (remark,) = card.remarks
    assert remark.headline == "The key is kept only until the program ends."


@pytest.mark.parametrize("kind", ErrorKind)
def test_every_failure_of_a_check_fits_into_its_line(make: Make, kind: ErrorKind) -> None:
    card = make()
    before = card.places()
    told = explain(RequestFailed(Failure(kind, "generativelanguage.googleapis.com", 500, "x" * 500)), Kept.NOTHING)
    (way,) = card.widget.findChildren(KeyWay)
    way.explain(told)
    note = way.findChildren(Note)[-1]
    assert told.headline in note.text
    assert card.places() == before
