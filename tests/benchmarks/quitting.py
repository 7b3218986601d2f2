"""How long the program takes to end while eight replies are being written by servers that have fallen silent."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_chat.app import Run
from desktop_chat.domain.messages import Status
from desktop_chat.storage.store import open_store
from tests.benchmarks.figure import Figure
from tests.support import script
from tests.support.program import running, store_endpoint, wait_until
from tests.support.wire_server import WireServer

_STREAMS = 8
_ROUNDS = 5


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    rounds = [_quit_once() for _ in range(_ROUNDS)]
    yield Figure("quit_with_8_silent_streams_max", max(seconds for seconds, _ in rounds), "s", "<= 2")
    yield Figure("quit_with_8_silent_streams_median", statistics.median(s for s, _ in rounds), "s", "report")
    yield Figure("quit_with_8_silent_streams_text_lost", sum(lost for _, lost in rounds), "replies", "0")


def _quit_once() -> tuple[float, int]:
    """Seconds from the wish to quit to the closed store, and the replies whose text is not what had arrived."""
    with tempfile.TemporaryDirectory() as folder, WireServer(answer=_fall_silent) as server:
        directory = Path(folder)
        store_endpoint(directory, server.base_url)
        with running(directory) as run:
            for number in range(_STREAMS):
                conversation = run.services.library.new()
                run.services.chat.send(conversation.id, f"question {number}")
                wait_until(partial(_has_text, run, conversation.id))
            began = time.monotonic()
        seconds = time.monotonic() - began
        with open_store(directory) as store:
            heads = [store.conversations.message(c.head or "") for c in store.conversations.summaries()]
    return seconds, _STREAMS - sum(m.text == "Hello, wor" and m.status is Status.STOPPED for m in heads)


def _has_text(run: Run, conversation_id: str) -> bool:
    branch = run.services.chat.branch(conversation_id)
    return bool(branch) and branch[-1].text == "Hello, wor"


def _fall_silent(request: object) -> script.Script:
    return script.reply("Hello, wor", then=script.Stall())
