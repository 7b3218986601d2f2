"""What the second request of a conversation with a system prompt carries, as the server received it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_chat.domain.policy import Policy
from tests.benchmarks.figure import Figure
from tests.support.program import ask, running, store_endpoint, wait_for_reply
from tests.support.wire_server import WireServer

_EXACT = [("system", "Be brief."), ("user", "One?"), ("assistant", "A whole reply."), ("user", "Two?")]


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    with tempfile.TemporaryDirectory() as folder, WireServer() as server:
        store_endpoint(Path(folder), server.base_url)
        with running(Path(folder)) as run:
            run.services.library.set_policy(run.window.pane.shown or "", Policy(system_prompt="Be brief."))
            for question in ("One?", "Two?"):
                server.reply("A whole reply.")
                ask(run, question)
                wait_for_reply(run)
        sent = [(m["role"], m["content"]) for m in server.requests[-1].json["messages"]]
    yield Figure("two_turns_messages_that_differ", float(sent != _EXACT), "requests", "0")
