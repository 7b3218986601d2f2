"""Where the reader is: at the end and following, or at a line that stays where it is."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.streaming import TextDelta
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.transcript import Transcript
from tests.ui.transcript.conftest import Talk, Tap, World, buttons, on_screen, painted, wait_until


@pytest.fixture
def long(world: World, view: Transcript) -> str:
    conversation_id = Talk().exchanges(40).stored_in(world)
    view.open(conversation_id)
    return conversation_id


@pytest.fixture
def tap(world: World, long: str) -> Tap:
    """A reply is on its way in the long conversation."""
    tap = Tap(world)
    world.chat.send(long, "Go on")
    wait_until(lambda: world.chat.writing_in(long) is not None)
    return tap


def top_line(view: Transcript) -> str:
    """The written line at the viewport's upper edge, by the reader's place."""
    anchor = view.viewpoint._anchor
    assert anchor is not None
    spot, [body] = anchor.spot.place, view.column[anchor.place].bodies
    return body.leaves[spot.leaf].text[spot.offset :].split("\n")[0] if spot else ""


def turn_wheel(view: Transcript, notches: int) -> None:
    at = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        at,
        view.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def end_of_last(view: Transcript) -> int:
    """How far below the viewport's upper edge the last message ends."""
    last = len(view.column) - 1
    return view.y_of(last) + view.column.height(last)


def said(view: Transcript) -> str:
    reply = view.last_reply()
    assert reply is not None
    return reply.text


def grow(view: Transcript, tap: Tap, text: str) -> None:
    before = said(view)
    tap.send(TextDelta(text))
    wait_until(lambda: said(view) == before + text)


def test_a_conversation_opens_at_its_end(view: Transcript, long: str) -> None:
    assert view.viewpoint.at_end
    assert view.viewport().height() - end_of_last(view) == view.page.metrics.space16


def test_a_short_conversation_begins_at_the_top(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(1).stored_in(world))
    assert view.viewpoint.at_end
    assert view.y_of(0) == 0
    assert not buttons(view)


def test_at_the_end_a_growing_reply_is_followed(view: Transcript, tap: Tap) -> None:
    for number in range(30):
        grow(view, tap, f"line {number}\n")
        assert view.viewport().height() - end_of_last(view) == view.page.metrics.space16


def test_any_scrolling_up_lets_go_of_a_growing_reply(view: Transcript, tap: Tap) -> None:
    grow(view, tap, "line\n" * 40)
    turn_wheel(view, 1)
    assert not view.viewpoint.at_end
    place = next(iter(view.seen()))
    before = view.y_of(place)
    for number in range(20):
        grow(view, tap, f"line {number}\n" * 3)
    assert view.y_of(place) == before


def test_back_at_the_end_it_is_followed_again(view: Transcript, tap: Tap) -> None:
    grow(view, tap, "line\n" * 40)
    turn_wheel(view, 3)
    turn_wheel(view, -5)
    assert view.viewpoint.at_end
    grow(view, tap, "line\n" * 10)
    assert view.viewport().height() - end_of_last(view) == view.page.metrics.space16


def test_the_pill_leads_back_and_is_there_only_above_the_end(view: Transcript, long: str) -> None:
    assert "To the end" not in buttons(view)
    view.verticalScrollBar().setValue(300)
    buttons(view)["To the end"].click()
    assert view.viewpoint.at_end
    assert "To the end" not in buttons(view)


def test_the_pill_counts_what_came_meanwhile(view: Transcript, tap: Tap, world: World, long: str) -> None:
    grow(view, tap, "line\n" * 40)
    turn_wheel(view, 2)
    tap.end()
    wait_until(lambda: world.chat.writing_in(long) is None)
    assert buttons(view)["To the end"].text() == "1 new"


def test_asking_brings_the_reader_to_the_end(view: Transcript, world: World, long: str) -> None:
    view.verticalScrollBar().setValue(0)
    world.chat.send(long, "One more")
    wait_until(lambda: said(view) == "Hello")
    assert view.viewpoint.at_end


def test_scrolling_goes_exactly_as_far_as_it_was_asked_to(view: Transcript, long: str) -> None:
    """Heights that become known on the way move nothing."""
    for _ in range(30):
        place = max(view.seen())
        before = view.y_of(place)
        view.scroll_by(-100)
        assert view.y_of(place) == before + 100


def test_scrolled_to_the_top_the_first_message_is_there(view: Transcript, long: str) -> None:
    view.verticalScrollBar().setValue(0)
    assert view.y_of(0) == 0
    assert view.verticalScrollBar().value() == 0


@pytest.mark.parametrize("width", [480, 640, 719, 720, 1300])
def test_another_width_keeps_the_line_at_the_top(view: Transcript, world: World, width: int) -> None:
    talk = Talk()
    for number in range(20):
        talk.ask("Q")
        talk.answer("\n".join(f"{number}.{line} and some words that wrap in a narrow view" * 2 for line in range(30)))
    view.open(talk.stored_in(world))
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    before = top_line(view)
    for step in (width, 900, width, 1000, 900):
        view.resize(step, 600)
        assert top_line(view) == before


def test_a_larger_text_keeps_the_line_at_the_top(view: Transcript, long: str, theme: Theme) -> None:
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    view.scroll_by(50)
    before = top_line(view)
    theme.set_text_size(22)
    assert top_line(view) == before


def test_at_the_end_another_width_stays_at_the_end(view: Transcript, long: str) -> None:
    for width in (500, 1400, 700):
        view.resize(width, 500)
        assert view.viewport().height() - end_of_last(view) == view.page.metrics.space16


def test_a_branch_that_is_switched_stays_where_it_is(view: Transcript, world: World) -> None:
    talk = Talk().exchanges(10)
    question = talk.ask("Which?")
    first = talk.answer("The first answer.\n" * 5)
    talk.exchanges(10)
    talk.head = question.id
    second = talk.answer("The second answer.\n" * 7)
    talk.exchanges(10)
    conversation_id = talk.stored_in(world)
    view.open(conversation_id)
    place = view.column.place_of(second.id)
    assert place is not None
    view.reveal(place)
    view.scroll_by(-100)
    before = view.y_of(place)
    world.chat.switch(conversation_id, second.id, -1)
    assert view.column.place_of(first.id) == place
    assert view.y_of(place) == before


def test_what_is_painted_bit_by_bit_is_what_is_painted_at_once(view: Transcript, tap: Tap) -> None:
    """Moving what is there and painting only what has changed leaves nothing wrong behind."""
    for number in range(60):
        grow(
            view,
            tap,
            f"word {number} of a line that goes on for a while " + ("\n" if number % 3 else "\n\n```py\nx\n```\n"),
        )
    assert on_screen(view) == painted(view)
    for distance in (-37, -400, 90, -3, 12, -2000, 150):
        view.scroll_by(distance)
        assert on_screen(view) == painted(view)


def test_another_conversation_does_not_show(view: Transcript, world: World, long: str) -> None:
    other = Talk().exchanges(1).stored_in(world)
    shown = list(view.story.messages)
    world.chat.send(other, "Elsewhere")
    wait_until(lambda: world.chat.branch(other)[-1].text == "Hello")
    assert list(view.story.messages) == shown
