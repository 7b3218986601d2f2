from pathlib import Path

import pytest

from tests.faults.places import can_drop_rights, can_mount, on_a_small_disk, without_rights

small_disk = pytest.mark.skipif(not can_mount(), reason="no file system of one's own on this machine")
rights = pytest.mark.skipif(not can_drop_rights(), reason="root cannot be refused here")


@small_disk
def test_a_disk_that_fills_up_in_the_middle_of_a_reply_loses_nothing(tmp_path: Path) -> None:
    report = on_a_small_disk("full_while_streaming", tmp_path)
    assert report.pop("told_after") < 1
    assert report == {
        "told": "StoreFull",
        "settle": "StoreFull",
        "in_memory": True,
        "earlier": "kept",
        "on_disk": "first ",
        "ask": "StoreFull",
        "settings": "StoreFull",
        "settings_kept": {"kept": True},
        "stored_after": True,
        "status_after": "complete",
        "times_told": 2,
        "ask_after": "done",
        "sound": True,
    }


@small_disk
def test_a_program_can_end_while_the_disk_is_full(tmp_path: Path) -> None:
    report = on_a_small_disk("full_until_the_end", tmp_path)
    assert report.pop("seconds") < 2
    assert report == {"text": "saved ", "status": "interrupted", "sound": True}


@small_disk
def test_a_full_disk_is_told_at_the_start(tmp_path: Path) -> None:
    report = on_a_small_disk("full_from_the_start", tmp_path)
    assert report["open"] == "StoreFull"
    assert report["seconds"] < 1


@small_disk
def test_a_read_only_disk_is_told_at_once_and_nothing_is_touched(tmp_path: Path) -> None:
    report = on_a_small_disk("read_only", tmp_path)
    assert report.pop("seconds") < 1
    assert report == {
        "open": "StoreUnwritable",
        "new": "StoreUnwritable",
        "settings": ["StoreUnwritable", {"kept": True}],
        "untouched": True,
        "threads": 1,
    }


@rights
@pytest.mark.parametrize("scenario", ["read_only_file", "read_only_folder", "unreadable_file"])
def test_a_place_without_rights_is_told_at_once_and_nothing_is_touched(tmp_path: Path, scenario: str) -> None:
    report = without_rights(scenario, tmp_path)
    assert report.pop("seconds") < 1
    assert report == {"open": "StoreUnwritable", "untouched": True}
