"""Hostile files imported, and what came of it."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.bait import NAME
from tests.source_files import ROOT
from tests.support.patience import EVER_S


@dataclass(frozen=True)
class Imported:
    """`touched` is what was opened, connected to or started that should not be; `slowest` took longest."""

    files: int
    faults: list[str]
    touched: list[str]
    sound: bool
    slowest: str
    seconds: float
    memory_mb: float


def import_all(folder: Path, size: int) -> Imported:
    (folder / NAME).write_bytes(b"\x89PNG\r\n\x1a\n")
    inside = folder / "files"
    inside.mkdir()
    command = [sys.executable, "-m", "tests.hostile.importing_child", str(inside), str(size)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=EVER_S)
    assert done.returncode == 0, done.stderr[-3000:]
    return Imported(**json.loads(done.stdout))
