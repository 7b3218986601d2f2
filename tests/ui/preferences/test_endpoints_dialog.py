"""The dialog of endpoints: every change is kept as it is made, or it says why not; all of it by keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_chat.domain.models import Options
from desktop_chat.ui.look import Theme
from desktop_chat.ui.preferences.endpoint_fields import EndpointFields
from desktop_chat.ui.widgets import Button
from tests.services.world import World
from tests.support.wire_server import WireServer
from tests.ui.preferences.desk import GATEWAY, Desk
from tests.ui.showing import (
    called,
    click,
    focused,
    gone,
    in_chinese,
    in_english,
    name_of,
    press,
    show,
    stops,
    turned_chinese,
    write,
)


def test_each_row_says_its_name_its_host_and_which_is_the_default(desk: Desk) -> None:
    assert desk.rows == [f"Gateway, {GATEWAY} · default", "Ollama, localhost:11434"]


def test_the_keys_are_in_the_list_and_down_shows_the_next_endpoint(desk: Desk) -> None:
    assert focused() is desk.list
    assert desk.field("Name").text() == "Gateway"
    press(Qt.Key.Key_Down)
    assert desk.field("Name").text() == "Ollama"
    assert desk.model.currentText() == "qwen3:8b"


def test_tab_goes_through_list_and_form_in_the_order_of_reading(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.key_row.said != "")
    assert stops(desk.dialog) == [
        *("Endpoints", "Add…", "Remove", "Name", "Address", "Replace…", "Default model"),
        *(
            "Wait at most, s for the first byte",
            "Wait at most, s of silence",
            "Test",
            "Examine…",
            "Close",
            "Find a setting",
            "Pages",
        ),
    ]


def test_every_label_leads_to_its_field(desk: Desk) -> None:
    labels = [label for label in desk.dialog.findChildren(QLabel) if label.buddy() is not None]
    assert {label.text() for label in labels} >= {"Name", "Address", "API key", "Default model", "Model file"}


def test_what_another_process_adds_appears(desk: Desk, world: World) -> None:
    desk.choose("Ollama")
    world.add_endpoint("From the command line")
    assert [row.partition(",")[0] for row in desk.rows] == ["Gateway", "Ollama", "From the command line"]
    assert desk.chosen == "Ollama"


def test_a_name_is_kept_as_soon_as_its_field_is_left(desk: Desk) -> None:
    desk.edit("Name", "Work")
    assert desk.stored("Work").host == GATEWAY
    assert desk.rows[0] == f"Work, {GATEWAY} · default"


def test_a_name_that_is_taken_is_told_and_not_kept(desk: Desk) -> None:
    desk.edit("Name", "Ollama")
    assert desk.says == "There is already an endpoint called “Ollama”. Choose another name."
    assert desk.stored_names == ["Gateway", "Ollama"]
    desk.edit("Name", "Ollama too")
    assert desk.says == ""
    assert desk.stored_names == ["Ollama too", "Ollama"]


def test_an_address_is_kept_in_its_one_form(desk: Desk) -> None:
    desk.choose("Ollama")
    desk.edit("Address", "localhost:11434/v1/chat/completions")
    assert desk.stored("Ollama").base_url == "http://localhost:11434/v1"
    assert desk.field("Address").text() == "http://localhost:11434/v1"


def test_a_bad_address_is_told_with_the_text_still_there(desk: Desk) -> None:
    desk.edit("Address", "https//typo.example.com")
    assert "is not the address of a server" in desk.says
    assert desk.field("Address").text() == "https//typo.example.com"
    assert desk.stored("Gateway").host == GATEWAY


def test_closing_tells_once_what_cannot_be_kept(desk: Desk) -> None:
    field = desk.field("Address")
    field.setFocus()
    field.selectAll()
    write("https//typo.example.com")
    press(Qt.Key.Key_Escape)
    assert desk.closed == []
    assert "is not the address of a server" in desk.says
    press(Qt.Key.Key_Escape)
    assert desk.closed == [0]
    assert desk.stored("Gateway").host == GATEWAY


def test_closing_keeps_what_is_still_being_typed(desk: Desk) -> None:
    field = desk.field("Name")
    field.setFocus()
    field.selectAll()
    write("Work")
    press(Qt.Key.Key_Escape)
    assert desk.closed == [0]
    assert desk.stored_names == ["Work", "Ollama"]


def test_two_changes_at_once_are_both_kept(desk: Desk) -> None:
    field = desk.field("Name")
    field.setFocus()
    field.selectAll()
    write("Work")
    desk.model.setEditText("model-b")
    desk.edit("Address", f"https://{GATEWAY}/openai/v1")
    stored = desk.stored("Work")
    assert (stored.model, stored.base_url) == ("model-b", f"https://{GATEWAY}/openai/v1")


def test_plain_http_to_the_world_has_to_be_allowed_for_each_server(desk: Desk, qtbot: QtBot) -> None:
    desk.edit("Address", "http://gate.example.com/v1")
    assert "not encrypted" in desk.says
    assert desk.stored("Gateway").host == GATEWAY
    click(desk.dialog, "Allow plain http")
    qtbot.waitUntil(lambda: "can be read on the way to gate.example.com" in desk.says)
    assert desk.stored("Gateway").allow_plain_http
    desk.edit("Address", "http://other.example.com/v1")
    assert "not encrypted" in desk.says
    assert desk.stored("Gateway").host == "gate.example.com"
    desk.edit("Address", "https://other.example.com/v1")
    assert not desk.stored("Gateway").allow_plain_http
    assert desk.says == ""


def test_the_default_can_be_another_one(desk: Desk) -> None:
    desk.choose("Ollama")
    click(desk.dialog, "Make default")
    assert desk.rows == [f"Gateway, {GATEWAY}", "Ollama, localhost:11434 · default"]
    desk.world.settle()
    default = desk.world.store.endpoints.default()
    assert default is not None
    assert default.name == "Ollama"


def test_removing_asks_first_with_the_keys_on_the_harmless_answer(desk: Desk) -> None:
    press(Qt.Key.Key_Delete)
    assert desk.foot.said == "Remove “Gateway” and its key? Conversations stay as they are."
    press(Qt.Key.Key_Return)
    assert desk.foot.said == "Changes are kept as you make them."
    assert desk.stored_names == ["Gateway", "Ollama"]
    assert focused() is desk.list
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Escape)
    assert desk.closed == []
    assert desk.stored_names == ["Gateway", "Ollama"]


def test_an_endpoint_goes_with_its_key(desk: Desk, qtbot: QtBot) -> None:
    endpoint = desk.stored("Gateway")
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Backtab)
    press(Qt.Key.Key_Return)
    assert desk.stored_names == ["Ollama"]
    qtbot.waitUntil(lambda: desk.key_of(endpoint) is None)
    assert desk.chosen == "Ollama"
    assert desk.rows == ["Ollama, localhost:11434 · default"]


def test_when_the_last_one_is_gone_the_form_is_empty(desk: Desk) -> None:
    for _ in range(2):
        press(Qt.Key.Key_Delete)
        press(Qt.Key.Key_Backtab)
        press(Qt.Key.Key_Return)
    assert desk.rows == []
    assert not called(desk.dialog, Button, "Remove").isEnabled()
    assert not desk.is_labelled("Name")


def test_a_dialog_that_was_closed_hears_no_answer(desk: Desk, server: WireServer) -> None:
    click(desk.dialog, "Test")
    desk.dialog.reject()
    gone(desk.dialog)
    server.wait_for_requests(1)
    desk.world.settle()


def test_the_dialog_speaks_chinese(world: World, open_desk: Callable[..., Desk], theme: Theme, qtbot: QtBot) -> None:
    world.add_endpoint("Gateway")
    with in_chinese():
        desk = open_desk()
        assert {"添加…", "移除", "测试", "关闭"} <= {name_of(b) for b in desk.dialog.findChildren(Button)}
        assert desk.rows == ["Gateway, 127.0.0.1:1 · 默认"]
        show(desk.dialog, qtbot)


def test_the_dialog_turns_chinese_while_it_is_open(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.key_row.said != "")
    assert {"Add…", "Address", "Test", "Close"} <= in_english(desk.dialog)
    with turned_chinese(desk.dialog):
        qtbot.waitUntil(lambda: "keyring" not in desk.key_row.said and desk.key_row.said != "")
        assert in_english(desk.dialog) == set()
        desk.choose("Ollama")
        assert in_english(desk.dialog) == set()


def test_defaults_of_an_endpoint_are_shown_and_cleared(desk: Desk, world: World) -> None:
    endpoint = world.accounts.all()[0]
    desk.choose(endpoint.name)
    world.accounts.set_options(endpoint.id, Options(temperature=0.5, stream=False))
    fields = desk.dialog.findChild(EndpointFields)
    assert isinstance(fields, EndpointFields)
    assert fields._parameters.text() == "temperature 0.5, stream False"
    click(desk.dialog, "Clear")
    assert world.accounts.all()[0].options == Options()
    assert fields._parameters.text() == "none set, the server's defaults apply"


def test_an_endpoint_may_be_waited_for_longer_than_others(desk: Desk) -> None:
    desk.edit("Wait at most, s for the first byte", "300")
    assert desk.stored("Gateway").options.first_byte_timeout_s == 300
    desk.edit("Wait at most, s of silence", "soon")
    assert desk.says == "“soon” is not kept. Write a number of seconds, more than 0."
    assert desk.stored("Gateway").options.idle_timeout_s is None
    desk.choose("Ollama")
    desk.choose("Gateway")
    assert desk.field("Wait at most, s of silence").text() == ""
