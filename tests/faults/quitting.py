"""P4: the end of a program to which eight servers have fallen silent."""

from collections.abc import Iterator

from tests.benchmarks import quitting
from tests.benchmarks.figure import Figure


def figures() -> Iterator[Figure]:
    yield from quitting.figures()
