"""A session bus of the test's own, and services on it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.source_files import ROOT
from tests.support.patience import PATIENCE_S
from tests.support.virtual_screen import wait_for

needs_bus = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="not installed: dbus-daemon")


@contextmanager
def own_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Where programs look for the session's bus they find this one."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as bus:
        assert bus.stdout is not None
        try:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.stdout.readline().strip())
            yield
        finally:
            bus.terminate()
            bus.wait(PATIENCE_S)


@dataclass(frozen=True)
class Daemon:
    """A service in a process of its own."""

    process: subprocess.Popen[str]
    file: Path

    def told(self) -> list[dict[str, Any]]:
        """What it was asked to do so far."""
        lines = self.file.read_text(encoding="utf-8").splitlines() if self.file.exists() else []
        return [json.loads(line) for line in lines][1:]

    def say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()


@contextmanager
def daemon(module: str, file: Path) -> Iterator[Daemon]:
    command = [sys.executable, "-m", module, str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, text=True) as process:
        try:
            wait_for(f"the service {module}", file.exists)
            yield Daemon(process, file)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(PATIENCE_S)
