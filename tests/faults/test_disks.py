from pathlib import Path

import pytest

from tests.faults.disks import amiss, full, limited
from tests.faults.places import can_mount


@pytest.mark.parametrize("place", [full, limited], ids=["full", "limited"])
def test_each_kind_of_write_without_room_is_told_and_works_again_with_room(place: object, tmp_path: Path) -> None:
    if place is full and not can_mount():
        pytest.skip("no file system of one's own on this machine")
    report = full(tmp_path) if place is full else limited(tmp_path)
    assert amiss(report) == [], report
    assert (report["intact"], report["sound"], report["rest"]) == (True, True, [])
    assert report["slowest"] < 1, report
