"""Two receipts beside each other, by keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop_chat.domain.messages import Message, Role
from desktop_chat.ui.lines.line import LINE, Line
from desktop_chat.ui.lines.view import LinesView
from desktop_chat.ui.look import Theme
from desktop_chat.ui.receipt.reply_picker import ReplyPicker
from desktop_chat.ui.receipt.window import ReceiptWindow
from desktop_chat.ui.widgets import ElidedLabel
from tests.ui.receipt.conftest import Talk
from tests.ui.showing import called, click, focused, name_of, press, write

Open = Callable[..., ReceiptWindow]
CTRL, SHIFT, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier(0)


def compared(open_window: Open, reply: Message | None = None) -> ReceiptWindow:
    window = open_window(reply)
    press(Qt.Key.Key_4, CTRL)
    return window


def lines_of(window: ReceiptWindow) -> list[Line]:
    model = called(window, LinesView, "Differences").model()
    return [model.index(row, 0).data(LINE) for row in range(model.rowCount())]


def signed(window: ReceiptWindow) -> list[tuple[str, str]]:
    return [(line.sign, line.text.strip()) for line in lines_of(window) if line.sign]


def labels(window: ReceiptWindow) -> list[str]:
    return [label.text() for label in window.findChildren(ElidedLabel) if label.isVisible()]


def press_pick(window: ReceiptWindow) -> QAbstractButton:
    """Opens the list of replies by key."""
    buttons = window.findChildren(QAbstractButton)
    pick = next(button for button in buttons if button.accessibleDescription() == "Compare with another reply")
    pick.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Return)
    assert name_of(focused()) == "Filter replies"
    return pick


def choose(window: ReceiptWindow, words: str) -> None:
    """Opens the list of replies, types, and takes the first that is left."""
    pick = press_pick(window)
    write(words)
    press(Qt.Key.Key_Return)
    assert focused() is pick


def test_the_branch_beside_it_is_compared_first(open_window: Open) -> None:
    window = compared(open_window)
    assert any(label.startswith("branch 2 of 2, ") for label in labels(window))
    assert any(name_of(button).startswith("Branch 1 of 2, ") for button in window.findChildren(QAbstractButton))
    assert "The bodies are the same." in labels(window)
    assert signed(window) == []


def test_only_facts_that_differ_are_told(open_window: Open) -> None:
    window = compared(open_window)
    choose(window, "alpha")
    told = labels(window)
    assert "Messages sent" in told
    assert {"2", "4"} <= set(told)
    assert not {"Endpoint", "Model", "Parameters"} & set(told)


def test_parameters_and_messages_are_compared_with_signs_in_front(open_window: Open, talk: Talk) -> None:
    window = compared(open_window, talk.old)
    choose(window, "alpha")
    assert [sign for sign, _ in signed(window)] == ["+", "+"]
    assert "2 differences" in labels(window)
    assert [line.text.strip() for line in lines_of(window) if line.icon][:1] == ["… 2 messages, the same"]


def test_of_a_changed_message_the_lines_that_differ_are_shown(open_window: Open, talk: Talk) -> None:
    window = compared(open_window, talk.old)
    assert signed(window) == [
        ("−", '"max_tokens": 2048,'),
        ("−", "id TEXT NOT NULL\\n"),
        ("+", "id TEXT\\n"),
    ]
    assert "2 differences" in labels(window)
    assert {"… 3 lines, the same", "… 2 lines, the same"} <= {line.text.strip() for line in lines_of(window)}


def test_what_is_the_same_folds_out_and_goes_away(open_window: Open, talk: Talk) -> None:
    window = compared(open_window, talk.old)
    choose(window, "alpha")
    view = called(window, LinesView, "Differences")
    before = len(lines_of(window))
    view.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Home)
    while lines_of(window)[view.currentIndex().row()].icon is None:
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert len(lines_of(window)) == before + 2
    press(Qt.Key.Key_Return)
    assert len(lines_of(window)) == before
    click(window, "Only differences")
    assert len(lines_of(window)) == len(signed(window)) == 2


def test_keys_go_from_difference_to_difference(open_window: Open, talk: Talk) -> None:
    window = compared(open_window, talk.old)
    view = called(window, LinesView, "Differences")
    first = view.currentIndex().row()
    press(Qt.Key.Key_F3)
    second = view.currentIndex().row()
    assert second > first
    press(Qt.Key.Key_F3)
    assert view.currentIndex().row() == second
    press(Qt.Key.Key_F3, SHIFT)
    assert view.currentIndex().row() == first
    click(window, "Next difference")
    assert view.currentIndex().row() == second


def test_the_list_of_replies_closes_without_a_choice(open_window: Open) -> None:
    window = compared(open_window)
    button = next(b for b in window.findChildren(QAbstractButton) if name_of(b).startswith("Branch 1"))
    button.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    assert focused() is button
    assert window.isVisible()


def test_the_list_of_replies_hangs_below_its_button(open_window: Open) -> None:
    window = compared(open_window)
    pick = press_pick(window)
    (popup,) = window.findChildren(ReplyPicker)
    assert popup.geometry().top() + popup.margin() >= pick.mapTo(window, pick.rect().bottomLeft()).y()
    press(Qt.Key.Key_Escape)


def test_a_lonely_reply_says_so(talk: Talk, theme: Theme, qtbot: QtBot, open_window: Open) -> None:
    lonely = talk.world.library.new().id
    reply = talk.world.ask(lonely, "Alone")
    window = compared(open_window, reply)
    assert "There is no other reply in this conversation yet." in labels(window)


def test_what_a_person_wrote_as_a_reply_is_not_offered(talk: Talk, open_window: Open) -> None:
    talk.world.chat.insert(talk.id, Role.ASSISTANT, "Written by hand")
    talk.world.settle()
    window = compared(open_window)
    press_pick(window)
    write("hand")
    press(Qt.Key.Key_Return)
    assert name_of(focused()) == "Filter replies"
    assert focused().accessibleDescription() in {"", "Nothing was found."}
    press(Qt.Key.Key_Escape)
