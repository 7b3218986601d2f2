"""How a reply ended, and what can be done about it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.errors import ErrorKind, Failure
from desktop_chat.domain.messages import Status, ToolCall
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.ending import EndingLine, notice_of
from desktop_chat.ui.transcript.formulas import at_once
from desktop_chat.ui.transcript.page import new_page
from desktop_chat.ui.transcript.transcript import Transcript
from desktop_chat.words.catalogue import joined
from tests.ui.transcript.conftest import Talk, World, buttons

CUT = Failure(ErrorKind.TRUNCATED, "api.example.com")
BUSY = Failure(ErrorKind.RATE_LIMIT, "api.example.com", 429, "Slow down, “friend”.", 42.0, 3)
ENDINGS: dict[str, tuple[dict[str, object], set[str]]] = {
    "complete": ({"finish_reason": "stop"}, set()),
    "length": ({"finish_reason": "length"}, {"Continue", "Raise the limit…"}),
    "withheld": ({"finish_reason": "content_filter"}, {"Edit…"}),
    "cut": ({"status": Status.FAILED, "failure": CUT}, {"Continue", "Retry"}),
    "stopped": ({"status": Status.STOPPED}, {"Continue", "Retry"}),
    "interrupted": ({"status": Status.INTERRUPTED}, {"Continue", "Retry"}),
    "failed": ({"status": Status.FAILED, "failure": BUSY}, {"Retry", "Endpoint…"}),
    "calls": ({"finish_reason": "tool_calls", "tool_calls": (ToolCall("1", "f", "{}"),)}, set()),
}
SIGNALS = {
    "Continue": "continue_requested",
    "Retry": "retry_requested",
    "Edit…": "edit_requested",
    "Raise the limit…": "raise_limit_requested",
    "Endpoint…": "endpoint_requested",
}


def show(view: Transcript, world: World, **fields: object) -> str:
    talk = Talk()
    talk.ask("Go")
    reply = talk.answer("Half of an ans", **fields)
    view.open(talk.stored_in(world))
    return reply.id


@pytest.mark.parametrize("name", ENDINGS)
def test_each_ending_offers_what_can_be_done(view: Transcript, world: World, name: str) -> None:
    fields, offered = ENDINGS[name]
    message_id = show(view, world, **fields)
    assert set(buttons(view)) == offered
    for label in offered:
        asked: list[str] = []
        signal: SignalInstance = getattr(view, SIGNALS[label])
        signal.connect(asked.append)
        buttons(view)[label].click()
        assert asked == [message_id]


@pytest.mark.parametrize("name", [name for name, (_, offered) in ENDINGS.items() if offered])
@pytest.mark.parametrize("width", [460, 900])
def test_buttons_stand_inside_the_line_and_beside_the_words(theme: Theme, width: int, name: str) -> None:
    talk = Talk()
    talk.ask("Go")
    notice = notice_of(talk.answer("Half", **ENDINGS[name][0]))
    assert notice is not None
    page = new_page(theme, width, at_once, mirrored=False)
    line = EndingLine(page, notice)
    boxes = [box for _, box in line.buttons()]
    assert len(boxes) == len(notice.offers)
    for box in boxes:
        assert box.top() >= 0
        assert box.bottom() <= line.height
        assert box.left() >= 0
        assert box.right() <= page.columns.measure
    assert not any(a.intersects(b) for a in boxes for b in boxes if a is not b)


def test_a_failure_tells_what_happened_what_is_kept_and_the_providers_words(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("Go")
    notice = notice_of(talk.answer("", status=Status.FAILED, failure=BUSY))
    assert notice is not None
    assert "429" in notice.sentence[: notice.strong]
    assert joined(notice.sentence[notice.strong :].strip()).startswith("The question is kept.")
    assert "Slow down" in notice.quoted


def test_keys_reach_the_buttons_behind_the_transcript(view: Transcript, world: World) -> None:
    message_id = show(view, world, status=Status.STOPPED)
    asked: list[str] = []
    view.retry_requested.connect(asked.append)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is buttons(view)["Continue"]
    QTest.keyClick(buttons(view)["Continue"], Qt.Key.Key_Tab)
    QTest.keyClick(buttons(view)["Retry"], Qt.Key.Key_Space)
    assert asked == [message_id]


def test_a_button_that_scrolls_away_gives_the_focus_back(view: Transcript, world: World) -> None:
    talk = Talk().exchanges(30)
    talk.ask("Go")
    talk.answer("Half", status=Status.STOPPED)
    view.open(talk.stored_in(world))
    buttons(view)["Retry"].setFocus()
    view.verticalScrollBar().setValue(0)
    assert "Retry" not in buttons(view)
    assert view.hasFocus()


def test_there_are_only_as_many_buttons_as_are_seen(view: Transcript, world: World) -> None:
    talk = Talk()
    for number in range(100):
        talk.ask(f"Question {number}")
        talk.answer("Half", status=Status.STOPPED)
    view.open(talk.stored_in(world))
    for value in range(0, view.verticalScrollBar().maximum(), 500):
        view.verticalScrollBar().setValue(value)
    assert len(view.overlay.buttons._placed) + len(view.overlay.buttons._resting) < 20
