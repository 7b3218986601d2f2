"""Selecting by key: what a step is in every script, across leaves and messages, and what is seen of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_chat.ui.transcript.boundaries import next_character, next_word
from desktop_chat.ui.transcript.transcript import Transcript
from desktop_chat.ui.transcript.whereabouts import caret_of
from tests.ui.transcript.conftest import Talk, World, painted
from tests.ui.transcript.selecting import copied, end_at, point, press, select

FAMILY, FLAG, ACCENT = "👨‍👩‍👧", "🇩🇪", "e\u0301"


def show(view: Transcript, world: World, answer: str) -> None:
    talk = Talk()
    talk.ask("Go")
    talk.answer(answer)
    view.open(talk.stored_in(world))
    view.walk_to(1)


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("ab", [1, 2]),
        (f"a{FAMILY}b", [1, 6, 7]),
        (FLAG * 2, [2, 4]),
        (f"{ACCENT}x", [2, 3]),
        ("备份", [1, 2]),
        ("مرحبا", [1, 2, 3, 4, 5]),
        ("a\nb", [1, 2, 3]),
        ("", []),
    ],
)
def test_a_character_is_what_a_reader_takes_for_one(text: str, stops: list[int]) -> None:
    assert walked(text, 0, 1) == stops
    assert walked(text, len(text), -1) == [*reversed(stops[:-1]), 0][: len(stops)]


def walked(text: str, offset: int | None, step: int) -> list[int]:
    found = []
    while offset is not None and (offset := next_character(text, offset, step)) is not None:
        found.append(offset)
    return found


def test_far_into_a_long_text_characters_are_the_same() -> None:
    text = FAMILY * 400
    assert next_character(text, 5 * 300, 1) == 5 * 301
    assert next_character(text, 5 * 300, -1) == 5 * 299


def test_words_are_passed_to_where_the_next_one_begins() -> None:
    text = "One, two 备份 x"
    stops, offset = [], 0
    while (found := next_word(text, offset, 1)) is not None:
        offset = found
        stops.append(found)
    assert stops == [5, 9, 10, 12, 13]
    assert next_word(text, 13, -1) == 12
    assert next_word(text, 5, -1) == 0


def test_selecting_begins_at_the_current_message(view: Transcript, world: World) -> None:
    show(view, world, "First words")
    press(view, "Shift+Right", 5)
    assert copied(view) == "First"
    press(view, "Shift+Left", 2)
    assert copied(view) == "Fir"
    press(view, "Ctrl+Shift+Right")
    assert copied(view) == "First "
    press(view, "Ctrl+Shift+Left")
    assert view.selection.is_empty


def test_steps_go_on_into_the_next_leaf_and_the_next_message(view: Transcript, world: World) -> None:
    show(view, world, "a\n\n---\n\nb")
    view.walk_to(0)
    press(view, "Shift+Right", 3)
    assert copied(view) == "Go"
    press(view, "Shift+Right", 2)
    press(view, "Shift+Right")
    assert copied(view) == "You:\nGo\n\ntest-model:\na\n\n\n\nb"
    press(view, "Shift+Left", 6)
    assert view.selection.is_empty


def test_lines_are_passed_as_they_are_seen(view: Transcript, world: World) -> None:
    show(view, world, "one\ntwo\n\n- three\n\n```\nfour\n```\n\n|a|b|\n|-|-|\n|5|6|")
    for line in ("one\n", "one\ntwo\n\n", "one\ntwo\n\n• three\n\n"):
        press(view, "Shift+Down")
        assert line.startswith(copied(view).rstrip("\n"))
    press(view, "Shift+Down", 4)
    assert copied(view).endswith("5\t6")
    press(view, "Shift+Up", 10)
    assert "Go" in copied(view)


def test_lines_keep_the_column_across_a_short_one(view: Transcript, world: World) -> None:
    show(view, world, "a long first line\nb\na long third line")
    press(view, "Shift+Right", 8)
    press(view, "Shift+Down", 2)
    assert copied(view) == "a long first line\nb\na long t"[8 - 8 :]


def test_line_ends_are_those_of_the_screen_line(view: Transcript, world: World) -> None:
    show(view, world, "word " * 60)
    press(view, "Shift+End")
    first = copied(view)
    assert 20 < len(first) < 200
    press(view, "Shift+Home")
    assert view.selection.is_empty


def test_everything_to_either_end_of_the_conversation(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(30).stored_in(world))
    view.walk_to(30)
    press(view, "Ctrl+Shift+Home")
    assert copied(view).startswith("You:\nQuestion 0\n")
    assert copied(view).endswith("Line 2 of answer 14.")
    assert_head_is_seen(view)
    press(view, "Ctrl+Shift+End")
    assert copied(view).startswith("You:\nQuestion 15")
    assert copied(view).endswith("Line 2 of answer 29.")
    assert view.viewpoint.at_end


def test_pages_take_the_view_along(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(30).stored_in(world))
    view.walk_to(0)
    for _ in range(40):
        press(view, "Shift+PgDown")
        assert_head_is_seen(view)
    assert copied(view).endswith("Line 2 of answer 29.")
    for _ in range(40):
        press(view, "Shift+PgUp")
    assert view.selection.is_empty


def test_the_moving_end_is_always_seen(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(12, lines=5).stored_in(world))
    view.walk_to(10)
    for keys in ("Shift+Up", "Shift+Down"):
        for _ in range(45):
            press(view, keys)
            assert_head_is_seen(view)


def assert_head_is_seen(view: Transcript) -> None:
    head = view.selection.head
    caret = caret_of(view, head) if head else None
    assert caret is not None
    assert caret.top() >= 0
    assert caret.bottom() <= view.viewport().height()


def test_the_line_that_shows_the_moving_end_is_for_keys_only(view: Transcript, world: World) -> None:
    show(view, world, "First words")
    press(view, "Shift+Right", 5)
    at = point(view, 1, "First", 5)
    assert painted(view).pixelColor(at) == view.theme.palette.focus
    select(view, end_at(view, 1, "First"), end_at(view, 1, "First", 5))
    assert painted(view).pixelColor(at) != view.theme.palette.focus


def test_escape_takes_the_selection_away_before_it_means_anything_else(view: Transcript, world: World) -> None:
    show(view, world, "First words")
    assert not claims(view, Qt.Key.Key_Escape)
    press(view, "Shift+Right")
    assert claims(view, Qt.Key.Key_Escape)
    press(view, "Esc")
    assert view.selection.is_empty
    assert not claims(view, Qt.Key.Key_Escape)


def claims(view: Transcript, key: Qt.Key) -> bool:
    """Whether the view says that the key is no shortcut of the window now."""
    event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(view, event)
    return event.isAccepted()


def set_places(view: Transcript) -> set[int | None]:
    """The messages that have been set."""
    return {view.column.place_of(item.message.id) for item in view.column.known()}


def test_everything_is_selected_without_being_looked_at(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(300).stored_in(world))
    known = set_places(view)
    press(view, "Ctrl+A")
    assert set_places(view) <= known | {0, 599}
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(400, 300))
    assert view.selection.is_empty


def test_in_right_to_left_text_the_next_character_is_the_next_in_reading_order(view: Transcript, world: World) -> None:
    show(view, world, "مرحبا 😀 شكرا")
    press(view, "Shift+Right", 7)
    assert copied(view) == "مرحبا 😀"
    press(view, "Shift+End")
    assert copied(view) == "مرحبا 😀 شكرا"
