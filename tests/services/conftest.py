"""The services on a real store, with requests answered by a function that the test writes."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest

from desktop_chat.domain.errors import SecretError
from desktop_chat.domain.messages import Message, new_id, now
from desktop_chat.domain.models import Endpoint, KeySource, Limits, Request
from desktop_chat.domain.streaming import Answered, Cancel, Ended, Sink, TextDelta
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.services.access import Access
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.background import Background
from desktop_chat.services.chat import Chat, SendRefused
from desktop_chat.services.library import Library
from desktop_chat.services.local_model import LocalModel
from desktop_chat.services.outbox import Outbox
from desktop_chat.services.relay import Relay
from desktop_chat.services.replies import Replies
from desktop_chat.services.streams import Streams
from desktop_chat.storage.store import Store, open_store

Answer = Callable[[Request, Sink, Cancel], None]


def answer_with(*pieces: str) -> Answer:
    """A reply in these pieces, complete."""

    def run(request: Request, sink: Sink, cancel: Cancel) -> None:
        sink(Answered(now(), 200, "req-1"))
        for piece in pieces:
            sink(TextDelta(piece))
        sink(Ended(now(), finish_reason="stop"))

    return run


class Keys:
    """Keys in memory; `trouble` is raised instead of giving one."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self.trouble: SecretError | None = None

    def get(self, endpoint: Endpoint) -> str | None:
        if self.trouble:
            raise self.trouble
        return self.known.get(endpoint.id)

    def put(self, endpoint: Endpoint, key: str) -> bool:
        if self.trouble:
            raise self.trouble
        self.known[endpoint.id] = key
        return True

    def forget(self, endpoint: Endpoint) -> None:
        self.known.pop(endpoint.id, None)


@dataclass
class World:
    """Everything below the window."""

    store: Store
    keys: Keys
    library: Library
    accounts: Accounts
    streams: Streams
    outbox: Outbox
    replies: Replies
    chat: Chat
    answer: Answer = field(default_factory=lambda: answer_with("Hello"))
    requests: list[Request] = field(default_factory=list)
    refusals: list[SendRefused] = field(default_factory=list)

    def complete(self, request: Request, key: str | None, sink: Sink, cancel: Cancel) -> None:
        self.requests.append(request)
        self.answer(request, sink, cancel)

    def add_endpoint(self, **fields: object) -> Endpoint:
        values = {"model": "test-model"} | fields
        endpoint = Endpoint(new_id(), "Test", "http://127.0.0.1:1/v1", **values)  # type: ignore[arg-type]
        self.store.endpoints.add(endpoint).result()
        self.accounts.refresh()
        return endpoint

    def ask(self, conversation_id: str, text: str) -> Message:
        """Sends, and waits until the reply is stored."""
        before = len(self.requests)
        self.chat.send(conversation_id, text)
        wait_until(lambda: len(self.requests) > before or bool(self.refusals))
        return self.wait_for_reply(conversation_id)

    def wait_for_reply(self, conversation_id: str) -> Message:
        wait_until(lambda: self.chat.writing_in(conversation_id) is None)
        return self.chat.branch(conversation_id)[-1]


def wait_until(holds: Callable[[], bool]) -> None:
    assert QTest.qWaitFor(holds, 10_000), "it did not happen"


@contextmanager
def a_world(directory: Path) -> Iterator[World]:
    with ExitStack() as closing:
        store = closing.enter_context(open_store(directory))
        background = Background(Relay())
        closing.callback(background.close)
        keys = Keys()
        local = LocalModel(_no_server, lambda: None)
        accounts = Accounts(store.endpoints, Access(keys, local), background, lambda *_: ("listed",))
        library = Library(store.conversations, background)
        outbox = Outbox()
        closing.callback(outbox.close)
        streams = Streams(
            lambda request, key, sink, cancel: world.complete(request, key, sink, cancel),
            store.journal,
            outbox,
            Cancellation,
        )
        closing.callback(streams.close)
        replies = Replies(streams, store.journal, outbox, Limits)
        chat = Chat(store, library, accounts, replies, background)
        world = World(store, keys, library, accounts, streams, outbox, replies, chat)
        chat.send_refused.connect(world.refusals.append)
        yield world
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _no_server(path: Path) -> object:
    raise AssertionError(f"nobody asked for {path}")


@pytest.fixture
def world(qapp: object, tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as made:
        made.add_endpoint()
        yield made


__all__ = ["Keys", "KeySource", "World", "a_world", "answer_with", "wait_until"]
