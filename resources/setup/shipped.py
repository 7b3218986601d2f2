"""What the program is shipped with, after the lock and the table of licences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pins

LICENCES = pins.ROOT / "resources" / "licences"
TEXTS = LICENCES / "texts"
BUILD_ONLY = frozenset({"hatchling", "editables", "pathspec", "pluggy", "tomlkit", "trove-classifiers"})
"""What puts the program into its environment and is no part of it."""
_PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>\S+)(?: ; (?P<marker>.*?))? \\$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"    # +(?:via )?(?!via$)([a-z0-9][a-z0-9.-]*)(?: \(.*\))?$")
_ROW = re.compile(r"^\| ([\w.-]+)[^|]*\| ([^|]+?) \|", re.MULTILINE)


@dataclass(frozen=True)
class Package:
    """One library of the lock: its checksums in hexadecimal, and the names of those that brought it along."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    wanted_by: tuple[str, ...]


def packages() -> list[Package]:
    """All that a run has, in the order of the lock."""
    return [one for one in _locked(pins.ROOT / pins.RUN_REQUIREMENTS) if one.name not in BUILD_ONLY]


def _locked(path: Path) -> Iterator[Package]:
    blocks = re.split(r"\n(?=[a-z0-9])", path.read_text(encoding="utf-8"))
    for block in blocks:
        head, *lines = block.splitlines()
        if pin := _PIN.match(head):
            wanted_by = tuple(found[1] for line in lines if (found := _VIA.match(line)))
            yield Package(pin["name"], pin["version"], pin["marker"] or "", tuple(_HASH.findall(block)), wanted_by)


def licence_names() -> dict[str, str]:
    """What the table says, by the names of the lock."""
    table = (LICENCES / "THIRD_PARTY.md").read_text(encoding="utf-8")
    return {normal(name): licence for name, licence in _ROW.findall(table)}


def normal(name: str) -> str:
    """A package's name as locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()
