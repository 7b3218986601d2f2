"""The sheet of keys: everything that can be done is on it, and typing finds it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from desktop_chat.domain.settings import SHORTCUTS, SendKey
from desktop_chat.services.background import Background
from desktop_chat.services.preferences import Preferences
from desktop_chat.services.relay import Relay
from desktop_chat.storage.settings_file import SettingsFile
from desktop_chat.ui.commands import Command, CommandTable
from desktop_chat.ui.keyboard.recorder import Recorder
from desktop_chat.ui.keyboard.rows import rows_of
from desktop_chat.ui.keyboard.strokes import keys_in
from desktop_chat.ui.keyboard_map import KeyboardMap
from desktop_chat.ui.look import Theme
from desktop_chat.ui.rows_view import RowsView
from tests.ui.showing import called, focused, gone, in_chinese, press, show, write


def nothing() -> None:
    pass


COMMANDS = (
    Command("new", "Conversation", "New conversation", ("Ctrl+N", "Ctrl+Shift+O"), nothing),
    *(Command(f"go_{n}", "", "Go to conversation {n}", (f"Ctrl+{n}",), nothing, number=n) for n in range(1, 10)),
    Command("retry", "Message", "Try again as a branch", ("Ctrl+R",), nothing),
    Command("dark", "View", "Dark", (), nothing),
    Command("stop", "Message", "Stop", ("Esc",), nothing, fixed=True),
)


class Desk:
    """A window with those commands, their keys, and the map of them."""

    def __init__(self, folder: Path, theme: Theme, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        self.table = CommandTable(self.window, COMMANDS)
        self._background = Background(Relay())
        self.preferences = Preferences(SettingsFile(folder / "settings.json"), self._background, self.window)
        self._theme, self._qtbot = theme, qtbot

    def __call__(self) -> KeyboardMap:
        sheet = KeyboardMap(self.table, self.preferences, self._theme, self.window)
        show(sheet, self._qtbot)
        return sheet

    def keys(self, command_id: str) -> tuple[str, ...]:
        """Those that the command answers to."""
        return self.table.all_keys(command_id)

    @property
    def kept(self) -> dict[str, tuple[str, ...]]:
        return self.preferences.get(SHORTCUTS)

    def close(self) -> None:
        self.preferences.close()
        gone(self.window)
        self._background.close()


@pytest.fixture
def open_map(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(tmp_path, theme, qtbot)
    yield desk
    desk.close()


def lines(sheet: KeyboardMap) -> list[str]:
    """Each line as a screen reader says it."""
    model = sheet.findChildren(RowsView)[0].model()
    rows = [model.index(place, 0) for place in range(model.rowCount())]
    said = (row.data(Qt.ItemDataRole.AccessibleTextRole) or row.data(Qt.ItemDataRole.DisplayRole) for row in rows)
    return [str(line) for line in said]


def test_every_command_is_on_it_with_and_without_a_key(open_map: Desk) -> None:
    said = lines(open_map())
    assert said[:2] == ["Conversation", "New conversation, Ctrl+N, Ctrl+Shift+O"]
    assert "Dark" in said
    assert "Send, Enter" in said
    assert "While you write" in said


def test_commands_that_are_alike_are_told_by_their_numbers(open_map: Desk) -> None:
    told = [line for line in lines(open_map()) if line.startswith("Go to conversation")]
    assert told == [f"Go to conversation {number}, Ctrl+{number}" for number in range(1, 10)]


def test_the_key_that_sends_is_the_one_that_was_chosen(open_map: Desk) -> None:
    def keys(send_key: SendKey) -> dict[str, tuple[str, ...]]:
        return {row.title: row.keys for row in rows_of(open_map.table, send_key)}

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
def test_typing_finds_a_command_or_a_key(open_map: Desk, typed: str, found: list[str]) -> None:
    sheet = open_map()
    assert focused() is called(sheet, QLineEdit, "Search the keyboard map")
    write(typed)
    assert lines(sheet)[: len(found)] == found


def test_down_leads_into_the_list_and_esc_closes(open_map: Desk) -> None:
    sheet = open_map()
    press(Qt.Key.Key_Down)
    view = sheet.findChildren(RowsView)[0]
    assert focused() is view
    assert view.currentIndex().data() == "New conversation"
    press(Qt.Key.Key_Down)
    assert view.currentIndex().data() == "Go to conversation 1"
    assert not view.grab().isNull()
    press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_in_chinese_the_english_title_finds_it_too(open_map: Desk) -> None:
    with in_chinese():
        sheet = open_map()
        assert lines(sheet)[0] == "对话"
        write("branch")
        assert len(lines(sheet)) == 2
        assert lines(sheet)[1].endswith("Ctrl+R")


def test_it_is_painted_in_both_directions(open_map: Desk) -> None:
    sheet = open_map()
    for direction in (Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight):
        sheet.setLayoutDirection(direction)
        assert not sheet.grab().isNull()


# -- other keys --------------------------------------------------------------------------------------------------------

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def stand_on(sheet: KeyboardMap, title: str) -> None:
    """The keys are on that command's row."""
    write(title)
    press(Qt.Key.Key_Down)
    assert sheet.findChildren(RowsView)[0].currentIndex().data() == title


