"""From another program by keyboard: the menu, Enter twice, and the old conversation goes on; Undo takes all back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from desktop_chat.app import Run
from tests.support.program import ask, branch, press_where_focus_is, wait_for_reply, wait_until
from tests.transfer.foreign.reading import EXPORTS

CTRL = Qt.KeyboardModifier.ControlModifier


def is_in_composer(run: Run) -> bool:
    """Whether the keys are where a question is written."""
    focus = QApplication.focusWidget()
    return focus is not None and run.window.pane.composer.isAncestorOf(focus)


def choose_in_menu(run: Run, title: str) -> None:
    """Opens the window's menu and chooses that line of it."""
    menu = run.window.commands.menu()
    menu.popup(run.window.mapToGlobal(QPoint(20, 20)))
    groups = [part.menu() for part in menu.actions()]
    lines = [line for group in groups if isinstance(group, QMenu) for line in group.actions()]
    next(line for line in lines if line.text() == title).trigger()
    menu.close()


def test_conversations_of_another_program_go_on_here(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(EXPORTS / "claude.json"), ""))
    choose_in_menu(run, "Import…")
    wait_until(lambda: not run.services.importing.is_busy)
    press_where_focus_is(run, Qt.Key.Key_Return)
    wait_until(lambda: not run.services.importing.is_busy and len(run.services.library.conversations()) == 3)
    press_where_focus_is(run, Qt.Key.Key_Return)
    wait_until(lambda: bool(branch(run)))
    assert branch(run)[-1].text == "An old export has only this text."
    wait_until(lambda: is_in_composer(run))
    ask(run, "And today?")
    assert wait_for_reply(run).text


def test_undo_takes_back_an_import(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(EXPORTS / "chatbox.json"), ""))
    choose_in_menu(run, "Import…")
    wait_until(lambda: not run.services.importing.is_busy)
    press_where_focus_is(run, Qt.Key.Key_Return)
    wait_until(lambda: len(run.services.library.conversations()) == 5)
    wait_until(lambda: not run.services.importing.is_busy)
    press_where_focus_is(run, Qt.Key.Key_Escape)
    wait_until(lambda: is_in_composer(run))
    press_where_focus_is(run, Qt.Key.Key_Z, CTRL)
    wait_until(lambda: len(run.services.library.conversations()) == 1)
    assert len(run.services.library.trash.all()) == 4
