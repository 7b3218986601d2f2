"""A few seconds of the busy day."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.benchmarks.streaming import run_at_a_pace
from tests.faults.curves import draw_curves
from tests.faults.soak import Day, live


@pytest.mark.usefixtures("qapp")
def test_eight_replies_at_once_stay_whole_while_somebody_does_everything_else(tmp_path: Path) -> None:
    with run_at_a_pace() as run:
        day = Day(run, tmp_path, tokens=(20, 60))
        samples = live(day, seconds=5)
    assert day.wrong == []
    assert day.done["replies"] >= 8
    assert day.done["switches"] >= 1
    assert day.done["searches"] >= 1
    assert samples[-1].threads > 0


def test_a_curve_rises_from_the_lower_left_to_the_upper_right(tmp_path: Path) -> None:
    path = tmp_path / "curves.png"
    draw_curves({"steep": [(0, 0), (1, 9)]}, "minutes", path)
    image = QImage(str(path))

    def height_at(x: int) -> int:
        colours = [image.pixelColor(x, y) for y in range(image.height())]
        return next(y for y, colour in enumerate(colours) if colour.blue() - colour.red() > 40)

    heights = [height_at(x) for x in range(200, 1100, 100)]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] - heights[-1] > 80
