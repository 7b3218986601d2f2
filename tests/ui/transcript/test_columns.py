"""The edges that transcript, strip and composer share."""

import pytest

from desktop_chat.ui.theme import METRICS
from desktop_chat.ui.transcript.columns import columns


def test_a_wide_view_centres_margin_spine_and_text() -> None:
    found = columns(1176, METRICS)
    assert (found.spine, found.text, found.text_end, found.band_end) == (292, 308, 988, 1004)
    left = found.spine - METRICS.margin_column
    assert left == found.width - found.band_end


def test_the_measure_does_not_grow_beyond_what_can_be_read() -> None:
    assert columns(4000, METRICS).measure == METRICS.measure


def test_a_narrower_view_gives_its_text_all_but_the_margins() -> None:
    found = columns(800, METRICS)
    assert not found.stacked
    assert found.measure == 800 - METRICS.margin_mode_rest


@pytest.mark.parametrize("width", [719, 640, 480])
def test_below_the_limit_names_stand_above_the_text(width: int) -> None:
    found = columns(width, METRICS)
    assert found.stacked
    assert found.spine == METRICS.stacked_spine_x
    assert found.band_end == width - METRICS.stacked_spine_x


@pytest.mark.parametrize("width", range(0, 60, 7))
def test_even_no_width_at_all_leaves_room_for_something(width: int) -> None:
    assert columns(width, METRICS).measure >= 1


def test_right_to_left_puts_everything_on_the_other_side() -> None:
    found = columns(1000, METRICS, mirrored=True)
    box = found.placed(found.spine, 5, METRICS.spine, 10)
    assert box.right() == 1000 - found.spine
    assert (box.top(), box.width(), box.height()) == (5, METRICS.spine, 10)
