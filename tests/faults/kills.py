"""Killing a program that streams, and looking at what is left.

SIGKILL gives no time to do anything. What the child said it had committed must be there; what was on its way must be
there up to a quarter of a second before the end, without a hole.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from desktop_chat.domain.errors import NotFound
from desktop_chat.domain.messages import Message, Status
from desktop_chat.storage.store import Store, open_store
from tests.benchmarks.figure import Figure
from tests.faults.own_clock import last_tick_us

ROOT = Path(__file__).resolve().parents[2]
KILLS = 200
_KILLS_PER_ROUND = 25


@dataclass
class Committed:
    """What the children of one directory have said so far: replies and their questions, finished replies' lengths."""

    asked: dict[str, str] = field(default_factory=dict)
    answered: dict[str, int] = field(default_factory=dict)

    def note(self, lines: list[str]) -> None:
        for line in lines:
            what, reply, value = line.split()
            if what == "asked":
                self.asked[reply] = value
            else:
                self.answered[reply] = int(value)


@dataclass(frozen=True)
class Found:
    """What one kill did: rows that are missing, replies that are not what they must be, the age of what was saved."""

    missing: int
    wrong: tuple[str, ...]
    ages_ms: tuple[float, ...]
    sound: bool


def kill_once(directory: Path, seed: int, committed: Committed) -> Found:
    """Lets a child stream for a random while, kills it, opens what it left."""
    end_us = _stream_and_kill(directory, seed, committed)
    with open_store(directory) as store:
        interrupted = [store.conversations.message(id_) for id_ in store.recovered]
        return Found(
            missing=sum(not _is_there(store, reply, question) for reply, question in committed.asked.items()),
            wrong=tuple(_wrong(store, committed, interrupted)),
            ages_ms=tuple(_age_ms(message, end_us) for message in interrupted if message.text),
            sound=store.check().ok,
        )


def _stream_and_kill(directory: Path, seed: int, committed: Committed) -> int:
    """The moment of the kill, in microseconds of the clock that the child's tokens carry too."""
    clock = directory.with_suffix(".clock")
    command = [sys.executable, "-m", "tests.faults.kill_child", str(directory), str(clock), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        until = time.monotonic() + random.Random(seed).uniform(0.02, 0.9)
        while (left := until - time.monotonic()) > 0:
            try:
                child.wait(left)
            except subprocess.TimeoutExpired:
                break
        child.kill()
        committed.note([first, *child.stdout.readlines()])
    return last_tick_us(clock)


def _is_there(store: Store, reply: str, question: str) -> bool:
    try:
        return store.conversations.message(reply).parent_id == question and bool(store.receipts.get(reply).body)
    except NotFound:
        return False


def _wrong(store: Store, committed: Committed, interrupted: list[Message]) -> list[str]:
    found = [message.id for message in interrupted if message.id in committed.answered or not _is_whole(message.text)]
    for reply, tokens in committed.answered.items():
        message = store.conversations.message(reply)
        if message.status is not Status.COMPLETE or message.text.count(" ") != tokens or not _is_whole(message.text):
            found.append(reply)
    return found


def _is_whole(text: str) -> bool:
    """Whether the tokens are numbered without a gap, the last one complete."""
    numbers = [int(token.partition(":")[0]) for token in text.split()]
    return numbers == list(range(len(numbers))) and (not text or text.endswith(" "))


def _age_ms(message: Message, end_us: int) -> float:
    return (end_us - int(message.text.split()[-1].partition(":")[2])) / 1000


def figures() -> Iterator[Figure]:
    """P1: kills at random moments, some after one another in one directory."""
    found: list[Found] = []
    replies = 0
    for number in range(KILLS // _KILLS_PER_ROUND):
        committed = Committed()
        with tempfile.TemporaryDirectory() as folder:
            for kill in range(_KILLS_PER_ROUND):
                found.append(kill_once(Path(folder) / "data", number * _KILLS_PER_ROUND + kill, committed))
        replies += len(committed.asked)
    ages = sorted(age for one in found for age in one.ages_ms)
    yield Figure("kill_kills", len(found), "kills", f">= {KILLS}")
    yield Figure("kill_committed_replies", replies, "replies", "report")
    yield Figure("kill_committed_rows_missing", sum(one.missing for one in found), "rows", "0")
    yield Figure("kill_replies_wrong", sum(len(one.wrong) for one in found), "replies", "0")
    yield Figure("kill_files_unsound", sum(not one.sound for one in found), "files", "0")
    yield Figure("kill_newest_saved_text_age_median", ages[len(ages) // 2], "ms", "report")
    yield Figure("kill_newest_saved_text_age_max", ages[-1], "ms", "<= 250")
