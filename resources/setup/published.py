"""What lies in a published package that is never installed: pip fetches it, and a checksum must be right."""

from __future__ import annotations

from pathlib import Path

import pins
from report import run


def download(requirement: str, folder: Path, *form: str, failure: str) -> Path:
    """The package that `requirement` names with its checksum; `form` tells pip whether it is a wheel or the source."""
    wanted = folder / "wanted.txt"
    wanted.write_text(requirement, encoding="ascii")
    fetched = folder / "fetched"
    command = [*pins.PIP, "download", "--no-deps", "--require-hashes", *form]
    run([*command, "--dest", fetched, "--requirement", wanted], failure=failure)
    (package,) = fetched.iterdir()
    return package
