"""The sheet of keys: everything that can be done is on it, and typing finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from desktop_chat.domain.settings import SendKey
from desktop_chat.ui.commands import Command, CommandTable
from desktop_chat.ui.keyboard_map import KeyboardMap, rows_of
from desktop_chat.ui.look import Theme
from desktop_chat.ui.rows_view import RowsView
from tests.ui.showing import called, focused, gone, in_chinese, press, show, write


def nothing() -> None:
    pass


COMMANDS = (
    Command("new", "Conversation", "New conversation", ("Ctrl+N", "Ctrl+Shift+O"), nothing),
    *(Command(f"go_{n}", "", "Go to a conversation", (f"Ctrl+{n}",), nothing) for n in range(1, 10)),
    Command("retry", "Message", "Try again as a branch", ("Ctrl+R",), nothing),
    Command("dark", "View", "Dark", (), nothing),
)


@pytest.fixture
def open_map(theme: Theme, qtbot: QtBot) -> Iterator[Callable[[], KeyboardMap]]:
    window = QMainWindow()
    table = CommandTable(window, COMMANDS)

    def made() -> KeyboardMap:
        sheet = KeyboardMap(table, theme, window)
        show(sheet, qtbot)
        return sheet

    yield made
    gone(window)


def lines(sheet: KeyboardMap) -> list[str]:
    """Each line as a screen reader says it."""
    model = sheet.findChildren(RowsView)[0].model()
    rows = [model.index(place, 0) for place in range(model.rowCount())]
    said = (row.data(Qt.ItemDataRole.AccessibleTextRole) or row.data(Qt.ItemDataRole.DisplayRole) for row in rows)
    return [str(line) for line in said]


def test_every_command_is_on_it_with_and_without_a_key(open_map: Callable[[], KeyboardMap]) -> None:
    said = lines(open_map())
    assert said[:2] == ["Conversation", "New conversation, Ctrl+N, Ctrl+Shift+O"]
    assert "Dark" in said
    assert "Send, Enter" in said
    assert "While you write" in said


def test_commands_of_one_title_are_one_line(open_map: Callable[[], KeyboardMap]) -> None:
    told = [line for line in lines(open_map()) if line.startswith("Go to a conversation")]
    assert told == ["Go to a conversation, " + ", ".join(f"Ctrl+{number}" for number in range(1, 10))]


def test_the_key_that_sends_is_the_one_that_was_chosen() -> None:
    def keys(send_key: SendKey) -> dict[str, tuple[str, ...]]:
        return {row.title: row.keys for row in rows_of((), send_key)}

    assert keys(SendKey.ENTER)["Send"] == ("Enter",)
    assert keys(SendKey.CTRL_ENTER)["Send"] == ("Ctrl+Enter",)
    assert keys(SendKey.CTRL_ENTER)["New line"] == ("Enter",)
    assert keys(SendKey.ENTER)["Add as mine, without asking"] == ("Ctrl+Enter",)
    assert keys(SendKey.CTRL_ENTER)["Add as mine, without asking"] == ("Alt+Enter",)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("branch", ["Message", "Try again as a branch, Ctrl+R"]),
        ("CTRL+R", ["Message", "Try again as a branch, Ctrl+R"]),
        ("again try", ["Message", "Try again as a branch, Ctrl+R"]),
        ("no such thing", ["Nothing found for “no such thing”."]),
    ],
)
def test_typing_finds_a_command_or_a_key(open_map: Callable[[], KeyboardMap], typed: str, found: list[str]) -> None:
    sheet = open_map()
    assert focused() is called(sheet, QLineEdit, "Search the keyboard map")
    write(typed)
    assert lines(sheet)[: len(found)] == found


def test_down_leads_into_the_list_and_esc_closes(open_map: Callable[[], KeyboardMap]) -> None:
    sheet = open_map()
    press(Qt.Key.Key_Down)
    view = sheet.findChildren(RowsView)[0]
    assert focused() is view
    assert view.currentIndex().data() == "New conversation"
    press(Qt.Key.Key_Down)
    assert view.currentIndex().data() == "Go to a conversation"
    assert not view.grab().isNull()
    press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_in_chinese_the_english_title_finds_it_too(open_map: Callable[[], KeyboardMap]) -> None:
    with in_chinese():
        sheet = open_map()
        assert lines(sheet)[0] == "对话"
        write("branch")
        assert len(lines(sheet)) == 2
        assert lines(sheet)[1].endswith("Ctrl+R")


def test_it_is_painted_in_both_directions(open_map: Callable[[], KeyboardMap]) -> None:
    sheet = open_map()
    for direction in (Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight):
        sheet.setLayoutDirection(direction)
        assert not sheet.grab().isNull()
