"""A server that reads only the end of what it is sent, and says so in its count alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_chat.app import Run
from desktop_chat.domain.messages import Message
from desktop_chat.ui.buttons import Button
from desktop_chat.ui.transcript.facts import Facts
from desktop_chat.ui.transcript.margin import margin_of
from tests.support import script
from tests.support.program import ask, press_where_focus_is, wait_for_reply, wait_until, write
from tests.support.wire_server import WireServer

PROSE = "The quick brown fox jumps over the lazy dog and runs away. "


def reads(server: WireServer, tokens: int, text: str = "Understood.") -> None:
    usage = {"prompt_tokens": tokens, "completion_tokens": 3, "total_tokens": tokens + 3}
    server.enqueue(script.reply(text, then=script.Done(usage=usage)))


def facts(run: Run) -> list[Facts]:
    story = run.window.pane.transcript.story
    return [story.facts(place) for place in range(len(story.messages))]


def notes(run: Run) -> list[str]:
    return [margin_of(one).note for one in facts(run)]


def offered(run: Run, words: str) -> Button:
    """The button with these words below the last reply."""
    buttons = run.window.pane.transcript.viewport().findChildren(Button)
    [found] = [one for one in buttons if one.isVisible() and one.text() == words]
    return found


def say_much(run: Run, server: WireServer, tokens: int, times: int) -> Message:
    """Pastes a long text, of which the server reads so many tokens."""
    reads(server, tokens)
    shown = run.window.pane.shown or ""
    before = len(run.services.chat.branch(shown))
    run.services.chat.send(shown, PROSE * times)
    wait_until(lambda: len(run.services.chat.branch(shown)) == before + 2)
    return wait_for_reply(run)


def test_a_server_that_dropped_the_beginning_is_told_on(run: Run, server: WireServer) -> None:
    first = say_much(run, server, 6100, times=500)
    assert facts(run)[-1].truncation is None
    say_much(run, server, 8100, times=500)
    found = facts(run)[-1].truncation
    assert found is not None
    assert found.read == 8100
    assert notes(run) == ["end read by server", "", "", ""]
    assert run.services.chat.receipt(first.id).usage is not None


def test_what_was_dropped_is_marked_while_that_reply_is_the_last_word(run: Run, server: WireServer) -> None:
    say_much(run, server, 8000, times=3000)
    assert notes(run) == ["end read by server", ""]
    reads(server, 8010)
    ask(run, "And?")
    wait_for_reply(run)
    told = [one.truncation for one in facts(run)]
    assert told[1] is not None
    assert told[3] is not None
    reads(server, 40_000)
    ask(run, "Now?")
    wait_for_reply(run)
    assert notes(run) == [""] * 6
    assert [one.truncation is not None for one in facts(run)] == [False, True, False, True, False, False]


def test_a_truncated_reply_does_not_teach_the_estimator(run: Run, server: WireServer) -> None:
    for _ in range(3):
        say_much(run, server, 900, times=60)
        run.window.conversations.new()
    say_much(run, server, 4096, times=3000)
    run.window.conversations.new()
    plan = run.services.chat.preview(run.window.pane.shown or "", PROSE * 3000)
    assert plan.tokens > 30_000


def test_the_alarm_leads_to_the_input_budget(run: Run, server: WireServer) -> None:
    say_much(run, server, 4096, times=3000)
    offered(run, "Input budget…").click()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Input budget, tokens"
    write(run, "4000")
    press_where_focus_is(run, Qt.Key.Key_Return)
    assert run.services.library.get(run.window.pane.shown or "").policy.token_budget == 4000


def test_the_alarm_leads_to_the_row_of_what_was_dropped(run: Run, server: WireServer) -> None:
    first = say_much(run, server, 6100, times=500)
    say_much(run, server, 8100, times=500)
    run.window.context.lead_in()
    pane = run.window.context.pane
    assert pane is not None
    pane.tabs.setCurrentIndex(1)
    offered(run, "Choose what is sent…").click()
    assert QApplication.focusWidget() is pane.messages.rows
    assert pane.messages.rows.current_id() == first.parent_id
    press_where_focus_is(run, Qt.Key.Key_X)
    wait_until(lambda: notes(run)[0] == "excluded by you")
