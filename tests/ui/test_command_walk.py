"""Every command of the table, one after the other, in the real window: it does something, or says why it does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu

from desktop_chat.app import Run
from desktop_chat.domain.messages import Role
from desktop_chat.domain.settings import LANGUAGE, SETTINGS, SHORTCUTS, THEME, Language, SendKey, ThemeMode
from desktop_chat.ui.commands import Command, portable
from desktop_chat.ui.keyboard.rows import keys_of_places, rows_of
from desktop_chat.ui.palette.commands import Commands
from desktop_chat.ui.popup import Popup
from desktop_chat.ui.toast import Toast
from tests.support.program import branch, running, store_endpoint, wait_until, write
from tests.ui.showing import in_chinese


@pytest.fixture
def run(qapp: object, tmp_path: Path) -> Iterator[Run]:
    store_endpoint(tmp_path, "http://127.0.0.1:9/v1")
    with running(tmp_path) as made:
        made.window.activateWindow()
        wait_until(made.window.isActiveWindow)
        yield made
        made.services.preferences.set(THEME, ThemeMode.SYSTEM)
        made.services.preferences.set(LANGUAGE, Language.SYSTEM)
        if made.window.desk.quick is not None:
            made.window.desk.quick.hide()


def say(run: Run, role: Role, text: str) -> None:
    run.window.messages.compose()
    write(run, text)
    run.window.messages.insert(role)
    wait_until(lambda: text in [message.text for message in branch(run)])


def begin_a_conversation(run: Run) -> None:
    """A question, a reply with code, and a second one, which failed."""
    run.window.open(run.services.library.new().id)
    say(run, Role.USER, "How?")
    say(run, Role.ASSISTANT, "Like this: ```x```")
    run.window.messages.retry()
    wait_until(lambda: bool(branch(run)) and branch(run)[-1].failure is not None)


def state(run: Run) -> tuple[object, ...]:
    """All that a person could see or hear change."""
    window, services = run.window, run.services
    opened = {w for w in QApplication.allWidgets() if isinstance(w, (QDialog, QMenu, Popup)) and w.isVisible()}
    said = [toast.spoken for toast in window.findChildren(Toast) if toast.isVisible()]
    shown = window.pane.shown or ""
    return (
        frozenset(map(id, opened)),
        id(QApplication.focusWidget()),
        tuple(said),
        shown,
        services.library.conversations(),
        tuple(services.library.trash.all()),
        services.folders.all(),
        tuple(services.preferences.get(setting) for setting in SETTINGS if not setting.name.startswith("window.geo")),
        QGuiApplication.clipboard().text(),
        tuple(branch(run)) if services.library.find(shown) else (),
        window.pane.transcript.current,
        window.sidebar.isVisible(),
        window.sidebar.shelves.part,
        window.context.is_shown(),
        window.pane.finding.is_open,
        window.isVisible(),
        window.desk.quick is not None and window.desk.quick.isVisible(),
    )


def clear(run: Run) -> None:
    """What a command opened is closed again, and what was said is over."""
    for widget in QApplication.allWidgets():
        if isinstance(widget, Popup) and widget.isVisible():
            widget.close_popup()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, (QDialog, QMenu)) and widget.isVisible():
            widget.close()
    run.window.notices.close_shown()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QGuiApplication.clipboard().clear()
    run.window.activateWindow()
    wait_until(run.window.isActiveWindow)


class FileDialogs:
    """The system's own, which would wait for a person; whether one was asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened = False
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: self._open([]))
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: self._open(""))

    def _open(self, nothing: object) -> tuple[object, str]:
        self.opened = True
        return nothing, ""


def holds_already(command: Command) -> bool:
    """A choice that is made needs not be made again, and menus mark it."""
    return command.checked is not None and command.checked()


