"""Words that come one by one, and the rests that let them come together."""

import pytest

from desktop_chat.domain.streaming import Delta, ReasoningDelta, TextDelta
from desktop_chat.providers.gathering import Gathering


@pytest.fixture
def rests() -> list[float]:
    return []


def test_the_first_words_are_not_held_up(rests: list[float]) -> None:
    gathering = Gathering(0.04, rests.append)
    for _ in range(10):
        gathering.after(1)
    assert rests == []


def test_what_comes_slowly_comes_together(rests: list[float]) -> None:
    gathering = Gathering(0.04, rests.append)
    gathering.after(10)
    for _ in range(600):
        gathering.after(1)
    rests.clear()
    gathering.after(5)
    gathering.after(5)
    assert rests == [0.04, 0.04]


def test_what_comes_fast_is_hardly_ever_waited_for(rests: list[float]) -> None:
    gathering, has_rested = Gathering(0.04, rests.append), False
    for _ in range(10_000):
        before = len(rests)
        gathering.after(80 if has_rested else 2)
        has_rested = len(rests) > before
    assert len(rests) < 10_000 * 2 / 500


def test_one_read_that_brought_much_does_not_end_the_rests(rests: list[float]) -> None:
    gathering = Gathering(0.04, rests.append)
    gathering.after(11)
    for _ in range(100):
        gathering.after(1)
    assert len(rests) > 30


@pytest.mark.parametrize(("bursts", "rest"), [([20], True), ([20, 20], False), ([80], False)])
def test_only_a_burst_that_is_small_and_alone_is_no_faster_pace(
    rests: list[float], bursts: list[int], rest: bool
) -> None:
    gathering = Gathering(0.04, rests.append)
    for deltas in (11, *[1] * 600):
        gathering.after(deltas)
    for deltas in bursts:
        rests.clear()
        gathering.after(deltas)
    assert bool(rests) is rest


def test_what_came_during_a_rest_is_one_piece(rests: list[float]) -> None:
    gathering = Gathering(0.04, rests.append)
    words: list[Delta] = [TextDelta("Hel"), TextDelta("lo")]
    assert gathering.joined([*words]) == words
    for _ in range(12):
        gathering.after(1)
    assert gathering.joined([*words]) == [TextDelta("Hello")]
    assert gathering.joined([ReasoningDelta("a"), ReasoningDelta("b")]) == [ReasoningDelta("ab")]
    mixed: list[Delta] = [ReasoningDelta("a"), *words]
    assert gathering.joined([*mixed]) == mixed


def test_a_pace_that_falls_is_noticed(rests: list[float]) -> None:
    gathering = Gathering(0.04, rests.append)
    gathering.after(80)
    for _ in range(1000):
        gathering.after(1)
    assert rests


def test_who_does_not_ask_for_it_hears_each_word_at_once(rests: list[float]) -> None:
    gathering = Gathering(0.0, rests.append)
    for _ in range(100):
        gathering.after(1)
    assert rests == []
