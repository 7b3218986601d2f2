"""A session bus of the test's own, which takes with it all that it has started."""

import os
import select
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.support.patience import PATIENCE_S
from tests.support.virtual_screen import TookTooLong, wait_for


@contextmanager
def session_bus(environment: Mapping[str, str]) -> Iterator[str]:
    """Its address."""
    reading, writing = os.pipe()
    command = ["dbus-daemon", "--session", "--nofork", f"--print-address={writing}"]
    with subprocess.Popen(command, env=environment, pass_fds=(writing,)) as bus:
        os.close(writing)
        try:
            if not select.select([reading], [], [], PATIENCE_S)[0]:
                raise TookTooLong("the session bus did not start")
            address = os.read(reading, 4096).decode().strip()
            yield address
        finally:
            os.close(reading)
            bus.terminate()
            bus.wait(PATIENCE_S)
    try:
        wait_for("the end of what the bus has started", lambda: not _with_address(address))
    finally:
        for left in _with_address(address):
            os.kill(left, signal.SIGKILL)


def _with_address(address: str) -> list[int]:
    """The processes that know the bus of that address."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if address.encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
    return found
