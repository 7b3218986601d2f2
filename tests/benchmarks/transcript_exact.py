"""A reply at ten thousand tokens a second, from a server's socket to disk and view: nothing lost, all in order.

The view cannot be read as one text, so what it shows is compared block by block with the same text set at once.
"""

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_chat.app import Run
from desktop_chat.domain.messages import Message
from desktop_chat.storage.store import open_store
from desktop_chat.ui.transcript.body import Body
from desktop_chat.ui.transcript.reading import Reading
from tests.benchmarks.conversation import MIXED, TOKENS, streamed
from tests.benchmarks.figure import Figure
from tests.benchmarks.streaming import Pulse, pacing_server
from tests.support.program import running, store_endpoint, wait_for_reply, wait_until

_RATE = 10_000


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    expected = "".join(streamed()[MIXED])
    with tempfile.TemporaryDirectory() as folder, pacing_server() as base_url:
        store_endpoint(Path(folder), base_url)
        with running(Path(folder)) as run:
            pulse = Pulse()
            reply = _reply(run)
            pulse.stop()
            wrong = _shown(run, reply) != _set_at_once(run, expected)
        with open_store(Path(folder)) as store:
            kept = store.conversations.message(reply.id).text
    name = f"stream_{_RATE}_tokens_per_s"
    yield Figure(f"{name}_stored_otherwise", float(_hash(kept) != _hash(expected)), "replies", "0")
    yield Figure(f"{name}_shown_otherwise", float(wrong), "replies", "0")
    yield Figure(f"{name}_stall_p99", pulse.stall_ms(0.99), "ms", "report")


def _reply(run: Run) -> Message:
    shown = run.window.pane.shown or ""
    run.services.chat.send(shown, f"{_RATE} {TOKENS} {MIXED}")
    wait_until(lambda: run.services.chat.writing_in(shown) is not None, "the reply's begin")
    wait_until(lambda: run.services.chat.writing_in(shown) is None, "the reply's end", 60_000)
    return wait_for_reply(run)


def _shown(run: Run, reply: Message) -> Sequence[str]:
    column = run.window.pane.transcript.column
    place = column.place_of(reply.id)
    assert place is not None
    return _texts(column[place].bodies[-1])


def _set_at_once(run: Run, text: str) -> Sequence[str]:
    body, page = Body(text, Reading.MARKDOWN), run.window.pane.transcript.page
    body.lay_out(page.columns.measure, page.text)
    return _texts(body)


def _texts(body: Body) -> Sequence[str]:
    return [leaf.text for leaf in body.leaves]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
