"""The rows of the next request: what they say, how they follow, what keys do with them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.messages import MessageId
from desktop_chat.domain.policy import Policy, Summary
from desktop_chat.domain.settings import CONTEXT_SHOWN
from desktop_chat.ui.composer.strip import Strip
from desktop_chat.ui.context.budget import Budget
from desktop_chat.ui.transcript.hover_bar import HoverBar
from desktop_chat.ui.widgets import IconButton
from desktop_chat.ui.wrapped_text import WrappedText
from tests.support import script
from tests.support.program import named, press, press_where_focus_is, running, store_endpoint, wait_until
from tests.ui.context.conftest import Desk

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def go_to(desk: Desk, number: int) -> None:
    desk.rows.setFocus(Qt.FocusReason.TabFocusReason)
    desk.rows.setCurrentIndex(desk.rows.rows.index(number))


def named_by(desk: Desk) -> tuple[set[MessageId], set[MessageId]]:
    """What is pinned and what is left out by name."""
    return set(desk.policy.pinned), set(desk.policy.excluded)


def ring_of(desk: Desk) -> MessageId:
    return desk.run.window.pane.transcript.outlined


def test_each_message_has_a_row_with_its_reason(desk: Desk) -> None:
    desk.obey(
        Policy(
            system_prompt="Be brief.",
            token_budget=60,
            pinned=frozenset({desk.messages[0].id}),
            excluded=frozenset({desk.messages[3].id}),
        )
    )
    desk.write("why?")
    assert desk.listed() == [
        ("System", "system prompt"),
        ("You", "pinned"),
        ("Assistant", "within budget"),
        ("You", "within budget"),
        ("Assistant", "out: excluded by you"),
        ("You", "within budget"),
        ("Assistant", "within budget"),
        ("You", "message"),
    ]


def test_a_summary_stands_before_what_it_replaces(desk: Desk) -> None:
    first, last = desk.messages[0].id, desk.messages[1].id
    desk.obey(Policy(summaries=(Summary("s", first, last, "In short."),)))
    assert [reason for _, reason in desk.listed()][:3] == ["summary", "out: in the summary", "out: in the summary"]


def test_the_draft_comes_and_goes_as_the_last_row_while_one_types(desk: Desk) -> None:
    tester = QAbstractItemModelTester(desk.rows.rows)
    assert len(desk.listed()) == 6
    desk.write("w")
    assert desk.listed()[-1] == ("You", "message")
    press_where_focus_is(desk.run, Qt.Key.Key_Backspace)
    wait_until(lambda: len(desk.listed()) == 6, "the draft's row to go")
    tester.deleteLater()


def test_x_leaves_out_and_takes_back_in_and_the_row_stays_under_the_key(desk: Desk) -> None:
    go_to(desk, 2)
    top = desk.rows.visualRect(desk.rows.currentIndex()).top()
    press(desk.rows, Qt.Key.Key_X)
    assert desk.policy.excluded == {desk.messages[2].id}
    assert desk.listed()[2] == ("You", "out: excluded by you")
    assert desk.rows.currentIndex().row() == 2
    assert desk.rows.visualRect(desk.rows.currentIndex()).top() == top
    press(desk.rows, Qt.Key.Key_X)
    assert not desk.policy.excluded


def test_p_pins_and_a_pinned_message_is_not_left_out(desk: Desk) -> None:
    go_to(desk, 1)
    press(desk.rows, Qt.Key.Key_X)
    press(desk.rows, Qt.Key.Key_P)
    assert named_by(desk) == ({desk.messages[1].id}, set())
    assert desk.listed()[1][1] == "pinned"


def test_the_same_keys_act_on_a_message_of_the_transcript_and_are_taken_back(desk: Desk) -> None:
    transcript = desk.run.window.pane.transcript
    transcript.walk_to(2)
    press(transcript, Qt.Key.Key_X)
    transcript.walk_to(1)
    press(transcript, Qt.Key.Key_P)
    assert named_by(desk) == ({desk.messages[1].id}, {desk.messages[2].id})
    press(transcript, Qt.Key.Key_Z, CTRL)
    assert named_by(desk) == (set(), {desk.messages[2].id})
    press(transcript, Qt.Key.Key_Z, CTRL)
    assert desk.policy == Policy()


def test_undo_takes_back_what_was_done_last_whatever_it_was(desk: Desk) -> None:
    window, shown = desk.run.window, desk.shown
    window.pane.transcript.walk_to(0)
    press(window.pane.transcript, Qt.Key.Key_P)
    window.order.trash()
    wait_until(lambda: window.pane.shown != shown)
    window.conversations.undo()
    assert window.pane.shown == shown
    assert desk.policy.pinned
    window.conversations.undo()
    assert not desk.policy.pinned
    assert not window.conversations.can_undo()


def test_rows_and_messages_follow_each_other(desk: Desk) -> None:
    go_to(desk, 3)
    assert ring_of(desk) == desk.messages[3].id
    desk.run.window.pane.transcript.walk_to(1)
    assert desk.rows.currentIndex().row() == 1
    assert ring_of(desk) == ""


def test_enter_goes_to_the_message_and_space_reads_it(desk: Desk) -> None:
    go_to(desk, 4)
    press(desk.rows, Qt.Key.Key_Space)
    reader = named(desk.run, "Message text")
    press(reader, Qt.Key.Key_F2)
    press(desk.rows, Qt.Key.Key_Return)
    current = desk.run.window.pane.transcript.current_message()
    assert current is not None
    assert current.id == desk.messages[4].id


def test_a_budget_that_is_too_small_is_explained_with_its_arithmetic(desk: Desk) -> None:
    desk.obey(Policy(system_prompt="Be very brief indeed.", token_budget=10, pinned=frozenset({desk.messages[0].id})))
    desk.write("why?")
    (told,) = [text.accessibleName() for text in desk.pane.messages.findChildren(WrappedText)]
    assert "the input budget is 10" in told
    assert "System prompt 9, pinned " in told
    assert {reason for _, reason in desk.listed()} == {"system prompt", "pinned", "out: over budget", "message"}


def test_the_parts_make_up_the_sum(desk: Desk) -> None:
    desk.obey(Policy(system_prompt="Be brief.", pinned=frozenset({desk.messages[0].id})))
    desk.write("why?")
    whole, _, parts = desk.pane.messages.findChildren(Budget)[0].accessibleDescription().partition(": ")
    assert sum(int(part.split()[-1]) for part in parts.split(", ")) == desk.plan.tokens == int(whole.split()[0])


def test_the_draft_comes_into_sight_where_the_end_was_seen(desk: Desk) -> None:
    desk.run.window.resize(1300, 560)
    bar = desk.rows.verticalScrollBar()
    wait_until(lambda: bar.maximum() > 0, "a list that scrolls")
    desk.rows.scroll_to_draft()
    desk.write("why?")
    assert bar.value() == bar.maximum()
    bar.setValue(0)
    desk.write(" now?")
    assert bar.value() == 0


def test_the_button_the_key_and_the_strip_lead_to_the_pane(desk: Desk) -> None:
    window = desk.run.window
    press(window, Qt.Key.Key_A, CTRL_SHIFT)
    assert not desk.pane.isVisible()
    assert not desk.run.services.preferences.get(CONTEXT_SHOWN)
    QTest.mouseClick(named(desk.run, "Context"), Qt.MouseButton.LeftButton)
    assert desk.pane.isVisible()
    window.context.toggle()
    strip = window.findChild(Strip)
    assert isinstance(strip, Strip)
    strip.setFocus(Qt.FocusReason.TabFocusReason)
    press(strip, Qt.Key.Key_Return)
    assert desk.pane.isVisible()
    assert desk.rows.hasFocus()


def test_in_a_narrow_window_it_lies_over_the_text_until_it_is_left(desk: Desk) -> None:
    window = desk.run.window
    window.resize(900, 800)
    assert not desk.pane.isVisible()
    window.context.lead_in()
    assert desk.pane.isVisible()
    assert desk.pane.geometry().right() == window.rect().right()
    assert desk.pane.geometry().bottom() <= window.pane.composer.geometry().top()
    press(desk.rows, Qt.Key.Key_Escape)
    assert not desk.pane.isVisible()
    assert desk.run.services.preferences.get(CONTEXT_SHOWN)
    window.resize(1300, 900)
    assert desk.pane.isVisible()


def test_where_it_covers_the_composer_it_takes_the_keys(desk: Desk) -> None:
    window = desk.run.window
    window.resize(480, 420)
    window.pane.composer.focus_editor()
    window.context.toggle()
    assert desk.pane.isVisible()
    assert desk.rows.hasFocus()


def test_it_is_a_button_that_shows_it_and_tells_so(desk: Desk) -> None:
    button = QAccessible.queryAccessibleInterface(named(desk.run, "Context"))
    told = [button.text(QAccessible.Text.Description)]
    desk.run.window.context.toggle()
    told.append(button.text(QAccessible.Text.Description))
    assert told == ["Shown", ""]
    assert button.role() is QAccessible.Role.Button


def test_a_window_that_was_closed_with_the_pane_opens_with_it(qapp: object, tmp_path: Path) -> None:
    store_endpoint(tmp_path, "http://127.0.0.1:9/v1")
    for wanted in (True, False):
        with running(tmp_path) as run:
            run.window.resize(1300, 900)
            if run.window.context.is_shown() is not wanted:
                run.window.context.toggle()
        with running(tmp_path) as run:
            run.window.resize(1300, 900)  # a window grows to its size after it was made
            assert run.window.context.is_shown() is wanted


def test_when_the_keys_leave_the_bar_over_a_message_bar_and_ring_go_too(desk: Desk) -> None:
    transcript = desk.run.window.pane.transcript
    transcript.walk_to(2)
    transcript.setFocus(Qt.FocusReason.TabFocusReason)
    bar = desk.run.window.findChild(HoverBar)
    assert isinstance(bar, HoverBar)
    bar.findChildren(IconButton)[0].setFocus(Qt.FocusReason.TabFocusReason)
    seen = [(transcript.ringed, bar.isVisible())]
    desk.run.window.pane.composer.focus_editor()
    seen.append((transcript.ringed, bar.isVisible()))
    transcript.setFocus(Qt.FocusReason.TabFocusReason)
    seen.append((transcript.ringed, bar.isVisible()))
    assert seen == [(2, True), (None, False), (2, True)]


def test_f6_goes_round_the_parts_that_are_seen(desk: Desk) -> None:
    window = desk.run.window
    window.pane.composer.focus_editor()
    been: list[bool] = []
    for part in (window.pane.transcript, window.sidebar, desk.pane, window.pane.composer):
        press_where_focus_is(desk.run, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        been.append(part is focus or part.isAncestorOf(focus))
    assert been == [True] * 4
    press_where_focus_is(desk.run, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert desk.rows.hasFocus()


def test_a_pane_that_is_hidden_makes_no_rows(desk: Desk) -> None:
    desk.run.window.context.toggle()
    before = desk.rows.rows.plan
    desk.write("why?")
    assert desk.rows.rows.plan is before
    desk.run.window.context.toggle()
    assert desk.rows.rows.plan is desk.plan


def test_a_question_that_waits_for_the_reply_is_the_next_row(desk: Desk) -> None:
    desk.server.reply("So far", then=script.Stall())
    desk.write("first")
    press_where_focus_is(desk.run, Qt.Key.Key_Return)
    wait_until(lambda: desk.run.services.chat.writing_in(desk.shown) is not None, "the reply")
    desk.write("then")
    assert desk.listed()[-1] == ("You", "message")
    press_where_focus_is(desk.run, Qt.Key.Key_Return)
    wait_until(lambda: desk.listed()[-1] == ("You", "next"), "the row of what waits")
    assert desk.rows.rows.shown(len(desk.listed()) - 1).text == "then"
    strip = desk.run.window.findChild(Strip)
    assert isinstance(strip, Strip)
    assert strip.accessibleDescription().startswith("8 messages · ")
    press_where_focus_is(desk.run, Qt.Key.Key_Escape)
    wait_until(lambda: desk.listed()[-1] == ("You", "message"), "the question to come back")
