"""The first card: three ways to a model, each by keys alone, and nothing that moves when something goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_chat.domain.errors import ErrorKind, Failure, KeyringLocked, LocalModelBroken, RequestFailed
from desktop_chat.domain.models import EndpointKind, KeySource
from desktop_chat.services.access import Access
from desktop_chat.services.accounts import Accounts
from desktop_chat.storage.secrets import Secrets
from desktop_chat.ui import first_start
from desktop_chat.ui.first_start import FirstStart
from desktop_chat.ui.first_start_ways import KeyWay, LocalWay, ServerWay
from desktop_chat.ui.look import Theme
from desktop_chat.ui.note import Note
from desktop_chat.ui.widgets import Button, Kind
from desktop_chat.words.errors import Explanation, Kept, explain
from tests.services.world import World, a_world
from tests.support import script
from tests.support.wire_server import WireServer
from tests.ui.showing import Net, called, click, focused, gone, in_chinese, name_of, press, show, stops, write

OPENROUTER_KEY = "sk-or-v1-0123456789abcdef0123456789abcdef"
ANYBODYS_KEY = "sk-0123456789abcdef0123456789abcdef"
OLLAMA, LM_STUDIO = "localhost:11434", "localhost:1234"


@dataclass
class Card:
    """The card on real services, and what it announced."""

    widget: FirstStart
    world: World
    net: Net
    finished: list[bool] = field(default_factory=list)
    remarks: list[Explanation] = field(default_factory=list)

    @property
    def key(self) -> QLineEdit:
        return called(self.widget, QLineEdit, "API key")

    @property
    def provider(self) -> QComboBox:
        return called(self.widget, QComboBox, "Provider")

    def note(self, way: type[QWidget], place: int = -1) -> str:
        (found,) = self.widget.findChildren(way)
        return found.findChildren(Note)[place].said

    def places(self) -> dict[str, QPoint]:
        """Where everything stands that could move."""
        parts = (*self.widget.findChildren(QAbstractButton), *self.widget.findChildren(QComboBox))
        return {name_of(part): part.mapTo(self.widget, QPoint()) for part in parts if part.isVisible()}


Make = Callable[..., Card]


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


def models(server: WireServer, *names: str) -> None:
    server.enqueue(script.models(*names))


# -- a key -------------------------------------------------------------------------------------------------------------


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
    answered = []
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


# -- a server on this computer -----------------------------------------------------------------------------------------


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


# -- the local model ---------------------------------------------------------------------------------------------------


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


# -- the card as a whole -----------------------------------------------------------------------------------------------


def test_esc_looks_around_first(make: Make) -> None:
    card = make()
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    assert card.finished == [True]
    assert card.world.accounts.all() == ()


def test_the_first_field_has_the_focus_and_tab_goes_through_the_ways_in_order(make: Make, world: World) -> None:
    world.bundled = Path("/models/small.gguf")
    card = make()
    card.world.settle()
    assert focused() is card.key
    assert stops(card.widget) == [
        *("API key", "Provider", "Check and start"),
        "Another address…",
        "Start the local model",
        *("Esc: look around first", "中文"),
    ]


def test_the_primary_button_exists_once(make: Make) -> None:
    card = make()
    primary = [button for button in card.widget.findChildren(Button) if button._kind is Kind.PRIMARY]
    assert [name_of(button) for button in primary] == ["Check and start"]


def test_the_card_speaks_the_other_language_at_once(make: Make) -> None:
    card = make()
    wished = []
    card.widget.language_requested.connect(lambda: wished.append(True))
    click(card.widget, "中文")
    assert wished == [True]
    with in_chinese():
        card.widget.retranslate()
        assert called(card.widget, Button, "检查并开始").isEnabled()
        assert called(card.widget, QLineEdit, "API密钥").isVisible()
        assert called(card.widget, Button, "English").isVisible()


def test_a_small_window_scrolls_and_cuts_nothing_at_its_side(make: Make) -> None:
    card = make()
    card.widget.resize(480, 420)
    for button in card.widget.findChildren(Button):
        left = button.mapTo(card.widget, QPoint()).x()
        assert 0 <= left
        assert left + button.width() <= 480
