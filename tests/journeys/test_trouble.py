"""Everything that can go wrong on the way: the text is kept, a sentence says what to do, nothing hangs."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop_chat.app import Run
from desktop_chat.domain.errors import ErrorKind
from desktop_chat.domain.messages import Status
from desktop_chat.ui.composer.trouble import TroubleLine
from desktop_chat.words import endings
from tests.support import script
from tests.support.program import (
    ask,
    branch,
    composer_text,
    press_where_focus_is,
    running,
    store_endpoint,
    wait_for_reply,
    wait_until,
    write,
)
from tests.support.wire_server import WireServer

_FAILURES = {
    "a wrong key": (script.error(401, "Incorrect API key", code="invalid_api_key"), ErrorKind.AUTH),
    "a model that is not there": (script.error(404, "no such model", code="model_not_found"), ErrorKind.NOT_FOUND),
    "a context that is too long": (
        script.error(400, "too long", code="context_length_exceeded"),
        ErrorKind.CONTEXT_LENGTH,
    ),
    "a web page instead of JSON": (script.web_page("<title>Sign in</title>"), ErrorKind.UNEXPECTED_CONTENT),
    "a redirect": (script.redirect("http://127.0.0.2:9/v1"), ErrorKind.REDIRECT_BLOCKED),
    "a quota that is used up": (script.error(429, "no money", code="insufficient_quota"), ErrorKind.QUOTA),
}


@pytest.mark.parametrize("name", _FAILURES)
def test_a_failed_request_keeps_the_question_and_says_what_to_do(run: Run, server: WireServer, name: str) -> None:
    answer, kind = _FAILURES[name]
    server.enqueue(answer)
    ask(run, "Will this work?")
    reply = wait_for_reply(run)
    assert branch(run)[0].text == "Will this work?"
    assert reply.status is Status.FAILED
    assert reply.failure
    assert reply.failure.kind is kind
    told = endings.explanation(reply)
    assert told
    assert told.headline
    assert told.detail


def test_a_server_that_is_not_there_is_named(qapp: object, data: Path) -> None:
    store_endpoint(data, "http://127.0.0.1:9/v1")
    with running(data) as run:
        ask(run, "Anyone?")
        reply = wait_for_reply(run)
        assert reply.failure
        assert reply.failure.kind is ErrorKind.UNREACHABLE
        assert "127.0.0.1:9" in endings.sentence(reply)


def test_without_an_endpoint_the_composer_keeps_the_text(qapp: object, data: Path) -> None:
    with running(data) as run:
        run.window.end_first_start()
        write(run, "Hello?")
        press_where_focus_is(run, Qt.Key.Key_Return)
        lines = run.window.findChildren(TroubleLine)
        wait_until(lambda: lines[0].shown is not None)
        assert composer_text(run) == "Hello?"
        assert branch(run) == ()
