"""What the system was asked for while the window showed a reply that asks for files and servers."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figure import Figure
from tests.faults.showing import show


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        seen = show(Path(folder))
    assert seen.painted
    yield Figure("hostile_reply_files_opened", seen.opened, "opens", "0")
    yield Figure("hostile_reply_connections", seen.connected, "connects", "0")
