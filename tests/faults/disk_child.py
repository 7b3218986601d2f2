"""Every kind of write while there is no room, and again when there is. Run by `places`; prints one JSON object."""

import contextlib
import io
import json
import logging
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop_chat import cli, logs
from desktop_chat.domain.streaming import Ended, TextDelta
from desktop_chat.storage import backups
from desktop_chat.storage.backups import make_daily
from desktop_chat.storage.settings_file import SettingsFile
from desktop_chat.storage.store import FILE_NAME, Store, open_store
from tests.faults.place_child import fill, outcome
from tests.storage.making import answer, ask, at, conversation, done, stream, wait_for

_MUCH = "much text " * 30_000

Outcomes = dict[str, tuple[str, float]]


def full(folder: Path) -> dict[str, Any]:
    """A disk that is full."""
    ballast: list[Path] = []
    return _tried(folder, lambda: ballast.append(fill(folder)), lambda: ballast.pop().unlink())


def limited(folder: Path) -> dict[str, Any]:
    """No file may grow beyond a size, and the database is near it."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    return _tried(
        folder,
        lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard)),
        lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard)),
    )


def _tried(folder: Path, take_room: Callable[[], object], give_room: Callable[[], object]) -> dict[str, Any]:
    backups._ROOM_LEFT = 0  # the disk is small, and a backup is to be cut off in the middle
    data = folder / "data"
    with open_store(data) as store:
        kept = answer(store, ask(store, conversation("kept"), "before"), "kept")
        reply = stream(store, ask(store, conversation("writing"), "q"), TextDelta("first "))
        wait_for(lambda: store.conversations.message(reply.id).text == "first ")
        take_room()
        without = _each(store, folder, kept.conversation_id)
        store.journal.put(reply.id, TextDelta(_MUCH))
        store.journal.put(reply.id, Ended(at(9), "stop"))
        without["fold"] = _timed(lambda: store.journal.settle(reply.id))
        intact = store.conversations.message(kept.id).text == "kept"
        rest = [path.name for path in folder.rglob("*") if "unfinished" in path.name or ".part" in path.name]
        give_room()
        wait_for(lambda: store.conversations.message(reply.id).text == f"first {_MUCH}")
        with_room = _each(store, folder, kept.conversation_id)
        logs.stop()
        return {
            "without": {name: what for name, (what, _) in without.items()},
            "slowest": max(seconds for _, seconds in without.values()),
            "with": {name: what for name, (what, _) in with_room.items()},
            "intact": intact,
            "rest": rest,
            "sound": store.check().ok,
        }


def _each(store: Store, folder: Path, talk: str) -> Outcomes:
    """What becomes of each kind of write, and how long it takes to be told."""
    path = folder / "data" / FILE_NAME
    logs.start(folder / "data" / "logs")  # a command that exports ends the one before
    settings = SettingsFile(folder / "data" / "settings.json")
    writes: dict[str, Callable[[], object]] = {
        "question": lambda: ask(store, conversation(), _MUCH),
        "rename": lambda: done(store.conversations.change(talk, title=_MUCH)),
        "attachment": lambda: done(store.attachments.put(_MUCH.encode())),
        "settings": lambda: settings.save({"much": _MUCH}),
        "backup": lambda: make_daily(path, datetime.now(UTC)),
        "log": lambda: logging.getLogger("desktop_chat").warning(_MUCH),
    }
    return {name: _timed(write) for name, write in writes.items()} | {"export": _exported(folder, talk)}


def _timed(write: Callable[[], object]) -> tuple[str, float]:
    began = time.monotonic()
    return outcome(write), time.monotonic() - began


def _exported(folder: Path, talk: str) -> tuple[str, float]:
    began, said = time.monotonic(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = cli.main(
            [
                "--data-dir",
                str(folder / "data"),
                "export",
                talk,
                "--format",
                "markdown",
                "--output",
                str(folder / "talk.md"),
            ]
        )
    is_there = (folder / "talk.md").exists()
    (folder / "talk.md").unlink(missing_ok=True)
    return ("done" if status == 0 and is_there else f"status {status}"), time.monotonic() - began


def main() -> None:
    sys.stdout.write(json.dumps(globals()[sys.argv[2]](Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
