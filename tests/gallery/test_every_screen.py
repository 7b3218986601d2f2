"""Every screen in the language of nobody: nothing is cut short, forgotten or unnamed, from right to left as well."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.settings import LANGUAGE, Language
from tests.gallery.content import CHINESE
from tests.gallery.inspection import clipped, english_numbers, look_at, untranslated
from tests.gallery.names import untold
from tests.gallery.stage import Stage, Theatre, theatre
from tests.gallery.states import STATES, State
from tests.gallery.theirs import WORDS
from tests.guards import ExpectedWarnings

_LEAST = QSize(480, 420)
_FIT_NO_LEAST_WINDOW = {"answers-compared", "models", "several-models", "parameters", "presets", "folders"}
"""Side by side takes room, and what lies over the window keeps the place it was opened at."""
_MENUS = {"menu", "message-menu"}
_BEFORE_THE_WINDOW = {"recovery", "recovery-without-backup", "recovered"}
"""There nobody chooses another language."""
_FOLLOWING = [state for state in STATES if state.name not in _MENUS | _BEFORE_THE_WINDOW]


@pytest.fixture(scope="module")
def place(qapp: object) -> Iterator[Theatre]:
    with theatre() as made:
        yield made


@contextmanager
def staged(place: Theatre, state: State) -> Iterator[Stage]:
    """The look is one for all tests of a process, and is given back as it was."""
    with place.stage(CHINESE, furnished=state.furnished) as stage:
        try:
            yield stage
        finally:
            os.environ.pop("DESKTOP_CHAT_LANGUAGE", None)
            for setting, value in ((LANGUAGE, Language.CHINESE), (LANGUAGE, Language.ENGLISH)):
                stage.run.services.preferences.set(setting, value)


@pytest.mark.parametrize("state", _FOLLOWING, ids=str)
def test_what_is_open_follows_the_language(
    state: State, place: Theatre, monkeypatch: pytest.MonkeyPatch, expected_warnings: ExpectedWarnings
) -> None:
    if state.name == "crash":
        expected_warnings("A fault of the program")
    with staged(place, state) as stage:
        widget = state.show(stage)
        monkeypatch.setenv("DESKTOP_CHAT_LANGUAGE", "qps-ploc")
        stage.run.services.preferences.set(LANGUAGE, Language.CHINESE)
        stage.settle()
        seen = look_at(widget)
        assert [*clipped(widget, seen), *untranslated(seen, WORDS), *english_numbers(seen)] == []


@pytest.mark.parametrize("state", [state for state in STATES if state.name in _MENUS], ids=str)
def test_menus_close_when_the_language_becomes_another(state: State, place: Theatre) -> None:
    with staged(place, state) as stage:
        menu = state.show(stage)
        assert QApplication.activePopupWidget() is menu
        stage.run.services.preferences.set(LANGUAGE, Language.CHINESE)
        assert QApplication.activePopupWidget() is None


@pytest.mark.parametrize("state", STATES, ids=str)
def test_longer_words_find_room_from_right_to_left(
    state: State, place: Theatre, monkeypatch: pytest.MonkeyPatch, expected_warnings: ExpectedWarnings
) -> None:
    if state.name == "crash":
        expected_warnings("A fault of the program")
    monkeypatch.setenv("DESKTOP_CHAT_LANGUAGE", "qps-plocm")
    with staged(place, state) as stage:
        widget = state.show(stage)
        assert widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
        seen = look_at(widget)
        found = [*untold(widget), *clipped(widget, seen), *untranslated(seen, WORDS), *english_numbers(seen)]
        if widget is not stage.run.window or state.name not in _FIT_NO_LEAST_WINDOW:
            widget.resize(_LEAST if widget is stage.run.window else widget.minimumSize())
            stage.settle()
            found += [f"{widget.width()} wide: {why}" for why in clipped(widget, look_at(widget))]
        assert found == []
