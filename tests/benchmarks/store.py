"""What the store costs: to open, to stream into, to wait for."""

import resource
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from desktop_chat.domain import turns
from desktop_chat.domain.messages import Message, Role, new_id
from desktop_chat.domain.streaming import Ended, TextDelta
from desktop_chat.storage.store import Store, open_store
from tests.benchmarks.figure import Figure
from tests.storage.making import AUTHOR, ask, at, conversation, done, receipt_for, stream

_STREAMS = 20
_SECONDS = 10.0
_TOKENS_PER_SECOND = 100
_WORDS = ["the", "quick", "brown", "fox", "jumps", "over", "the", "lazy", "dog", "and"]


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _opening(Path(folder) / "opening")
        yield from _streaming(Path(folder) / "streaming")


def _opening(directory: Path) -> Iterator[Figure]:
    with open_store(directory) as store:
        talk = conversation("long")
        messages: list[Message] = []
        for number in range(10_000):
            parent = messages[-1].id if messages else None
            role = (Role.USER, Role.ASSISTANT)[number % 2]
            messages.append(Message(new_id(), talk.id, parent, role, " ".join(_WORDS * 5), at(number)))
        done(store.conversations.create(talk, messages))
    times = []
    for _ in range(15):
        began = time.perf_counter()
        opened = open_store(directory)
        times.append((time.perf_counter() - began) * 1000)
        opened.close()
    yield Figure("store_open_median", sorted(times)[7], "ms", "<= 15")
    with open_store(directory) as store:
        began = time.perf_counter()
        store.conversations.tree(talk.id)
        yield Figure("store_read_10000_messages", (time.perf_counter() - began) * 1000, "ms", "report")


def _streaming(directory: Path) -> Iterator[Figure]:
    """Many replies at once, and a person who sends a message now and then."""
    puts: list[float] = []
    waits: list[float] = []
    with open_store(directory) as store:
        replies = [stream(store, ask(store, conversation(), f"question {number}")) for number in range(_STREAMS)]
        before = resource.getrusage(resource.RUSAGE_SELF).ru_oublock
        with ThreadPoolExecutor(_STREAMS + 1) as threads:
            jobs = [threads.submit(_write, store, reply, puts) for reply in replies]
            threads.submit(_send_now_and_then, store, waits).result()
            for job in jobs:
                job.result()
        written = (resource.getrusage(resource.RUSAGE_SELF).ru_oublock - before) * 512 / 1e6
    puts.sort()
    waits.sort()
    yield Figure("journal_put_median", puts[len(puts) // 2] * 1e6, "us", "<= 5")
    yield Figure("journal_put_p99", puts[int(len(puts) * 0.99)] * 1e6, "us", "report")
    yield Figure("begin_turn_wait_p99_beside_20_streams", waits[int(len(waits) * 0.99)] * 1000, "ms", "<= 50")
    yield Figure("journal_written_per_minute_20_streams", written * 60 / _SECONDS, "MB", "report")


def _write(store: Store, reply: Message, puts: list[float]) -> None:
    pause = threading.Event()
    mine = []
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        began = time.perf_counter()
        store.journal.put(reply.id, TextDelta("token "))
        mine.append(time.perf_counter() - began)
        pause.wait(1 / _TOKENS_PER_SECOND)
    store.journal.put(reply.id, Ended(at(1), "stop"))
    store.journal.settle(reply.id)
    puts.extend(mine)


def _send_now_and_then(store: Store, waits: list[float]) -> None:
    pause = threading.Event()
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        talk = conversation("sent beside")
        turn = turns.begin(talk.id, None, "a question", AUTHOR, at(0))
        receipt = receipt_for(turn, turn.added[:1], talk)
        began = time.perf_counter()
        store.conversations.begin_turn(talk, turn, receipt).result()
        waits.append(time.perf_counter() - began)
        pause.wait(0.04)
