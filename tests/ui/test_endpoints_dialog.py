"""The dialog of endpoints: every change is kept as it is made, or it says why not; all of it by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop_chat.domain.errors import KeyringLocked
from desktop_chat.domain.models import EndpointKind, KeySource, Quirks
from desktop_chat.services.access import Access
from desktop_chat.services.accounts import Accounts
from desktop_chat.storage.secrets import Secrets
from desktop_chat.ui.look import Theme
from desktop_chat.ui.widgets import Button
from tests.services.world import World, a_world
from tests.support import script
from tests.support.wire_server import WireServer
from tests.ui.endpoints_desk import Desk
from tests.ui.showing import Net, called, click, focused, gone, in_chinese, name_of, press, show, stops, write

KEY = "sk-0123456789abcdef01233f9a"
GATEWAY = "llm.example.com"


@pytest.fixture
def server() -> Iterator[WireServer]:
    with WireServer(answer=lambda _: script.models("model-a", "model-b")) as made:
        yield made


@pytest.fixture
def world(qapp: object, tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as made:
        yield made


@pytest.fixture
def open_desk(world: World, server: WireServer, theme: Theme, qtbot: QtBot) -> Iterator[Callable[..., Desk]]:
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
def desk(world: World, open_desk: Callable[..., Desk]) -> Desk:
    """With two endpoints: one that answers and has a key, and one of this computer."""
    first = world.add_endpoint("Gateway", base_url=f"https://{GATEWAY}/v1", key_source=KeySource.KEYRING)
    world.keys.known[f"{first.id} {GATEWAY}"] = KEY
    world.add_endpoint("Ollama", base_url="http://localhost:11434/v1", model="qwen3:8b")
    return open_desk()


# -- the list ----------------------------------------------------------------------------------------------------------


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
        *("Test", "Close"),
    ]


def test_every_label_leads_to_its_field(desk: Desk) -> None:
    labels = [label for label in desk.dialog.findChildren(QLabel) if label.buddy() is not None]
    assert {label.text() for label in labels} >= {"Name", "Address", "API key", "Default model", "Model file"}


def test_what_another_process_adds_appears(desk: Desk, world: World) -> None:
    desk.choose("Ollama")
    world.add_endpoint("From the command line")
    assert [row.partition(",")[0] for row in desk.rows] == ["Gateway", "Ollama", "From the command line"]
    assert desk.chosen == "Ollama"


# -- keeping -----------------------------------------------------------------------------------------------------------


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
    assert desk.says == ""
    assert not desk.stored("Gateway").allow_plain_http


def test_the_default_can_be_another_one(desk: Desk) -> None:
    desk.choose("Ollama")
    click(desk.dialog, "Make default")
    assert desk.rows == [f"Gateway, {GATEWAY}", "Ollama, localhost:11434 · default"]
    desk.world.settle()
    default = desk.world.store.endpoints.default()
    assert default and default.name == "Ollama"


# -- the key -----------------------------------------------------------------------------------------------------------


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


def test_a_key_that_was_pasted_is_kept_when_the_dialog_is_closed(desk: Desk) -> None:
    desk.choose("Ollama")
    desk.field("API key").setFocus()
    write(KEY)
    click(desk.dialog, "Close")
    assert desk.closed == [1]
    stored = desk.stored("Ollama")
    assert (stored.key_source, desk.key_of(stored)) == (KeySource.KEYRING, KEY)


def test_a_key_is_not_taken_along_to_another_server(desk: Desk, qtbot: QtBot) -> None:
    before = desk.stored("Gateway")
    desk.edit("Address", "https://elsewhere.example.com/v1")
    qtbot.waitUntil(lambda: desk.field("API key").isVisible())
    assert desk.key_of(desk.stored("Gateway")) is None
    assert desk.key_of(before) is None


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


# -- adding ------------------------------------------------------------------------------------------------------------


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


# -- models of this computer -------------------------------------------------------------------------------------------


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
    choose_file(desk, "/models/mine.gguf")
    qtbot.waitUntil(lambda: desk.chosen == "mine")
    assert desk.rows[-1] == "mine, a model file"
    assert not [name for name in ("Address", "API key", "Default model") if is_shown(desk, name)]
    click(desk.dialog, "Test")
    qtbot.waitUntil(lambda: "The model runs" in desk.findings)
    click(desk.dialog, "Choose a file…")
    choose_file(desk, "/models/other.gguf")
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


def choose_file(desk: Desk, path: str) -> None:
    (dialog,) = desk.dialog.findChildren(QFileDialog)
    dialog.fileSelected.emit(path)
    gone(dialog)


def is_shown(desk: Desk, name: str) -> bool:
    labels = [label for label in desk.dialog.findChildren(QLabel) if label.text() == name]
    return any(label.isVisible() for label in labels)


# -- testing -----------------------------------------------------------------------------------------------------------


def test_a_test_tells_facts_in_sentences(desk: Desk, world: World, qtbot: QtBot) -> None:
    quirks = Quirks({"max_completion_tokens": "max_tokens"}, frozenset({"seed"}))
    taught = world.add_endpoint("Taught", base_url=f"https://{GATEWAY}/v1", model="gone", quirks=quirks)
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
        "It refused max_completion_tokens; max_tokens is sent instead.",
        "It refused seed, which is no longer sent.",
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
    desk.model.lineEdit().selectAll()
    write("my-own-model")
    press(Qt.Key.Key_Return)
    assert desk.stored("Gateway").model == "my-own-model"


# -- removing and leaving ----------------------------------------------------------------------------------------------


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


def test_an_endpoint_goes_with_its_key(desk: Desk, world: World) -> None:
    endpoint = desk.stored("Gateway")
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Backtab)
    press(Qt.Key.Key_Return)
    assert desk.stored_names == ["Ollama"]
    assert desk.key_of(endpoint) is None
    assert desk.chosen == "Ollama"
    assert desk.rows == ["Ollama, localhost:11434 · default"]


def test_when_the_last_one_is_gone_the_form_is_empty(desk: Desk) -> None:
    for _ in range(2):
        press(Qt.Key.Key_Delete)
        press(Qt.Key.Key_Backtab)
        press(Qt.Key.Key_Return)
    assert desk.rows == []
    assert not called(desk.dialog, Button, "Remove").isEnabled()
    assert not is_shown(desk, "Name")


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
