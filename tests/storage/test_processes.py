"""The window and the command line on one data directory."""

import subprocess
import sys
from pathlib import Path

from desktop_chat.domain.messages import Status
from desktop_chat.domain.streaming import Ended, TextDelta
from desktop_chat.storage.store import Store
from tests.storage.making import ask, at, conversation, done, exchange, stream, wait_for

ROOT = Path(__file__).resolve().parents[2]
TURNS = 25


def another(store: Store) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.storage.other_process", str(store.directory), str(TURNS)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_two_processes_write_at_once_and_lose_nothing_of_each_other(store: Store) -> None:
    store.database.reader()
    replies = [stream(store, ask(store, conversation(), "streams meanwhile")) for _ in range(4)]
    mine = conversation("mine")
    parent = None
    with another(store) as process:
        number = 0
        while process.poll() is None or number < TURNS:
            parent = exchange(store, mine, f"question {number}", f"answer {number}", parent).id
            for reply in replies:
                store.journal.put(reply.id, TextDelta(f"{number} "))
            number += 1
        theirs = process.stdout.read() if process.stdout else ""
    for reply in replies:
        store.journal.put(reply.id, Ended(at(1), "stop"))
        assert done(store.journal.finish(reply.id)).text == "".join(f"{n} " for n in range(number))
    for talk, turns in ((theirs, TURNS), (mine.id, number)):
        branch = store.conversations.tree(talk).branch(store.conversations.get(talk).head)
        assert [message.text for message in branch[1::2]] == [f"answer {n}" for n in range(turns)]
        assert all(message.status is Status.COMPLETE for message in branch)
        assert len(store.receipts.get(branch[-1].id).wire) == 2 * turns - 1
    assert store.check().ok
    wait_for(store.database.changed_elsewhere)
