"""Another program that writes to the same file, and holds on to it, while replies stream."""

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import apsw

from desktop_chat.domain.errors import StoreError
from desktop_chat.domain.messages import Status
from desktop_chat.domain.streaming import Ended, TextDelta
from desktop_chat.storage.store import FILE_NAME, open_store
from tests.benchmarks.figure import Figure
from tests.storage.making import ask, at, conversation, stream, wait_for

_STREAMS = 8
_TOKENS = 50


@dataclass(frozen=True)
class Found:
    """`told` are the errors that were told meanwhile, and None for relief."""

    told: tuple[str | None, ...]
    lost: int
    sound: bool


def hold_while_streaming(folder: Path, seconds: float) -> Found:
    """The lock is taken in mid-stream and given back after that time; the replies end only then."""
    told: list[StoreError | None] = []
    with open_store(folder) as store, closing(apsw.Connection(str(folder / FILE_NAME))) as other:
        store.journal.on_trouble(told.append)
        replies = [stream(store, ask(store, conversation(str(n)), "q"), TextDelta("0 ")) for n in range(_STREAMS)]
        wait_for(lambda: all(store.conversations.message(reply.id).text for reply in replies))
        other.execute("BEGIN IMMEDIATE")
        until, pause = time.monotonic() + seconds, threading.Event()
        for number in range(1, _TOKENS):
            for reply in replies:
                store.journal.put(reply.id, TextDelta(f"{number} "))
            pause.wait(seconds / _TOKENS)
        pause.wait(max(0, until - time.monotonic()))
        other.execute("COMMIT")
        for reply in replies:
            store.journal.put(reply.id, Ended(at(9), "stop"))
            store.journal.settle(reply.id)
        whole = "".join(f"{number} " for number in range(_TOKENS))
        stored = [store.conversations.message(reply.id) for reply in replies]
        lost = sum(one.text != whole or one.status is not Status.COMPLETE for one in stored)
        return Found(tuple(error.kind if error else None for error in told), lost, store.check().ok)


def figures() -> Iterator[Figure]:
    found = []
    for seconds in (1.0, 4.0, 8.0):
        with tempfile.TemporaryDirectory() as folder:
            found.append(hold_while_streaming(Path(folder), seconds))
    yield Figure("locks held by another writer", len(found), "locks", ">= 3")
    yield Figure("replies that another writer cost something", sum(one.lost for one in found), "replies", "0")
    yield Figure("a writer that held on for 8 s was told", len(found[-1].told), "times", ">= 1")
    yield Figure("files not sound after another writer", sum(not one.sound for one in found), "files", "0")
