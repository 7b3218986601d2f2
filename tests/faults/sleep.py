"""A computer that sleeps in mid-stream: the program stands still for a while, and others look at its data meanwhile."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_chat.storage.store import open_store
from tests.benchmarks.figure import Figure
from tests.faults.kills import ROOT, Committed, _is_there, _wrong

_SLEEPS = 10
_STREAMS_FOR_S = 0.4


@dataclass(frozen=True)
class Found:
    """`taken` are replies that somebody declared dead while their program slept."""

    taken: int
    missing: int
    wrong: int
    sound: bool


def sleep_once(folder: Path, seed: int, seconds: float) -> Found:
    """Streams, sleeps, streams on, is killed."""
    committed, pause = Committed(), threading.Event()
    command = [
        sys.executable,
        "-m",
        "tests.faults.kill_child",
        str(folder),
        str(folder.with_suffix(".clock")),
        str(seed),
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        pause.wait(_STREAMS_FOR_S)
        os.kill(child.pid, signal.SIGSTOP)
        with open_store(folder) as meanwhile:
            taken = len(meanwhile.recovered)
            pause.wait(seconds)
        os.kill(child.pid, signal.SIGCONT)
        pause.wait(_STREAMS_FOR_S)
        child.kill()
        committed.note([first, *child.stdout.readlines()])
    with open_store(folder) as store:
        interrupted = [store.conversations.message(one) for one in store.recovered]
        missing = sum(not _is_there(store, reply, question) for reply, question in committed.asked.items())
        return Found(taken, missing, len(_wrong(store, committed, interrupted)), store.check().ok)


def figures() -> Iterator[Figure]:
    found = []
    for seed in range(_SLEEPS):
        with tempfile.TemporaryDirectory() as folder:
            found.append(sleep_once(Path(folder), seed, 2))
    yield Figure("sleeps in mid-stream", len(found), "sleeps", f">= {_SLEEPS}")
    yield Figure("replies taken for dead while their program slept", sum(one.taken for one in found), "replies", "0")
    yield Figure("turns missing after a sleep", sum(one.missing for one in found), "turns", "0")
    yield Figure("replies with a hole after a sleep", sum(one.wrong for one in found), "replies", "0")
    yield Figure("files not sound after a sleep", sum(not one.sound for one in found), "files", "0")
