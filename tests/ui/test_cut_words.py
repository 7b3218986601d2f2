"""Words that end in an ellipsis are told in full where the pointer rests; controls go to a row below in little room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from desktop_chat.ui.cut_words import cut_words_at
from desktop_chat.ui.flow import Flow
from desktop_chat.ui.look import Theme
from desktop_chat.ui.widgets import Button, CheckBox, Field
from tests.ui.showing import gone, show

LONG = "Keep a folder of files as the conversations are, and never change what somebody else has written"


def ask_for_tip(widget: QWidget, at: QPoint) -> None:
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))


def test_what_is_cut_is_told_where_the_pointer_is(theme: Theme, qtbot: QtBot) -> None:
    box = CheckBox(theme, LONG)
    show(box, qtbot)
    box.resize(200, box.height())
    middle = box.rect().center()
    assert cut_words_at(box, middle) == LONG
    assert cut_words_at(box, QPoint(2, middle.y())) == ""
    ask_for_tip(box, middle)
    assert QToolTip.text() == LONG
    box.resize(2000, box.height())
    assert cut_words_at(box, middle) == ""
    QToolTip.hideText()
    gone(box)


def test_a_hint_that_does_not_fit_is_told(theme: Theme, qtbot: QtBot) -> None:
    field = Field(theme, LONG)
    show(field, qtbot)
    field.resize(120, field.height())
    ask_for_tip(field, field.rect().center())
    assert QToolTip.text() == LONG
    field.setText("typed")
    assert not field.is_hint_cut()
    QToolTip.hideText()
    gone(field)


def places(width: int, theme: Theme, qtbot: QtBot, *, mirrored: bool = False) -> list[QRect]:
    row, box = Flow(8), QWidget()
    box.setLayout(row)
    if mirrored:
        box.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    field = Field(theme)
    field.setMinimumWidth(150)
    row.add(field, stretches=True)
    for words in ("Check and start", "Another address…"):
        row.add(Button(theme, words))
    show(box, qtbot)
    box.resize(QSize(width, row.heightForWidth(width)))
    found = [box.children()[place].geometry() for place in (1, 2, 3)]  # type: ignore[attr-defined]
    gone(box)
    return found


def test_controls_stand_in_one_row_where_there_is_room(theme: Theme, qtbot: QtBot) -> None:
    field, check, other = places(700, theme, qtbot)
    assert field.top() == check.top() == other.top()
    assert other.right() == 699
    assert field.width() > 150


def test_the_last_goes_to_a_row_below_where_there_is_none(theme: Theme, qtbot: QtBot) -> None:
    field, check, other = places(320, theme, qtbot)
    assert field.top() == check.top() < other.top()
    assert check.right() == 319
    assert other.left() == 0


def test_rows_begin_at_the_right_in_a_mirrored_window(theme: Theme, qtbot: QtBot) -> None:
    field, check, other = places(320, theme, qtbot, mirrored=True)
    assert field.right() == other.right() == 319
    assert check.left() == 0


def test_a_button_tells_words_that_it_has_no_room_for(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Go on with this one")
    show(button, qtbot)
    button.setFixedWidth(60)
    qtbot.waitUntil(lambda: button.toolTip() == "Go on with this one")
    button.setFixedWidth(button.sizeHint().width())
    qtbot.waitUntil(lambda: button.toolTip() == "")
    gone(button)
