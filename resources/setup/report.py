"""How the setup speaks: one line for what it does, and one way to give up."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


class SetupFailed(Exception):
    """The machine cannot be made ready; the text says what is missing and what to do."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def run(command: Sequence[str | Path], *, failure: str, env: Mapping[str, str] | None = None) -> None:
    """Run to the end with its output on the terminal; anything but success ends the setup."""
    words = [str(word) for word in command]
    try:
        status = subprocess.run(words, env=env, check=False).returncode
    except OSError as error:
        raise SetupFailed(f"{failure}: {words[0]} could not be started ({error}).") from error
    if status != 0:
        raise SetupFailed(f"{failure}: the command ended with status {status}:\n    {' '.join(words)}")
