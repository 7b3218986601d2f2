"""What one refresh of the context pane costs beside ten thousand messages: from the key to the row on the screen.

A key changes the draft; then the request is planned, the strip and the pane follow, and what is seen of the rows is
painted. With a budget the end of the history moves while one types, so every reason may be another.
"""

import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_chat.app import Run
from desktop_chat.domain.messages import Conversation, Message, Role, new_id, now
from desktop_chat.domain.policy import Policy
from desktop_chat.storage.store import open_store
from desktop_chat.ui.composer.preview import Preview
from desktop_chat.ui.context.pane import ContextPane
from tests.benchmarks.collected import collecting_as_the_program_does
from tests.benchmarks.figure import Figure
from tests.benchmarks.shown import share
from tests.support.program import running, store_endpoint, wait_until

_MESSAGES = 10_000
_KEYS = 200
_POLICIES = {"all": Policy(), "budget": Policy(system_prompt="Be terse.", token_budget=100_000)}
_PAGES = {"rows": 0, "raw": 1}


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    for name, policy in _POLICIES.items():
        with tempfile.TemporaryDirectory() as folder:
            conversation = _stored(Path(folder), policy)
            with running(Path(folder)) as run:
                run.window.resize(1440, 900)
                run.window.open(conversation.id)
                run.window.context.lead_in()
                with collecting_as_the_program_does():
                    for page, number in _PAGES.items():
                        times = _refreshes(run, number)
                        yield Figure(f"context_pane_{page}_{name}_p99", share(times, 0.99), "ms", "<= 16")
                        yield Figure(f"context_pane_{page}_{name}_median", statistics.median(times), "ms", "report")


class _Watch(QObject):
    """Measures from the timer that plans to the end of what is painted for it."""

    def __init__(self, pane: ContextPane, preview: Preview) -> None:
        super().__init__(pane)
        self._pane = pane
        self.times: list[float] = []
        self._began = 0.0  # on the thread's own clock: what other programs take is none of the pane's
        self._timer = preview.findChild(QTimer)
        assert isinstance(self._timer, QTimer)
        self._timer.installEventFilter(self)
        preview.ready.connect(self._paint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Timer:
            self._began = time.thread_time()
        return False

    def _paint(self, _: object) -> None:
        # All of the window that has become another is painted at once: this row and that figure, and what else follows.
        QCoreApplication.sendPostedEvents(self._pane.window(), QEvent.Type.UpdateRequest)
        self.times.append((time.thread_time() - self._began) * 1000)


def _refreshes(run: Run, page: int) -> list[float]:
    """The times of refreshes that follow one another, in milliseconds."""
    pane = run.window.findChild(ContextPane)
    assert isinstance(pane, ContextPane)
    pane.tabs.setCurrentIndex(page)
    composer = run.window.pane.composer
    composer.focus_editor()
    editor = run.window.focusWidget()
    assert editor is not None
    watch = _Watch(pane, composer.preview)
    for number in range(_KEYS):
        QTest.keyClicks(editor, "word ")
        wait_until(lambda wanted=number: len(watch.times) > wanted, "the refresh")  # type: ignore[misc]
    return watch.times


def _stored(folder: Path, policy: Policy) -> Conversation:
    begun = now()
    conversation = Conversation(new_id(), begun, begun, "A talk", policy=policy)
    messages: list[Message] = []
    for number in range(_MESSAGES):
        parent = messages[-1].id if messages else None
        role = (Role.USER, Role.ASSISTANT)[number % 2]
        messages.append(Message(new_id(), conversation.id, parent, role, "some words of a message " * 12, begun))
    store_endpoint(folder, "http://127.0.0.1:9/v1")
    conversation = replace(conversation, head=messages[-1].id)
    with open_store(folder) as store:
        store.conversations.create(conversation, messages).result()
    return conversation
