"""The table of commands: each of them once, none in the way of another, all of them in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_chat.app import Run
from desktop_chat.domain.messages import Role
from desktop_chat.domain.settings import THEME, ThemeMode
from desktop_chat.ui.commands import Command, CommandTable
from desktop_chat.words.catalogue import tr
from tests.support.program import branch, running, wait_until, write
from tests.ui.showing import gone, in_chinese, show
from tests.words.missing import entries

# Keys of PRODUCT's table that a command of this window answers to; the others belong to a place, such as the composer.
PROMISED = {
    "conversation.new": ("Ctrl+N", "Ctrl+Shift+O"),
    "conversation.find": ("Ctrl+F",),
    "conversation.search": ("Ctrl+Shift+F",),
    "conversation.next": ("Ctrl+Tab", "Ctrl+PgDown", "Alt+Down"),
    "conversation.previous": ("Ctrl+Shift+Tab", "Ctrl+PgUp", "Alt+Up"),
    **{f"conversation.go_{n}": (f"Ctrl+{n}",) for n in range(1, 10)},
    "conversation.trash": ("Ctrl+Shift+Backspace",),
    "edit.undo": ("Ctrl+Z",),
    "conversation.export": ("Ctrl+E",),
    "conversation.export_all": ("Ctrl+Shift+E",),
    "program.settings": ("Ctrl+,",),
    "program.quit": ("Ctrl+Q",),
    "message.compose": ("Ctrl+L", "Shift+Esc"),
    "message.stop": ("Esc",),
    "message.retry": ("Ctrl+R",),
    "message.branch_left": ("Alt+Left",),
    "message.branch_right": ("Alt+Right",),
    "message.next": ("Alt+J",),
    "message.previous": ("Alt+K",),
    "message.model": ("Ctrl+Shift+M",),
    "message.copy_reply": ("Ctrl+Shift+C",),
    "message.copy_code": ("Ctrl+Shift+X",),
    "view.palette": ("Ctrl+K",),
    "view.sidebar": ("Ctrl+B",),
    "view.context": ("Ctrl+Shift+A",),
    "view.larger": ("Ctrl++", "Ctrl+="),
    "view.smaller": ("Ctrl+-",),
    "view.usual": ("Ctrl+0",),
    "view.keys": ("Ctrl+/", "F1"),
}


@pytest.fixture
def run(qapp: object, tmp_path: Path) -> Iterator[Run]:
    with running(tmp_path) as made:
        made.window.end_first_start()
        yield made


def test_no_two_commands_have_one_id_or_one_key(run: Run) -> None:
    commands = run.window.commands.commands
    ids = Counter(command.id for command in commands)
    keys = Counter(QKeySequence(key).toString() for command in commands for key in command.shortcuts)
    assert [name for name, count in (ids + keys).items() if count > 1] == []


def test_every_key_is_one_that_qt_knows(run: Run) -> None:
    keys = [key for command in run.window.commands.commands for key in command.shortcuts]
    assert [key for key in keys if QKeySequence(key).isEmpty() or "," in QKeySequence(key).toString()[:-1]] == []


def test_the_promised_keys_are_there(run: Run) -> None:
    table = {command.id: command.shortcuts for command in run.window.commands.commands}
    assert {name: table.get(name) for name in PROMISED} == PROMISED


def test_every_command_is_an_action_that_can_be_run(run: Run) -> None:
    table = run.window.commands
    for command in table.commands:
        action = table.action(command.id)
        assert action.text()
        assert action in run.window.actions()
        assert [key.toString() for key in action.shortcuts()] == [
            QKeySequence(key).toString() for key in command.shortcuts
        ]
        assert callable(command.run)


def test_every_command_and_group_has_a_chinese_title(run: Run) -> None:
    known = entries()
    titles = {command.title for command in run.window.commands.commands}
    groups = {command.group for command in run.window.commands.commands} - {""}
    assert [title for title in titles | groups if not known.get(title)] == []


def test_every_command_but_the_numbered_ones_is_in_a_menu(run: Run) -> None:
    hidden = {command.id for command in run.window.commands.commands if not command.group}
    assert hidden == {f"conversation.go_{number}" for number in range(1, 10)}


def test_a_command_runs_when_its_key_is_pressed(run: Run, qtbot: QtBot) -> None:
    window = run.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    before = window.sidebar.isVisible()
    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert window.sidebar.isVisible() is not before


def test_the_menu_adds_a_message_of_either_role(run: Run) -> None:
    run.window.open(run.services.library.new().id)
    table = run.window.commands
    for command_id, text in (("message.insert_mine", "Mine"), ("message.insert_reply", "The model's")):
        run.window.messages.compose()
        write(run, text)
        table.action(command_id).trigger()
        wait_until(lambda text=text: text in [message.text for message in branch(run)])  # type: ignore[misc]
    assert [message.role for message in branch(run)] == [Role.USER, Role.ASSISTANT]
    assert all(command.why_not() for command in table.commands if command.id.startswith("message.insert"))


def test_menus_mark_the_choice_that_holds(run: Run) -> None:
    run.services.preferences.set(THEME, ThemeMode.DARK)
    menu = run.window.commands.menu()
    marked = {action.objectName() for action in leaves(menu) if action.isChecked()}
    assert "view.dark" in marked
    assert not {"view.light", "view.system"} & marked
    run.services.preferences.set(THEME, ThemeMode.SYSTEM)
    gone(menu)


def leaves(menu: QMenu) -> list[QAction]:
    """The commands of all its groups."""
    return [action for group in menu.actions() for action in submenu(group).actions()]


def submenu(group: QAction) -> QMenu:
    menu = group.menu()
    assert isinstance(menu, QMenu)
    return menu


# -- the table by itself -----------------------------------------------------------------------------------------------


class Small:
    """A window with two commands; the second can be forbidden."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.ran: list[str] = []
        self.told: list[str] = []
        self.allowed = True
        self.table = CommandTable(
            self.window,
            [
                Command("first", "Conversation", "New conversation", ("Ctrl+N",), lambda: self.ran.append("first")),
                Command(
                    "second",
                    "Conversation",
                    "Undo",
                    ("Ctrl+Z",),
                    lambda: self.ran.append("second"),
                    lambda: "" if self.allowed else "nothing was done",
                    leads=True,
                ),
                Command("third", "", "Quit", (), lambda: self.ran.append("third")),
            ],
            self.told.append,
        )


