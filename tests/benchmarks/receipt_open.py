"""How long a receipt takes to open, from the key to its first picture, and each of its pages to be turned to.

Measured as what it takes of the GUI thread; the first time with the modules that only a receipt needs.
"""

import importlib
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_chat.domain import turns
from desktop_chat.domain.messages import Message, Role, new_id
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.streaming import Ended, TextDelta
from desktop_chat.ui.icons import Icon, outline
from desktop_chat.ui.tabs import Tabs
from tests.benchmarks.figure import Figure
from tests.benchmarks.receipt_cost import grow
from tests.services.world import World, a_world
from tests.storage.making import AUTHOR, at, conversation, receipt_for, stream
from tests.support.program import the_theme

_ROUNDS = 9
_PAGES = ("summary", "request", "answer", "compare")
_LONG = "Some words of a message, 备份数据库时要小心，" * 20


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    importlib.import_module("desktop_chat.ui.main_window")  # who opens a receipt has that already,
    the_theme()  # and its look,
    outline(Icon.RECEIPT)  # and has seen icons
    for name, make in (("1000_turns", _thousand_turns), ("10000_messages", _ten_thousand_messages)):
        with tempfile.TemporaryDirectory() as folder, a_world(Path(folder)) as world:
            reply = make(world)
            world.reread()
            world.chat.tree(reply.conversation_id)  # who opens a receipt has the conversation open
            behind = QWidget()
            behind.resize(1200, 800)
            behind.show()
            yield from _of_one(name, partial(_open, world, reply, behind))
            behind.close()
            behind.deleteLater()


def _of_one(name: str, opened: Callable[[], QWidget]) -> Iterator[Figure]:
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
    yield Figure(f"receipt_open_{name}_first", times[0], "ms", "report")
    yield Figure(f"receipt_open_{name}_median", statistics.median(times), "ms", "<= 50")
    for page, values in turned.items():
        # At ten thousand messages the first look at them reads megabytes.
        bar = "<= 50" if page == "answer" or name == "1000_turns" else "report"
        yield Figure(f"receipt_{page}_{name}_median", statistics.median(values), "ms", bar)


def _open(world: World, reply: Message, behind: QWidget) -> QWidget:
    from desktop_chat.ui.receipt.window import ReceiptWindow  # the first time this is a part of it

    window = ReceiptWindow(world.chat.receipt(reply.id), reply, world.chat, the_theme(), behind)
    window.show()
    _paint()
    return window


def _paint() -> None:
    QCoreApplication.processEvents()


def _thousand_turns(world: World) -> Message:
    branch, _ = grow(world.store, 1000, Policy("You are a careful assistant."))
    return branch[-1]


def _ten_thousand_messages(world: World) -> Message:
    """As if imported, then asked twice: the second request carries them all."""
    talk = conversation("long")
    said: list[Message] = []
    for number in range(10_000):
        role = (Role.USER, Role.ASSISTANT)[number % 2]
        said.append(Message(new_id(), talk.id, said[-1].id if said else None, role, f"{number} {_LONG}", at(number)))
    world.store.conversations.create(talk, said).result()
    for number in range(2):
        turn = turns.begin(talk.id, said[-1].id, f"question {number}", AUTHOR, at(20_000 + number))
        said.append(turn.added[0])
        world.store.conversations.begin_turn(talk, turn, receipt_for(turn, said, talk)).result()
        reply = stream(world.store, turn, TextDelta(_LONG), Ended(at(20_001 + number), "stop"))
        said.append(world.store.journal.settle(reply.id))
    return said[-1]