@pytest.mark.parametrize("is_blank", [True, False])
def test_every_command_does_something_or_says_why_not(
    run: Run, is_blank: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = FileDialogs(monkeypatch)
    silent = []
    for command in run.window.commands.commands:
        if command.id == "program.quit":
            continue
        if is_blank:
            run.window.open(run.services.library.new().id)
        elif not branch(run) or branch(run)[-1].failure is None:
            begin_a_conversation(run)
        clear(run)
        run.window.sidebar.focus_list()
        before, holds = state(run), holds_already(command)
        run.window.commands.run(command.id)
        try:
            wait_until(lambda before=before: state(run) != before or asked.opened, command.id, 3000)  # type: ignore[misc]
        except AssertionError:
            if not holds:
                silent.append(command.id)
        asked.opened = False
        clear(run)
    assert silent == []


def test_every_command_is_reached_by_keys(run: Run) -> None:
    source = Commands(run.window.commands)
    source.ask("")
    listed = {entry.key for entry in source.entries()}
    unreached = [
        command.id for command in run.window.commands.commands if not command.shortcuts and command.id not in listed
    ]
    assert unreached == []


def test_every_command_has_a_name_of_its_own_in_every_language(run: Run) -> None:
    for names in (named(run), *in_the_other_language(run)):
        assert all(names.values())
        assert len(set(names.values())) == len(names)


def named(run: Run) -> dict[str, str]:
    return {command.id: command.name() for command in run.window.commands.commands}


def in_the_other_language(run: Run) -> Iterator[dict[str, str]]:
    with in_chinese():
        yield named(run)


def test_no_key_of_a_command_means_something_else_in_one_place_of_the_window(run: Run) -> None:
    places = keys_of_places(SendKey.ENTER) | keys_of_places(SendKey.CTRL_ENTER)
    taken = {key: command.id for command in run.window.commands.commands for key in map(portable, command.shortcuts)}
    # Esc leaves whatever there is to leave, one level at a time; the command is the last of them.
    assert {key: command for key, command in taken.items() if key in places} == {"Esc": "message.stop"}


def test_menus_of_a_row_and_of_a_message_call_commands_as_the_table_does(run: Run) -> None:
    begin_a_conversation(run)
    wait_until(lambda: len(run.window.pane.transcript.column) > 0)
    chosen: dict[str, tuple[str, ...]] = {"conversation.move": ("F7",), "message.fork": ("F8",)}
    run.services.preferences.set(SHORTCUTS, chosen)
    twins = {action.objectName(): action for action in (*twins_of_a_row(run), *twins_of_a_message(run))}
    assert {"conversation.pin", "conversation.move", "conversation.duplicate"} <= twins.keys()
    assert {"message.fork", "message.change", "message.branch_left", "message.receipt"} <= twins.keys()
    table = {command.id: command for command in run.window.commands.commands}
    for command_id, action in twins.items():
        assert action.text() == table[command_id].name_now()
        assert action.shortcut() == run.window.commands.action(command_id).shortcut()
    assert twins["conversation.move"].shortcut().toString() == "F7"


def twins_of_a_row(run: Run) -> list[QAction]:
    listed = run.window.sidebar.shelves.list
    listed.setFocus()
    at = listed.visualRect(listed.rows.index_of(run.window.pane.shown or "")).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, listed.viewport().mapToGlobal(at))
    QApplication.sendEvent(listed.viewport(), event)
    return twins_of_open_menu()


def twins_of_a_message(run: Run) -> list[QAction]:
    run.window.messages.walk(-1)
    run.window.pane.transcript.handling.menu(run.window.mapToGlobal(run.window.rect().center()))
    return twins_of_open_menu()


def twins_of_open_menu() -> list[QAction]:
    """Those of its rows that do what a command does; the menu goes with the window."""
    (menu,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible()]
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    menu.close()
    return [action for action in menu.actions() if "." in action.objectName()]


def test_what_can_be_taken_back_is_called_by_what_it_would_do_now(run: Run) -> None:
    begin_a_conversation(run)
    (pin,) = [command for command in run.window.commands.commands if command.id == "conversation.pin"]
    assert pin.name_now() == "Pin"
    run.window.commands.run(pin.id)
    assert pin.name_now() == "Unpin"
    menu = run.window.commands.menu()
    assert run.window.commands.action(pin.id).text() == "Unpin"
    menu.close()


# Rows of the keyboard table that belong to a place of the window: the place, and the keys that are promised there.
PROMISED_IN_PLACES = {
    "While you write": {"Return", "Shift+Return", "Up", "Ctrl+Up", "Ctrl+Down", "Ctrl+Return"},
    "On a message": {"Home", "End", "F2", "Return", "X", "P"},
    "On a conversation in the list": {"F2"},
}


def test_the_promised_keys_of_places_are_on_the_map(run: Run) -> None:
    rows = rows_of(run.window.commands)
    for place, promised in PROMISED_IN_PLACES.items():
        keys = {portable(key.replace("Enter", "Return")) for row in rows if row.head == place for key in row.keys}
        assert promised <= keys


def test_quitting_closes_the_window(run: Run) -> None:
    closed: list[bool] = []
    run.window.closed.connect(lambda: closed.append(True))
    run.window.commands.run("program.quit")
    assert closed == [True]
    assert not run.window.isVisible()
