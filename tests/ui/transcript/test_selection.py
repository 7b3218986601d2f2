"""Selecting with the pointer: across leaves and messages, in words and paragraphs, beyond the edges."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.messages import Role
from desktop_chat.domain.streaming import TextDelta
from desktop_chat.ui.transcript.leaves.leaf import Deed
from desktop_chat.ui.transcript.transcript import Transcript
from tests.ui.transcript.conftest import Talk, Tap, World, painted, wait_until
from tests.ui.transcript.selecting import LEFT, NO, SHIFT, copied, drag, end_at, point, press, select

ANSWER = """The first paragraph with **bold words** and a [link](https://example.org/page).

- an item
- another item

```py
for line in lines:
    print(line)
```

| Name | Number |
|---|---|
| one | 1 |
| two | 2 |
"""


@pytest.fixture
def shown(view: Transcript, world: World) -> Transcript:
    talk = Talk()
    talk.ask("What is it?")
    talk.answer(ANSWER)
    view.open(talk.stored_in(world))
    view.setFocus()
    return view


def cursor_at(view: Transcript, at: QPoint) -> Qt.CursorShape:
    QTest.mouseMove(view.viewport(), at)
    move = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), QPointF(at), Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, NO
    )
    QApplication.sendEvent(view.viewport(), move)
    return view.viewport().cursor().shape()


def test_dragging_selects_what_is_between_the_two_places(shown: Transcript) -> None:
    drag(shown, point(shown, 1, "first"), point(shown, 1, "paragraph"))
    assert copied(shown) == "first "


def test_dragging_upwards_selects_the_same(shown: Transcript) -> None:
    drag(shown, point(shown, 1, "paragraph"), point(shown, 1, "first"))
    assert copied(shown) == "first "


def test_a_selection_goes_through_leaves_of_every_kind(shown: Transcript) -> None:
    drag(shown, point(shown, 1, "bold"), point(shown, 1, "two"))
    assert copied(shown) == (
        "bold words and a link.\n\n• an item\n• another item\n\nfor line in lines:\n    print(line)\n\n"
        "Name\tNumber\none\t1\n"
    )


def test_a_selection_goes_from_message_to_message_and_says_who_speaks(shown: Transcript) -> None:
    drag(shown, point(shown, 0, "is it"), point(shown, 1, "first"))
    assert copied(shown) == "You:\nis it?\n\ntest-model:\nThe "


def test_the_place_between_two_messages_selects_none_of_the_upper_one(shown: Transcript) -> None:
    above = point(shown, 1, "The first") - QPoint(0, 24)
    drag(shown, above, point(shown, 1, "paragraph"))
    assert copied(shown) == "The first "


def test_a_double_click_selects_a_word_even_on_its_last_letter(shown: Transcript) -> None:
    QTest.mouseDClick(shown.viewport(), LEFT, NO, point(shown, 1, "first", 5) - QPoint(1, 0))
    assert copied(shown) == "first"


def test_a_double_click_and_a_drag_select_whole_words(shown: Transcript) -> None:
    start, stop = point(shown, 1, "paragraph", 3), point(shown, 1, "first", 2)
    QTest.mousePress(shown.viewport(), LEFT, NO, start)
    QTest.mouseRelease(shown.viewport(), LEFT, NO, start)
    twice(shown, start, stop)
    assert copied(shown) == "first paragraph"


def twice(view: Transcript, at: QPoint, stop: QPoint) -> None:
    """The second press of a double click, held and moved."""
    port = view.viewport()
    for kind, where in ((QEvent.Type.MouseButtonDblClick, at), (QEvent.Type.MouseMove, stop)):
        button = LEFT if kind is QEvent.Type.MouseButtonDblClick else Qt.MouseButton.NoButton
        QApplication.sendEvent(port, QMouseEvent(kind, QPointF(where), QPointF(where), button, LEFT, NO))
    QTest.mouseRelease(port, LEFT, NO, stop)


def test_a_triple_click_selects_the_paragraph(shown: Transcript) -> None:
    at = point(shown, 1, "first")
    port = shown.viewport()
    kinds = [
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
    ]
    for kind in kinds:
        QApplication.sendEvent(port, QMouseEvent(kind, QPointF(at), QPointF(at), LEFT, LEFT, NO))
    assert copied(shown) == "The first paragraph with bold words and a link."


def test_a_click_with_shift_extends_from_where_the_last_one_was(shown: Transcript) -> None:
    QTest.mouseClick(shown.viewport(), LEFT, NO, point(shown, 1, "first"))
    assert shown.selection.is_empty
    QTest.mouseClick(shown.viewport(), LEFT, SHIFT, point(shown, 1, "item", 4))
    assert copied(shown) == "first paragraph with bold words and a link.\n\n• an item"
    QTest.mouseClick(shown.viewport(), LEFT, SHIFT, point(shown, 1, "paragraph"))
    assert copied(shown) == "first "


def test_a_click_takes_the_selection_away(shown: Transcript) -> None:
    drag(shown, point(shown, 1, "first"), point(shown, 1, "paragraph"))
    QTest.mouseClick(shown.viewport(), LEFT, NO, point(shown, 1, "bold"))
    assert shown.selection.is_empty


def test_only_a_click_that_was_no_drag_follows_a_link(shown: Transcript) -> None:
    spy = QSignalSpy(shown.clicked)
    shown.clicked.disconnect(shown.deeds.do)
    link = point(shown, 1, "link", 2)
    drag(shown, link, point(shown, 1, "first"))
    assert spy.count() == 0
    QTest.mouseClick(shown.viewport(), LEFT, NO, link)
    assert spy.count() == 1
    assert spy.at(0)[1].deed is Deed.OPEN_LINK
    assert spy.at(0)[1].target == "https://example.org/page"


def test_a_click_in_the_head_of_a_block_of_code_reaches_its_buttons(shown: Transcript) -> None:
    spy = QSignalSpy(shown.clicked)
    shown.clicked.disconnect(shown.deeds.do)
    code = point(shown, 1, "for line")
    head = next(
        QPoint(x, code.y() - 30)
        for x in range(code.x(), shown.viewport().width())
        if cursor_at(shown, QPoint(x, code.y() - 30)) is Qt.CursorShape.PointingHandCursor
        and x > shown.viewport().width() - 120
    )
    QTest.mouseClick(shown.viewport(), LEFT, NO, head)
    assert spy.at(0)[1].deed is Deed.COPY_CODE
    assert spy.at(0)[1].target == "for line in lines:\n    print(line)"


def test_the_cursor_tells_words_from_links_and_from_air(shown: Transcript) -> None:
    assert cursor_at(shown, point(shown, 1, "first", 2)) is Qt.CursorShape.IBeamCursor
    assert cursor_at(shown, point(shown, 1, "link", 2)) is Qt.CursorShape.PointingHandCursor
    assert cursor_at(shown, QPoint(300, shown.viewport().height() - 3)) is Qt.CursorShape.ArrowCursor


def test_holding_the_pointer_below_the_view_scrolls_and_selects_on(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(30).stored_in(world))
    view.viewpoint.move_to(0)
    view.settle()
    below = QPoint(400, view.viewport().height() + 400)
    drag(view, point(view, 0, "Question"), below, release=False)
    wait_until(lambda: view.viewpoint.at_end)
    head = view.selection.head
    assert head is not None
    assert view.column.place_of(head.message) == 59
    QTest.mouseRelease(view.viewport(), LEFT, NO, below)
    reached = view.scrolled
    QTest.qWait(0)
    assert view.scrolled == reached


def test_what_is_selected_looks_selected_and_nothing_else_changes(shown: Transcript) -> None:
    before = painted(shown)
    select(shown, end_at(shown, 1, "first"), end_at(shown, 1, "paragraph"))
    after = painted(shown)
    start, stop = point(shown, 1, "first"), point(shown, 1, "paragraph")
    ground = shown.theme.palette.text_selection
    assert after.pixelColor(start.x() + 1, start.y() - 11) == ground
    assert after.pixelColor(stop.x() + 1, stop.y() - 11) == before.pixelColor(stop.x() + 1, stop.y() - 11)
    shown.selection.clear()
    assert painted(shown) == before


def test_a_selection_outlives_another_width_and_layouts_that_were_given_back(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(200).stored_in(world))
    select(view, end_at(view, 1, "of answer 0"), end_at(view, 398, "Question", 3))
    view.viewpoint.move_to(0)
    view.resize(500, 600)
    for _ in range(60):
        view.scroll_by(700)
    text = copied(view)
    assert text.startswith("test-model:\nof answer 0.")
    assert text.endswith("You:\nQue")


def test_a_selection_stays_while_a_reply_grows_and_takes_none_of_what_comes(view: Transcript, world: World) -> None:
    conversation_id, tap = Talk().exchanges(1).stored_in(world), Tap(world)
    view.open(conversation_id)
    world.chat.send(conversation_id, "Go on")
    wait_until(lambda: len(view.column) == 4)
    tap.send(TextDelta("A **reply** that"))
    wait_until(lambda: bool(view.column[3].bodies[0].leaves))
    press(view, "Ctrl+A")
    tap.send(TextDelta(" goes on\n\nand on"))
    wait_until(lambda: len(view.column[3].bodies[0].leaves) > 1)
    assert copied(view).endswith("A reply that")
    tap.end()
    wait_until(lambda: not view.story.is_writing)
    assert copied(view).endswith("A reply that")


def test_a_selection_in_a_message_that_has_gone_is_none(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(2).stored_in(world))
    press(view, "Ctrl+A")
    view.open(Talk().exchanges(1).stored_in(world))
    assert view.selection.is_empty


def test_shift_and_the_wheel_move_a_wide_leaf_to_the_side(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("Go")
    talk.answer(f"Words\n\n```\n{'wide ' * 100}\n```")
    view.open(talk.stored_in(world))
    at = point(view, 1, "wide")
    turn(view, at, QPoint(0, -120), SHIFT)
    assert point(view, 1, "wide").x() == at.x() - 72
    turn(view, at, QPoint(120, 0), NO)
    assert point(view, 1, "wide") == at


def turn(view: Transcript, at: QPoint, angle: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    no = Qt.MouseButton.NoButton
    phase = Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(QPointF(at), QPointF(at), QPoint(), angle, no, modifiers, phase, False)
    QApplication.sendEvent(view.viewport(), wheel)


def test_a_system_message_is_selected_like_any_other(view: Transcript, world: World) -> None:
    talk = Talk()
    talk.ask("You are terse.", Role.SYSTEM)
    talk.ask("Go")
    view.open(talk.stored_in(world))
    press(view, "Ctrl+A")
    assert copied(view) == "System:\nYou are terse.\n\nYou:\nGo"
