"""A transcript on real services and a real store, and conversations to show in it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_chat.domain.messages import (
    Conversation,
    ConversationId,
    Message,
    MessageId,
    Role,
    Usage,
    new_id,
    now,
)
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.streaming import Answered, Cancel, Ended, Sink, StreamEvent
from desktop_chat.ui.buttons import Button
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.transcript import Transcript
from desktop_chat.words import catalogue
from tests.services.world import World, a_world

FIRST_REQUEST = [("Model", "test-model at 127.0.0.1", "Ctrl+Shift+M"), ("System prompt", "none", "")]
PATIENCE_MS = 10_000


class Talk:
    """A conversation in the making: each message follows the one before it."""

    def __init__(self) -> None:
        begun = now() - timedelta(minutes=30)
        self._conversation = Conversation(new_id(), begun, begun, "A talk")
        self._at = begun
        self.messages: list[Message] = []
        self.head: MessageId | None = None

    def ask(self, text: str, role: Role = Role.USER) -> Message:
        return self._add(Message(new_id(), self._conversation.id, self.head, role, text, self._next()))

    def answer(self, text: str, **fields: object) -> Message:
        values = {"model": "vendor/test-model", "usage": Usage(9, 3, 12)} | fields
        reply = Message(new_id(), self._conversation.id, self.head, Role.ASSISTANT, text, self._next())
        return self._add(replace(reply, **values))  # type: ignore[arg-type]

    def exchanges(self, count: int, lines: int = 3) -> Talk:
        for number in range(count):
            self.ask(f"Question {number}")
            self.answer("\n".join(f"Line {line} of answer {number}." for line in range(lines)))
        return self

    @property
    def conversation(self) -> Conversation:
        """As it is stored, with its last message as the head."""
        return replace(self._conversation, head=self.head)

    def stored_in(self, world: World, policy: Policy | None = None) -> ConversationId:
        conversation = replace(self.conversation, policy=policy or Policy())
        world.store.conversations.create(conversation, self.messages).result()
        world.reread()
        return conversation.id

    def _add(self, message: Message) -> Message:
        self.messages.append(message)
        self.head = message.id
        return message

    def _next(self) -> datetime:
        self._at += timedelta(seconds=10)
        return self._at


class Tap:
    """A reply that comes when the test says so, event by event, in the stream's own thread."""

    def __init__(self, world: World) -> None:
        self._events: list[StreamEvent] = []
        self._changed = threading.Condition()
        world.answer = self._run

    def send(self, *events: StreamEvent) -> None:
        with self._changed:
            self._events.extend(events)
            self._changed.notify()

    def end(self, reason: str = "stop") -> None:
        self.send(Ended(now(), finish_reason=reason))

    def _run(self, _request: object, sink: Sink, cancel: Cancel) -> None:
        sink(Answered(now(), 200, "req-1"))
        while not cancel.cancelled:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._events), timeout=0.02)
                events, self._events = self._events, []
            for event in events:
                sink(event)
                if isinstance(event, Ended):
                    return
        sink(Ended(now(), stopped=True))


@pytest.fixture
def world(qapp: object, tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as made:
        made.add_endpoint()
        yield made


@pytest.fixture
def view(world: World, theme: Theme) -> Iterator[Transcript]:
    made = Transcript(world.chat, world.replies, world.library, theme, lambda: FIRST_REQUEST)
    made.resize(900, 600)
    made.show()
    QTest.qWaitForWindowExposed(made)
    made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture(autouse=True)
def _nothing_stays_copied(qapp: object) -> Iterator[None]:
    """Without a window system the clipboard lives longer than the interpreter, which has to delete what is on it."""
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def chinese(theme: Theme) -> Iterator[None]:
    catalogue.load(Path(__file__).parents[3] / "resources" / "translations")
    catalogue.use(catalogue.CHINESE)
    theme.set_language("zh-CN")
    yield
    catalogue.use(catalogue.ENGLISH)


def wait_until(holds: Callable[[], bool]) -> None:
    """Until it holds; the event loop runs meanwhile."""
    deadline = now() + timedelta(milliseconds=PATIENCE_MS)
    while not holds():
        assert now() < deadline, "it did not happen"
        QTest.qWait(5)


def buttons(view: QWidget) -> dict[str, Button]:
    """The buttons that are seen in the view, by their accessible names."""
    found = [button for button in view.findChildren(Button) if button.isVisible()]
    return {button.accessibleName() or button.text(): button for button in found}


def on_screen(view: Transcript) -> QImage:
    """What the window system shows: everything painted bit by bit until now."""
    QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)
    QApplication.processEvents()
    return view.screen().grabWindow(view.winId()).toImage()


def painted(view: Transcript) -> QImage:
    """The same, painted at once."""
    return view.grab().toImage()


__all__ = ["Talk", "Tap", "World", "buttons", "on_screen", "painted", "wait_until"]
