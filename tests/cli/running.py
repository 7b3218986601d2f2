"""The command line, run as a script runs it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

from desktop_chat import cli
from tests.source_files import ROOT
from tests.support.patience import PATIENCE_S


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, which is one line of JSON and nothing else."""
        assert self.out.count("\n") == 1, self.out
        return json.loads(self.out)


class Shell:
    """Runs commands on one data directory."""

    def __init__(self, data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.data_dir = data_dir
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Ended:
        """In this process, because that is fast."""
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        self._capsys.readouterr()
        status = cli.main(["--data-dir", str(self.data_dir), *arguments])
        return Ended(status, *self._capsys.readouterr())

    def spawn(
        self,
        *arguments: str,
        env: Mapping[str, str] | None = None,
        stdin: int = subprocess.DEVNULL,
        stdout: int | IO[bytes] = subprocess.PIPE,
    ) -> subprocess.Popen[bytes]:
        """In a process of its own, which the caller waits for."""
        return subprocess.Popen(
            [sys.executable, "-m", "desktop_chat", "--data-dir", str(self.data_dir), *arguments],
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
        )

    def run(self, *arguments: str, env: Mapping[str, str] | None = None, stdin: bytes = b"") -> Ended:
        """In a process of its own, to its end."""
        with self.spawn(*arguments, env=env, stdin=subprocess.PIPE) as process:
            out, err = process.communicate(stdin, timeout=PATIENCE_S)
        return Ended(process.returncode, out.decode(), err.decode())
