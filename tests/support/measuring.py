"""Runs what measures: all modules of a package that have `figures`, or those named on the command line."""

import importlib
import os
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from tests.benchmarks.figure import Figure

Figures = Callable[[], Iterator[Figure]]


def measurements(package: str, folder: Path, wanted: Iterable[str]) -> Iterator[tuple[str, Figures]]:
    """Name and `figures` of each module in `folder`, by name; those in `wanted`, or all when that is empty."""
    wanted = set(wanted)
    for name in sorted(module.name for module in pkgutil.iter_modules([str(folder)])):
        if name == "__main__" or (wanted and name not in wanted) or not _measures(folder / f"{name}.py"):
            continue
        yield name, importlib.import_module(f"{package}.{name}").figures


def _measures(path: Path) -> bool:
    """Looked up in the text: importing a child process's program to see that it measures nothing costs a second."""
    return path.is_file() and "\ndef figures(" in path.read_text("utf-8")


def run(package: str, folder: Path, arguments: Sequence[str]) -> int:
    """Prints one JSON line a figure; the exit status says whether all are what was promised."""
    # What is measured inside this process needs no screen; what needs one starts its own.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found = dict(measurements(package, folder, arguments))
    if unknown := set(arguments) - found.keys():
        print(f"nothing measures: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    missed = 0
    for figures in found.values():
        for figure in figures():
            print(figure.line(), flush=True)
            missed += not figure.is_met
    return 1 if missed else 0
