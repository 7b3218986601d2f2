"""Notices come one at a time, pass when nobody holds them, and stay when something went wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_chat.domain.errors import KeyringLocked, StoreFull
from desktop_chat.ui.look import Theme
from desktop_chat.ui.notices import Notices
from desktop_chat.ui.theme import METRICS, TOAST_MS
from desktop_chat.ui.toast import Toast
from desktop_chat.ui.widgets import Button, IconButton, LinkButton
from desktop_chat.words.errors import Explanation, Kept, Remedy, explain

FULL = explain(StoreFull("/data/chats.db"), Kept.NOTHING)
LOCKED = explain(KeyringLocked("keyring"), Kept.NOTHING)


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> Iterator[QWidget]:
    theme.set_reduced_motion(True)
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 600)
    field = QLineEdit(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    field.setFocus()
    yield made
    del made


@pytest.fixture
def notices(window: QWidget, theme: Theme) -> Notices:
    return Notices(window, theme)


def toast(window: QWidget) -> Toast:
    (found,) = window.findChildren(Toast)
    return found


def shown(window: QWidget) -> str:
    return toast(window).spoken if toast(window).isVisible() else ""


def clock_of(notices: Notices) -> QTimer:
    (timer,) = notices.findChildren(QTimer)
    return timer


def box(window: QWidget) -> QRect:
    around = toast(window).margin()
    return toast(window).geometry().adjusted(around, around, -around, -around)


def press(window: QWidget, kind: type[Button]) -> None:
    (button,) = [found for found in toast(window).findChildren(kind) if type(found) is kind and found.isVisible()]
    button.click()


def test_a_notice_says_what_was_done_and_passes_after_eight_seconds(window: QWidget, notices: Notices) -> None:
    notices.say("Moved to the trash", "Undo", lambda: None, "Ctrl+Z")
    assert shown(window) == "Moved to the trash Undo Ctrl+Z"
    assert clock_of(notices).interval() == TOAST_MS
    assert clock_of(notices).isActive()
    clock_of(notices).timeout.emit()
    assert shown(window) == ""


def test_its_action_is_done_once_and_the_notice_is_gone(window: QWidget, notices: Notices) -> None:
    done: list[str] = []
    notices.say("Moved to the trash", "Undo", lambda: done.append("undone"))
    press(window, LinkButton)
    assert done == ["undone"]
    assert shown(window) == ""


def test_a_newer_notice_takes_the_place_of_an_older_one(window: QWidget, notices: Notices) -> None:
    notices.say("one")
    notices.say("two")
    assert shown(window) == "two"
    notices.close_shown()
    assert shown(window) == ""


def test_trouble_stays_until_it_is_closed(window: QWidget, notices: Notices) -> None:
    notices.trouble(FULL)
    assert not clock_of(notices).isActive()
    notices.say("something was done")
    assert FULL.headline in shown(window)
    press(window, IconButton)
    assert shown(window) == "something was done"
    assert clock_of(notices).isActive()


def test_troubles_come_one_after_another_and_each_only_once(window: QWidget, notices: Notices) -> None:
    for _ in range(3):
        notices.trouble(FULL)
        notices.trouble(LOCKED)
    assert FULL.headline in shown(window)
    notices.close_shown()
    assert LOCKED.headline in shown(window)
    notices.close_shown()
    assert shown(window) == ""


def test_the_remedy_of_a_trouble_is_asked_for(window: QWidget, notices: Notices) -> None:
    asked: list[Remedy] = []
    notices.remedy_requested.connect(asked.append)
    notices.trouble(FULL)
    press(window, Button)
    assert asked == [FULL.remedy]
    assert shown(window) == ""


def test_a_trouble_without_a_remedy_has_no_button(window: QWidget, notices: Notices) -> None:
    notices.trouble(Explanation("It went wrong.", "Nothing can be done."))
    assert [b for b in toast(window).findChildren(Button) if type(b) is Button and b.isVisible()] == []


def test_a_notice_under_the_pointer_does_not_pass(window: QWidget, notices: Notices, qtbot: QtBot) -> None:
    notices.say("one")
    at = QPointF(20, 20)
    QApplication.sendEvent(toast(window), QEnterEvent(at, at, at))
    clock_of(notices).timeout.emit()
    assert shown(window) == "one"
    QApplication.sendEvent(toast(window), QEvent(QEvent.Type.Leave))
    clock_of(notices).timeout.emit()
    assert shown(window) == ""


def test_a_notice_with_the_keys_does_not_pass_and_gives_them_back(
    window: QWidget, notices: Notices, qtbot: QtBot
) -> None:
    (field,) = window.findChildren(QLineEdit)
    qtbot.waitUntil(field.hasFocus)
    done: list[str] = []
    notices.say("one", "Undo", lambda: done.append("undone"))
    (link,) = [found for found in toast(window).findChildren(LinkButton) if found.isVisible()]
    link.setFocus(Qt.FocusReason.TabFocusReason)
    clock_of(notices).timeout.emit()
    assert shown(window) == "one Undo"
    QTest.keyClick(link, Qt.Key.Key_Return)
    assert done == ["undone"]
    assert field.hasFocus()


@pytest.fixture
def pane(window: QWidget) -> QWidget:
    """As wide as the sidebar's list."""
    made = QWidget(window)
    made.setGeometry(0, METRICS.header, METRICS.sidebar, 500)
    made.show()
    return made


def test_a_notice_lies_inside_the_foot_of_its_pane(window: QWidget, pane: QWidget, notices: Notices) -> None:
    notices.stand_in(pane)
    notices.say("Moved to the trash", "Undo", lambda: None, "Ctrl+Z")
    inset, bottom = METRICS.toast_inset, METRICS.header + 500
    place = QRect(inset, bottom - inset - METRICS.toast, METRICS.sidebar - 2 * inset, METRICS.toast)
    assert box(window) == place
    pane.setGeometry(0, METRICS.header, METRICS.sidebar, 400)
    assert box(window) == place.translated(0, -100)


def test_without_the_pane_a_notice_lies_at_the_foot_of_the_window(
    window: QWidget, pane: QWidget, notices: Notices
) -> None:
    notices.stand_in(pane)
    notices.say("Moved to the trash")
    pane.hide()
    window.resize(500, 400)
    inset = METRICS.toast_inset
    assert (box(window).left(), box(window).bottom()) == (inset, 400 - 1 - inset)


def test_long_words_take_more_lines_and_what_follows_fewer_again(
    window: QWidget, pane: QWidget, notices: Notices
) -> None:
    notices.stand_in(pane)
    notices.say("one", "Undo", lambda: None, "Ctrl+Z")
    notices.say("word " * 30)
    tall = box(window).height()
    assert tall > 3 * METRICS.space20
    notices.say("word " * 20)
    assert box(window).height() < tall
    notices.say("one")
    assert box(window).height() == METRICS.toast


def test_it_fades_in_120_ms_unless_motion_is_unwelcome(
    window: QWidget, notices: Notices, theme: Theme, qtbot: QtBot
) -> None:
    notices.say("one")
    effect = toast(window).graphicsEffect()
    assert effect is not None
    assert not effect.isEnabled()
    notices.close_shown()
    assert not toast(window).isVisible()
    theme.set_reduced_motion(False)
    notices.say("two")
    assert effect.isEnabled()
    qtbot.waitUntil(lambda: not effect.isEnabled())
    notices.close_shown()
    assert toast(window).isVisible()
    qtbot.waitUntil(lambda: not toast(window).isVisible())
