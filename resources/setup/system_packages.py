"""The libraries and programs that no Python package brings along.

On Debian and its relatives the package database knows what is there, and root may install the rest. Names
differ between releases, though, and elsewhere altogether; so a package also counts as there when its library
loads or its program is found, and on other systems those names are printed instead of a command.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pins
from report import SetupFailed, run, say

_PROGRAMS = {**pins.VIRTUAL_SCREEN, **pins.TEST_PROGRAMS}


@dataclass(frozen=True, slots=True)
class Needs:
    """Debian's names of what must be there, and of what a run can do without."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


def needs_of_run(*, screen: bool) -> Needs:
    libraries = tuple(pins.LIBRARIES)
    if screen:
        return Needs(libraries, pins.FONTS)
    return Needs((*libraries, *pins.VIRTUAL_SCREEN), pins.FONTS)


def needs_of_tests() -> Needs:
    return Needs(
        (
            *pins.LIBRARIES,
            *pins.FONTS,
            *pins.VIRTUAL_SCREEN,
            *pins.TEST_PROGRAMS,
            *pins.TEST_PACKAGES,
        )
    )


def ensure(needs: Needs) -> None:
    """Have the needed packages, by installing them where that is allowed."""
    if not sys.platform.startswith("linux"):
        return
    if shutil.which("dpkg-query") is None:
        wanted = (*needs.required, *needs.optional)
        _judge(needs, [name for name in wanted if _has_sign(name) and not _is_usable(name)], _words_elsewhere)
        return
    needs = replace(needs, required=(*_venv_package(), *needs.required))
    missing = _missing_on_debian(needs)
    if missing and _may_install():
        _install(missing)
        missing = _missing_on_debian(needs)
    _judge(needs, missing, _words_on_debian)


def _venv_package() -> tuple[str, ...]:
    """Debian splits the part that puts pip into a new environment off its Python."""
    return () if importlib.util.find_spec("ensurepip") else ("python3-venv",)


def _judge(needs: Needs, missing: Sequence[str], words: Callable[[Sequence[str]], str]) -> None:
    if any(name in needs.required for name in missing):
        raise SetupFailed(words(missing))
    if missing:
        say(f"The program starts, but some text may show as boxes.\n{words(missing)}")


def _words_on_debian(missing: Sequence[str]) -> str:
    names = " ".join(missing)
    return (
        "System packages are missing. Install them with:\n"
        f"    sudo apt-get update && sudo apt-get install --no-install-recommends {names}"
    )


def _words_elsewhere(missing: Sequence[str]) -> str:
    lines = "\n".join(f"    {_PROGRAMS.get(name) or pins.LIBRARIES[name]} (in Debian: {name})" for name in missing)
    return f"Install these with your system's package manager:\n{lines}"


def _missing_on_debian(needs: Needs) -> list[str]:
    wanted = [*needs.required, *needs.optional]
    query = ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n", *wanted]
    shown = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    states = dict(line.split() for line in shown.splitlines())
    return [name for name in wanted if states.get(name) != "installed" and not _is_usable(name)]


def _has_sign(name: str) -> bool:
    """Whether its being there can be seen without a package database."""
    return name in pins.LIBRARIES or name in _PROGRAMS


def _is_usable(name: str) -> bool:
    if name in pins.LIBRARIES:
        return _loads(pins.LIBRARIES[name])
    return name in _PROGRAMS and shutil.which(_PROGRAMS[name]) is not None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(names: Sequence[str]) -> None:
    say(f"Installing system packages: {' '.join(names)}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "--quiet=2"]
    try:
        run([*apt, "update"], env=env, failure="The package lists could not be read")
        run(
            [*apt, "install", "--yes", "--no-install-recommends", *names],
            env=env,
            failure="System packages could not be installed",
        )
    except SetupFailed as failure:
        # What is required is judged by what is there afterwards, not by how apt ended.
        say(str(failure))
