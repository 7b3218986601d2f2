"""Starts of the program as processes of their own, in a session that is the test's."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.source_files import ROOT
from tests.support.patience import PATIENCE_S


def environment(session: Path) -> dict[str, str]:
    """What a program finds in a session that keeps its sockets in `session`."""
    session.mkdir(mode=0o700, exist_ok=True)
    return os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(session), "PYTHONPATH": str(ROOT)}


def command(data: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "desktop_chat", "--data-dir", str(data), *words]


@contextmanager
def window(session: Path, data: Path) -> Iterator[subprocess.Popen[str]]:
    """The program with its window, for as long as the block runs."""
    with subprocess.Popen(command(data), env=environment(session), stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()
            process.wait(PATIENCE_S)


def start(session: Path, data: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Another start, once it has ended."""
    return subprocess.run(
        command(data, *words),
        env=environment(session) | variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
