"""What it costs does not depend on how much there is. Counted; `tests/benchmarks/transcript_*.py` look at the clock."""

from __future__ import annotations

from statistics import median

import pytest

from desktop_chat.ui import theme as tokens
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.body import Body
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.ui.transcript.reading import Reading
from desktop_chat.ui.transcript.transcript import Transcript
from tests.support.work import calls_of
from tests.ui.transcript.conftest import Talk, World

FLUSHES = 1000
MOST_GROWTH = 1.5


def stacked(view: Transcript) -> int:
    """How many messages have been set."""
    return sum(view.column[place].facts is not None for place in range(len(view.column)))


def test_opening_a_thousand_messages_sets_only_those_that_are_seen(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(500, lines=20).stored_in(world))
    assert stacked(view) < 10


def test_jumping_to_the_middle_sets_only_those_that_are_seen(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(500, lines=20).stored_in(world))
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    assert stacked(view) < 25


def test_layouts_of_far_messages_are_given_back(view: Transcript, world: World) -> None:
    view.open(Talk().exchanges(300, lines=6).stored_in(world))
    while view.verticalScrollBar().value() > 0:
        view.scroll_by(-500)
    assert stacked(view) <= 240


@pytest.mark.parametrize(
    "text", ["some words of a line that goes on ", "a line of its own\n\n", "备份数据库时要小心，"]
)
def test_a_growing_reply_is_no_more_work_late_than_early(theme: Theme, text: str) -> None:
    look = BodyLook(theme, tokens.BODY)
    body = Body("", Reading.MARKDOWN)

    def flush() -> None:
        body.append(text)
        body.lay_out(680, look)

    work = [calls_of(flush) for _ in range(FLUSHES)]
    part = FLUSHES // 5
    assert median(work[-part:]) <= MOST_GROWTH * median(work[:part])
    assert max(work[-part:]) <= MOST_GROWTH * max(work[:part])
