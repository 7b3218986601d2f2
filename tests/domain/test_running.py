"""Sums over many messages: as many as can be added up by hand are the sum of their rows, the others are near it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.messages import Message, Role
from desktop_chat.domain.running import TOGETHER, RunningSums, Unit, weight_of
from desktop_chat.domain.tokens import Estimator
from tests.storage.making import at

LENGTHS = st.lists(st.integers(0, 30), max_size=3 * TOGETHER)
PICTURE = Attachment("digest", "a.png", "image/png", 10, tokens=85)


def unit(length: int, *files: Attachment) -> Unit:
    return (Message("m", "c", None, Role.USER, "word " * length, at(0), attachments=files),)


def made(lengths: list[int]) -> tuple[list[Unit], RunningSums]:
    units = [unit(length) for length in lengths]
    return units, RunningSums(units, Estimator())


@given(LENGTHS)
def test_sums_grow_and_stay_near_those_of_the_rows(lengths: list[int]) -> None:
    units, sums = made(lengths)
    found = [sums[number] for number in range(len(units) + 1)]
    assert found == sorted(found)
    exact = 0
    for number, one in enumerate(units):
        exact += weight_of(one, Estimator())
        assert found[number + 1] == pytest.approx(exact, abs=0.5 * (number + 1))


@given(st.lists(st.integers(0, 30), max_size=TOGETHER - 1))
def test_few_messages_weigh_what_their_rows_say(lengths: list[int]) -> None:
    units, sums = made(lengths)
    assert sums[len(units)] == sum(weight_of(one, Estimator()) for one in units)


@given(LENGTHS, st.integers(-5, 2000), st.integers(0, 10))
def test_the_first_sum_that_is_enough_is_found(lengths: list[int], least: int, begin: int) -> None:
    units, sums = made(lengths)
    begin = min(begin, len(units))
    enough = (number for number in range(begin, len(units)) if sums[number] >= least)
    assert sums.first_from(least, begin) == next(enough, len(units))


def test_files_are_part_of_a_sum_wherever_they_are() -> None:
    units = [unit(1, PICTURE) if number % 9 == 0 else unit(1) for number in range(2 * TOGETHER)]
    pictures = sum(1 for one in units if one[0].attachments)
    without = RunningSums([unit(1)] * len(units), Estimator())
    assert RunningSums(units, Estimator())[len(units)] - without[len(units)] == 85 * pictures
