"""The time that a program had, and not that in which others had the processors; it outlives the program.

What a program has not saved yet for want of a processor says nothing about how soon it saves.
"""

from __future__ import annotations

import mmap
import threading
import time
from pathlib import Path

_BYTES = 8
_TICK_S = 0.005
# Its own threads keep each other waiting for less than that.
_LONGEST_TICK_NS = 100_000_000


class OwnClock:
    """Goes on in a thread of its own, and writes down each tick; `now_us` are microseconds from its start."""

    def __init__(self, path: Path) -> None:
        path.write_bytes(bytes(_BYTES))
        with path.open("r+b") as file:
            self._written = mmap.mmap(file.fileno(), _BYTES)
        self.now_us = 0
        threading.Thread(target=self._tick, daemon=True).start()

    def _tick(self) -> None:
        pause, last = threading.Event(), time.monotonic_ns()
        while not pause.wait(_TICK_S):
            now = time.monotonic_ns()
            self.now_us += min(now - last, _LONGEST_TICK_NS) // 1000
            self._written[:] = self.now_us.to_bytes(_BYTES, "little")
            last = now


def last_tick_us(path: Path) -> int:
    """When the program that wrote there came to its end."""
    return int.from_bytes(path.read_bytes(), "little")
