"""A reply while it is written: what it looks like, and what it costs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.errors import ErrorKind, Failure
from desktop_chat.domain.messages import ConversationId, Message, Status, now
from desktop_chat.domain.streaming import (
    Corrected,
    Ended,
    ReasoningDelta,
    RefusalDelta,
    Retrying,
    TextDelta,
)
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.facts import Facts
from desktop_chat.ui.transcript.margin import margin_of
from desktop_chat.ui.transcript.parts import FoldLine, ReceiptLine, TextPart
from desktop_chat.ui.transcript.spine import Spine
from desktop_chat.ui.transcript.transcript import Transcript
from tests.ui.transcript.conftest import Talk, Tap, World, buttons, painted, wait_until


@pytest.fixture
def open_one(world: World, view: Transcript) -> ConversationId:
    conversation_id = Talk().exchanges(1).stored_in(world)
    view.open(conversation_id)
    return conversation_id


@pytest.fixture
def tap(world: World, view: Transcript, open_one: ConversationId) -> Tap:
    tap = Tap(world)
    world.chat.send(open_one, "Go on")
    wait_until(lambda: len(view.column) == 4)
    return tap


def facts(view: Transcript, place: int = -1) -> Facts:
    place = place % len(view.column)
    found = view.column.ensure(place).facts
    assert found is not None
    return found


def parts(view: Transcript, kind: type) -> list[object]:
    item = view.column[len(view.column) - 1]
    return [part for _, part in item._stack.parts if isinstance(part, kind)]


def fold_words(view: Transcript) -> list[str]:
    return [part.words for part in parts(view, FoldLine) if isinstance(part, FoldLine)]


def reply(view: Transcript) -> Message:
    found = view.last_reply()
    assert found is not None
    return found


def finish(world: World, tap: Tap, conversation_id: ConversationId, reason: str = "stop") -> None:
    tap.end(reason)
    wait_until(lambda: world.chat.writing_in(conversation_id) is None)


def test_question_and_empty_reply_stand_there_before_the_first_word(view: Transcript, tap: Tap) -> None:
    assert [item.message.role.value for item in (view.column[2], view.column[3])] == ["user", "assistant"]
    assert margin_of(facts(view)).note.startswith("writing, ")
    text = parts(view, TextPart)[0]
    assert isinstance(text, TextPart)
    assert text.writing
    assert facts(view).spine is Spine.SENT


def test_what_arrives_is_shown(view: Transcript, tap: Tap) -> None:
    before = painted(view)
    tap.send(TextDelta("Hello, "), TextDelta("world"))
    wait_until(lambda: reply(view).text == "Hello, world")
    assert painted(view) != before


def test_growth_of_another_conversation_changes_nothing_here(view: Transcript, world: World, tap: Tap) -> None:
    other = Talk().exchanges(1).stored_in(world)
    view.open(other)
    before = view.column.total
    tap.send(TextDelta("Not for you\n" * 30))
    wait_until(lambda: "Not for you" in world.chat.branch(reply_home(world, other))[-1].text)
    assert view.column.total == before


def reply_home(world: World, other: ConversationId) -> ConversationId:
    """The conversation that the reply being written belongs to."""
    return next(c.id for c in world.library.conversations() if c.id != other and world.chat.writing_in(c.id))


def test_a_conversation_opened_in_mid_stream_shows_what_has_come_and_goes_on(
    view: Transcript, world: World, tap: Tap, open_one: ConversationId
) -> None:
    other = Talk().exchanges(1).stored_in(world)
    tap.send(TextDelta("One "))
    wait_until(lambda: reply(view).text == "One ")
    view.open(other)
    tap.send(TextDelta("two "))
    wait_until(lambda: world.chat.branch(open_one)[-1].text == "One two ")
    view.open(open_one)
    tap.send(TextDelta("three"))
    wait_until(lambda: reply(view).text == "One two three")
    text = parts(view, TextPart)[0]
    assert isinstance(text, TextPart)
    assert len(text.body) == len("One two three")


def test_thinking_is_one_folded_line_until_somebody_opens_it(
    view: Transcript, world: World, tap: Tap, open_one: ConversationId
) -> None:
    tap.send(ReasoningDelta("Let me see.\n" * 10))
    wait_until(lambda: bool(reply(view).reasoning))
    assert fold_words(view) == ["Thinking…"]
    folded = view.column.height(3)
    view.unfold(3)
    assert view.column.height(3) > folded
    tap.send(TextDelta("So:"))
    wait_until(lambda: bool(reply(view).text))
    assert fold_words(view)[0].startswith("Thought for ")
    finish(world, tap, open_one)
    assert view.column[3].choices.unfolded
    assert fold_words(view)[0].startswith("Thought for ")


def test_a_refusal_is_shown_as_text(view: Transcript, world: World, tap: Tap, open_one: ConversationId) -> None:
    tap.send(RefusalDelta("I cannot help with that."))
    finish(world, tap, open_one, "content_filter")
    bodies = [part.body for part in parts(view, TextPart) if isinstance(part, TextPart)]
    assert [len(body) for body in bodies] == [len("I cannot help with that.")]
    assert "Edit…" in buttons(view)


def test_the_end_moves_nothing_above_it(view: Transcript, world: World, tap: Tap, open_one: ConversationId) -> None:
    tap.send(TextDelta("Some text"))
    wait_until(lambda: bool(reply(view).text))
    before = [view.y_of(place) for place in view.seen()], view.column.total
    finish(world, tap, open_one)
    assert ([view.y_of(place) for place in view.seen()], view.column.total) == before
    assert margin_of(facts(view)).note == ""


def test_the_receipt_line_has_its_place_before_it_has_its_words(view: Transcript, tap: Tap) -> None:
    assert len(parts(view, ReceiptLine)) == 1


def test_a_request_that_is_made_again_says_so_and_counts_down(view: Transcript, tap: Tap) -> None:
    view.set_attempts(3)
    tap.send(Retrying(Failure(ErrorKind.RATE_LIMIT, "here", 429), 7.0, 2))
    wait_until(lambda: bool(facts(view).progress))
    assert facts(view).progress.endswith("Trying again in 7 s, attempt 2 of 3.")
    tap.send(TextDelta("Now"))
    wait_until(lambda: not facts(view).progress)


def test_a_corrected_parameter_is_named(view: Transcript, tap: Tap) -> None:
    tap.send(Corrected("max_tokens", "max_completion_tokens", b"{}"))
    wait_until(lambda: bool(facts(view).progress))
    assert facts(view).progress == "max_tokens was refused; max_completion_tokens is sent instead."
    tap.send(Corrected("top_p", None, b"{}"))
    wait_until(lambda: "top_p" in facts(view).progress)
    assert facts(view).progress == "top_p was refused; the request is sent without it."


def test_seconds_are_counted_only_while_something_is_written_and_seen(
    view: Transcript, world: World, tap: Tap, open_one: ConversationId
) -> None:
    def beats() -> bool:
        return view.following.seconds.beats

    assert beats()
    view.hide()
    assert not beats()
    view.show()
    assert beats()
    finish(world, tap, open_one)
    assert not beats()


class Painted(QObject):
    """What is painted of a widget from now on."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.areas: list[QRect] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.areas.append(event.rect())
        return False


