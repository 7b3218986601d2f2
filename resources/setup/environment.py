"""The virtual environment: everything in it is pinned by a hash, and nothing is built from fetched code.

A stamp inside the environment names what was installed, so that a second call costs a few milliseconds and an
environment that was only half made is never taken for a whole one.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pins
from report import run, say

_MAKING = "2"  # counts the ways in which environments have been made: another one makes them again


def ensure(requirements: Path) -> None:
    """Have an environment with these versions in it, the program included."""
    works = _works()
    if works and is_current(requirements):
        return
    if not works:
        say("Creating .venv")
        run([sys.executable, "-m", "venv", "--clear", pins.VENV], failure="No environment could be created")
    say(f"Installing Python packages from {requirements.as_posix()} (the first time this takes a minute)")
    _stamp(requirements).unlink(missing_ok=True)
    # Wheels only: building from source would fetch build tools that no hash covers.
    install = [*pins.PIP, "install", "--only-binary=:all:", "--require-hashes", "--requirement"]
    run([*install, str(pins.ROOT / requirements)], failure="Python packages could not be installed")
    _install_program()
    _lay_out_shiboken()
    write_whole(_stamp(requirements), _fingerprint(requirements))


def _install_program() -> None:
    """Put `desktop-chat` into the environment, pointing here; the build tool is a locked package, too."""
    run(
        [*pins.PIP, "install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(pins.ROOT)],
        failure="The program could not be installed into .venv",
    )


def _lay_out_shiboken() -> None:
    """Put the Python modules that PySide6 carries in an archive beside it, by its own switch.

    From the archive they are compiled anew at every start, for 25 ms; as files Python keeps what it has compiled.
    """
    run(
        [pins.VENV_PYTHON, "-c", "import PySide6.QtCore"],
        env={**os.environ, "SBK_EMBED": "0"},
        failure="PySide6 could not be prepared",
    )


def _works() -> bool:
    """Whether the interpreter of the environment still starts: the one it was made from may have gone."""
    question = f"import sys, pip; sys.exit(sys.version_info < {pins.PYTHON_MINIMUM})"
    try:
        answer = subprocess.run([str(pins.VENV_PYTHON), "-c", question], capture_output=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0


def is_current(requirements: Path) -> bool:
    stamp = _stamp(requirements)
    return stamp.is_file() and stamp.read_text(encoding="ascii") == _fingerprint(requirements)


def _stamp(requirements: Path) -> Path:
    return pins.VENV / f"installed-{requirements.stem}"


def _fingerprint(requirements: Path) -> str:
    parts = (_MAKING, sys.version, str(pins.ROOT), (pins.ROOT / requirements).read_text(encoding="utf-8"))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def write_whole(path: Path, text: str) -> None:
    """The old content or the new one, never a part."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
    Path(name).replace(path)


def lock(arguments: list[str]) -> None:
    """Write both requirement files again; what a run needs comes first and binds the tests' file."""
    with tempfile.TemporaryDirectory() as folder:
        run([sys.executable, "-m", "venv", folder], failure="No environment for the lock tool")
        tools = Path(folder) / pins.VENV_PYTHON.parent.name
        run([tools / "python", "-m", "pip", "install", "--quiet", pins.LOCK_TOOL], failure="No lock tool")
        _compile(tools / "uv", pins.RUN_REQUIREMENTS, arguments)
        tests = ["--group", "tests", "--group", "checks", "--constraint", str(pins.RUN_REQUIREMENTS)]
        _compile(tools / "uv", pins.TEST_REQUIREMENTS, [*tests, *arguments])


def _compile(tool: Path, output: Path, more: list[str]) -> None:
    # No address of a package index, so that the files serve everybody's own.
    fixed = "--quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url"
    wanted = "--extra local --group build"
    command = [str(tool), "pip", "compile", "pyproject.toml", *fixed.split(), *wanted.split(), *more]
    command += ["--custom-compile-command", "make lock", "--output-file", str(output)]
    run(command, failure=f"{output} could not be written")
