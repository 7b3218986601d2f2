"""The library by keyboard: what was thrown away is looked at, restored, and brought back by a later run."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from desktop_chat.app import Run
from tests.support.program import ask, branch, press_where_focus_is, running, store_endpoint, wait_for_reply, wait_until
from tests.support.wire_server import WireServer

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_later_run_takes_back_what_went_to_the_trash(qapp: object, server: WireServer, data: Path) -> None:
    store_endpoint(data, server.base_url)
    with running(data) as run:
        ask(run, "Keep me")
        wait_for_reply(run)
        thrown_away = run.window.pane.shown
        press_where_focus_is(run, Qt.Key.Key_Backspace, CTRL | SHIFT)
        wait_until(lambda: run.window.pane.shown != thrown_away)
    with running(data) as run:
        assert thrown_away not in run.services.library
        press_where_focus_is(run, Qt.Key.Key_Z, CTRL)
        wait_until(lambda: run.window.pane.shown == thrown_away)
        assert branch(run)[0].text == "Keep me"


def test_a_conversation_in_the_trash_can_be_read_and_is_restored_by_its_line(run: Run) -> None:
    ask(run, "Keep me")
    wait_for_reply(run)
    thrown_away = run.window.pane.shown
    assert thrown_away is not None
    press_where_focus_is(run, Qt.Key.Key_Backspace, CTRL | SHIFT)
    wait_until(lambda: run.window.pane.shown != thrown_away)
    run.window.open(thrown_away)
    assert [message.text for message in branch(run)][:1] == ["Keep me"]
    assert not run.window.pane.composer.isVisible()
    run.services.chat.retry(branch(run)[-1])
    assert thrown_away not in run.services.library
    (restore,) = run.window.pane.whereabouts.findChildren(QAbstractButton)
    restore.setFocus()
    press_where_focus_is(run, Qt.Key.Key_Space)
    assert thrown_away in run.services.library
    assert run.window.pane.composer.isVisible()
    assert not run.window.pane.whereabouts.isVisible()