def test_a_second_that_has_passed_repaints_the_margin_of_what_is_written(view: Transcript, tap: Tap) -> None:
    tap.send(TextDelta("One word after another. " * 40))
    wait_until(lambda: reply(view).text != "")
    QTest.qWait(0)
    seen = Painted(view.viewport())
    view.following.seconds.passed.emit()
    wait_until(lambda: bool(seen.areas))
    [area] = seen.areas
    top = view.y_of(3) + view.column[3].margin_top
    assert area.top() == top
    assert area.height() < view.block_rect(3).height()


def test_buttons_that_ask_wait_until_nothing_is_written(view: Transcript, world: World, theme: Theme) -> None:
    talk = Talk()
    talk.ask("Go")
    talk.answer("Half", status=Status.STOPPED)
    conversation_id = talk.stored_in(world)
    view.open(conversation_id)
    assert buttons(view)["Retry"].isEnabled()
    tap = Tap(world)
    world.chat.send(conversation_id, "More")
    wait_until(lambda: len(view.column) == 4)
    assert not buttons(view)["Retry"].isEnabled()
    finish(world, tap, conversation_id)
    assert buttons(view)["Retry"].isEnabled()


def test_a_reply_that_ended_elsewhere_is_seen_in_its_final_form(
    view: Transcript, world: World, tap: Tap, open_one: ConversationId
) -> None:
    other = Talk().exchanges(1).stored_in(world)
    view.open(other)
    tap.send(TextDelta("Cut he"), Ended(now(), failure=Failure(ErrorKind.TRUNCATED, "here")))
    wait_until(lambda: world.chat.writing_in(open_one) is None)
    view.open(open_one)
    assert {"Continue", "Retry"} <= set(buttons(view))
    QTest.qWait(0)
