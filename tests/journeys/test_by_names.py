"""A whole day with the program, from its first start to its end: by keys, and by what a screen reader is told.

No step knows a widget or a place on the screen. After each of them exactly one part has the keys, and it shows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tests.journeys.by_names import Person
from tests.support import script
from tests.support.keyrings import SAFE_ENOUGH
from tests.support.screen_reader import session
from tests.support.virtual_screen import virtual_screen, wait_for
from tests.support.wire_server import Received, WireServer, usual_answer

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the accessibility bus is Linux's affair")

_KEY = "sk-a-key-that-nobody-has"
_SLOWLY_S = 0.3


@dataclass(frozen=True, slots=True)
class Day:
    """Somebody at the keys, the provider that answers, and a folder for files."""

    person: Person
    server: WireServer
    folder: Path

    def ask(self, question: str, answer: str) -> None:
        """Once the answer is there."""
        self.server.reply(answer)
        self.person.type(question)
        self.person.press("Return")
        self.person.wait_for(answer)

    def asked(self) -> list[list[str]]:
        """What each request carried, in order."""
        bodies = [request.json for request in self.server.requests if request.body]
        return [[message["content"] for message in body["messages"]] for body in bodies]


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", SAFE_ENOUGH)

    def answer(request: Received) -> script.Script:
        is_list = request.path.endswith("/models")
        return script.models("large-model", "small-model") if is_list else usual_answer(request)

    with ExitStack() as ending:
        server = ending.enter_context(WireServer(answer))
        made = ending.enter_context(session(ending.enter_context(virtual_screen())))
        ending.enter_context(made.program(tmp_path / "data"))
        yield Day(Person(made, ending.enter_context(made.listening())), server, tmp_path)


@pytest.mark.timeout(600)
def test_a_day_by_keys_and_names_alone(day: Day) -> None:
    for step in (
        _add_an_endpoint,
        _ask_stop_and_continue,
        _edit_and_switch_branches,
        _exclude_and_pin,
        _compare_receipts,
        _search_and_find,
        _name_move_and_throw_away,
        _export_and_import,
        _choose_colours_keys_and_language,
    ):
        step(day)
        assert day.person.focus() is not None, f"after {step.__name__} the keys are nowhere"


def _add_an_endpoint(day: Day) -> None:
    person = day.person
    person.wait_for_focus("API key")
    person.tab_to("Another address")
    person.press("space")
    person.wait_for_focus("Address")
    person.type(day.server.base_url)
    person.tab_to("API key")
    person.type(_KEY)
    person.press("Tab")
    person.wait_for("It answered")
    person.press("Escape")
    person.wait_for_focus("Message")
    person.press("ctrl+shift+m")
    person.wait_for_focus("Filter models")
    person.type("small")
    person.press("Return")
    person.wait_for_focus("Message")


def _ask_stop_and_continue(day: Day) -> None:
    person, server = day.person, day.server
    server.reply("Swallows sleep in reeds and barns", every_s=_SLOWLY_S)
    person.type("Where do swallows sleep?")
    person.press("Return")
    person.wait_for("Swallows sleep")
    person.press("Escape")
    person.wait_for("Stopped by you")
    [request] = [request for request in server.requests if request.body]
    assert request.json["model"] == "small-model"
    assert request.headers["authorization"] == f"Bearer {_KEY}"
    person.press("alt+k")
    person.wait_for_focus("small-model: Swallows")
    server.reply(" and on wires.")
    person.choose("Continue", "shift+F10")
    person.wait_for("and on wires.")
    person.press("ctrl+l")


def _edit_and_switch_branches(day: Day) -> None:
    person = day.person
    person.press("Up")
    person.wait_for("Editing")
    person.press("ctrl+a")
    day.ask("Where do terns sleep?", "On the sand.")
    person.press("alt+Left")
    person.wait_for("and on wires.")
    person.press("alt+Right")
    person.wait_for("On the sand.")
    day.ask("And storks?", "On chimneys.")
    assert day.asked()[-1] == ["Where do terns sleep?", "On the sand.", "And storks?"]


def _exclude_and_pin(day: Day) -> None:
    person = day.person
    for said in ("small-model: On chimneys", "You: And storks?", "small-model: On the sand"):
        person.press("alt+k")
        person.wait_for_focus(said)
    person.press("p")
    person.press("alt+k")
    person.wait_for_focus("You: Where do terns")
    person.press("x")
    person.press("ctrl+shift+a")
    person.wait_for(", pinned, ")
    person.wait_for("out: excluded by you")
    person.press("ctrl+shift+a")
    person.press("ctrl+l")
    day.ask("And gulls?", "On the water.")
    assert day.asked()[-1] == ["On the sand.", "And storks?", "On chimneys.", "And gulls?"]


def _compare_receipts(day: Day) -> None:
    person = day.person
    person.press("ctrl+shift+i")
    person.wait_for("Copy as curl")
    person.press("ctrl+4")
    person.wait_for("Where do terns sleep?", "list item")
    person.press("Escape")
    person.wait_for_focus("Message")


def _search_and_find(day: Day) -> None:
    person = day.person
    person.press("ctrl+shift+f")
    person.wait_for_focus("Search")
    person.type("chimneys")
    person.wait_for("1 message")
    person.press("Return")
    person.wait_for_focus("small-model: On chimneys")
    person.press("ctrl+f")
    person.wait_for_focus("Find")
    person.press("ctrl+a")
    person.type("on the")
    person.wait_for("of 2")
    person.press("Escape")
    person.press("ctrl+shift+f")
    person.wait_for_focus("Search")
    person.press("Escape")
    person.wait_without("1 message")
    person.press("ctrl+l")


def _name_move_and_throw_away(day: Day) -> None:
    person = day.person
    person.press("ctrl+F2")
    person.wait_for_focus("Title")
    person.press("ctrl+a")
    person.type("Birds")
    person.press("Return")
    person.session.screen.wait_for_window("Birds")
    person.press("ctrl+shift+j")
    person.wait_for_focus("Filter folders")
    person.type("Nature")
    person.press("Return")
    person.wait_for("Nature", "list item")
    person.press("ctrl+shift+BackSpace")
    person.session.screen.wait_for_window("New conversation")
    person.press("ctrl+z")
    person.session.screen.wait_for_window("Birds")
    person.press("ctrl+l")


def _export_and_import(day: Day) -> None:
    person, screen, path = day.person, day.person.session.screen, day.folder / "birds.md"
    person.press("ctrl+e")
    screen.wait_for_window("Export")
    person.press("Return")
    screen.wait_for_window("Export to")
    person.press("ctrl+a")
    person.type(str(path))
    person.press("Return")
    wait_for("the file", path.is_file)
    assert "On chimneys." in path.read_text(encoding="utf-8")
    person.wait_for_focus("Message")
    _command(person, "import")
    screen.wait_for_window("Import")
    person.wait_for_focus("File name")
    person.type(str(path))
    person.press("Return")
    person.wait_for_focus("Import")
    person.press("Return")
    person.wait_for_focus("Open the first")
    person.press("Escape")
    person.wait_for_focus("Message")


def _choose_colours_keys_and_language(day: Day) -> None:
    person = day.person
    before = _ground(day)
    _command(person, "dark")
    wait_for("the dark", lambda: _ground(day) < before)
    person.press("ctrl+slash")
    person.wait_for_focus("Search the keyboard map")
    person.type("undo")
    person.press("Down")
    person.wait_for_focus("Undo, Ctrl+Z")
    person.press("Return")
    person.press("ctrl+alt+u")
    person.wait_for_focus("Undo, Ctrl+Alt+U")
    person.press("Escape")
    person.wait_for_focus("Message")
    person.press("ctrl+shift+BackSpace")
    person.session.screen.wait_for_window("New conversation")
    person.press("ctrl+alt+u")
    person.session.screen.wait_for_window("Birds")
    person.press("ctrl+comma")
    person.tab_to("Find a setting", "shift+Tab")
    person.type("language")
    person.wait_for("Settings that were found")
    person.press("Return")
    person.wait_for_focus("Language")
    person.press("End")
    person.press("Escape")
    person.wait_for_focus("消息")


def _command(person: Person, words: str) -> None:
    """By the palette."""
    person.press("ctrl+k")
    person.wait_for_focus("Palette")
    person.type(f"> {words}")
    person.wait_for("1 command")
    person.press("Return")


def _ground(day: Day) -> int:
    """How light the screen is on the whole, from 0 to 255."""
    path = day.folder / "screen.png"
    day.person.session.screen.picture(path)
    return QImage(str(path)).scaled(1, 1, mode=Qt.TransformationMode.SmoothTransformation).pixelColor(0, 0).lightness()
