"""Asking, stopping, going on: by key presses, on what the server received."""

import threading
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_chat.app import Run
from desktop_chat.domain.messages import Status
from tests.support import script
from tests.support.program import (
    ask,
    branch,
    composer_text,
    last_reply,
    press_where_focus_is,
    running,
    store_endpoint,
    wait_for_reply,
    wait_until,
    write,
)
from tests.support.wire_server import Received, WireServer

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def messages_of(request: Received) -> list[tuple[str, str]]:
    return [(m["role"], m["content"]) for m in request.json["messages"]]


def chats(server: WireServer) -> list[Received]:
    return [request for request in server.requests if request.path.endswith("/chat/completions")]


def test_the_second_question_carries_the_first_and_its_whole_reply(run: Run, server: WireServer) -> None:
    server.reply("Hello, you there.")
    ask(run, "Greet me")
    wait_for_reply(run)
    server.reply("Again.")
    ask(run, "And again")
    assert wait_for_reply(run).text == "Again."
    assert messages_of(chats(server)[1]) == [
        ("user", "Greet me"),
        ("assistant", "Hello, you there."),
        ("user", "And again"),
    ]


def test_escape_stops_the_reply_and_keeps_the_text_that_arrived(run: Run, server: WireServer) -> None:
    server.reply("Hello, wor", then=script.Stall())
    ask(run, "Greet me")
    wait_until(lambda: "wor" in last_reply(run).text)
    press_where_focus_is(run, Qt.Key.Key_Escape)
    reply = wait_for_reply(run)
    assert (reply.text, reply.status) == ("Hello, wor", Status.STOPPED)


def test_a_reply_goes_on_in_its_conversation_while_another_is_open(run: Run, server: WireServer) -> None:
    pieces, go_on = [f"a{n} " for n in range(60)], threading.Event()
    server.enqueue(script.held(script.tokens(pieces), go_on, after=10))
    ask(run, "First conversation")
    first = run.window.pane.shown
    press_where_focus_is(run, Qt.Key.Key_N, CTRL)
    assert run.window.pane.shown != first
    server.reply("Second reply")
    ask(run, "Second conversation")
    assert wait_for_reply(run).text == "Second reply"
    assert first
    assert run.services.library.marks.is_writing(first)
    go_on.set()
    wait_until(lambda: run.services.chat.writing_in(first) is None)
    assert run.services.chat.branch(first)[-1].text == "".join(pieces)
    assert messages_of(chats(server)[1]) == [("user", "Second conversation")]


def test_drafts_size_and_the_open_conversation_come_back_after_a_restart(
    qapp: object, server: WireServer, data: Path
) -> None:
    store_endpoint(data, server.base_url)
    with running(data) as run:
        ask(run, "Remember me")
        wait_for_reply(run)
        shown = run.window.pane.shown
        run.window.resize(701, 655)
        write(run, "half a thought")
        run.window.close()
    with running(data) as again:
        assert again.window.pane.shown == shown
        assert branch(again)[0].text == "Remember me"
        assert composer_text(again) == "half a thought"
        assert (again.window.width(), again.window.height()) == (701, 655)


def test_a_restart_carries_the_whole_conversation_into_the_next_request(
    qapp: object, server: WireServer, data: Path
) -> None:
    store_endpoint(data, server.base_url)
    with running(data) as run:
        server.reply("Answer one.")
        ask(run, "One?")
        wait_for_reply(run)
    with running(data) as again:
        server.reply("Answer two.")
        ask(again, "Two?")
        wait_for_reply(again)
    assert messages_of(chats(server)[-1]) == [("user", "One?"), ("assistant", "Answer one."), ("user", "Two?")]


def test_retry_adds_a_branch_and_alt_left_goes_back(run: Run, server: WireServer) -> None:
    server.reply("First try")
    ask(run, "Try")
    wait_for_reply(run)
    server.reply("Second try")
    press_where_focus_is(run, Qt.Key.Key_R, CTRL)
    wait_until(lambda: last_reply(run).text == "Second try" and last_reply(run).status is Status.COMPLETE)
    press_where_focus_is(run, Qt.Key.Key_Left, ALT)
    assert last_reply(run).text == "First try"


def test_with_the_keys_in_the_composer_alt_left_means_the_last_reply(run: Run, server: WireServer) -> None:
    server.reply("First try")
    ask(run, "Try")
    wait_for_reply(run)
    run.window.messages.walk(-1)
    run.window.messages.walk(-1)
    run.window.messages.compose()
    server.reply("Second try")
    press_where_focus_is(run, Qt.Key.Key_R, CTRL)
    wait_until(lambda: last_reply(run).text == "Second try" and last_reply(run).status is Status.COMPLETE)
    press_where_focus_is(run, Qt.Key.Key_Left, ALT)
    assert last_reply(run).text == "First try"


def test_the_trash_gives_back_what_was_thrown_away(run: Run) -> None:
    ask(run, "Keep me")
    wait_for_reply(run)
    kept = run.window.pane.shown
    press_where_focus_is(run, Qt.Key.Key_Backspace, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert kept not in run.services.library
    press_where_focus_is(run, Qt.Key.Key_Z, CTRL)
    assert run.window.pane.shown == kept
    assert branch(run)[0].text == "Keep me"


def test_a_cut_reply_is_continued_as_one_message(run: Run, server: WireServer) -> None:
    server.reply("Once upon", then=script.Cut())
    ask(run, "A story")
    assert wait_for_reply(run).status is Status.FAILED
    server.reply(" a time.")
    run.services.chat.proceed(last_reply(run))
    wait_until(lambda: last_reply(run).text == " a time." and last_reply(run).status is Status.COMPLETE)
    assert messages_of(chats(server)[1]) == [("user", "A story"), ("assistant", "Once upon")]
    server.reply("Fine.")
    ask(run, "Go on")
    wait_for_reply(run)
    assert messages_of(chats(server)[2])[1] == ("assistant", "Once upon a time.")


def test_the_focus_is_in_the_composer_from_the_first_moment(run: Run) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Message"
