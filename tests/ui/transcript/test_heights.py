"""Sums of heights against the plain sum."""

from operator import mul

from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.ui.transcript.heights import Heights

_SOME = st.builds(mul, st.lists(st.integers(0, 500), min_size=1, max_size=80), st.sampled_from((1, 1, 7)))


@given(_SOME)
def test_a_place_begins_where_the_heights_before_it_end(heights: list[int]) -> None:
    sums = Heights(heights)
    assert [sums.above(place) for place in range(len(heights) + 1)] == [
        sum(heights[:place]) for place in range(len(heights) + 1)
    ]
    assert sums.total == sum(heights)


@given(_SOME, st.data())
def test_a_changed_height_moves_everything_behind_it(heights: list[int], data: st.DataObject) -> None:
    sums = Heights(heights)
    for _ in range(5):
        place = data.draw(st.integers(0, len(heights) - 1))
        heights[place] = data.draw(st.integers(0, 500))
        sums.change(place, heights[place])
    assert [sums.above(place) for place in range(len(heights) + 1)] == [
        sum(heights[:place]) for place in range(len(heights) + 1)
    ]
    assert [sums[place] for place in range(len(sums))] == heights


@given(_SOME, st.integers(0, 40_000))
def test_at_a_height_stands_the_last_one_that_begins_at_or_above_it(heights: list[int], y: int) -> None:
    sums = Heights(heights)
    begun = [place for place in range(len(heights)) if sum(heights[:place]) <= y]
    assert sums.at(y) == begun[-1]


@given(_SOME, st.lists(st.integers(0, 40_000), max_size=40))
def test_many_are_found_together_as_one_by_one(heights: list[int], ys: list[int]) -> None:
    sums, ys = Heights(heights), sorted(ys)
    found = list(sums.shares(ys))
    assert [place for place, _ in found] == [sums.at(y) for y in ys]
    begun = list(sums.all_above(place for place, _ in found))
    assert begun == [sums.above(place) for place, _ in found]
    assert [share for _, share in found] == [
        min(1, (y - top) / max(1, heights[place])) for y, top, (place, _) in zip(ys, begun, found, strict=True)
    ]


@given(_SOME, _SOME, st.data())
def test_what_is_cut_off_can_be_put_on_again(heights: list[int], more: list[int], data: st.DataObject) -> None:
    sums = Heights(heights)
    length = data.draw(st.integers(0, len(heights)))
    sums.cut(length)
    for height in more:
        sums.append(height)
    rest = heights[:length] + more
    assert len(sums) == len(rest)
    assert [sums.above(place) for place in range(len(rest) + 1)] == [
        sum(rest[:place]) for place in range(len(rest) + 1)
    ]
