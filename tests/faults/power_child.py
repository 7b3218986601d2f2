"""Streams eight replies onto a disk that forgets, and writes down what power cuts would have left of it."""

import json
import os
import random
import sys
import threading
from pathlib import Path
from typing import Any

import apsw

from desktop_chat.storage.store import open_store
from tests.faults import kill_child
from tests.faults.own_clock import OwnClock

_SECTOR = 512
_REAL = apsw.vfs_names()[0]
_LONGEST_S = 0.25


class Disk:
    """What each file held when it was last synced, and what was written since, in order."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._synced: dict[str, bytearray] = {}
        self._since: dict[str, list[tuple[int, bytes | None]]] = {}

    def write(self, path: str, place: int, data: bytes) -> None:
        self._since.setdefault(path, []).append((place, data))

    def truncate(self, path: str, size: int) -> None:
        self._since.setdefault(path, []).append((size, None))

    def sync(self, path: str) -> None:
        content = self._synced.setdefault(path, bytearray())
        for place, data in self._since.pop(path, []):
            _apply(content, place, data)

    def forget(self, path: str) -> None:
        self._synced.pop(path, None)
        self._since.pop(path, None)

    def cut(self, dice: random.Random, folder: Path) -> None:
        """What is left: of the writes since the last sync all, some, or parts of some."""
        for path in {*self._synced, *self._since}:
            content = bytearray(self._synced.get(path, b""))
            share = dice.choice((0.0, 0.5, 1.0))
            for place, data in self._since.get(path, []):
                if data is None:
                    if dice.random() < share:
                        _apply(content, place, None)
                    continue
                for start in range(0, len(data), _SECTOR):
                    if dice.random() < share:
                        _apply(content, place + start, data[start : start + _SECTOR])
            (folder / Path(path).name).write_bytes(content)


def _apply(content: bytearray, place: int, data: bytes | None) -> None:
    if data is None:
        del content[place:]
        return
    content.extend(bytes(max(0, place - len(content))))
    content[place : place + len(data)] = data


class Forgetful(apsw.VFS):
    """SQLite's own layer, watched."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        super().__init__("forgetful", _REAL, makedefault=True)

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:
        return _File(self._disk, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        with self._disk.lock:
            super().xDelete(filename, syncdir)
            self._disk.forget(filename)


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self._disk = disk
        self._path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        super().__init__(_REAL, name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        with self._disk.lock:
            super().xWrite(data, offset)
            self._disk.write(self._path, offset, bytes(data))

    def xTruncate(self, size: int) -> None:
        with self._disk.lock:
            super().xTruncate(size)
            self._disk.truncate(self._path, size)

    def xSync(self, flags: int) -> None:
        with self._disk.lock:
            super().xSync(flags)
            self._disk.sync(self._path)


class Known:
    """What the program had been told was on disk, and when each reply that is being written began."""

    def __init__(self, clock: OwnClock) -> None:
        self._clock = clock
        self.asked: dict[str, str] = {}
        self.begun: dict[str, int] = {}

    def note(self, what: str, reply: str, value: object) -> None:
        if what == "asked":
            self.asked[reply] = str(value)
            self.begun[reply] = self._clock.now_us
        else:
            self.begun.pop(reply, None)

    def write(self, folder: Path) -> None:
        facts = {"at": self._clock.now_us, "asked": dict(self.asked), "begun": dict(self.begun)}
        (folder / "known.json").write_text(json.dumps(facts))


def main() -> None:
    folder, seed, cuts = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    disk, dice, pause, clock = Disk(), random.Random(seed), threading.Event(), OwnClock(folder / "clock")
    known = Known(clock)
    vfs = Forgetful(disk)  # SQLite does not keep it alive
    kill_child.say = known.note  # type: ignore[assignment]
    store = open_store(folder / "live")
    for number in range(kill_child.STREAMS):
        thread = threading.Thread(
            target=kill_child.talk, args=(store, clock, seed * kill_child.STREAMS + number), daemon=True
        )
        thread.start()
    for number in range(cuts):
        pause.wait(dice.uniform(0.02, _LONGEST_S))
        left = folder / f"cut-{number}"
        left.mkdir(mode=0o700)
        with disk.lock:
            known.write(left)
            disk.cut(dice, left)
    del vfs
    os._exit(0)  # the streams go on for ever


if __name__ == "__main__":
    main()
