"""The keys of the editor, and the lines of its text."""

from __future__ import annotations

import itertools
import sys

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QInputMethodEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_chat.domain.settings import SEND_KEY, SendKey
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import METRICS
from tests.ui.composer.conftest import Desk, Slow, Wait

Key = Qt.Key
Mod = Qt.KeyboardModifier


class Paints(QObject):
    """Which of some widgets have been painted."""

    def __init__(self, *watched: QWidget) -> None:
        super().__init__()
        self.seen: list[QObject] = []
        for widget in watched:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.seen.append(watched)
        return False


def compose(desk: Desk, letters: str, commit: str = "") -> None:
    """What an input method tells the editor: its own letters, and what it commits."""
    event = QInputMethodEvent(letters, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(desk.editor, event)


def line_tops(desk: Desk) -> list[float]:
    tops = []
    block = desk.editor.document().begin()
    while block.isValid():
        layout = block.layout()
        lines = [layout.lineAt(n) for n in range(layout.lineCount())]
        tops += [layout.position().y() + line.y() + line.ascent() for line in lines]
        block = block.next()
    return tops


def test_the_editor_is_found_by_its_name(desk: Desk) -> None:
    spoken = QAccessible.queryAccessibleInterface(desk.editor)
    assert spoken.text(QAccessible.Text.Name) == "Message"
    assert spoken.role() == QAccessible.Role.EditableText


def test_enter_sends_and_shift_enter_makes_a_line(desk: Desk, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.type("one")
    QTest.keyClick(desk.editor, Key.Key_Return, Mod.ShiftModifier)
    desk.type("two")
    assert desk.text == "one\ntwo"
    QTest.keyClick(desk.editor, Key.Key_Return)
    wait(lambda: desk.asked(conversation_id) == ["one\ntwo"])


def test_with_the_other_setting_ctrl_enter_sends(desk: Desk, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.preferences.set(SEND_KEY, SendKey.CTRL_ENTER)
    desk.type("one")
    QTest.keyClick(desk.editor, Key.Key_Return)
    desk.type("two")
    assert desk.text == "one\ntwo"
    QTest.keyClick(desk.editor, Key.Key_Return, Mod.ControlModifier)
    wait(lambda: desk.asked(conversation_id) == ["one\ntwo"])


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
@pytest.mark.parametrize("send_key", list(SendKey))
def test_enter_never_sends_while_an_input_method_is_composing(desk: Desk, key: Key, send_key: SendKey) -> None:
    sent: list[bool] = []
    desk.preferences.set(SEND_KEY, send_key)
    desk.editor.submitted.connect(lambda: sent.append(True))
    desk.type("before ")
    compose(desk, "nihao")
    for modifier in (Mod.NoModifier, Mod.ControlModifier):
        QTest.keyClick(desk.editor, key, modifier)
    assert sent == []
    assert desk.text == "before "
    compose(desk, "", commit="你好")
    assert desk.text == "before 你好"
    assert not desk.editor.composing
    sends = Mod.NoModifier if send_key is SendKey.ENTER else Mod.ControlModifier
    QTest.keyClick(desk.editor, key, sends)
    assert sent == [True]


def test_esc_leaves_a_composition_and_stops_nothing(desk: Desk, slow: Slow, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.type("question")
    QTest.keyClick(desk.editor, Key.Key_Return)
    wait(lambda: desk.writing(conversation_id))
    compose(desk, "nihao")
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Escape, Mod.NoModifier)
    override.ignore()
    QApplication.sendEvent(desk.editor, override)
    assert override.isAccepted()
    QTest.keyClick(desk.editor, Key.Key_Escape)
    assert not desk.editor.composing
    assert desk.writing(conversation_id)
    assert desk.text == ""
    QTest.keyClick(desk.editor, Key.Key_Escape)
    wait(lambda: not desk.writing(conversation_id))


def test_a_placeholder_gives_way_to_a_composition(desk: Desk) -> None:
    empty = desk.editor.grab().toImage()
    compose(desk, "n")
    assert desk.editor.grab().toImage() != empty
    compose(desk, "")
    assert not desk.editor.composing


def test_what_is_pasted_becomes_plain_text(desk: Desk) -> None:
    rich = QMimeData()
    rich.setHtml("<b>bold</b> and <i>slanted</i>")
    rich.setText("bold and slanted\nsecond line")
    desk.editor.insertFromMimeData(rich)
    assert desk.text == "bold and slanted\nsecond line"
    assert "bold</span>" not in desk.editor.toHtml()
    picture = QMimeData()
    picture.setData("image/png", b"x")
    assert not desk.editor.canInsertFromMimeData(picture)


@pytest.mark.skipif(sys.platform == "darwin", reason="there it is how accents are typed")
def test_alt_and_a_letter_that_no_command_takes_types_nothing(desk: Desk) -> None:
    desk.type("one")
    for key in (Key.Key_1, Key.Key_W):
        QTest.keyClick(desk.editor, key, Mod.AltModifier)
    assert desk.text == "one"


def test_up_in_an_empty_editor_asks_for_the_last_question(desk: Desk) -> None:
    asked: list[bool] = []
    desk.composer.edit_last_requested.connect(lambda: asked.append(True))
    QTest.keyClick(desk.editor, Key.Key_Up)
    assert asked == [True]
    desk.type("x")
    QTest.keyClick(desk.editor, Key.Key_Up)
    assert asked == [True]


def test_ctrl_up_and_down_walk_through_ones_own_questions(desk: Desk, wait: Wait) -> None:
    conversation_id = desk.open()
    for question in ("first", "second"):
        desk.world.ask(conversation_id, question)
    desk.type("being written")
    seen = []
    for key in (Key.Key_Up, Key.Key_Up, Key.Key_Up, Key.Key_Down, Key.Key_Down, Key.Key_Down):
        QTest.keyClick(desk.editor, key, Mod.ControlModifier)
        seen.append(desk.text)
    assert seen == ["second", "first", "first", "second", "being written", "being written"]


def test_lines_lie_on_one_grid_whatever_faces_they_mix(desk: Desk, theme: Theme) -> None:
    desk.editor.insertPlainText("Latin only\n中文和 Latin\n한국어 😀 ✓\nالعربية\nLatin again " + "and more " * 40)
    tops = line_tops(desk)
    assert len(tops) > 5
    assert {round(after - before, 3) for before, after in itertools.pairwise(tops)} == {24.0}
    theme.set_text_size(20)
    tops = line_tops(desk)
    assert {round(after - before, 3) for before, after in itertools.pairwise(tops)} == {32.0}


def test_a_gap_between_scripts_is_drawn_and_not_typed(desk: Desk) -> None:
    def width(text: str) -> float:
        desk.editor.show_text(text)
        return desk.editor.document().firstBlock().layout().lineAt(0).naturalTextWidth()

    drawn = width("用TLA描述") - width("用") - width("TLA") - width("描述")
    assert drawn == pytest.approx(2 * 15 / 8, abs=1)  # the faces kern a little where they meet
    desk.editor.show_text("用TLA描述")
    desk.editor.selectAll()
    assert desk.editor.createMimeDataFromSelection().text() == "用TLA描述"


def test_the_field_grows_to_ten_lines_and_then_scrolls(desk: Desk, wait: Wait) -> None:
    desk.window.resize(900, 1000)
    heights = []
    for _ in range(14):
        wait(lambda: desk.editor.height() == desk.editor.sizeHint().height())
        heights.append(desk.editor.height())
        QTest.keyClick(desk.editor, Key.Key_Return, Mod.ShiftModifier)
    assert heights[:10] == [24 * n for n in range(1, 11)]
    assert set(heights[10:]) == {24 * METRICS.composer_lines}
    assert desk.editor.verticalScrollBar().maximum() > 0
    assert desk.editor.viewport().rect().contains(desk.editor.cursorRect().center())


def test_tab_leaves_the_editor(desk: Desk) -> None:
    QTest.keyClick(desk.editor, Key.Key_Tab)
    assert not desk.editor.hasFocus()


def test_a_change_from_outside_keeps_the_caret_in_its_words(desk: Desk) -> None:
    desk.type("sent and 😀 since")
    cursor = desk.editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Left, n=3)
    desk.editor.setTextCursor(cursor)
    desk.editor.become(" and 😀 since")
    assert desk.text == " and 😀 since"
    desk.type("X")
    assert desk.text == " and 😀 siXnce"
    QTest.keyClick(desk.editor, Key.Key_Z, Mod.ControlModifier)
    QTest.keyClick(desk.editor, Key.Key_Z, Mod.ControlModifier)
    assert desk.text == "sent and 😀 since"


@pytest.mark.parametrize(("keys", "typed", "wins"), [("Ctrl+E", "", True), ("Ctrl+Z", "", True), ("Ctrl+Z", "x", False),
                                                     ("Ctrl+C", "x", False)])  # fmt: skip
def test_a_command_of_the_window_wins_but_not_over_what_edits(desk: Desk, keys: str, typed: str, wins: bool) -> None:
    action = QAction(desk.window)
    action.setShortcut(QKeySequence(keys))
    desk.window.addAction(action)
    done: list[bool] = []
    action.triggered.connect(lambda: done.append(True))
    if typed:
        desk.type(typed)
    QTest.keySequence(desk.editor, QKeySequence(keys))
    assert (done == [True]) == wins


def test_a_click_below_the_text_puts_the_keys_there(desk: Desk) -> None:
    desk.button("Send").setFocus()
    QTest.mouseClick(desk.editor.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 10))
    assert desk.editor.hasFocus()


def test_a_caret_that_blinks_has_nothing_painted_below_it(desk: Desk) -> None:
    desk.open()
    QApplication.processEvents()
    viewport, frame = desk.editor.viewport(), desk.editor.parentWidget()
    assert frame is not None
    paints = Paints(viewport, frame, frame.window())
    viewport.repaint(0, 0, METRICS.space2, METRICS.space20)
    assert paints.seen == [viewport]
