"""Runs the benchmarks: all modules beside this one that have `figures`, or those named on the command line."""

import importlib
import os
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.benchmarks.figure import Figure

_HERE = Path(__file__).parent


def measurements(wanted: Iterable[str]) -> Iterator[tuple[str, Callable[[], Iterator[Figure]]]]:
    """Name and `figures` of each benchmark, by name; those in `wanted`, or all when that is empty."""
    wanted = set(wanted)
    for name in sorted(module.name for module in pkgutil.iter_modules([str(_HERE)])):
        if name == "__main__" or (wanted and name not in wanted) or not _measures(name):
            continue
        yield name, importlib.import_module(f"tests.benchmarks.{name}").figures


def _measures(name: str) -> bool:
    """Looked up in the text: importing a child process's program to see that it measures nothing costs a second."""
    return "\ndef figures(" in (_HERE / f"{name}.py").read_text("utf-8")


def main(arguments: list[str]) -> int:
    # What is measured inside this process needs no screen; what needs one starts its own.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found = dict(measurements(arguments))
    if unknown := set(arguments) - found.keys():
        print(f"no such benchmark: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    missed = 0
    for figures in found.values():
        for figure in figures():
            print(figure.line(), flush=True)
            missed += not figure.is_met
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
