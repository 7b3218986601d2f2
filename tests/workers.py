"""Tests in several processes at once (`-n auto`, which `make test` asks for): how many, and what begins.

A file is tested whole by one worker, in its order, so that what its tests share is made once. Each worker has a home,
a screen and ports of its own; nothing lies where another one could find it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# What takes longest, so that nobody waits for one worker in the end.
_FIRST = ("tests/gallery/", "tests/journeys/", "tests/faults/")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores, because many tests wait; none for a single file, which begins at once then."""
    if len(config.args) == 1 and Path(config.args[0].partition("::")[0]).is_file():
        return 0
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: not item.nodeid.startswith(_FIRST))