def said(sheet: KeyboardMap) -> str:
    """The sentence below the list."""
    return [label.text() for label in sheet.findChildren(QLabel) if label.isVisible()][-1]


def click(sheet: KeyboardMap, words: str) -> None:
    (button,) = [one for one in sheet.findChildren(QAbstractButton) if one.text() == words and one.isVisible()]
    assert button.isEnabled()
    button.click()


def test_enter_and_a_key_give_a_command_that_key(open_map: Desk) -> None:
    sheet = open_map()
    stand_on(sheet, "New conversation")
    press(Qt.Key.Key_Return)
    assert isinstance(focused(), Recorder)
    assert said(sheet) == "Press the new keys for “New conversation”. Esc leaves all as it is."
    press(Qt.Key.Key_Control, CTRL)  # on the way to it
    press(Qt.Key.Key_U, CTRL | ALT)
    assert open_map.keys("new") == ("Ctrl+Alt+U",)
    assert open_map.kept == {"new": ("Ctrl+Alt+U",)}
    assert lines(sheet) == ["Conversation", "New conversation, Ctrl+Alt+U, changed"]
    assert focused() is sheet.findChildren(RowsView)[0]


def test_plus_adds_a_key_and_delete_takes_all_away(open_map: Desk) -> None:
    sheet = open_map()
    stand_on(sheet, "Dark")
    press(Qt.Key.Key_Plus)
    press(Qt.Key.Key_F7)
    press(Qt.Key.Key_Plus)
    press(Qt.Key.Key_F8, SHIFT)
    assert open_map.keys("dark") == ("F7", "Shift+F8")
    press(Qt.Key.Key_Delete)
    assert open_map.keys("dark") == ()
    assert open_map.kept == {}


def test_a_key_of_another_command_can_be_taken_over(open_map: Desk) -> None:
    sheet = open_map()
    stand_on(sheet, "Dark")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_R, CTRL)
    assert said(sheet) == "Ctrl+R belongs to “Try again as a branch”."
    assert open_map.keys("dark") == ()
    press(Qt.Key.Key_Space)
    assert open_map.keys("dark") == ("Ctrl+R",)
    assert open_map.keys("retry") == ()
    assert open_map.kept == {"dark": ("Ctrl+R",)}


