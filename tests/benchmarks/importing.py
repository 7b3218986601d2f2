"""A gigabyte of another program's conversations: how long they take to come in, how much memory that needs, whether all
of them are taken or listed, and what a cancelled import leaves; and how long the window stands still meanwhile.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop_chat.storage.store import open_store
from tests.benchmarks.figure import Figure
from tests.benchmarks.seeded_text import Texts
from tests.source_files import ROOT
from tests.support.program import running, store_endpoint, wait_until

_SIZE = 1_000_000_000
_IN_THE_WINDOW = 60_000_000
_CHINESE = 0.45
_TEXTS = 20_000
_BROKEN = 97  # every so manyth conversation is none
_TICK_MS = 2
_PATIENCE_MS = 600_000


def figures(size: int = _SIZE) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        export = folder / "conversations.json"
        conversations = _Exporting().write(export, size)
        yield Figure("import_file", export.stat().st_size / 1e6, "MB", "report")
        yield from _looking(folder, export)
        yield from _importing(folder, export, conversations)
        yield _cancelling(folder, export)
        _Exporting().write(export, min(size, _IN_THE_WINDOW))
        yield from _in_the_window(folder, export)


def _looking(folder: Path, export: Path) -> Iterator[Figure]:
    run = _Run(folder / "data", "--dry-run", str(export)).ended()
    yield Figure("import_dry_run_speed", export.stat().st_size / 1e6 / run.seconds, "MB/s", "report")


def _importing(folder: Path, export: Path, conversations: int) -> Iterator[Figure]:
    run = _Run(folder / "data", str(export)).ended()
    told = run.told
    yield Figure("import_conversations", told["read"], "conversations", "report")
    yield Figure("import_messages", told["messages"], "messages", "report")
    yield Figure("import_speed", export.stat().st_size / 1e6 / run.seconds, "MB/s", ">= 20")
    yield Figure("import_cpu", run.cpu_seconds, "s", "report")
    yield Figure("import_memory", run.megabytes, "MB", "<= 300")
    untold = conversations - told["new"] - told["grown"] - told["same"] - len(told["skipped"])
    yield Figure("import_neither_taken_nor_listed", abs(untold), "conversations", "0")
    with open_store(folder / "data") as store:
        stored = store.check()
    missing = abs(stored.conversations - told["new"]) + abs(stored.messages - told["messages"])
    yield Figure("import_told_but_not_stored", missing, "rows", "0")
    again = _Run(folder / "data", str(export)).ended()
    yield Figure("import_again_added", again.told["new"] + again.told["messages"], "rows", "0")
    yield Figure("import_again_speed", export.stat().st_size / 1e6 / again.seconds, "MB/s", "report")


def _cancelling(folder: Path, export: Path) -> Figure:
    """Stopped at half of it."""
    run = _Run(folder / "cancelled", "--progress", str(export))
    run.stop_at(0.5)
    with open_store(folder / "cancelled") as store:
        left = store.check()
    return Figure("import_cancelled_left", left.conversations + left.messages, "rows", "0")


def _in_the_window(folder: Path, export: Path) -> Iterator[Figure]:
    """The longest that the event loop stood still while a file was looked into, imported, and made known."""
    app = QApplication.instance() or QApplication([])
    assert app is not None
    store_endpoint(folder / "window", "http://127.0.0.1:9/v1")
    with running(folder / "window") as run:
        wait_until(run.window.isVisible)
        importing = run.services.importing
        gaps = _Gaps()
        importing.look(export)
        wait_until(lambda: not importing.is_busy, "the look", _PATIENCE_MS)
        importing.take(export)
        wait_until(lambda: not importing.is_busy, "the import", _PATIENCE_MS)
        longest = gaps.longest()
        yield Figure(
            "import_window_conversations", len(run.services.library.conversations()), "conversations", "report"
        )
    yield Figure("import_window_stall", longest, "ms", "<= 50")
    yield Figure("import_window_work_at_once", gaps.longest_work(), "ms", "report")


class _Gaps:
    """How long a timer that ticks all the time was kept waiting."""

    def __init__(self) -> None:
        self._last, self._longest = time.perf_counter(), 0.0
        self._worked, self._longest_work = time.thread_time(), 0.0
        self._timer = QTimer(interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def longest(self) -> float:
        """In milliseconds."""
        self._timer.stop()
        return self._longest * 1000

    def longest_work(self) -> float:
        """The same in what this thread computed meanwhile: what else the machine does adds nothing to it."""
        return self._longest_work * 1000

    def _tick(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self._longest = max(self._longest, now - self._last - _TICK_MS / 1000)
        self._longest_work = max(self._longest_work, worked - self._worked)
        self._last, self._worked = now, worked


class _Run:
    """The command line, as a person or the window starts it."""

    def __init__(self, data: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "desktop_chat", "--data-dir", str(data), "import", "--json", *arguments]
        self._began = time.perf_counter()
        self._child = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.told: dict[str, Any] = {}
        self.seconds = self.cpu_seconds = self.megabytes = 0.0

    def ended(self) -> "_Run":
        """Once it has, with what it told and what it took."""
        assert self._child.stdout is not None
        for line in self._child.stdout:
            self.told = json.loads(line)
        _, _, used = os.wait4(self._child.pid, 0)
        self.seconds = time.perf_counter() - self._began
        self.cpu_seconds, self.megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        self._child.returncode = 0
        self._close()
        return self

    def stop_at(self, part: float) -> None:
        assert self._child.stdout is not None
        assert self._child.stdin is not None
        for line in self._child.stdout:
            if json.loads(line).get("progress", 0) > part and not self._child.stdin.closed:
                self._child.stdin.close()
        self._child.wait()
        self._close()

    def _close(self) -> None:
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()


class _Exporting:
    """Writes what ChatGPT writes: letters beyond ASCII as escapes, and around each message much that nobody reads."""

    def __init__(self) -> None:
        texts = Texts(_CHINESE)
        self._texts = [texts.next() for _ in range(_TEXTS)]
        self._random = random.Random(11)

    def write(self, path: Path, size: int) -> int:
        """How many conversations those are, the broken ones included."""
        written = number = 0
        with path.open("w", encoding="ascii") as file:
            file.write("[")
            while written < size:
                text = json.dumps(None if number % _BROKEN == _BROKEN - 1 else self._conversation(number))
                file.write(",\n" + text if number else text)
                written, number = written + len(text), number + 1
            file.write("]")
        return number

    def _conversation(self, number: int) -> dict[str, Any]:
        at = 1.6e9 + number * 600
        root = self._id()
        mapping: dict[str, Any] = {root: {"id": root, "message": None, "parent": None, "children": []}}
        parent = root
        for _ in range(self._random.randrange(3, 40)):
            for role, texts in (("user", 1), ("assistant", self._random.randrange(2, 12))):
                ways = 2 if self._random.random() < 0.06 else 1
                for _ in range(ways):
                    at += self._random.random() * 30
                    name = self._id()
                    mapping[name] = self._node(name, parent, role, texts, at)
                    mapping[parent]["children"].append(name)
                parent = name
        return {
            "title": self._random.choice(self._texts)[:40],
            "create_time": 1.6e9 + number * 600,
            "update_time": at,
            "mapping": mapping,
            "moderation_results": [],
            "current_node": parent,
            "conversation_id": self._id(),
            "is_archived": self._random.random() < 0.05,
            "default_model_slug": "gpt-4o",
        }

    def _node(self, name: str, parent: str, role: str, texts: int, at: float) -> dict[str, Any]:
        text = "\n\n".join(self._random.choices(self._texts, k=texts))
        metadata = {
            "citations": [],
            "model_slug": "gpt-4o",
            "parent_id": parent,
            "request_id": self._id(),
            "timestamp_": "absolute",
        }
        message = {
            "id": name,
            "author": {"role": role, "name": None, "metadata": {}},
            "create_time": at,
            "update_time": None,
            "content": {"content_type": "text", "parts": [text]},
            "status": "finished_successfully",
            "end_turn": True,
            "weight": 1.0,
            "metadata": metadata,
            "recipient": "all",
            "channel": None,
        }
        return {"id": name, "message": message, "parent": parent, "children": []}

    def _id(self) -> str:
        digits = f"{self._random.getrandbits(128):032x}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
