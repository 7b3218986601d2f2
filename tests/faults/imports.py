"""P13: a gigabyte of another program's conversations comes in whole, or what is missing is said."""

from collections.abc import Iterator

from tests.benchmarks import importing
from tests.benchmarks.figure import Figure


def figures() -> Iterator[Figure]:
    yield from importing.figures()
