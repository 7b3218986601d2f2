"""Gate P1, which `python -m tests.faults kills` measures."""

from collections.abc import Iterator

from tests.benchmarks.figure import Figure
from tests.faults import kills


def figures() -> Iterator[Figure]:
    yield from kills.figures()
