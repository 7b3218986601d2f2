"""What receipts cost: their bytes beside those of the text, and the time to write and to read one."""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from desktop_chat.domain import turns
from desktop_chat.domain.messages import Message, Status
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.streaming import Ended, TextDelta
from desktop_chat.storage.store import Store, open_store
from tests.benchmarks.figure import Figure
from tests.storage.making import AUTHOR, at, conversation, receipt_for, stream

_TURNS = 1000
_REPLY = " ".join(["the quick brown fox jumps over the lazy dog and"] * 25)
_POLICIES = {
    "all": Policy("You are a careful assistant."),
    "budget": Policy("You are a careful assistant.", token_budget=8000),
}


def figures() -> Iterator[Figure]:
    for name, policy in _POLICIES.items():
        with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
            branch, waits = grow(store, _TURNS, policy)
            text = sum(len(message.text.encode()) for message in branch)
            yield Figure(f"receipt_cost_1000_turns_{name}", _bytes_of_receipts(store) / text * 100, "%", "<= 10")
            yield Figure(f"receipt_write_last_100_of_1000_{name}", sorted(waits[-100:])[50] * 1000, "ms", "report")
            began = time.perf_counter()
            assert store.receipts.get(branch[-1].id).wire[-1].content == f"question {_TURNS - 1}"
            yield Figure(f"receipt_read_at_turn_1000_{name}", (time.perf_counter() - began) * 1000, "ms", "report")


def grow(store: Store, length: int, policy: Policy) -> tuple[list[Message], list[float]]:
    """A conversation of so many turns, each request planned by `policy`; and how long each commit took, in seconds."""
    talk = replace(conversation("long"), policy=policy)
    branch: list[Message] = []
    waits: list[float] = []
    for number in range(length):
        turn = turns.begin(talk.id, branch[-1].id if branch else None, f"question {number}", AUTHOR, at(number))
        branch.append(turn.added[0])
        receipt = receipt_for(turn, branch, talk)
        began = time.perf_counter()
        store.conversations.begin_turn(talk, turn, receipt).result()
        waits.append(time.perf_counter() - began)
        reply = stream(store, turn, TextDelta(_REPLY), Ended(at(number + 0.9), "stop"))
        branch.append(store.journal.settle(reply.id))
    assert all(message.status is Status.COMPLETE for message in branch)
    return branch, waits


def _bytes_of_receipts(store: Store) -> int:
    tables = "('receipt', 'text_blob', 'route', 'sqlite_autoindex_text_blob_1', 'sqlite_autoindex_route_1')"
    return int(store.database.reader().execute(f"SELECT sum(pgsize) FROM dbstat WHERE name IN {tables}").get)
