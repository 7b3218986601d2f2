"""Faults of the program: work is saved first, the words are plain, and the details give nothing away."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_chat.ui.crash_dialog import CrashDialog
from desktop_chat.ui.look import Theme
from desktop_chat.ui.message_box import MessageBox
from desktop_chat.ui.widgets import Button
from desktop_chat.ui.wrapped_text import WrappedText
from tests.guards import ExpectedWarnings
from tests.ui.showing import called, click, gone, in_chinese, name_of, press, show

KEY = "sk-0123456789abcdef0123456789abcdef"


class Desk:
    """A window whose faults are caught, and what was saved when."""

    def __init__(self, theme: Theme) -> None:
        self.window = QWidget()
        self.saved = 0
        self.breaks = False
        self.crashes = CrashDialog(self.window, self.save, theme)

    def save(self) -> None:
        if self.breaks:
            raise RuntimeError(KEY)
        self.saved += 1

    def boxes(self) -> list[MessageBox]:
        return [box for box in self.window.findChildren(MessageBox) if box.isVisible()]

    def box(self) -> MessageBox:
        (box,) = self.boxes()
        return box

    def said(self) -> str:
        return " ".join(text.text for text in self.box().findChildren(WrappedText))


@pytest.fixture
def desk(theme: Theme, qtbot: QtBot, expected_warnings: ExpectedWarnings) -> Iterator[Desk]:
    expected_warnings("A fault of the program")
    made = Desk(theme)
    show(made.window, qtbot)
    with made.crashes.hooked():
        yield made
    gone(made.window)


def fail(message: str = KEY) -> None:
    """As Qt does with what nobody caught in a slot."""
    try:
        raise ValueError(message)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def fail_elsewhere() -> None:
    try:
        raise LookupError(KEY)
    except LookupError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def test_work_is_saved_and_the_person_is_told_in_plain_words(desk: Desk, qtbot: QtBot) -> None:
    fail()
    qtbot.waitUntil(lambda: bool(desk.boxes()))
    assert desk.saved == 1
    assert desk.said() == (
        "The program made a mistake. Your messages are saved. You can go on; if it happens again, restart the program."
    )
    assert name_of(called(desk.box(), Button, "Go on")) == "Go on"
    press(Qt.Key.Key_Return)
    assert desk.boxes() == []


def test_the_details_name_places_and_kinds_but_no_message(desk: Desk, qtbot: QtBot) -> None:
    fail()
    qtbot.waitUntil(lambda: bool(desk.boxes()))
    box = desk.box()
    (details,) = box.findChildren(QPlainTextEdit)
    assert not details.isVisible()
    click(box, "Details")
    assert details.isVisible()
    assert "ValueError" in details.toPlainText()
    assert "test_crash_dialog.py" in details.toPlainText()
    assert KEY not in details.toPlainText()
    click(box, "Copy the details")
    assert QGuiApplication.clipboard().text() == details.toPlainText()
    QTest.keyClick(box, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("The program made a mistake.")


def test_a_fault_of_another_thread_is_told_as_well(desk: Desk, qtbot: QtBot) -> None:
    def break_down() -> None:
        raise LookupError(KEY)

    thread = threading.Thread(target=break_down)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(desk.boxes()))
    assert desk.saved == 1


def test_a_fault_that_comes_again_and_again_is_told_once(desk: Desk, qtbot: QtBot) -> None:
    for _ in range(5):
        fail()
    qtbot.waitUntil(lambda: bool(desk.boxes()))
    assert len(desk.boxes()) == 1
    desk.box().accept()
    fail()
    fail_elsewhere()
    qtbot.waitUntil(lambda: bool(desk.boxes()))
    assert desk.saved == 2
    assert len(desk.boxes()) == 1


def test_when_even_saving_fails_the_person_is_told_what_to_do(
    desk: Desk, qtbot: QtBot, expected_warnings: ExpectedWarnings
) -> None:
    expected_warnings("could not be saved")
    desk.breaks = True
    fail()
    qtbot.waitUntil(lambda: bool(desk.boxes()))
    assert "Copy what you are writing to a safe place" in desk.said()


def test_outside_of_the_block_the_hooks_are_what_they_were(qapp: QApplication, theme: Theme, qtbot: QtBot) -> None:
    before = sys.excepthook, threading.excepthook
    window = QWidget()
    qtbot.addWidget(window)
    with CrashDialog(window, lambda: None, theme).hooked():
        assert sys.excepthook != before[0]
    assert (sys.excepthook, threading.excepthook) == before


def test_a_box_is_as_high_as_its_sentences(theme: Theme, qtbot: QtBot) -> None:
    short = MessageBox(theme, lambda: "Short.", lambda: "Shorter.")
    long = MessageBox(theme, lambda: "A long sentence. " * 12, lambda: "/a/path/without/a/space" * 8)
    for box in (short, long):
        qtbot.addWidget(box)
        box.add_closing_button(lambda: "Close")
        show(box, qtbot)
        for text in box.findChildren(WrappedText):
            assert text.height() >= text.heightForWidth(text.width())
    assert long.height() > short.height()
    assert long.width() == short.width()


def test_the_box_speaks_chinese(desk: Desk, qtbot: QtBot) -> None:
    with in_chinese():
        fail()
        qtbot.waitUntil(lambda: bool(desk.boxes()))
        assert desk.said().startswith("程序出错。")
        assert {name_of(button) for button in desk.box().findChildren(Button)} == {"详情", "复制详情", "继续使用"}
