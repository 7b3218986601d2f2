"""What is painted bit by bit is what is painted at once, whatever else goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.streaming import TextDelta
from desktop_chat.ui.transcript.leaves.code import Code
from desktop_chat.ui.transcript.transcript import Transcript
from tests.ui.transcript.conftest import Talk, Tap, World, painted, wait_until
from tests.ui.transcript.constructs import CHINESE, ENGLISH

_STEP = 53  # characters; it cuts every construct somewhere


@pytest.fixture
def tap(world: World, view: Transcript) -> Tap:
    """A reply is on its way behind one that uses everything."""
    talk = Talk()
    talk.ask("Q")
    talk.answer(CHINESE)
    conversation_id = talk.stored_in(world)
    view.open(conversation_id)
    tap = Tap(world)
    world.chat.send(conversation_id, "Go on")
    wait_until(lambda: world.chat.writing_in(conversation_id) is not None)
    return tap


def grown(view: Transcript, tap: Tap, text: str) -> Iterator[int]:
    """After each step of that text, how much has come."""
    for start in range(0, len(text), _STEP):
        tap.send(TextDelta(text[start : start + _STEP]))
        expected = text[: start + _STEP]

        def has_come(expected: str = expected) -> bool:
            reply = view.last_reply()
            return reply is not None and reply.text == expected

        wait_until(has_come)
        yield start


def bit_by_bit(view: Transcript) -> QImage:
    QApplication.processEvents()
    # What has become another just now is painted before anything else can: the two pictures show one moment.
    QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)
    return beside_margin(view, view.screen().grabWindow(view.winId()).toImage())


def at_once(view: Transcript) -> QImage:
    return beside_margin(view, painted(view))


def beside_margin(view: Transcript, image: QImage) -> QImage:
    """Without the margin, where seconds are counted."""
    return image.copy(image.rect().adjusted(view.page.columns.names_end, 0, 0, 0))


def nothing(_view: Transcript) -> None:
    return


def select(view: Transcript) -> None:
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def find(view: Transcript) -> None:
    view.finder.look_for("the")
    view.finder.next()
    view.to_end()


def hover(view: Transcript) -> None:
    QTest.mouseMove(view.viewport(), QPoint(400, 300))


def walk(view: Transcript) -> None:
    view.walk(-1)
    view.to_end()


def go_up(view: Transcript) -> None:
    view.scroll_by(-60)


@pytest.mark.parametrize("act", [nothing, select, find, hover, walk, go_up])
def test_bit_by_bit_is_as_at_once(view: Transcript, tap: Tap, act: Callable[[Transcript], None]) -> None:
    for number, _ in enumerate(grown(view, tap, ENGLISH)):
        if number == 3:
            act(view)
        assert bit_by_bit(view) == at_once(view)
    for distance in (-37, -400, 90, -3, 12, -2000, 150, 33):
        view.scroll_by(distance)
        assert bit_by_bit(view) == at_once(view)


def test_colours_and_formulas_that_come_later_are_painted_where_they_are(view: Transcript, tap: Tap) -> None:
    for _ in grown(view, tap, ENGLISH):
        QTest.qWait(0)  # a turn of the loop: slices of colouring, drawings that are ready
        assert bit_by_bit(view) == at_once(view)
    [body] = view.column[len(view.column) - 1].bodies
    wait_until(lambda: not any(leaf.waits or (isinstance(leaf, Code) and leaf.is_uncoloured) for leaf in body.leaves))
    for _ in range(20):
        QTest.qWait(0)
        assert bit_by_bit(view) == at_once(view)
