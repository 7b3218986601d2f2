"""Make this machine ready: system libraries, .venv, the small local model and what the tests read.
It is quick when nothing is to be done.

    prepare.py run [ARGUMENTS]    then start the program, on a virtual screen when there is no other
    prepare.py test               for tests and checks
    prepare.py lock [ARGUMENTS]   write the requirement files again

It runs on the system's own Python and needs nothing but the standard library.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys

import pins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def main(arguments: list[str]) -> int:
    if sys.version_info < pins.PYTHON_MINIMUM:
        wanted = ".".join(str(part) for part in pins.PYTHON_MINIMUM)
        print(f"Python {wanted} or newer is needed: make PYTHON=/path/to/python {' '.join(arguments[:1])}")
        return 1
    # Below the version check, because older interpreters stumble over these files.
    from report import SetupFailed, say

    os.chdir(pins.ROOT)
    purpose, *rest = arguments or [""]
    steps = {"run": _run, "test": _test, "lock": _lock}
    if purpose not in steps:
        say((__doc__ or "").strip())
        return 2
    try:
        return steps[purpose](rest)
    except SetupFailed as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        return 130


def _run(arguments: list[str]) -> int:
    import environment
    import system_packages
    from report import say

    screen = has_screen()
    with _alone():
        system_packages.ensure(system_packages.needs_of_run(screen=screen))
        environment.ensure(pins.RUN_REQUIREMENTS)
        _local_model(required=not screen)
    module = "desktop_chat"
    if not screen:
        say("There is no screen here, so the program runs on a virtual one and is driven by key presses.")
        module = "tests.journeys.main_job"
    return subprocess.run([str(pins.VENV_PYTHON), "-m", module, *arguments], check=False).returncode


def _test(arguments: list[str]) -> int:
    import environment
    import system_packages

    with _alone():
        system_packages.ensure(system_packages.needs_of_tests())
        environment.ensure(pins.TEST_REQUIREMENTS)
        _local_model(required=True)
        _specification()
    return 0


def _lock(arguments: list[str]) -> int:
    import environment

    environment.lock(arguments)
    return 0


def _local_model(*, required: bool) -> None:
    import local_model
    from report import SetupFailed, say

    try:
        local_model.ensure()
    except SetupFailed as failure:
        if required:
            raise
        say(f"{failure}\nThe program starts without it; other models are not affected.")


def _specification() -> None:
    import specification
    from report import SetupFailed, say

    try:
        specification.ensure()
    except SetupFailed as failure:
        say(f"{failure}\nOnly the tests that read these examples fail without them.")


def has_screen() -> bool:
    """Windows and macOS always have one; elsewhere one of the two display servers must be named."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Two `make` in one checkout wait for each other instead of installing into one environment at once."""
    try:
        import fcntl
    except ImportError:  # Windows has no such lock
        yield
        return
    root = os.open(pins.ROOT, os.O_RDONLY)
    try:
        fcntl.flock(root, fcntl.LOCK_EX)
        yield
    finally:
        os.close(root)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
