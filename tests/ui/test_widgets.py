"""Small widgets: what they say, how the keys reach them, and that nothing in them moves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_chat.ui import theme as tokens
from desktop_chat.ui.focus_ring import FocusRing
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import METRICS
from desktop_chat.ui.widgets import Button, CheckBox, ElidedLabel, Field, IconButton, Kind, LinkButton, Rule, Select
from desktop_chat.ui.writing import WritingClock

Shown = Callable[..., QWidget]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Puts widgets into a window with the focus in its first field."""
    windows = []  # qtbot remembers them weakly only

    def show(*widgets: QWidget) -> QWidget:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        column.addWidget(QLineEdit())
        for widget in widgets:
            column.addWidget(widget)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.findChildren(QLineEdit)[0].setFocus()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return show


def rings(window: QWidget) -> list[FocusRing]:
    return [ring for ring in window.findChildren(FocusRing) if ring.isVisible()]


def test_a_button_reached_by_key_has_a_ring_outside_its_edge(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    button = Button(theme, "Continue")
    window = shown(button)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = rings(window)
    outside = METRICS.ring + METRICS.ring_gap
    assert ring.geometry() == button.geometry().adjusted(-outside, -outside, outside, outside)
    window.resize(window.width(), window.height() + 40)
    qtbot.waitUntil(lambda: ring.geometry().center() == button.geometry().center())
    window.findChildren(QLineEdit)[0].setFocus()
    assert rings(window) == []


def test_a_button_clicked_with_the_mouse_has_no_ring(theme: Theme, shown: Shown) -> None:
    button = Button(theme, "Continue")
    window = shown(button)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.hasFocus()
    assert rings(window) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_a_focused_button(theme: Theme, shown: Shown, key: Qt.Key) -> None:
    button = Button(theme, "Continue")
    shown(button)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    button.setFocus()
    QTest.keyClick(button, key)
    assert pressed == [True]


def test_an_icon_button_says_in_words_what_it_does(theme: Theme, qtbot: QtBot) -> None:
    button = IconButton(theme, Icon.SEARCH, "Find")
    qtbot.addWidget(button)
    assert button.toolTip() == "Find"
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == "Find"
    assert button.sizeHint().width() == button.sizeHint().height() == METRICS.button_small


def test_an_ampersand_in_a_name_is_not_a_key(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "R&D gateway")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == "R&D gateway"


def test_words_that_change_change_the_size(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Go", Kind.PRIMARY, Icon.SEND)
    qtbot.addWidget(button)
    before = button.sizeHint().width()
    button.set_words("Go on from here")
    assert button.sizeHint().width() > before


@pytest.mark.parametrize("enabled", [True, False])
def test_every_button_and_field_paints_in_every_state(theme: Theme, shown: Shown, enabled: bool) -> None:
    stop = Button(theme, "Stop", Kind.NORMAL, Icon.STOP)
    stop.set_hint("Esc")
    widgets = [
        stop,
        Button(theme, "Send", Kind.PRIMARY),
        LinkButton(theme, "3 messages left out", Icon.NEXT),
        Field(theme, "Search", Icon.SEARCH),
        Select(theme),
        CheckBox(theme, "Keep"),
        Rule(theme),
    ]
    window = shown(*widgets)
    for widget in widgets:
        widget.setEnabled(enabled)
        widget.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert not window.grab().isNull()


def test_the_text_of_a_field_stays_where_it_is_when_the_ring_appears(theme: Theme, shown: Shown) -> None:
    field = Field(theme)
    shown(field)
    field.setText("words")
    field.deselect()
    before = field.cursorRect(), field.height()
    field.setFocus()
    assert (field.cursorRect(), field.height()) == before
    assert field.height() == METRICS.field


def test_a_label_that_does_not_fit_tells_the_whole_in_its_tool_tip(theme: Theme, shown: Shown) -> None:
    label = ElidedLabel(theme, tokens.CONTROL, "WAL模式下如何安全备份SQLite？")
    shown(label)
    label.resize(label.sizeHint())
    assert label.toolTip() == ""
    label.resize(60, 20)
    assert label.toolTip() == label.text()
    label.setText("短")
    assert label.toolTip() == ""


def test_the_writing_ring_turns_only_while_one_is_shown(theme: Theme, qtbot: QtBot) -> None:
    clock = WritingClock(theme)
    assert not clock.running
    clock.set_shown(True)
    with qtbot.waitSignal(clock.stepped):
        pass
    clock.set_shown(False)
    assert not clock.running


def test_with_reduced_motion_three_dots_stand_still(theme: Theme) -> None:
    clock = WritingClock(theme)
    clock.set_shown(True)
    turning = sign_of(clock)
    theme.set_reduced_motion(True)
    assert not clock.running
    assert sign_of(clock) != turning


def sign_of(clock: WritingClock) -> QImage:
    image = QImage(12, 12, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    clock.draw(painter, QRectF(0, 0, 12, 12))
    painter.end()
    return image
