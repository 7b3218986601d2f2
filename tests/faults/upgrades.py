"""P9: upgrades from every schema, killed in each of their steps."""

import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw

from desktop_chat.domain.errors import StoreTooNew
from desktop_chat.storage.migrations import STEPS
from desktop_chat.storage.store import FILE_NAME, open_store
from tests.benchmarks.figure import Figure
from tests.faults.kills import ROOT
from tests.storage.damaging import said
from tests.storage.schemas import lay_down
from tests.support.patience import PATIENCE_S

VERSIONS = range(1, len(STEPS) + 1)
_MESSAGES = 6


def kill_in_step(version: int, step: int, folder: Path) -> int:
    """The version at which a file of `version` stands whose upgrade was killed at the end of `step`, not committed."""
    path = folder / FILE_NAME
    lay_down(version, path)
    command = [sys.executable, "-m", "tests.faults.upgrade_child", str(folder), str(step)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=PATIENCE_S)
    assert ended.returncode < 0, ended.stderr
    with closing(apsw.Connection(str(path))) as db:
        return int(db.pragma("user_version"))


def figures() -> Iterator[Figure]:
    kills = amiss = unsound = 0
    for version in VERSIONS:
        for step in range(version + 1, len(STEPS) + 1):
            with tempfile.TemporaryDirectory() as folder:
                kills += 1
                amiss += kill_in_step(version, step, Path(folder)) != step - 1
                with open_store(Path(folder)) as store:
                    unsound += not store.check().ok or len(said(store)) != _MESSAGES
    yield Figure("upgrades killed in a step", kills, "kills", f">= {len(STEPS) * (len(STEPS) - 1) // 2}")
    yield Figure("killed upgrades that stand between two steps", amiss, "files", "0")
    yield Figure("killed upgrades that lost something", unsound, "files", "0")
    yield Figure("bytes changed in a file of a newer program", _changed_in_a_newer_file(), "files", "0")


def _changed_in_a_newer_file() -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE_NAME
        lay_down(len(STEPS), path)
        with closing(apsw.Connection(str(path))) as db:
            db.pragma("user_version", len(STEPS) + 1)
        before = hashlib.sha256(path.read_bytes()).digest()
        try:
            open_store(Path(folder)).close()
        except StoreTooNew:
            return int(hashlib.sha256(path.read_bytes()).digest() != before)
    return 1
