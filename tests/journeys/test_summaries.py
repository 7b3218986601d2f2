"""A summary is asked for, seen, changed and taken away by keys; it stands there after a restart."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop_chat.app import Run
from desktop_chat.domain.messages import Message
from desktop_chat.domain.policy import Summary
from desktop_chat.ui.summaries.asking import SummariseForm
from desktop_chat.ui.transcript.accessible import described
from desktop_chat.ui.transcript.cards import Card
from desktop_chat.ui.transcript.spine import Spine
from tests.support import script
from tests.support.program import (
    ask,
    branch,
    press_where_focus_is,
    running,
    store_endpoint,
    wait_for_reply,
    wait_until,
    write,
)
from tests.support.wire_server import Received, WireServer

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def talk(run: Run, server: WireServer) -> tuple[Message, ...]:
    for number in ("one", "two"):
        server.reply(f"Answer {number}")
        ask(run, f"Question {number}")
        wait_for_reply(run)
    return branch(run)


def asked(server: WireServer) -> list[Received]:
    return [request for request in server.requests if request.method == "POST"]


def shown(run: Run) -> list[str]:
    return [message.text for message in run.window.pane.transcript.story.messages]


def held(run: Run) -> tuple[Summary, ...]:
    return run.services.rules.policy(run.window.pane.shown or "").summaries


def card(run: Run) -> Card:
    """The one that stands before all messages."""
    found = run.window.pane.transcript.story.facts(0).card
    assert found is not None
    return found


def open_form(run: Run) -> SummariseForm:
    press_where_focus_is(run, Qt.Key.Key_S, CTRL | SHIFT)
    wait_until(lambda: isinstance(QApplication.activeWindow(), SummariseForm), "the form")
    form = QApplication.activeWindow()
    assert isinstance(form, SummariseForm)
    return form


def back(run: Run) -> None:
    """A window system goes back to the window when a form closes."""
    run.window.activateWindow()
    wait_until(lambda: QApplication.focusWidget() is not None, "the focus")


def send(run: Run) -> None:
    """Presses the button that asks."""
    press_where_focus_is(run, Qt.Key.Key_Return)
    back(run)


def summarise(run: Run, server: WireServer) -> None:
    """Asks for one, and waits until it holds; the keys are on its card then."""
    server.reply("In **short**")
    open_form(run)
    send(run)
    wait_until(lambda: bool(held(run)), "the summary")


def test_nothing_is_sent_before_the_button_is_pressed(run: Run, server: WireServer) -> None:
    talk(run, server)
    form = open_form(run)
    said = form.accessibleDescription()
    assert "2 messages would be replaced, from “Question one” to “Answer one”." in said
    press_where_focus_is(run, Qt.Key.Key_Escape)
    back(run)
    assert (len(asked(server)), held(run)) == (2, ())


def test_what_would_be_replaced_ends_with_the_last_message_that_says_something(run: Run, server: WireServer) -> None:
    ask(run, "Question one")
    wait_for_reply(run)
    server.enqueue(script.error(400, "not like this"))
    ask(run, "Question two")
    wait_for_reply(run)
    ask(run, "Question three")
    wait_for_reply(run)
    run.window.pane.transcript.walk_to(4)
    said = open_form(run).accessibleDescription()
    assert "4 messages would be replaced, from “Question one” to “Question two”." in said
    press_where_focus_is(run, Qt.Key.Key_Escape)
    back(run)


def test_the_model_is_asked_and_its_words_take_the_place_of_the_messages(run: Run, server: WireServer) -> None:
    said = talk(run, server)
    summarise(run, server)
    assert shown(run) == ["In **short**", *(message.text for message in said)]
    story = run.window.pane.transcript.story
    assert [story.facts(place).spine for place in range(5)] == [
        Spine.SENT,
        Spine.OUT,
        Spine.OUT,
        Spine.SENT,
        Spine.SENT,
    ]
    assert (card(run).replaced, card(run).is_proposed) == (2, False)
    assert described(story.facts(0)).startswith("replaces 2 messages, ")
    run.window.pane.composer.focus_editor()
    server.reply("Answer three")
    ask(run, "Question three")
    wait_for_reply(run)
    sent = [message["content"] for message in asked(server)[-1].json["messages"]]
    assert sent == ["In **short**", "Question two", "Answer two", "Question three"]
    assert run.services.chat.receipt(branch(run)[-1].id).body == asked(server)[-1].body


def test_its_words_are_changed_and_it_is_taken_away_by_keys(run: Run, server: WireServer) -> None:
    said = talk(run, server)
    summarise(run, server)
    assert run.window.pane.transcript.current_card() is not None
    press_where_focus_is(run, Qt.Key.Key_Return)
    wait_until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit), "the form")
    press_where_focus_is(run, Qt.Key.Key_A, CTRL)
    write(run, "Better")
    press_where_focus_is(run, Qt.Key.Key_Return, CTRL)
    wait_until(lambda: shown(run)[0] == "Better", "the other words")
    back(run)
    press_where_focus_is(run, Qt.Key.Key_Delete)
    assert shown(run) == [message.text for message in said]
    press_where_focus_is(run, Qt.Key.Key_Z, CTRL)
    assert shown(run)[0] == "Better"
    press_where_focus_is(run, Qt.Key.Key_Z, CTRL)
    assert shown(run)[0] == "In **short**"


def test_while_it_is_written_it_stands_there_faded_and_can_be_stopped(run: Run, server: WireServer) -> None:
    talk(run, server)
    server.reply("In sh", then=script.Stall())
    open_form(run)
    send(run)
    story = run.window.pane.transcript.story
    wait_until(lambda: len(story.messages) == 5 and story.current(story.messages[0]).text == "In sh", "its first words")
    assert (card(run).is_proposed, story.facts(0).spine, story.facts(1).spine) == (True, Spine.OUT, Spine.SENT)
    press_where_focus_is(run, Qt.Key.Key_Escape)
    wait_until(lambda: not run.services.chat.is_busy(run.window.pane.shown or ""), "the stop")
    assert (held(run), card(run).is_proposed) == ((), True)
    server.reply("In short")
    press_where_focus_is(run, Qt.Key.Key_R, CTRL)
    wait_until(lambda: bool(held(run)), "the summary")
    assert shown(run)[0] == "In short"
    assert asked(server)[-1].body == asked(server)[-2].body


def test_one_that_was_not_finished_is_put_aside(run: Run, server: WireServer) -> None:
    said = talk(run, server)
    server.enqueue(script.error(400, "No"))
    open_form(run)
    send(run)
    wait_until(lambda: len(shown(run)) == 5 and not run.services.chat.is_busy(said[0].conversation_id), "the failure")
    press_where_focus_is(run, Qt.Key.Key_Delete)
    assert shown(run) == [message.text for message in said]


def test_one_is_written_by_hand(run: Run, server: WireServer) -> None:
    talk(run, server)
    open_form(run)
    press_where_focus_is(run, Qt.Key.Key_Backtab)
    press_where_focus_is(run, Qt.Key.Key_Space)
    wait_until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit), "the form")
    write(run, "Mine")
    press_where_focus_is(run, Qt.Key.Key_Return, CTRL)
    wait_until(lambda: shown(run)[0] == "Mine", "the card")
    assert len(asked(server)) == 2
    assert described(run.window.pane.transcript.story.facts(0)).startswith("written by you, ")


def test_what_is_no_message_is_not_taken_for_one(run: Run, server: WireServer) -> None:
    said = talk(run, server)
    summarise(run, server)
    alt = Qt.KeyboardModifier.AltModifier
    for key, modifiers in (
        (Qt.Key.Key_Left, alt),
        (Qt.Key.Key_Right, alt),
        (Qt.Key.Key_R, CTRL),
        (Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_P, Qt.KeyboardModifier.NoModifier),
    ):
        press_where_focus_is(run, key, modifiers)
    assert branch(run) == said
    assert len(asked(server)) == 3
    policy = run.services.rules.policy(run.window.pane.shown or "")
    assert (policy.excluded, policy.pinned) == (frozenset(), frozenset())


def test_it_stands_there_after_a_restart(qapp: object, server: WireServer, data: Path) -> None:
    store_endpoint(data, server.base_url)
    with running(data) as run:
        talk(run, server)
        summarise(run, server)
    with running(data) as run:
        assert shown(run)[0] == "In **short**"
        assert card(run).replaced == 2
        assert [message.text for message in branch(run)] == ["Question one", "Answer one", "Question two", "Answer two"]


def test_its_row_in_the_context_pane_leads_to_it(run: Run, server: WireServer) -> None:
    talk(run, server)
    summarise(run, server)
    run.window.resize(1300, 900)
    run.window.pane.transcript.walk_to(4)
    run.window.context.lead_in()
    press_where_focus_is(run, Qt.Key.Key_Home)
    press_where_focus_is(run, Qt.Key.Key_Return)
    wait_until(lambda: run.window.pane.transcript.current_card() is not None, "the keys on the card")
    assert run.window.pane.transcript.hasFocus()
