"""P11: every kind of write on a disk without room, and on one that takes no larger files; read-only ones."""

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.figure import Figure
from tests.faults.places import can_drop_rights, can_mount, on_a_small_disk, on_any_disk, without_rights

CHILD = "tests.faults.disk_child"
_WITHOUT_RIGHTS = ("read_only_file", "read_only_folder", "unreadable_file")


def full(folder: Path) -> dict[str, Any]:
    return on_a_small_disk("full", folder, "4m", CHILD)


def limited(folder: Path) -> dict[str, Any]:
    return on_any_disk("limited", folder, CHILD)


def amiss(report: dict[str, Any]) -> list[str]:
    """The kinds of write that were not told, or do not work once there is room."""
    untold = [name for name, what in report["without"].items() if name != "log" and what == "done"]
    return untold + [name for name, what in report["with"].items() if what != "done"]


def figures() -> Iterator[Figure]:
    reports = [_in_a_folder(limited)] + ([_in_a_folder(full)] if can_mount() else [])
    kinds = {name for report in reports for name in report["without"]}
    yield Figure("kinds of write without room", len(kinds), "kinds", ">= 8")
    yield Figure(
        "writes without room that were not told, or fail with room", sum(map(len, map(amiss, reports))), "writes", "0"
    )
    yield Figure("slowest to be told that there is no room", max(one["slowest"] for one in reports), "s", "<= 1")
    yield Figure("files that a lack of room left half", sum(len(one["rest"]) for one in reports), "files", "0")
    yield Figure(
        "saved data harmed by a lack of room",
        sum(not (one["intact"] and one["sound"]) for one in reports),
        "files",
        "0",
    )
    if can_mount() and can_drop_rights():
        read_only = [_in_a_folder(lambda folder: on_a_small_disk("read_only", folder))]
        read_only += [_in_a_folder(partial(without_rights, scenario)) for scenario in _WITHOUT_RIGHTS]
        yield Figure("read-only places touched", sum(not one["untouched"] for one in read_only), "places", "0")
        yield Figure("slowest to be told of a read-only place", max(one["seconds"] for one in read_only), "s", "<= 1")


def _in_a_folder(run: Callable[[Path], dict[str, Any]]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder))
