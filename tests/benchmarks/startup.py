"""From the start of the process to the first painted window, and what the window costs while nobody touches it."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_chat.domain.messages import new_id
from desktop_chat.domain.models import Endpoint
from desktop_chat.storage.store import open_store
from tests.benchmarks.figure import Figure
from tests.support.virtual_screen import Screen, virtual_screen

_RUNS = 9
_IDLE_S = 10.0


def figures() -> Iterator[Figure]:
    with virtual_screen() as screen, tempfile.TemporaryDirectory() as folder:
        with open_store(Path(folder)) as store:
            store.endpoints.add(Endpoint(new_id(), "Nobody", "http://127.0.0.1:9/v1", model="none")).result()
        times = [_first_paint_ms(screen, Path(folder)) for _ in range(_RUNS + 1)][1:]
        yield Figure("first_paint_median", statistics.median(times), "ms", "<= 500")
        with _idle_window(screen, Path(folder)) as pid:
            yield Figure("private_memory_pss", pss_mb(pid), "MB", "<= 120")
            before = cpu_s(pid)
            began = time.monotonic()
            while time.monotonic() - began < _IDLE_S:
                time.sleep(_IDLE_S / 10)
            share = (cpu_s(pid) - before) / (time.monotonic() - began)
            yield Figure("idle_cpu", share * 100, "%", "<= 0.5")


@contextmanager
def window(screen: Screen, folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.benchmarks.startup_child", str(folder), *options]
    # Compiled once and then kept, as in every installation.
    environment = {name: value for name, value in screen.environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as child:
        try:
            yield child
        finally:
            child.terminate()
            child.wait(30)


def _first_paint_ms(screen: Screen, folder: Path) -> float:
    began = time.monotonic()
    with window(screen, folder, "--quit") as child:
        assert child.stdout
        painted = json.loads(child.stdout.readline())["painted_at"]
        child.wait(30)
    return (float(painted) - began) * 1000


@contextmanager
def _idle_window(screen: Screen, folder: Path) -> Iterator[int]:
    with window(screen, folder) as child:
        assert child.stdout
        child.stdout.readline()
        time.sleep(3)  # what start-up left to do is done by then
        yield child.pid


def pss_mb(pid: int | str) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
