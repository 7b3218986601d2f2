"""What it costs does not depend on how much there is. Counted where that is possible, else as a ratio in one run."""

from __future__ import annotations

import time
from statistics import median

from desktop_chat.ui import theme as tokens
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.body import Body
from desktop_chat.ui.transcript.looks import body_look
from desktop_chat.ui.transcript.transcript import Transcript
from tests.ui.transcript.conftest import Talk, World

FLUSHES = 2500
MOST_GROWTH = 2.0


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


def test_a_growing_reply_costs_no_more_late_than_early(theme: Theme) -> None:
    look = body_look(theme, tokens.BODY)
    for text in ("eight words of a line that goes on ", "a line of a reply\n\n", "备份数据库时要小心，"):
        body = Body("", look)
        costs = []
        for _ in range(FLUSHES):
            begun = time.perf_counter()
            body.append(text)
            body.lay_out(680, look)
            costs.append(time.perf_counter() - begun)
        tenth = FLUSHES // 10
        assert median(costs[-tenth:]) < MOST_GROWTH * max(median(costs[:tenth]), median(costs[tenth : 2 * tenth]))
