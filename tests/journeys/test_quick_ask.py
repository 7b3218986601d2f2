"""The small window for one question: by key presses, beside the main window or without it."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_chat.app import Run
from desktop_chat.domain.messages import Message, Status
from desktop_chat.domain.settings import SEND_KEY, SendKey
from desktop_chat.domain.wishes import Wish
from desktop_chat.ui.desk.quick_ask import QuickAsk
from desktop_chat.ui.importing.window import ImportWindow
from tests.support import script
from tests.support.program import wait_until
from tests.support.wire_server import WireServer

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_ALT = CTRL | Qt.KeyboardModifier.AltModifier


def quick(run: Run) -> QuickAsk:
    """The small window, in front."""
    run.window.activateWindow()
    wait_until(run.window.isActiveWindow)
    QTest.keyClick(run.window, Qt.Key.Key_Space, CTRL_ALT)
    window = run.window.desk.quick
    assert window is not None
    QTest.qWaitForWindowExposed(window)
    wait_until(window.composer.editor.hasFocus)
    return window


def type_and_press(window: QuickAsk, text: str, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClicks(window.composer.editor, text)
    for key in keys:
        QTest.keyClick(window.composer.editor, key, held or Qt.KeyboardModifier.NoModifier)


def replied(run: Run, conversation_id: str | None) -> Message | None:
    """The last reply there, once it has ended."""
    branch = run.services.chat.branch(conversation_id or "")
    ended = branch and branch[-1].is_reply and run.services.chat.writing_in(conversation_id or "") is None
    return branch[-1] if ended else None


def test_enter_asks_and_the_answer_grows_below(run: Run, server: WireServer) -> None:
    server.reply("\n\n".join(f"Paragraph {n} of an answer." for n in range(40)))
    window, m = quick(run), run.window.theme.metrics
    before = window.height()
    assert m.quick_least <= before < m.quick_most / 2
    assert window.transcript.isHidden()
    type_and_press(window, "Why?", Qt.Key.Key_Return)
    wait_until(lambda: replied(run, window.shown) is not None)
    wait_until(lambda: window.height() == m.quick_most, "growing")
    assert window.width() == m.quick_width
    assert window.composer.editor.toPlainText() == ""
    assert run.services.chat.branch(window.shown or "")[0].text == "Why?"


def test_what_is_asked_here_is_a_conversation_like_any_other(run: Run, server: WireServer) -> None:
    server.reply("Because.")
    window = quick(run)
    assert window.shown != run.window.pane.shown
    type_and_press(window, "Why?", Qt.Key.Key_Return)
    wait_until(lambda: replied(run, window.shown) is not None)
    asked = window.shown
    type_and_press(window, "", Qt.Key.Key_Return, held=CTRL)
    assert run.window.pane.shown == asked
    assert window.isHidden()
    assert run.window.pane.composer.editor.toPlainText() == ""
    assert quick(run).shown != asked


def test_ctrl_enter_takes_what_was_not_asked_yet_along(run: Run, server: WireServer) -> None:
    type_and_press(quick(run), "Half a thought", Qt.Key.Key_Return, held=CTRL)
    assert run.window.pane.composer.editor.toPlainText() == "Half a thought"
    assert server.requests == []


def test_escape_hides_and_keeps_what_was_written(run: Run) -> None:
    window = quick(run)
    type_and_press(window, "Half a thought", Qt.Key.Key_Escape)
    assert window.isHidden()
    assert run.window.isVisible()
    assert quick(run).composer.editor.toPlainText() == "Half a thought"


def test_escape_stops_no_reply(run: Run, server: WireServer) -> None:
    go_on = threading.Event()
    server.enqueue(script.held(script.tokens(["a ", "b ", "c "]), go_on, after=1))
    window = quick(run)
    type_and_press(window, "Why?", Qt.Key.Key_Return)
    wait_until(lambda: run.services.chat.writing_in(window.shown or "") is not None)
    type_and_press(window, "", Qt.Key.Key_Escape)
    go_on.set()
    wait_until(lambda: replied(run, window.shown) is not None)
    reply = replied(run, window.shown)
    assert reply is not None
    assert (reply.text, reply.status) == ("a b c ", Status.COMPLETE)


def test_ctrl_n_begins_anew_and_the_window_is_small_again(run: Run, server: WireServer) -> None:
    server.reply("Because.\n\nAnd because.")
    window = quick(run)
    small, asked = window.height(), window.shown
    type_and_press(window, "Why?", Qt.Key.Key_Return)
    wait_until(lambda: replied(run, asked) is not None)
    wait_until(lambda: window.height() > small)
    type_and_press(window, "", Qt.Key.Key_N, held=CTRL)
    assert window.shown != asked
    assert window.height() == small
    assert asked in run.services.library


def test_nothing_is_left_in_the_list_by_one_that_asked_nothing(run: Run) -> None:
    before = {one.id for one in run.services.library.conversations()}
    type_and_press(quick(run), "", Qt.Key.Key_Escape)
    assert {one.id for one in run.services.library.conversations()} == before


def test_enter_asks_whatever_it_does_in_the_main_window(run: Run, server: WireServer) -> None:
    run.services.preferences.set(SEND_KEY, SendKey.CTRL_ENTER)
    server.reply("Because.")
    window = quick(run)
    run.services.preferences.set(SEND_KEY, SendKey.ENTER)
    run.services.preferences.set(SEND_KEY, SendKey.CTRL_ENTER)
    type_and_press(window, "Why?", Qt.Key.Key_Return)
    wait_until(lambda: replied(run, window.shown) is not None)


def test_a_later_start_brings_it_forward_and_not_the_main_window(run: Run) -> None:
    run.window.hide()
    run.window.desk.answer(Wish(quick_ask=True))
    assert run.window.desk.quick is not None
    assert run.window.desk.quick.isVisible()
    assert run.window.isHidden()


def test_a_later_start_shows_a_new_conversation_or_a_file(run: Run, data: Path, tmp_path: Path) -> None:
    shown = run.window.pane.shown
    QTest.keyClicks(run.window.pane.composer.editor, "A draft")
    run.window.showMinimized()
    run.window.desk.answer(Wish(new=True))
    assert run.window.isVisible()
    assert not run.window.isMinimized()
    assert run.window.pane.shown != shown
    (tmp_path / "one.json").write_text("{}")
    (tmp_path / "two.json").write_text("{}")
    run.window.desk.answer(Wish(files=(str(tmp_path / "one.json"), str(tmp_path / "two.json"))))
    first = _looked_at(run)
    first.close()
    wait_until(lambda: _dialog() is not first)  # one after the other
    _looked_at(run).close()
    wait_until(lambda: _dialog() is None)


def _looked_at(run: Run) -> ImportWindow:
    wait_until(lambda: _dialog() is not None and not run.services.importing.is_busy)
    dialog = _dialog()
    assert dialog is not None
    return dialog


def _dialog() -> ImportWindow | None:
    return next(
        (one for one in QApplication.topLevelWidgets() if isinstance(one, ImportWindow) and one.isVisible()), None
    )
