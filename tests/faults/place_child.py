"""What the program does in a place where a store cannot be kept. Run by `places`; prints one JSON object."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_chat.domain.errors import ChatError, StoreError
from desktop_chat.domain.streaming import Ended, TextDelta
from desktop_chat.storage.settings_file import SettingsFile
from desktop_chat.storage.store import Store, open_store
from tests.storage.making import answer, ask, at, conversation, done, stream, wait_for

LATER = "much text " * 40_000


def outcome(call: Callable[[], Any]) -> str:
    """The name of the error that `call` ends with, or "done"."""
    try:
        call()
    except ChatError as error:
        return type(error).__name__
    return "done"


def fill(folder: Path) -> Path:
    """Takes all the room there is."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            while True:
                try:
                    file.write(b"x" * size)
                except OSError:
                    break
    return ballast


def full_while_streaming(folder: Path) -> dict[str, Any]:
    """The disk fills up in the middle of a reply, and has room again after its end."""
    told: list[tuple[float, StoreError | None]] = []
    settings = SettingsFile(folder / "data" / "settings.json")
    with open_store(folder / "data") as store:
        settings.save({"kept": True})
        store.journal.on_trouble(lambda error: told.append((time.monotonic(), error)))
        before = answer(store, ask(store, conversation(), "before"), "kept")
        reply = stream(store, ask(store, conversation("draft", 1), "q"), TextDelta("first "))
        wait_for(lambda: store.conversations.message(reply.id).text == "first ")
        ballast = fill(folder)
        began = time.monotonic()
        store.journal.put(reply.id, TextDelta(LATER))
        wait_for(lambda: bool(told))
        report: dict[str, Any] = {"told_after": told[0][0] - began, "told": type(told[0][1]).__name__}
        report |= _while_full(store, reply.id, before.id, settings)
        ballast.unlink()
        wait_for(lambda: told[-1][1] is None)
        stored = store.conversations.message(reply.id)
        report |= {
            "stored_after": stored.text == f"first {LATER}",
            "status_after": stored.status.value,
            "times_told": len(told),
            "ask_after": outcome(lambda: ask(store, conversation(), "after")),
            "sound": store.check().ok,
        }
    return report


def _while_full(store: Store, reply_id: str, before_id: str, settings: SettingsFile) -> dict[str, Any]:
    store.journal.put(reply_id, Ended(at(5), "stop"))
    return {
        "settle": outcome(lambda: store.journal.settle(reply_id)),
        "in_memory": store.journal.message(reply_id).text == f"first {LATER}",
        "earlier": store.conversations.message(before_id).text,
        "on_disk": store.conversations.message(reply_id).text,
        "ask": outcome(lambda: ask(store, conversation(), "no room " * 20_000)),
        "settings": outcome(lambda: settings.save({"kept": False, "more": "x" * 100_000})),
        "settings_kept": settings.load(),
    }


def full_until_the_end(folder: Path) -> dict[str, Any]:
    """The program is closed while the disk is still full; what had been saved is there at the next start."""
    store = open_store(folder / "data")
    reply = stream(store, ask(store, conversation(), "q"), TextDelta("saved "))
    wait_for(lambda: store.conversations.message(reply.id).text == "saved ")
    ballast = fill(folder)
    store.journal.put(reply.id, TextDelta(LATER))
    began = time.monotonic()
    store.close()
    seconds = time.monotonic() - began
    ballast.unlink()
    with open_store(folder / "data") as again:
        stored = again.conversations.message(reply.id)
        return {"seconds": seconds, "text": stored.text, "status": stored.status.value, "sound": again.check().ok}


def full_from_the_start(folder: Path) -> dict[str, Any]:
    fill(folder)
    began = time.monotonic()
    return {"open": outcome(lambda: open_store(folder / "data")), "seconds": time.monotonic() - began}


def read_only(folder: Path) -> dict[str, Any]:
    """A disk that is mounted without writing."""
    settings = SettingsFile(folder / "data" / "settings.json")
    with open_store(folder / "data") as store:
        done(store.conversations.create(conversation("kept")))
    settings.save({"kept": True})
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    before = _bytes(folder)
    began = time.monotonic()
    return {
        "open": outcome(lambda: open_store(folder / "data")),
        "new": outcome(lambda: open_store(folder / "other")),
        "seconds": time.monotonic() - began,
        "settings": [outcome(lambda: settings.save({})), settings.load()],
        "untouched": _bytes(folder) == before,
        "threads": threading.active_count(),
    }


def read_only_file(folder: Path) -> dict[str, Any]:
    return _without_mode(folder, folder / "data" / "chats.db", 0o400)


def read_only_folder(folder: Path) -> dict[str, Any]:
    return _without_mode(folder, folder / "data", 0o500)


def unreadable_file(folder: Path) -> dict[str, Any]:
    return _without_mode(folder, folder / "data" / "chats.db", 0o000)


def _without_mode(folder: Path, path: Path, mode: int) -> dict[str, Any]:
    with open_store(folder / "data") as store:
        done(store.conversations.create(conversation("kept")))
    before, usual = _bytes(folder), path.stat().st_mode
    path.chmod(mode)
    began = time.monotonic()
    opened = outcome(lambda: open_store(folder / "data"))
    seconds = time.monotonic() - began
    path.chmod(usual)
    return {"open": opened, "seconds": seconds, "untouched": _bytes(folder) == before}


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def main() -> None:
    folder, scenario = Path(sys.argv[1]), sys.argv[2]
    sys.stdout.write(json.dumps(globals()[scenario](folder)))


if __name__ == "__main__":
    main()