@pytest.fixture
def small(qapp: object, qtbot: QtBot) -> Iterator[Small]:
    made = Small()
    show(made.window, qtbot)
    yield made
    gone(made.window)


def test_the_key_of_a_command_that_cannot_run_says_why(small: Small) -> None:
    small.allowed = False
    QTest.keyClick(small.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    small.table.action("second").trigger()
    assert small.ran == []
    assert small.told == ["Undo: nothing was done"] * 2
    small.allowed = True
    QTest.keyClick(small.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert small.ran == ["second"]


def test_a_menu_shows_what_can_run_now_and_is_gone_once_closed(small: Small, qtbot: QtBot) -> None:
    small.allowed = False
    menu = small.table.menu()
    (group,) = menu.actions()
    assert [action.text() for action in submenu(group).actions()] == ["New conversation", "", "Undo"]
    assert [action.isEnabled() for action in submenu(group).actions()] == [True, True, False]
    menu.popup(small.window.mapToGlobal(QPoint(0, 0)))
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(menu))
    assert small.table.action("second").isEnabled()


def test_keys_are_written_as_this_system_writes_them(small: Small) -> None:
    assert small.table.keys("first") == QKeySequence("Ctrl+N").toString(QKeySequence.SequenceFormat.NativeText)
    assert small.table.keys("third") == ""


def test_titles_follow_the_language(small: Small) -> None:
    with in_chinese():
        small.table.retranslate()
        assert small.table.action("first").text() == "新对话" == tr("New conversation")
    small.table.retranslate()
    assert small.table.action("first").text() == "New conversation"
