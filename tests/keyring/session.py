"""A desktop session of its own: a home, a session bus, and the Secret Service in the state that a test wants."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from tests.support.patience import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]
_PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")
_UNLOCKED = """
printf %s "$KEYRING_PASSWORD" | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
export KEYRING_DAEMON=$!
exec "$0" -m tests.keyring.child
"""
_AS_IT_IS = 'exec "$0" -m tests.keyring.child'


class Service(Enum):
    """`UNLOCKED` as after a log-in; `LOCKED` is started by the bus when asked, and nobody types a password."""

    UNLOCKED = _UNLOCKED
    LOCKED = _AS_IT_IS
    NO_BUS = ""


@dataclass(frozen=True)
class Child:
    """The program in that session."""

    process: "subprocess.Popen[str]"

    def __call__(self, do: str, **values: Any) -> Any:
        """What came of it; the name of the error where there was one."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": do, **values}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return answer["error"] if "error" in answer else answer["value"]


def missing() -> list[str]:
    """What this system lacks for a session."""
    return [program for program in _PROGRAMS if shutil.which(program) is None]


@contextmanager
def session(home: Path, service: Service, **environment: str) -> Iterator[Child]:
    """The program in a session whose home is `home`; the same home again finds the same keyring."""
    run = home / "run"
    run.mkdir(mode=0o700, parents=True, exist_ok=True)
    python = [sys.executable, "-m", "tests.keyring.child"]
    command = ["dbus-run-session", "--", "sh", "-c", service.value, sys.executable]
    variables = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(run),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "KEYRING_PASSWORD": "log-in password",
        "PYTHONPATH": str(ROOT),
        **environment,
    }
    with subprocess.Popen(
        python if service is Service.NO_BUS else command,
        cwd=ROOT,
        env=variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield Child(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            try:
                process.wait(PATIENCE_S)
            finally:
                process.kill()
