"""Every way a reply can end: what is said below it, what is offered, and that each offer does what it says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_chat.app import Run
from desktop_chat.domain.errors import ErrorKind
from desktop_chat.domain.messages import Message, Status, new_id
from desktop_chat.domain.models import Endpoint
from desktop_chat.domain.settings import IDLE_TIMEOUT, MAX_RETRIES
from desktop_chat.storage.store import open_store
from desktop_chat.ui.buttons import Button
from desktop_chat.ui.preferences.window import SettingsWindow
from desktop_chat.ui.transcript.ending import notice_of
from tests.source_files import ROOT
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
from tests.support.script import Script
from tests.support.wire_server import Received, WireServer

ALT = Qt.KeyboardModifier.AltModifier
CALL = {"index": 0, "id": "1", "type": "function", "function": {"name": "look_up", "arguments": '{"word": "WAL"}'}}
USED_256 = {"prompt_tokens": 9, "completion_tokens": 256, "total_tokens": 265}
GO_ON = ("Continue", "Retry")
CUT = "Connection cut after about 2 tokens"
SETTINGS = ("Retry", "Endpoint…")


@dataclass(frozen=True)
class Row:
    """One row of the table: what came, how the sentence begins, which buttons there are."""

    came: Script
    says: str = ""
    offers: tuple[str, ...] = ()
    kind: ErrorKind | None = None
    quotes: str = ""


def refused(status: int, message: str, code: str, kind: ErrorKind) -> Row:
    came = script.error(status, message, code=code)
    return Row(
        came,
        "127.0.0.1" if kind is not ErrorKind.CONTEXT_LENGTH else "The request is longer",
        SETTINGS,
        kind,
        f"“{message}”",
    )


def broken(*events: bytes, kind: ErrorKind, quotes: str = "") -> Row:
    """An error in the stream, after some text."""
    started = script.chunk({"content": "Half an ans"})
    return Row(script.stream([started, *events], then=script.Eof()), "127.0.0.1", SETTINGS, kind, quotes)


ROWS = {
    "stop": Row(script.reply("Whole.")),
    "only [DONE]": Row(script.reply("Whole.", then=script.Done(None))),
    "length": Row(
        script.reply("Cut off in the mid", then=script.Done("length", USED_256)),
        "Cut by the length limit after 256 tokens.",
        ("Continue", "Raise the limit…"),
    ),
    "content_filter": Row(
        script.reply("", then=script.Done("content_filter")), "Withheld by the provider.", ("Edit…",)
    ),
    "refusal": Row(
        script.stream([script.chunk({"refusal": "I cannot help with that."})], then=script.Done()),
        "Withheld by the provider.",
        ("Edit…",),
    ),
    "tool_calls": Row(script.stream([script.chunk({"tool_calls": [CALL]})], then=script.Done("tool_calls"))),
    "end of stream without either": Row(
        script.reply("Half an ans", then=script.Eof()), f"{CUT}. What arrived is kept.", GO_ON, ErrorKind.TRUNCATED
    ),
    "cut in the middle": Row(
        script.reply("Half an ans", then=script.Cut()),
        f"{CUT}. What arrived is kept.",
        GO_ON,
        ErrorKind.CONNECTION_LOST,
    ),
    "reset": Row(
        script.reply("Half an ans", then=script.Reset()), "Connection cut after", GO_ON, ErrorKind.CONNECTION_LOST
    ),
    "silence": Row(
        script.reply("Half an ans", then=script.Stall()), f"{CUT} and 1 s of silence.", GO_ON, ErrorKind.STALLED
    ),
    "cut before anything": Row(
        script.reply("", then=script.Eof()),
        "Connection cut before anything arrived. The question is kept.",
        ("Retry",),
        ErrorKind.TRUNCATED,
    ),
    "401": refused(401, "Incorrect API key", "invalid_api_key", ErrorKind.AUTH),
    "403": refused(403, "Not in your region", "forbidden", ErrorKind.PERMISSION),
    "404": refused(404, "No such model", "model_not_found", ErrorKind.NOT_FOUND),
    "413": refused(413, "Too large", "too_large", ErrorKind.PAYLOAD_TOO_LARGE),
    "429": refused(429, "Slow down", "rate_limit_exceeded", ErrorKind.RATE_LIMIT),
    "quota": refused(429, "No money", "insufficient_quota", ErrorKind.QUOTA),
    "context length": refused(400, "Too long", "context_length_exceeded", ErrorKind.CONTEXT_LENGTH),
    "bad request": refused(400, "What is that?", "bad", ErrorKind.BAD_REQUEST),
    "500": refused(500, "Oh dear", "internal", ErrorKind.SERVER_ERROR),
    "503": refused(503, "Full house", "overloaded", ErrorKind.OVERLOADED),
    "redirect": Row(
        script.redirect("http://127.0.0.2:9/v1"),
        "127.0.0.1",
        SETTINGS,
        ErrorKind.REDIRECT_BLOCKED,
        "“http://127.0.0.2:9/v1”",
    ),
    "web page": Row(
        script.web_page("<title>Sign in</title>"),
        "127.0.0.1",
        SETTINGS,
        ErrorKind.UNEXPECTED_CONTENT,
        "“<title>Sign in</title>”",
    ),
    "compressed badly": Row(
        script.respond(200, b"no gzip", headers={"Content-Type": "text/event-stream", "Content-Encoding": "gzip"}),
        "127.0.0.1",
        SETTINGS,
        ErrorKind.DECODE_ERROR,
    ),
    "error in the stream": broken(
        script.event({"error": {"message": "The GPU fell over"}}),
        kind=ErrorKind.PROVIDER_ERROR,
        quotes="“The GPU fell over”",
    ),
    "no JSON in the stream": broken(b"data: {nonsense\n\n", kind=ErrorKind.MALFORMED_STREAM, quotes="“{nonsense”"),
    "finish_reason error": broken(script.chunk(None, "error"), kind=ErrorKind.PROVIDER_ERROR),
}


@pytest.fixture
def run(qapp: object, server: WireServer, data: Path) -> Iterator[Run]:
    """Nothing is tried again by itself, and silence is not waited for."""
    store_endpoint(data, server.base_url)
    with running(data) as made:
        made.services.preferences.set(MAX_RETRIES, 0)
        made.services.preferences.set(IDLE_TIMEOUT, 1.0)
        yield made
        QGuiApplication.clipboard().clear()


def buttons(run: Run) -> dict[str, Button]:
    """What is offered on the lines below replies."""
    found = run.window.pane.transcript.viewport().findChildren(Button)
    return {button.text(): button for button in found if button.isVisible() and button.text()}


def asked(run: Run, server: WireServer, came: Script) -> Message:
    server.enqueue(came)
    ask(run, "A story")
    return wait_for_reply(run)


def press(run: Run, offer: str) -> None:
    buttons(run)[offer].click()


def messages_of(request: Received) -> list[tuple[str, str]]:
    return [(m["role"], m["content"]) for m in request.json["messages"]]


@pytest.mark.parametrize("name", ROWS)
def test_each_ending_is_told_and_offers_what_the_table_says(run: Run, server: WireServer, name: str) -> None:
    row = ROWS[name]
    reply = asked(run, server, row.came)
    assert (reply.failure.kind if reply.failure else None) is row.kind
    notice = notice_of(reply)
    assert (notice.sentence if notice else "").startswith(row.says)
    assert bool(notice) == bool(row.says)
    assert (notice.quoted if notice else "") == row.quotes
    wait_until(lambda: set(buttons(run)) == set(row.offers), "the buttons")


def test_what_stopped_says_so_and_can_go_on(run: Run, server: WireServer) -> None:
    server.reply("Once upon", then=script.Stall())
    ask(run, "A story")
    wait_until(lambda: "upon" in last_reply(run).text)
    press_where_focus_is(run, Qt.Key.Key_Escape)
    notice = notice_of(wait_for_reply(run))
    assert notice
    assert notice.sentence == "Stopped by you."
    assert tuple(buttons(run)) == GO_ON


def test_what_a_killed_program_was_writing_is_interrupted_and_goes_on(
    qapp: object, server: WireServer, data: Path
) -> None:
    store_endpoint(data, server.base_url)
    server.reply("Once upon", then=script.Stall())
    command = [sys.executable, "-m", "desktop_chat", "--data-dir", str(data), "ask", "A story"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout
        came = b""
        while len(came) < len("Once upon"):
            came += os.read(child.stdout.fileno(), 20)
        with open_store(data) as store:
            [conversation] = store.conversations.summaries()
            wait_until(lambda: "upon" in store.conversations.message(conversation.head or "").text)
        child.send_signal(signal.SIGKILL)
    with running(data) as run:
        run.window.open(conversation.id)
        reply = last_reply(run)
        assert (reply.status, reply.text) == (Status.INTERRUPTED, "Once upon")
        notice = notice_of(reply)
        assert notice
        assert notice.sentence.startswith("Interrupted: the program ended while this was written.")
        wait_until(lambda: tuple(buttons(run)) == GO_ON)
        server.reply(" a time.")
        press(run, "Continue")
        wait_until(lambda: last_reply(run).text == " a time.")
        wait_for_reply(run)
    assert messages_of(server.requests[-1])[-1] == ("assistant", "Once upon")


def test_continue_sends_the_part_as_the_last_message_of_the_model(run: Run, server: WireServer) -> None:
    first = asked(run, server, script.reply("Once upon", then=script.Cut()))
    server.reply(" a time.")
    press(run, "Continue")
    wait_until(lambda: last_reply(run).text == " a time." and not last_reply(run).is_streaming)
    assert messages_of(server.requests[-1]) == [("user", "A story"), ("assistant", "Once upon")]
    assert last_reply(run).continues
    assert last_reply(run).parent_id == first.id


def test_retry_asks_again_beside_the_reply(run: Run, server: WireServer) -> None:
    first = asked(run, server, script.reply("Once upon", then=script.Cut()))
    server.reply("Whole.")
    press(run, "Retry")
    wait_until(lambda: last_reply(run).text == "Whole." and not last_reply(run).is_streaming)
    assert messages_of(server.requests[-1]) == [("user", "A story")]
    facts = run.window.pane.transcript.story.facts(1)
    assert (facts.place, facts.places) == (2, 2)
    press_where_focus_is(run, Qt.Key.Key_Left, ALT)
    assert last_reply(run) == first


def test_raise_the_limit_leads_to_the_limit(run: Run, server: WireServer) -> None:
    asked(run, server, ROWS["length"].came)
    press(run, "Raise the limit…")
    focus = QApplication.focusWidget()
    assert focus
    assert focus.accessibleName() == "Output limit, tokens"
    write(run, "2000")
    press_where_focus_is(run, Qt.Key.Key_Return)
    assert run.services.library.get(run.window.pane.shown or "").options.max_tokens == 2000
    server.reply("dle.")
    press(run, "Continue")
    wait_until(lambda: last_reply(run).text == "dle.")
    assert server.requests[-1].json["max_tokens"] == 2000
    wait_for_reply(run)


def test_edit_puts_the_question_into_the_composer(run: Run, server: WireServer) -> None:
    asked(run, server, ROWS["content_filter"].came)
    press(run, "Edit…")
    assert composer_text(run) == "A story"
    focus = QApplication.focusWidget()
    assert focus
    assert focus.accessibleName() == "Message"
    server.reply("Gladly.")
    write(run, " for children")
    press_where_focus_is(run, Qt.Key.Key_Return)
    wait_until(lambda: last_reply(run).text == "Gladly." and not last_reply(run).is_streaming)
    assert [message.text for message in branch(run)] == ["A story for children", "Gladly."]
    assert run.window.pane.transcript.story.facts(0).places == 2


def test_endpoint_opens_the_settings_of_the_one_that_failed(run: Run, server: WireServer) -> None:
    first = Endpoint(new_id(), "A first one", server.base_url, model="m")
    run.services.accounts.add(first, None, lambda *_: None, lambda *_: None)
    wait_until(lambda: len(run.services.accounts.all()) == 2)
    asked(run, server, ROWS["401"].came)
    press(run, "Endpoint…")
    [dialog] = run.window.findChildren(SettingsWindow)
    [name] = [field for field in dialog.findChildren(QLineEdit) if field.accessibleName() == "Name"]
    assert (dialog.isVisible(), name.text()) == (True, "Test")
    dialog.reject()


def test_the_rows_hold_every_kind_of_error_that_a_server_can_cause() -> None:
    elsewhere = {
        *(ErrorKind.TLS, ErrorKind.UNREACHABLE, ErrorKind.PROXY_AUTH, ErrorKind.PROXY_UNREACHABLE),
        *(ErrorKind.LIMIT_EXCEEDED, ErrorKind.INTERNAL),  # take many bytes, and a mistake of ours
    }
    assert {row.kind for row in ROWS.values()} | elsewhere == {None, *ErrorKind}
