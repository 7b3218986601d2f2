"""The receipt's window by keyboard: its pages, what is copied, and what leaves it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_chat.domain.errors import StoreDamaged
from desktop_chat.domain.receipts import as_json, spelled
from desktop_chat.domain.spelled import Form
from desktop_chat.domain.wire import LaterWire, WireMessage
from desktop_chat.ui import copy_buttons
from desktop_chat.ui.lines.line import LINE
from desktop_chat.ui.lines.view import LinesView
from desktop_chat.ui.receipt.compare_page import ComparePage
from desktop_chat.ui.receipt.window import ReceiptWindow
from desktop_chat.ui.tabs import Tabs
from desktop_chat.ui.widgets import ElidedLabel
from desktop_chat.words.errors import explain
from desktop_chat.words.explanation import Kept
from tests.ui.receipt.conftest import Talk
from tests.ui.showing import called, click, focused, in_chinese, in_english, name_of, press, stops, turned_chinese

Open = Callable[..., ReceiptWindow]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def page_of(window: ReceiptWindow) -> str:
    tabs = called(window, Tabs, "Pages of the receipt")
    return tabs.tabText(tabs.currentIndex())


def rows_of(window: ReceiptWindow, name: str) -> list[str]:
    model = called(window, LinesView, name).model()
    return [model.index(row, 0).data(LINE).text for row in range(model.rowCount())]


def words_of(window: ReceiptWindow) -> set[str]:
    return {label.text() for label in window.findChildren(ElidedLabel) if label.isVisible()}


def test_the_keys_are_on_close_and_esc_closes_as_well(open_window: Open) -> None:
    window = open_window()
    assert name_of(focused()) == "Close"
    press(Qt.Key.Key_Escape)
    assert not window.isVisible()
    again = open_window()
    press(Qt.Key.Key_Return)
    assert not again.isVisible()


def test_tab_reaches_everything(open_window: Open) -> None:
    window = open_window()
    press(Qt.Key.Key_2, CTRL)
    assert stops(window) == [
        "Close",
        "Pages of the receipt",
        "Exact bytes",
        "Request",
        "Copy as curl",
        "Copy as Python",
        "Copy as JSON",
        "Replay as a branch",
        "Replay with another model…",
    ]


def test_pages_are_turned_by_keys(open_window: Open) -> None:
    window = open_window()
    seen = [page_of(window)]
    for _ in range(4):
        press(Qt.Key.Key_Tab, CTRL)
        seen.append(page_of(window))
    assert seen == ["Summary", "Request", "Answer", "Compare", "Summary"]
    press(Qt.Key.Key_3, CTRL)
    assert page_of(window) == "Answer"
    called(window, Tabs, "Pages of the receipt").setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Right)
    assert page_of(window) == "Compare"
    press(Qt.Key.Key_Left)
    assert page_of(window) == "Answer"


def test_the_request_is_the_exact_one(open_window: Open, talk: Talk) -> None:
    window = open_window()
    press(Qt.Key.Key_2, CTRL)
    sent = talk.world.requests[-1].body
    assert {"POST https://api.deepseek.com/v1/chat/completions"} <= words_of(window)
    view = called(window, LinesView, "Request")
    view.setFocus()
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_C, CTRL)
    assert json.loads(QGuiApplication.clipboard().text()) == json.loads(sent)
    click(window, "Exact bytes")
    assert "".join(rows_of(window, "Request")).encode() == sent


def test_the_answer_is_shown_as_it_came(open_window: Open) -> None:
    window = open_window()
    press(Qt.Key.Key_3, CTRL)
    assert rows_of(window, "Answer") == ["Use the backup API.", "\tThen check it."]
    called(window, LinesView, "Answer").setFocus()
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "Use the backup API.\n\tThen check it."
    assert "HTTP 200" in words_of(window)


@pytest.mark.parametrize(
    ("form", "key", "words"),
    [
        (Form.CURL, Qt.Key.Key_C, "Copy as curl"),
        (Form.PYTHON, Qt.Key.Key_P, "Copy as Python"),
        (Form.JSON, Qt.Key.Key_J, "Copy as JSON"),
    ],
)
def test_it_is_copied_in_three_forms_by_key_and_by_button(
    form: Form, key: Qt.Key, words: str, open_window: Open, talk: Talk
) -> None:
    window = open_window()
    expected = spelled(talk.world.chat.receipt(talk.again.id), form)
    press(key, CTRL | SHIFT)
    assert QGuiApplication.clipboard().text() == expected
    QGuiApplication.clipboard().setText("")
    called(window, QAbstractButton, "Copied").click()
    assert QGuiApplication.clipboard().text() == expected
    if form is not Form.JSON:
        assert "API_KEY" in expected
    else:
        assert json.loads(expected) == as_json(talk.world.chat.receipt(talk.again.id))
    assert words not in {name_of(widget) for widget in window.findChildren(QAbstractButton)}


def test_a_button_says_for_a_moment_that_it_has_copied(
    open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy_buttons, "COPIED_MS", 20)
    window = open_window()
    width = called(window, QWidget, "Copy as curl").width()
    click(window, "Copy as curl")
    assert called(window, QWidget, "Copied").width() == width
    qtbot.waitUntil(lambda: "Copied" not in {name_of(widget) for widget in window.findChildren(QWidget)})


def test_it_asks_for_its_request_to_be_sent_again(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    with qtbot.waitSignal(window.replay_requested):
        press(Qt.Key.Key_R, CTRL)
    with qtbot.waitSignal(window.other_model_requested) as asked:
        click(window, "Replay with another model…")
    assert name_of(asked.args[0]) == "Replay with another model…"


def test_in_a_narrow_window_copies_are_icons_with_their_words_as_tool_tips(open_window: Open) -> None:
    window = open_window()
    window.resize(1000, 500)
    button = called(window, QAbstractButton, "Copy as curl")
    wide = button.width()
    window.resize(700, 500)
    assert button.width() < wide
    assert button.toolTip() == "Copy as curl (Ctrl+Shift+C)"
    window.resize(1000, 500)
    assert button.width() == wide


def test_the_window_is_called_after_the_conversation(open_window: Open) -> None:
    assert open_window(title="WAL 模式\n备份").windowTitle() == "Receipt — WAL 模式 备份"
    assert open_window().windowTitle() == "Receipt"


def test_a_receipt_speaks_chinese(open_window: Open) -> None:
    with in_chinese():
        window = open_window(title="备份")
        assert {"结束方式", "端点", "已完成"} <= words_of(window)
        assert window.windowTitle().endswith("备份")
        tabs = called(window, Tabs, "回执的各页")
        assert [tabs.tabText(number) for number in range(4)] == ["摘要", "请求", "回答", "比较"]


def test_nothing_of_a_page_is_made_before_it_is_shown(open_window: Open) -> None:
    window = open_window()
    assert not window.findChildren(LinesView)
    press(Qt.Key.Key_2, CTRL)
    assert len(window.findChildren(LinesView)) == 1


def test_what_is_lost_of_a_request_is_said_and_copies_nothing(open_window: Open, talk: Talk) -> None:
    def lost() -> tuple[WireMessage, ...]:
        raise StoreDamaged("chats.db")

    receipt = replace(talk.world.chat.receipt(talk.again.id), wire=LaterWire(4, lost))
    window = open_window(receipt=receipt)
    told = explain(StoreDamaged("chats.db"), Kept.NOTHING).headline
    QGuiApplication.clipboard().setText("before")
    press(Qt.Key.Key_C, CTRL | SHIFT)
    assert QGuiApplication.clipboard().text() == "before"
    assert told in words_of(window)
    press(Qt.Key.Key_2, CTRL)
    assert not window.findChildren(LinesView)
    press(Qt.Key.Key_4, CTRL)
    assert [label.text() for label in window.findChildren(ElidedLabel) if label.isVisible()].count(told) == 2


def test_all_of_it_is_said_in_another_language_while_it_is_open(open_window: Open, talk: Talk) -> None:
    window = open_window(title="Backups")
    press(Qt.Key.Key_4, CTRL)
    assert {"Compare", "Close", "This reply", "Only differences"} <= in_english(window)
    compared = window.findChild(ComparePage)
    assert isinstance(compared, ComparePage)
    compared.compare_with(talk.old.id)
    with turned_chinese(window):
        assert window.windowTitle() == "回执 — Backups"
        for key in (Qt.Key.Key_4, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
            press(key, CTRL)
            assert in_english(window) == set()
        compared = window.findChildren(ComparePage)[-1]
        assert compared.other == talk.old.id
