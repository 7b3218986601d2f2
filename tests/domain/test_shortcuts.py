"""Which keys do what, as a person has it."""

import pytest

from desktop_chat.domain.settings import SHORTCUTS
from desktop_chat.domain.shortcuts import KeyMap

USUAL = {"new": ("Ctrl+N", "Ctrl+O"), "retry": ("Ctrl+R",), "dark": ()}


def test_without_a_choice_every_command_has_its_usual_keys() -> None:
    assert KeyMap(USUAL, {}).all() == USUAL


def test_what_was_chosen_comes_before_what_anything_comes_with() -> None:
    keymap = KeyMap(USUAL, {"dark": ("Ctrl+N", "Ctrl+N")})
    assert keymap.all() == {"new": ("Ctrl+O",), "retry": ("Ctrl+R",), "dark": ("Ctrl+N",)}
    assert keymap.owner("Ctrl+N") == "dark"
    assert keymap.owner("Ctrl+O") == "new"
    assert keymap.owner("F9") is None


def test_a_key_that_two_were_given_by_hand_is_the_first_ones() -> None:
    keymap = KeyMap(USUAL, {"dark": ("F7",), "retry": ("F7",)})
    assert keymap.all() == {"new": ("Ctrl+N", "Ctrl+O"), "retry": ("F7",), "dark": ()}


def test_who_is_given_a_key_takes_it_from_whoever_had_it() -> None:
    keymap = KeyMap(USUAL, {}).give("dark", ("Ctrl+R",)).give("new", ("Ctrl+R", "F7"))
    assert keymap.own == {"new": ("Ctrl+R", "F7")}
    assert keymap.all() == {"new": ("Ctrl+R", "F7"), "retry": (), "dark": ()}


def test_only_what_differs_is_kept() -> None:
    keymap = KeyMap(USUAL, {}).give("retry", ("F7",)).give("retry", ("Ctrl+R",))
    assert keymap.own == {}


def test_reset_brings_back_the_usual_keys_whoever_has_them() -> None:
    keymap = KeyMap(USUAL, {"dark": ("Ctrl+R",), "retry": ("F7",)}).reset("retry")
    assert keymap.all() == USUAL
    assert keymap.own == {}


def test_commands_of_another_version_keep_their_keys() -> None:
    assert KeyMap(USUAL, {"later": ("F9",)}).give("dark", ("F7",)).own == {"later": ("F9",), "dark": ("F7",)}


@pytest.mark.parametrize("value", [[], {"new": "F7"}, {"new": [7]}, None])
def test_a_file_that_says_something_else_is_no_choice(value: object) -> None:
    assert SHORTCUTS.value_in({SHORTCUTS.name: value}) == {}


def test_what_the_file_has_is_read_as_it_was_written() -> None:
    assert SHORTCUTS.value_in({SHORTCUTS.name: {"new": ["F7"], "dark": []}}) == {"new": ("F7",), "dark": ()}
