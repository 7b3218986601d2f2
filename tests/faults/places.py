"""Places to keep a store where it cannot be kept: a disk without room, one that is read-only, a folder without rights.

A small file system in memory, mounted in a namespace of its own, so that it takes neither rights nor a real disk, and
is gone with the process. The program under test runs inside, and reports as JSON.
"""

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from tests.support.patience import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]
_CHILD = "tests.faults.place_child"
_MOUNTED = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$0" -m "$@"'


def on_a_small_disk(scenario: str, folder: Path, size: str = "2m", child: str = _CHILD) -> dict[str, Any]:
    """What `scenario` of the program `child` reports from a disk of that size."""
    return _report(
        [*_unshared(), "sh", "-c", _MOUNTED, sys.executable, size, str(folder), child, str(folder), scenario]
    )


def on_any_disk(scenario: str, folder: Path, child: str = _CHILD) -> dict[str, Any]:
    """The same where `folder` is."""
    return _report([sys.executable, "-m", child, str(folder), scenario])


def without_rights(scenario: str, folder: Path) -> dict[str, Any]:
    """What `scenario` reports as a person for whom the modes of files count, which they do not for root."""
    drop = ["setpriv", "--bounding-set", "-dac_override"] if os.geteuid() == 0 else []
    return _report([*drop, sys.executable, "-m", _CHILD, str(folder), scenario])


@cache
def can_mount() -> bool:
    """Whether this system lets a program have a small disk of its own."""
    if not shutil.which("unshare"):
        return False
    probe = [*_unshared(), "mount", "-t", "tmpfs", "tmpfs", "/tmp"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def can_drop_rights() -> bool:
    return os.geteuid() != 0 or shutil.which("setpriv") is not None


def _unshared() -> list[str]:
    return ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]


def _report(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report
