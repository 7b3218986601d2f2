"""What a test may leave behind: nothing.

A widget that stays alive paints into the next test, a timer fires there, a thread writes to a closed store,
and each costs an afternoon of looking in the wrong place. So the state of the process is compared before and
after.

Only what still exists after a collection and a short wait counts: cycles are Python's own affair, and the
kernel needs a moment to take a joined thread off its list.
"""

from __future__ import annotations

import contextlib
import gc
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

_TASKS = Path("/proc/self/task")
_DESCRIPTORS = Path("/proc/self/fd")
_GRACE_S = 1.0
# Opened once per process or per event dispatcher by libraries, and kept.
_KNOWN_DESCRIPTORS = ("anon_inode:[eventfd]", "/dev/urandom", "/dev/random", "/usr/share/mime/mime.cache")
# Serve the whole run by design and end with it.
_KNOWN_CHILDREN = (b"multiprocessing.resource_tracker", b"multiprocessing.forkserver")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that is alive, each with the words that a report uses for it."""

    found: dict[object, str] = field(default_factory=dict)

    def since(self, before: Snapshot) -> list[str]:
        return [words for key, words in self.found.items() if key not in before.found]


def leaks_since(before: Snapshot, *, qt: bool) -> list[str]:
    """What is alive now and was not then. Cheap when nothing is."""
    if qt:
        _deliver_deferred_deletions()
    elif not take(qt=False).since(before):
        return []
    gc.collect()
    if qt:
        _deliver_deferred_deletions()
    return _settled(lambda: take(qt=qt).since(before))


def take(*, qt: bool) -> Snapshot:
    found: dict[object, str] = {}
    for source in (_python_threads, _children, _descriptors):
        found.update(source())
    if qt:
        found.update(_qt_objects())
    return Snapshot(found)


def _settled(leaks: Callable[[], list[str]]) -> list[str]:
    deadline = time.monotonic() + _GRACE_S
    pause = threading.Event()
    while (remaining := leaks()) and time.monotonic() < deadline:
        pause.wait(0.01)
    return remaining


def _python_threads() -> Iterator[tuple[object, str]]:
    for thread in threading.enumerate():
        # Python never forgets a foreign thread that ran its code once; the kernel does.
        if isinstance(thread, threading._DummyThread) and not _is_task(thread.native_id):
            continue
        yield thread, f"thread {thread.name!r}{' (daemon)' if thread.daemon else ''}"


def _is_task(native_id: int | None) -> bool:
    return native_id is not None and (_TASKS / str(native_id)).exists()


def _children() -> Iterator[tuple[object, str]]:
    for task in _listed(_TASKS):
        for pid in _read(task / "children").split():
            words = _read(Path("/proc") / pid.decode() / "cmdline")
            if not any(known in words for known in _KNOWN_CHILDREN):
                line = words.replace(b"\0", b" ").decode(errors="replace").strip()
                yield ("child", pid), f"child process {pid.decode()} ({line or 'ended, never waited for'})"


def _descriptors() -> Iterator[tuple[object, str]]:
    for descriptor in _listed(_DESCRIPTORS):
        with contextlib.suppress(OSError):  # the one that listed the folder is closed by now
            target = str(descriptor.readlink())
            if target not in _KNOWN_DESCRIPTORS:
                yield ("descriptor", descriptor, target), f"file descriptor {descriptor.name} -> {target}"


def _listed(folder: Path) -> list[Path]:
    """Nothing on systems without /proc: there the other checks must do."""
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _qt_objects() -> Iterator[tuple[object, str]]:
    from PySide6.QtWidgets import QApplication

    for widget in QApplication.topLevelWidgets():
        yield widget, f"top-level widget {_named(widget)}"
    yield from _timers_and_threads()


def _timers_and_threads() -> Iterator[tuple[object, str]]:
    from PySide6.QtCore import QCoreApplication, QThread, QTimer
    from shiboken6 import isValid

    application = QCoreApplication.instance()
    assert application is not None
    found: list[QObject] = list(application.findChildren(QTimer))
    # By type, not by isinstance: asking a lazy proxy for its class can make it do things.
    found += [thing for thing in gc.get_objects() if issubclass(type(thing), QTimer | QThread)]
    for thing in found:
        if not isValid(thing):
            continue
        if isinstance(thing, QTimer) and thing.isActive():
            yield thing, f"active timer {_named(thing)}, every {thing.interval()} ms"
        elif isinstance(thing, QThread) and thing.isRunning() and thing is not application.thread():
            yield thing, f"running thread {_named(thing)}"


def _named(thing: QObject) -> str:
    kind = type(thing).__name__
    return f"{kind} {thing.objectName()!r}" if thing.objectName() else kind


def _deliver_deferred_deletions() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    # processEvents() does not deliver these outside of an event loop.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
