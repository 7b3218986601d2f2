"""Every hostile reply in a conversation of its own, in full size: shown, copied, exported, printed on a terminal."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figure import Figure
from tests.hostile.importing import import_all
from tests.hostile.replies import enormous, replies
from tests.hostile.showing import baited, show

_STALL_MS = 200
_LARGE = 4_000_000


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as made, baited(Path(made)) as bait:
        found = [*replies(bait), *enormous()]
        seen = show(Path(made), bait, [[reply] for reply in found])
    turns = [(ms, f"{name}, {what}") for name, done in seen.longest_ms.items() for what, ms in done.items()]
    long = sorted(((ms, what) for ms, what in turns if ms > _STALL_MS), reverse=True)
    for line in (*seen.opened, *seen.connected, *seen.faults, *(f"{what}: {ms:.0f} ms" for ms, what in long)):
        sys.stderr.write(f"{line[:300]}\n")
    yield Figure("hostile_replies", len(seen.longest_ms), "replies", ">= 150")
    yield Figure("hostile_files_opened", len(seen.opened), "calls", "0")
    yield Figure("hostile_connections", len(seen.connected), "calls", "0")
    yield Figure("hostile_exports_that_do_something", len(seen.faults), "faults", "0")
    yield Figure("hostile_turns_over_200_ms", len(long), "turns", "0")
    yield Figure("hostile_longest_turn", max(turns)[0], "ms", f"<= {_STALL_MS}")
    yield from _of_files()


def _of_files() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as made:
        seen = import_all(Path(made), _LARGE)
    for line in (*seen.faults, *seen.touched):
        sys.stderr.write(f"{line[:600]}\n")
    yield Figure("hostile_files", seen.files, "files", ">= 80")
    yield Figure("hostile_files_that_did_something", len(seen.faults) + len(seen.touched), "faults", "0")
    yield Figure("hostile_file_slowest", seen.seconds, "s", "<= 30")
    yield Figure("hostile_files_memory", seen.memory_mb, "MB", "<= 1000")
