"""The window while 10,000 conversations are exported by a process beside it, and how long that takes."""

import random
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_chat.app import Run
from desktop_chat.domain.messages import Conversation, Message, Role, new_id
from desktop_chat.domain.tree import Tree
from desktop_chat.services.transfers import ExportFormat, Order
from desktop_chat.storage.store import open_store
from desktop_chat.transfer.archive import Chat
from tests.benchmarks.figure import Figure
from tests.benchmarks.streaming import Pulse
from tests.support.program import running, wait_until

_COUNT = 10_000
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
_PATIENCE_MS = 900_000
_ANSWER = (
    "## {word}\n\nThe **{word}** of the moon, see `pull({n})`:\n\n- one\n- two\n\n```py\nreturn {n}\n```\n\n",
    "## {word}\n\n潮汐是**周期性**现象。\n\n1. 一\n2. 二\n\n| 天体 | 质量 |\n|---|---|\n| 月球 | {n} |\n\n",
)


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        _fill(data)
        with running(data) as run:
            # Here Qt has been imported the slow way, which costs each module that comes later; see `plain_import`.
            run.window.notices.say("Ready")
            quiet = _at_rest(20)
            yield Figure("export_window_at_rest_stall_max", quiet.stall_ms(1.0), "ms", "report")
            for kind in ExportFormat:
                path = Path(folder) / f"all{'.json' if kind is ExportFormat.JSON else '.zip'}"
                began = time.perf_counter()
                pulse = _exported(run, Order(path, kind))
                seconds = time.perf_counter() - began
                yield Figure(f"export_10000_{kind}_stall_p99", pulse.stall_ms(0.99), "ms", "<= 50")
                yield Figure(f"export_10000_{kind}_stall_max", pulse.stall_ms(1.0), "ms", "report")
                yield Figure(f"export_10000_{kind}_rate", _COUNT / seconds, "conversations/s", "report")
                assert kind is ExportFormat.JSON or len(zipfile.ZipFile(path).namelist()) == _COUNT
                path.unlink()


def _exported(run: Run, order: Order) -> Pulse:
    ended: list[object] = []
    transfers = run.services.transfers
    transfers.exported.connect(ended.append)
    transfers.failed.connect(ended.append)
    pulse = Pulse()
    transfers.export(order)
    wait_until(lambda: bool(ended), "the export", _PATIENCE_MS)
    pulse.stop()
    assert isinstance(ended[0], Path), ended
    transfers.exported.disconnect(ended.append)
    transfers.failed.disconnect(ended.append)
    return pulse


def _at_rest(seconds: float) -> Pulse:
    """How long the window stands still while it does nothing."""
    until = time.perf_counter() + seconds
    pulse = Pulse()
    wait_until(lambda: time.perf_counter() > until)
    pulse.stop()
    return pulse


def _fill(data: Path) -> None:
    chance = random.Random(5)
    with open_store(data) as store:
        for first in range(0, _COUNT, 500):
            store.intake.add_chats([_chat(number, chance) for number in range(first, first + 500)]).result()


def _chat(number: int, chance: random.Random) -> Chat:
    """Four messages, every second answer in Chinese."""
    at, talk = _BEGAN + timedelta(minutes=number), new_id()
    messages: list[Message] = []
    for place in range(4):
        role = Role.ASSISTANT if place % 2 else Role.USER
        words = f"word{chance.randrange(10_000)}"
        text = _ANSWER[chance.random() < 0.45].format(word=words, n=number) * 3 if place % 2 else f"Why {words}?"
        parent = messages[-1].id if messages else None
        message = Message(new_id(), talk, parent, role, text, at + timedelta(seconds=place))
        messages.append(replace(message, model="small", finish_reason="stop") if place % 2 else message)
    folder = f"Folder {number % 20}" if number % 3 == 0 else None
    conversation = Conversation(talk, at, at, f"Talk {number}", messages[-1].id, folder=folder)
    return Chat(conversation, Tree(messages))
