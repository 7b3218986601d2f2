"""The menu bar: not there at rest, held open by a key, there always where that is set."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget

from desktop_chat.app import Run
from desktop_chat.domain.settings import LANGUAGE, MENU_BAR, SIDEBAR_SHOWN, Language, MenuBar
from tests.support.program import press, wait_until


def bar(run: Run) -> QMenuBar | None:
    shown = [one for one in run.window.findChildren(QMenuBar) if one.isVisible()]
    return shown[0] if shown else None


def menu() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def tap_alt(widget: QWidget) -> None:
    QTest.keyPress(widget, Qt.Key.Key_Alt, Qt.KeyboardModifier.AltModifier)
    QTest.keyRelease(widget, Qt.Key.Key_Alt)


@pytest.fixture
def composer(run: Run) -> QWidget:
    widget = run.window.focusWidget()
    assert widget is not None
    return widget


def test_at_rest_there_is_none(run: Run) -> None:
    assert run.window.findChildren(QMenuBar) == []


def test_f10_holds_it_open_until_its_menus_close(run: Run) -> None:
    run.window.commands.run("view.menus")
    assert bar(run) is not None
    assert "New conversation" in [action.text() for action in menu().actions()]
    press(menu(), Qt.Key.Key_Right)
    wait_until(lambda: "Pin" in [action.text() for action in menu().actions()])
    press(menu(), Qt.Key.Key_Escape)
    wait_until(lambda: bar(run) is None)


def test_alt_alone_opens_it_and_the_keys_stay_where_they_were(run: Run, composer: QWidget) -> None:
    tap_alt(composer)
    assert bar(run) is not None
    press(menu(), Qt.Key.Key_Escape)
    wait_until(lambda: bar(run) is None)
    assert run.window.focusWidget() is composer


def test_alt_with_another_key_does_not(run: Run, composer: QWidget) -> None:
    QTest.keyPress(composer, Qt.Key.Key_Alt, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(composer, Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)
    QTest.keyRelease(composer, Qt.Key.Key_Alt)
    assert bar(run) is None


def test_what_is_chosen_in_it_is_done(run: Run) -> None:
    shown = run.window.sidebar.isVisible()
    run.window.commands.run("view.menus")
    for _ in run.window.commands.groups():
        if "Sidebar" in [action.text() for action in menu().actions()]:
            break
        press(menu(), Qt.Key.Key_Right)
    (action,) = [action for action in menu().actions() if action.text() == "Sidebar"]
    menu().setActiveAction(action)
    press(menu(), Qt.Key.Key_Return)
    assert run.window.sidebar.isVisible() is not shown
    wait_until(lambda: bar(run) is None)
    run.window.remember()
    assert run.services.preferences.get(SIDEBAR_SHOWN) is not shown


def test_where_it_is_set_it_is_there_always_and_in_the_language_that_is_spoken(run: Run) -> None:
    run.services.preferences.set(MENU_BAR, MenuBar.ALWAYS)
    shown = bar(run)
    assert shown is not None
    run.services.preferences.set(LANGUAGE, Language.CHINESE)
    assert "对话" in [action.text() for action in shown.actions()]
    run.services.preferences.set(LANGUAGE, Language.SYSTEM)
    run.services.preferences.set(MENU_BAR, MenuBar.ON_KEY)
    assert bar(run) is None
