"""The sign in the tray: what its menu does, and when closing the window only hides it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop_chat.app import Run
from desktop_chat.desktop.instance import Door
from desktop_chat.domain.settings import CLOSE_TO_TRAY, LANGUAGE, TRAY, Language
from desktop_chat.domain.wishes import Wish
from desktop_chat.ui.desk.tray import Tray
from tests.support.program import running, wait_until


@pytest.fixture
def run(qapp: QApplication, tmp_path: Path) -> Iterator[Run]:
    with running(tmp_path) as made:
        made.window.end_first_start()
        yield made


@pytest.fixture
def tray(run: Run) -> Iterator[Tray]:
    made = Tray(run.window)
    yield made
    made.close()


def press(tray: Tray, title: str) -> None:
    tray.menu.aboutToShow.emit()
    (action,) = [action for action in tray.menu.actions() if action.text() == title]
    action.trigger()


def test_the_window_goes_and_comes_back(run: Run, tray: Tray) -> None:
    press(tray, "Hide the window")
    assert run.window.isHidden()
    press(tray, "Show the window")
    assert run.window.isVisible()


def test_a_new_conversation_and_quick_ask_come_forward(run: Run, tray: Tray) -> None:
    run.window.hide()
    press(tray, "Quick ask")
    assert run.window.desk.quick is not None
    assert run.window.desk.quick.isVisible()
    assert run.window.isHidden()
    press(tray, "New conversation")
    assert run.window.isVisible()


def test_the_menu_speaks_the_language_of_the_moment(run: Run, tray: Tray) -> None:
    run.services.preferences.set(LANGUAGE, Language.CHINESE)
    press(tray, "隐藏窗口")
    run.services.preferences.set(LANGUAGE, Language.ENGLISH)
    press(tray, "Show the window")


def test_closing_hides_only_where_there_is_a_sign_and_it_is_wanted(run: Run) -> None:
    said: list[None] = []
    run.window.desk.hidden.connect(lambda: said.append(None))
    run.services.preferences.set(CLOSE_TO_TRAY, True)
    assert not run.window.desk.closes_into_tray()
    run.window.desk.stays = True
    assert run.window.desk.closes_into_tray()
    assert run.window.isHidden()
    assert len(said) == 1
    run.services.preferences.set(CLOSE_TO_TRAY, False)
    assert not run.window.desk.closes_into_tray()


def test_the_end_of_the_program_is_not_kept_from_coming(run: Run) -> None:
    run.services.preferences.set(CLOSE_TO_TRAY, True)
    run.window.desk.stays = True
    run.window.desk.ask_quickly()
    assert run.window.close()
    assert run.window.desk.quick is not None
    assert run.window.desk.quick.close()


def test_a_desktop_without_a_tray_shows_no_sign(run: Run) -> None:
    run.take_the_desk(Door(), Wish())
    run.services.preferences.set(TRAY, True)
    wait_until(lambda: not Tray.is_offered())
    assert not run.window.desk.stays
    run.leave_the_desk()
