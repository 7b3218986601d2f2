"""A receipt by keyboard, in the whole window: opened where the keys are, sent again to the letter, compared."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop_chat.app import Run
from desktop_chat.ui.receipt.window import ReceiptWindow
from desktop_chat.ui.widgets import ElidedLabel
from tests.support import script
from tests.support.program import (
    ask,
    branch,
    last_reply,
    press,
    press_where_focus_is,
    wait_for_reply,
    wait_until,
)
from tests.support.wire_server import WireServer
from tests.ui.showing import called, focused, name_of
from tests.ui.showing import write as type_in

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def receipt_window(run: Run) -> ReceiptWindow:
    """The one that is open, in front."""
    found = [window for window in run.window.findChildren(ReceiptWindow) if window.isVisible()]
    assert len(found) == 1
    wait_until(found[0].isActiveWindow, "the receipt's window in front")
    return found[0]


def open_receipt(run: Run) -> ReceiptWindow:
    press_where_focus_is(run, Qt.Key.Key_I, CTRL | SHIFT)
    return receipt_window(run)


def copied_url(window: ReceiptWindow) -> str:
    press(window, Qt.Key.Key_C, CTRL | SHIFT)
    return QGuiApplication.clipboard().text()


def asked_twice(run: Run, server: WireServer) -> None:
    for question, answer in (("First question", "First answer"), ("Second question", "Second answer")):
        server.reply(answer)
        ask(run, question)
        wait_for_reply(run)


def close(run: Run, window: ReceiptWindow) -> None:
    press(window, Qt.Key.Key_Escape)
    wait_until(lambda: not run.window.findChildren(ReceiptWindow), "its end")


def test_it_opens_for_the_last_reply_and_gives_the_keys_back(run: Run, server: WireServer) -> None:
    asked_twice(run, server)
    before = QApplication.focusWidget()
    window = open_receipt(run)
    assert "Second question" in copied_url(window)
    close(run, window)
    wait_until(lambda: QApplication.focusWidget() is before, "the keys where they were")


@pytest.mark.parametrize("steps", [2, 3], ids=["the reply", "its question"])
def test_it_opens_for_the_message_under_the_keys(run: Run, server: WireServer, steps: int) -> None:
    asked_twice(run, server)
    for _ in range(1 + steps):
        press_where_focus_is(run, Qt.Key.Key_K, ALT)
    text = copied_url(open_receipt(run))
    assert "First question" in text
    assert "Second question" not in text
    close(run, receipt_window(run))


def test_its_request_is_sent_again_to_the_letter_as_a_branch(run: Run, server: WireServer) -> None:
    asked_twice(run, server)
    first = branch(run)[1]
    press_where_focus_is(run, Qt.Key.Key_K, ALT)
    press_where_focus_is(run, Qt.Key.Key_K, ALT)
    press_where_focus_is(run, Qt.Key.Key_K, ALT)
    server.reply("Another answer")
    press(open_receipt(run), Qt.Key.Key_R, CTRL)
    wait_until(lambda: len(server.requests) == 3, "the request")
    again = wait_for_reply(run)
    assert server.requests[2].body == server.requests[0].body
    assert (again.text, again.parent_id) == ("Another answer", first.parent_id)
    assert again.id != first.id


def test_another_model_gets_the_same_messages(run: Run, server: WireServer) -> None:
    asked_twice(run, server)
    window = open_receipt(run)
    called(window, QWidget, "Replay with another model…").setFocus(Qt.FocusReason.TabFocusReason)
    press_where_focus_is(run, Qt.Key.Key_Return)
    assert name_of(focused()) == "Filter models"
    type_in("other-model")
    press_where_focus_is(run, Qt.Key.Key_Return)
    wait_until(lambda: len([one for one in server.requests if one.method == "POST"]) == 3, "the request")
    wait_for_reply(run)
    sent = [request.json for request in server.requests if request.method == "POST"]
    assert sent[2]["model"] == "other-model"
    assert sent[2]["messages"] == sent[1]["messages"]
    assert last_reply(run).model == "other-model"


def test_while_a_reply_is_written_it_waits_and_says_so(run: Run, server: WireServer) -> None:
    asked_twice(run, server)
    server.reply("Slow", then=script.Stall())
    ask(run, "Third question")
    wait_until(lambda: last_reply(run).text == "Slow", "the first words")
    press_where_focus_is(run, Qt.Key.Key_K, ALT)
    press_where_focus_is(run, Qt.Key.Key_K, ALT)
    press_where_focus_is(run, Qt.Key.Key_K, ALT)
    window = open_receipt(run)
    press(window, Qt.Key.Key_R, CTRL)
    assert window.isVisible()
    assert any("A reply is being written here" in label for label in _words(window))
    close(run, window)
    press_where_focus_is(run, Qt.Key.Key_Escape)
    wait_for_reply(run)


def _words(window: ReceiptWindow) -> list[str]:
    return [label.text() for label in window.findChildren(ElidedLabel) if label.isVisible()]
