"""Finding words in what one reads, by keys alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from desktop_chat.app import Run
from tests.support.program import (
    ask,
    branch,
    named,
    press_where_focus_is,
    wait_for_reply,
    wait_until,
    write,
)
from tests.support.script import Stall
from tests.support.wire_server import WireServer

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def talk(run: Run, server: WireServer, *answers: str) -> None:
    for number, answer in enumerate(answers):
        server.reply(answer)
        ask(run, f"Question {number}")
        wait_for_reply(run)


def find(run: Run, text: str) -> None:
    press_where_focus_is(run, Key.Key_F, CTRL)
    write(run, text)


def count(run: Run) -> str:
    """What stands beside the field."""
    field = named(run, "Find")
    shown = [label.text() for label in run.window.pane.header.findChildren(QLabel) if label.isVisible()]
    assert field.accessibleDescription() in shown
    return field.accessibleDescription()


def focus() -> str:
    widget = QApplication.focusWidget()
    return widget.accessibleName() if widget else ""


def current(run: Run) -> str:
    """The words that are marked as the current hit, with what stands behind them in their paragraph."""
    view = run.window.pane.transcript
    for place in view.seen():
        for body in view.column[place].bodies:
            for number, leaf in enumerate(body.leaves):
                for mark in view.marks.of(body, number, leaf):
                    if mark.ground == view.theme.palette.find_now:
                        return leaf.text[mark.start :]
    return ""


def test_words_are_found_counted_and_gone_through(run: Run, server: WireServer) -> None:
    talk(run, server, "A kite over Kyoto", "No KITE today", "Wind")
    find(run, "kite")
    wait_until(lambda: count(run) == "1 of 2")
    press_where_focus_is(run, Key.Key_Return)
    assert (count(run), current(run)) == ("2 of 2", "KITE today")
    press_where_focus_is(run, Key.Key_Return, SHIFT)
    assert (count(run), current(run)) == ("1 of 2", "kite over Kyoto")
    press_where_focus_is(run, Key.Key_F3)
    assert count(run) == "2 of 2"
    press_where_focus_is(run, Key.Key_F3, SHIFT)
    press_where_focus_is(run, Key.Key_G, CTRL)
    assert count(run) == "2 of 2"
    write(run, "s")
    wait_until(lambda: count(run) == "No hits")


def test_esc_gives_the_keys_back_and_f3_goes_on_later(run: Run, server: WireServer) -> None:
    talk(run, server, "A kite", "A kite")
    find(run, "kite")
    wait_until(lambda: count(run) == "1 of 2")
    press_where_focus_is(run, Key.Key_Escape)
    assert focus() == "Message"
    assert current(run) == ""
    press_where_focus_is(run, Key.Key_F3)
    assert focus() == "Message"
    wait_until(lambda: count(run) == "1 of 2")
    press_where_focus_is(run, Key.Key_Escape)
    wait_until(lambda: not any(field.isVisible() for field in run.window.pane.header.findChildren(QLineEdit)))
    run.window.pane.transcript.walk_to(3)
    find(run, "Question 0")
    wait_until(lambda: count(run) == "1 of 1")
    press_where_focus_is(run, Key.Key_Escape)
    assert focus() == "Transcript"
    assert run.window.pane.transcript.ringed == 0


def test_the_count_follows_a_reply_that_is_being_written(run: Run, server: WireServer) -> None:
    talk(run, server, "A kite")
    server.reply("One more kite", then=Stall())
    ask(run, "Go on")
    find(run, "kite")
    wait_until(lambda: count(run) == "1 of 2")
    press_where_focus_is(run, Key.Key_Escape)  # the bar goes first, the reply is still being written
    assert run.services.chat.is_busy(run.window.pane.shown or "")
    press_where_focus_is(run, Key.Key_Escape)
    wait_for_reply(run)


def test_a_hit_on_another_branch_is_told_of_and_led_to(run: Run, server: WireServer) -> None:
    talk(run, server, "A kite, a kite")
    server.reply("Only wind")
    press_where_focus_is(run, Key.Key_R, CTRL)
    wait_until(lambda: branch(run)[-1].text == "Only wind" and not branch(run)[-1].is_streaming)
    find(run, "kite")
    wait_until(lambda: count(run) == "No hits")
    wait_until(lambda: run.window.pane.transcript.finder.elsewhere == 2)
    press_where_focus_is(run, Key.Key_Backtab, SHIFT)
    assert focus() == "2 on other branches"
    press_where_focus_is(run, Key.Key_Space)
    assert branch(run)[-1].text == "A kite, a kite"
    wait_until(lambda: count(run) == "1 of 2")
    assert focus() == "Find"
    assert current(run) == "kite, a kite"


def test_the_bar_stays_in_the_next_conversation_and_moves_nothing_there(run: Run, server: WireServer) -> None:
    talk(run, server, "A kite")
    press_where_focus_is(run, Key.Key_N, CTRL)
    talk(run, server, "A kite, a kite")
    find(run, "kite")
    wait_until(lambda: count(run) == "1 of 2")
    press_where_focus_is(run, Key.Key_Tab, CTRL)
    wait_until(lambda: count(run) == "1 hit")
    assert current(run) == ""


def test_what_is_selected_is_looked_for(run: Run, server: WireServer) -> None:
    talk(run, server, "kite")
    view = run.window.pane.transcript
    view.walk_to(1)
    press_where_focus_is(run, Key.Key_Right, SHIFT)
    press_where_focus_is(run, Key.Key_Right, SHIFT)
    press_where_focus_is(run, Key.Key_F, CTRL)
    field = named(run, "Find")
    assert isinstance(field, QLineEdit)
    assert (field.text(), field.selectedText()) == ("ki", "ki")
    wait_until(lambda: count(run) == "1 of 1")


def test_what_stands_side_by_side_gives_way_to_finding_and_finding_to_it(run: Run, server: WireServer) -> None:
    talk(run, server, "A kite")
    server.reply("A kite, a kite")
    press_where_focus_is(run, Key.Key_R, CTRL)
    wait_until(lambda: branch(run)[-1].text == "A kite, a kite" and not branch(run)[-1].is_streaming)
    run.window.pane.comparing.compare(branch(run)[-1])
    find(run, "kite")
    assert not run.window.pane.comparing.is_open
    wait_until(lambda: count(run) == "1 of 2")
    run.window.pane.comparing.compare(branch(run)[-1])
    assert not run.window.pane.finding.is_open
    assert current(run) == ""


def test_a_narrow_window_finds_too(run: Run, server: WireServer) -> None:
    talk(run, server, "A kite")
    run.window.resize(run.window.minimumWidth(), 600)
    find(run, "kite")
    wait_until(lambda: count(run) == "1 of 1")
    assert run.window.width() == run.window.minimumWidth()
    press_where_focus_is(run, Key.Key_F2, CTRL)
    assert focus() == "Title"
