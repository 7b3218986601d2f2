"""How long a receipt takes to open, from the key to its first picture, and each of its pages to be turned to.

Measured in the window, as what it takes of the GUI thread: the first one, which is loaded while nobody waits, and the
next ones.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog

from desktop_chat.app import Run
from desktop_chat.domain import turns
from desktop_chat.domain.messages import Message, Role, new_id
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.streaming import Ended, TextDelta
from desktop_chat.storage.store import Store, open_store
from desktop_chat.ui.tabs import Tabs
from tests.benchmarks.collected import collecting_as_the_program_does
from tests.benchmarks.figure import Figure
from tests.benchmarks.receipt_cost import grow
from tests.storage.making import AUTHOR, at, conversation, receipt_for, stream
from tests.support.program import running, store_endpoint, wait_until

_ROUNDS = 9
_PAGES = ("summary", "request", "answer", "compare")
_LONG = "Some words of a message, 备份数据库时要小心，" * 20
_LOADED = "desktop_chat.ui.receipt.window"


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    for name, make in (("1000_turns", _thousand_turns), ("10000_messages", _ten_thousand_messages)):
        with tempfile.TemporaryDirectory() as folder:
            store_endpoint(Path(folder), "http://127.0.0.1:9/v1")
            with open_store(Path(folder)) as store:
                reply = make(store)
            with running(Path(folder)) as run:
                run.window.resize(1200, 800)
                run.window.open(reply.conversation_id)
                _paint()
                wait_until(lambda: _LOADED in sys.modules, "the loading of what a key opens")
                with collecting_as_the_program_does():
                    yield from _of_one(name, partial(_open, run, reply))


def _of_one(name: str, opened: Callable[[], QDialog]) -> Iterator[Figure]:
    times: list[float] = []
    turned: dict[str, list[float]] = {page: [] for page in _PAGES[1:]}
    for _ in range(_ROUNDS):
        began = time.thread_time()
        window = opened()
        times.append((time.thread_time() - began) * 1000)
        (tabs,) = window.findChildren(Tabs)
        for number, page in enumerate(_PAGES[1:], 1):
            began = time.thread_time()
            tabs.setCurrentIndex(number)
            _paint()
            turned[page].append((time.thread_time() - began) * 1000)
        window.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # The two conversations are in one process, so only the first of them opens the very first receipt.
    yield Figure(f"receipt_open_{name}_first", times[0], "ms", "<= 50")
    yield Figure(f"receipt_open_{name}_median", statistics.median(times), "ms", "<= 50")
    for page, values in turned.items():
        # At ten thousand messages the first look at them reads megabytes.
        bar = "<= 50" if page == "answer" or name == "1000_turns" else "report"
        yield Figure(f"receipt_{page}_{name}_median", statistics.median(values), "ms", bar)


def _open(run: Run, reply: Message) -> QDialog:
    run.window.receipts.show(reply.id)
    _paint()
    (window,) = run.window.findChildren(QDialog)
    assert isinstance(window, QDialog)
    return window


def _paint() -> None:
    QCoreApplication.processEvents()


def _thousand_turns(store: Store) -> Message:
    branch, _ = grow(store, 1000, Policy("You are a careful assistant."))
    return branch[-1]


def _ten_thousand_messages(store: Store) -> Message:
    """As if imported, then asked twice: the second request carries them all."""
    talk = conversation("long")
    said: list[Message] = []
    for number in range(10_000):
        role = (Role.USER, Role.ASSISTANT)[number % 2]
        said.append(Message(new_id(), talk.id, said[-1].id if said else None, role, f"{number} {_LONG}", at(number)))
    store.conversations.create(talk, said).result()
    for number in range(2):
        turn = turns.begin(talk.id, said[-1].id, f"question {number}", AUTHOR, at(20_000 + number))
        said.append(turn.added[0])
        store.conversations.begin_turn(talk, turn, receipt_for(turn, said, talk)).result()
        reply = stream(store, turn, TextDelta(_LONG), Ended(at(20_001 + number), "stop"))
        said.append(store.journal.settle(reply.id))
    return said[-1]
