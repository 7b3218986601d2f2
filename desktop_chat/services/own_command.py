"""Our own command line, run as a process beside the window: for work that takes the interpreter for long.

A thread that computes for minutes would cost the window its frames, because the two share one interpreter. A process
shares nothing: it tells how far it is on its standard output, ends when its standard input is closed, and what it
writes is whole or absent. Should the window die, the process ends as well.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

from desktop_chat.domain.inherited import without_keys
from desktop_chat.domain.values import dataclass
from desktop_chat.storage.encryption import key_of

_CALLED_OFF = 130  # what a shell says of a command that was interrupted
_PATIENCE_S = 1.0
_LONGEST_LINE = 64 * 1024 * 1024  # the account of an import names every conversation


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its status, and what it said last to whoever reads it."""

    status: int
    said: str

    @property
    def is_called_off(self) -> bool:
        return self.status == _CALLED_OFF


def _program() -> list[str]:
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop_chat"]


class OwnCommand:
    """One run. `run` belongs into a thread, `cancel` may be called from any."""

    def __init__(self, data_dir: Path, language: str, arguments: Sequence[str]) -> None:
        self._key = key_of(data_dir)
        unlocking = ["--data-key-stdin"] if self._key else []
        self._arguments = [*_program(), "--data-dir", str(data_dir), *unlocking, *arguments]
        self._language = language
        self._changing = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_cancelled = False

    def run(self, heard: Callable[[dict[str, Any]], None]) -> Ended:
        """To its end; `heard` gets each object that it prints."""
        with tempfile.TemporaryFile() as said:
            try:
                process = self._begun(said)
            except OSError as problem:
                return Ended(1, problem.strerror or str(problem))
            if process is None:
                return Ended(_CALLED_OFF, "")
            with process:
                assert process.stdout is not None
                while line := process.stdout.readline(_LONGEST_LINE):
                    _tell(line, heard)
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").strip().splitlines()
            return Ended(self._status(process), lines[-1] if lines else "")

    def cancel(self) -> None:
        """The process ends soon and clears up after itself; one that does not listen is killed by `close`."""
        with self._changing:
            self._is_cancelled = True
            if self._process is not None and self._process.stdin is not None:
                with contextlib.suppress(OSError):
                    self._process.stdin.close()

    def close(self, patience_s: float = _PATIENCE_S) -> None:
        """Ends it and waits until it is gone."""
        self.cancel()
        if self._process is not None:
            try:
                self._process.wait(patience_s)
            except subprocess.TimeoutExpired:
                self._process.kill()

    def _begun(self, said: IO[bytes]) -> "subprocess.Popen[bytes] | None":
        """The process; None if it is not wanted any more."""
        with self._changing:
            if not self._is_cancelled:
                self._process = self._spawn(said)
            return self._process

    def _status(self, process: "subprocess.Popen[bytes]") -> int:
        """One that had finished before it heard that it was called off has done its work."""
        return _CALLED_OFF if self._is_cancelled and process.returncode else process.returncode

    def _spawn(self, said: IO[bytes]) -> subprocess.Popen[bytes]:
        # In the folder above the package: `-m` then finds this very code, installed or not.
        home = Path(__file__).resolve().parents[2]
        process = subprocess.Popen(
            self._arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            cwd=home if home.is_dir() else None,
            env=_speaking(self._language),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        if self._key and process.stdin is not None:  # where no list of processes shows it
            with contextlib.suppress(OSError):
                process.stdin.write(f"{self._key}\n".encode("ascii"))
                process.stdin.flush()
        return process


def _speaking(language: str) -> dict[str, str]:
    """Our environment without keys, in which messages are in that language and pipes in UTF-8."""
    environment = without_keys(os.environ)
    if usual := environment.pop("LC_ALL", None):
        environment["LC_CTYPE"] = usual
    return environment | {"LC_MESSAGES": language.replace("-", "_"), "PYTHONUTF8": "1"}


def _tell(line: bytes, heard: Callable[[dict[str, Any]], None]) -> None:
    try:
        told = json.loads(line)
    except ValueError:
        return
    if isinstance(told, dict):
        heard(told)
