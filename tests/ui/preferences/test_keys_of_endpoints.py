"""The key of an endpoint in the dialog: said where it is kept, replaced, and never taken along to another server."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_chat.domain.errors import KeyringLocked
from desktop_chat.domain.models import KeySource
from desktop_chat.services.access import Access
from desktop_chat.services.accounts import Accounts
from desktop_chat.storage.secrets import Secrets
from desktop_chat.ui.widgets import Button
from tests.services.world import World
from tests.ui.preferences.desk import GATEWAY, KEY, Desk
from tests.ui.showing import Net, called, click, focused, gone, name_of, press, write


def test_of_a_key_that_is_kept_only_the_end_is_shown(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.key_row.said == "In the keyring, ends in 3f9a")
    assert KEY not in str([name_of(widget) for widget in desk.dialog.findChildren(QLabel)])


def test_a_key_is_replaced_by_pasting_another(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.key_row.said != "")
    click(desk.dialog, "Replace…")
    write("sk-another-key-that-is-long-0007")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.key_row.said == "In the keyring, ends in 0007")
    assert desk.key_of(desk.stored("Gateway")) == "sk-another-key-that-is-long-0007"
    assert focused() is called(desk.dialog, Button, "Replace…")


def test_esc_in_the_field_of_a_key_keeps_the_old_one(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.key_row.said != "")
    click(desk.dialog, "Replace…")
    write("never mind")
    press(Qt.Key.Key_Escape)
    assert desk.closed == []
    assert desk.key_row.said == "In the keyring, ends in 3f9a"
    assert desk.key_of(desk.stored("Gateway")) == KEY


def test_a_name_and_a_key_typed_last_are_kept_when_the_dialog_is_closed(desk: Desk) -> None:
    desk.choose("Ollama")
    desk.edit("Name", "Mine")
    desk.field("API key").setFocus()
    write(KEY)
    click(desk.dialog, "Close")
    assert desk.closed == [1]
    gone(desk.dialog)
    stored = desk.stored("Mine")
    assert (stored.key_source, desk.key_of(stored)) == (KeySource.KEYRING, KEY)


def test_a_key_is_not_taken_along_to_another_server(desk: Desk, qtbot: QtBot) -> None:
    before = desk.stored("Gateway")
    desk.edit("Address", "https://elsewhere.example.com/v1")
    qtbot.waitUntil(lambda: desk.field("API key").isVisible())
    assert desk.key_of(desk.stored("Gateway")) is None
    qtbot.waitUntil(lambda: desk.key_of(before) is None)


def test_a_locked_keyring_is_said_where_the_key_would_be(desk: Desk, world: World, qtbot: QtBot) -> None:
    world.keys.trouble = KeyringLocked("Secret Service")
    desk.choose("Ollama")
    desk.choose("Gateway")
    qtbot.waitUntil(lambda: desk.key_row.said == "The keyring is locked.")
    world.keys.trouble = None


def test_a_key_that_no_keyring_keeps_is_said_to_live_until_the_end(
    world: World, open_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    world.add_endpoint("Gateway", base_url=f"https://{GATEWAY}/v1", key_source=KeySource.KEYRING)
    net = Net()
    accounts = Accounts(world.store.endpoints, Access(Secrets(), world.local_model), world.background, net.list_models)
    desk = open_desk(accounts)
    qtbot.waitUntil(lambda: desk.key_row.said == "")
    qtbot.waitUntil(lambda: desk.field("API key").isVisible())
    desk.field("API key").setFocus()
    write(KEY)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.key_row.said == "Kept until the program ends")
    assert "no safe keyring" in desk.says
    desk.dialog.reject()
    desk.open()
    qtbot.waitUntil(lambda: desk.key_row.said == "Kept until the program ends")


def test_a_key_from_the_environment_is_named_by_its_variable(
    world: World, open_desk: Callable[..., Desk], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATEWAY_KEY", KEY)
    world.add_endpoint("Set", key_source=KeySource.ENVIRONMENT, key_variable="GATEWAY_KEY")
    world.add_endpoint("Unset", key_source=KeySource.ENVIRONMENT, key_variable="NO_SUCH_KEY")
    net = Net()
    accounts = Accounts(world.store.endpoints, Access(Secrets(), world.local_model), world.background, net.list_models)
    desk = open_desk(accounts)
    qtbot.waitUntil(lambda: desk.key_row.said == "Read from $GATEWAY_KEY")
    desk.choose("Unset")
    qtbot.waitUntil(lambda: "NO_SUCH_KEY, which is not set" in desk.key_row.said)