def test_it_can_be_left_to_the_other_command(open_map: Desk) -> None:
    sheet = open_map()
    stand_on(sheet, "Dark")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_R, CTRL)
    press(Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert open_map.keys("retry") == ("Ctrl+R",)
    assert open_map.kept == {}
    assert focused() is sheet.findChildren(RowsView)[0]


def test_esc_and_what_takes_the_keys_away_leave_all_as_it_is(open_map: Desk) -> None:
    sheet = open_map()
    stand_on(sheet, "Dark")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    assert sheet.isVisible()
    press(Qt.Key.Key_Return)
    sheet.findChildren(QLineEdit)[0].setFocus()
    assert not [one for one in sheet.findChildren(Recorder) if one.isVisible()]
    assert open_map.kept == {}


def test_one_command_and_all_of_them_are_reset(open_map: Desk) -> None:
    chosen: dict[str, tuple[str, ...]] = {"new": ("F7",), "dark": ("Ctrl+N",), "retry": ("F9",)}
    open_map.preferences.set(SHORTCUTS, chosen)
    open_map.table.bind(chosen)
    sheet = open_map()
    stand_on(sheet, "New conversation")
    click(sheet, "Reset")
    assert open_map.keys("new") == ("Ctrl+N", "Ctrl+Shift+O")
    assert open_map.keys("dark") == ()
    click(sheet, "Reset all")
    assert open_map.keys("retry") == ("Ctrl+R",)
    assert open_map.kept == {}


@pytest.mark.parametrize(
    ("key", "held", "sentence"),
    [
        (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A is needed to write and to move about."),
        (Qt.Key.Key_A, SHIFT, "Shift+A is needed to write and to move about."),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "Enter is needed to write and to move about."),
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, "Tab is needed to write and to move about."),
        (Qt.Key.Key_Backtab, SHIFT, "Shift+Tab is needed to write and to move about."),
        (Qt.Key.Key_C, CTRL, "Ctrl+C is needed wherever text is written."),
        (Qt.Key.Key_Return, CTRL, "Ctrl+Enter means something already. While you write: Add as mine"),
        (Qt.Key.Key_F4, ALT, "Alt+F4 belongs to the desktop."),
        (Qt.Key.Key_F5, Qt.KeyboardModifier.MetaModifier, "Meta+F5 belongs to the desktop."),
    ],
)
def test_keys_that_are_needed_elsewhere_are_refused_with_a_sentence(
    open_map: Desk, key: Qt.Key, held: Qt.KeyboardModifier, sentence: str
) -> None:
    sheet = open_map()
    stand_on(sheet, "Dark")
    press(Qt.Key.Key_Return)
    press(key, held)
    assert said(sheet).startswith(sentence)
    press(Qt.Key.Key_F7)  # it goes on listening
    assert open_map.keys("dark") == ("F7",)


def test_keys_of_places_and_fixed_ones_stay_as_they_are(open_map: Desk) -> None:
    sheet = open_map()
    for title in ("Stop", "New line"):
        sheet.findChildren(QLineEdit)[0].setFocus()
        sheet.findChildren(QLineEdit)[0].clear()
        stand_on(sheet, title)
        press(Qt.Key.Key_Return)
        assert not [one for one in sheet.findChildren(Recorder) if one.isVisible()]
        assert said(sheet) == "These keys belong to their place and stay as they are."


@pytest.mark.parametrize(
    ("event", "keys"),
    [
        # A German keyboard writes the stroke with Shift and 7; the shortcut is the stroke.
        (QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Slash, CTRL | SHIFT, "/"), "Ctrl+/"),
        # A French one writes digits with Shift.
        (QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, CTRL | SHIFT, "1"), "Ctrl+1"),
        (QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_N, CTRL | SHIFT, "N"), "Ctrl+Shift+N"),
        # On a Dvorak keyboard the key beside Tab writes an apostrophe.
        (QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Apostrophe, ALT, "'"), "Alt+'"),
        (QKeyEvent(QEvent.Type.KeyPress, 0x0444, ALT, "ф"), "Alt+Ф"),
        (QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Dead_Acute, CTRL, ""), ""),
        (QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_AltGr, ALT, ""), ""),
    ],
)
def test_a_shortcut_is_the_character_and_not_the_place_on_the_keyboard(event: QKeyEvent, keys: str) -> None:
    assert keys_in(event) == keys


def test_a_shortcut_answers_to_its_character_on_another_layout(open_map: Desk, qtbot: QtBot) -> None:
    ran = []
    open_map.table.action("dark").triggered.connect(lambda: ran.append("dark"))
    open_map.table.bind({"dark": ("Ctrl+Ö",)})
    show(open_map.window, qtbot)
    # As a layout with that letter sends it from the key that an American one has for the semicolon.
    event = QKeyEvent(QEvent.Type.KeyPress, ord("Ö"), CTRL, 47, 0x3B, 0, "ö")
    QApplication.sendEvent(open_map.window.windowHandle(), event)
    assert ran == ["dark"]


def test_it_is_painted_while_it_listens(open_map: Desk) -> None:
    sheet = open_map()
    stand_on(sheet, "Dark")
    press(Qt.Key.Key_Return)
    for direction in (Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight):
        sheet.setLayoutDirection(direction)
        assert not sheet.grab().isNull()
