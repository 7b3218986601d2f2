"""The services on a real store, and what lies beyond the process: answers, keys and servers of the test's own."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import Conversation, Message, new_id, now
from desktop_chat.domain.models import Endpoint, Limits, Request
from desktop_chat.domain.prices import Price
from desktop_chat.domain.streaming import Answered, Cancel, Ended, Sink, TextDelta
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.services.access import Access
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.background import Background
from desktop_chat.services.chat import Chat, SendRefused
from desktop_chat.services.filing import Filing
from desktop_chat.services.folders import Folders
from desktop_chat.services.library import Library
from desktop_chat.services.local_model import LocalModel, ModelServer
from desktop_chat.services.outbox import Outbox
from desktop_chat.services.preferences import Preferences
from desktop_chat.services.relay import Relay
from desktop_chat.services.replies import Replies
from desktop_chat.services.spending import Spending
from desktop_chat.services.streams import Streams
from desktop_chat.services.undoing import Undoing
from desktop_chat.storage.settings_file import SettingsFile
from desktop_chat.storage.store import Store, open_store
from tests.support.patience import PATIENCE_S

Answer = Callable[[Request, Sink, Cancel], None]
ListModels = Callable[[Endpoint, str | None, Limits], tuple[str, ...]]

MUCH = "much text " * 50_000


def answer_with(*pieces: str) -> Answer:
    """A reply in these pieces, complete."""

    def run(request: Request, sink: Sink, cancel: Cancel) -> None:
        sink(Answered(now(), 200, "req-1"))
        for piece in pieces:
            sink(TextDelta(piece))
        sink(Ended(now(), finish_reason="stop"))

    return run


def in_parts(first: str, gate: "Gate", *rest: str) -> Answer:
    """The first piece, the others once the gate is open, complete."""

    def run(request: Request, sink: Sink, cancel: Cancel) -> None:
        sink(TextDelta(first))
        gate.wait()
        for piece in rest:
            sink(TextDelta(piece))
        sink(Ended(now(), finish_reason="stop"))

    return run


def until_stopped(*pieces: str) -> Answer:
    """Sends these pieces and then keeps silent until it is cancelled."""

    def run(request: Request, sink: Sink, cancel: Cancel) -> None:
        assert isinstance(cancel, Cancellation)
        for piece in pieces:
            sink(TextDelta(piece))
        cancel.wait(PATIENCE_S)
        sink(Ended(now(), stopped=cancel.cancelled))

    return run


def messages_of(request: Request) -> list[tuple[str, str]]:
    """Role and content of each message that the server read."""
    return [(message["role"], message["content"]) for message in json.loads(request.body)["messages"]]


class Gate:
    """Holds up a thread of the program until the test opens it."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self._reached = threading.Event()

    def wait(self) -> None:
        self._reached.set()
        assert self._open.wait(PATIENCE_S), "nobody opened the gate"

    def open(self) -> None:
        self._open.set()

    @property
    def is_reached(self) -> bool:
        return self._reached.is_set()


class Keys:
    """Keys in memory; `trouble` is raised instead of giving or taking one, `gate` holds up each call."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self.trouble: ChatError | None = None
        self.gate: Gate | None = None

    def get(self, endpoint: Endpoint) -> str | None:
        self._hesitate()
        return self.known.get(self._name(endpoint))

    def put(self, endpoint: Endpoint, key: str) -> bool:
        self._hesitate()
        self.known[self._name(endpoint)] = key
        return True

    def forget(self, endpoint: Endpoint) -> None:
        self._hesitate()
        self.known.pop(self._name(endpoint), None)

    def _hesitate(self) -> None:
        if self.gate:
            self.gate.wait()
        if self.trouble:
            raise self.trouble

    def _name(self, endpoint: Endpoint) -> str:
        return f"{endpoint.id} {endpoint.host}"


class Shipped(dict[tuple[str, str], Price]):
    """The list of prices that comes with the program."""

    date = "2026-11-28"
    made_of = "a list of ours"

    def __call__(self, host: str, model: str) -> Price | None:
        return self.get((host, model))


class World:
    """Everything below the window; `closing` ends it in the order of the program."""

    def __init__(self, directory: Path, closing: ExitStack) -> None:
        self.answer: Answer = answer_with("Hello")
        self.list_models: ListModels = lambda *_: ("listed",)
        self.make_server: Callable[[Path], ModelServer] | None = None
        self.bundled: Path | None = None
        self.requests: list[Request] = []
        self.sent_keys: list[str | None] = []
        self.refusals: list[SendRefused] = []
        self.failures: list[ChatError] = []
        self.keys = Keys()
        self.store = closing.enter_context(open_store(directory))
        self.background = Background(Relay())
        closing.callback(self.background.close)
        self.local_model = LocalModel(self._server, lambda: self.bundled)
        closing.callback(self.local_model.close)
        access = Access(self.keys, self.local_model)
        self.accounts = Accounts(self.store.endpoints, access, self.background, self._list)
        self.library = Library(self.store.conversations, self.store.days, self.background)
        self.preferences = Preferences(SettingsFile(directory / "settings.json"), self.background)
        closing.callback(self.preferences.close)
        self._build_order()
        self._build_chat(closing)
        self.chat.send_refused.connect(self.refusals.append)
        self.library.failed.connect(self.failures.append)
        self.accounts.failed.connect(self.failures.append)

    def _build_order(self) -> None:
        self.folders = Folders(self.store.folders, self.library, self.background)
        self.filing = Filing(self.store.conversations, self.library, self.folders, self.background)
        self.undoing = Undoing(self.library, self.filing)

    def _build_chat(self, closing: ExitStack) -> None:
        self.outbox = Outbox()
        closing.callback(self.outbox.close)
        self.streams = Streams(self._complete, self.store.journal, self.outbox, Cancellation)
        closing.callback(self.streams.close)
        self.replies = Replies(self.streams, self.store.journal, self.outbox, Limits)
        self.settings: dict[str, str] = {}
        self.prices = Shipped()
        self.spending = Spending(
            self.store,
            lambda setting: self.settings.get(setting.name, setting.default),
            self.prices,
            self.background,
        )
        self.chat = Chat(self.store, self.library, self.accounts, self.replies, self.spending, self.background)

    def _complete(self, request: Request, key: str | None, sink: Sink, cancel: Cancel) -> None:
        self.requests.append(request)
        self.sent_keys.append(key)
        self.answer(request, sink, cancel)

    def _list(self, endpoint: Endpoint, key: str | None, limits: Limits) -> tuple[str, ...]:
        return self.list_models(endpoint, key, limits)

    def _server(self, path: Path) -> ModelServer:
        assert self.make_server, f"nobody asked for {path}"
        return self.make_server(path)

    def add_endpoint(self, name: str = "Test", **fields: Any) -> Endpoint:
        values = {"base_url": "http://127.0.0.1:1/v1", "model": "test-model"} | fields
        endpoint = Endpoint(new_id(), name, **values)
        self.store.endpoints.add(endpoint).result()
        self.accounts.refresh()
        return endpoint

    def ask(self, conversation_id: str, text: str) -> Message:
        """Sends, and waits until the reply is stored."""
        before = len(self.requests)
        self.chat.send(conversation_id, text)
        wait_until(lambda: len(self.requests) > before or bool(self.refusals))
        return self.wait_for_reply(conversation_id)

    def begin(self, conversation_id: str, text: str = "Go") -> Message:
        """Sends, and waits until the reply is being written and its first words have come."""
        self.chat.send(conversation_id, text)
        wait_until(lambda: self.chat.writing_in(conversation_id) is not None)
        wait_until(lambda: bool(self.chat.branch(conversation_id)[-1].text))
        return self.chat.branch(conversation_id)[-1]

    def wait_for_reply(self, conversation_id: str) -> Message:
        wait_until(lambda: not self.chat.is_busy(conversation_id))
        return self.chat.branch(conversation_id)[-1]

    def reread(self) -> None:
        """Takes in what others have stored."""
        reread(self.library)

    def settle(self) -> None:
        """Waits until everything that was asked for is written."""
        wait_until(self.background.is_settled)

    def stored(self, conversation_id: str) -> Conversation:
        self.settle()
        return self.store.conversations.get(conversation_id)


def wait_until(holds: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    """Lets events run until `holds`; fails the test after a while."""
    until = time.monotonic() + patience_s
    while not holds():
        assert time.monotonic() < until, "it did not happen"
        QTest.qWait(1)


def reread(library: Library) -> None:
    """Waits until the library knows what others have stored."""
    heard: list[bool] = []
    listening = library.refreshed.connect(lambda: heard.append(True))
    library.refresh()
    wait_until(lambda: bool(heard))
    library.refreshed.disconnect(listening)


def let_events_run() -> None:
    """Everything that is due by now happens."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def full_disk(store: Store) -> Iterator[None]:
    """The database may not grow any more: SQLite then fails exactly as on a full disk. `MUCH` needs room."""
    _limit(store, 1)
    yield
    _limit(store, 2**31)


def _limit(store: Store, pages: int) -> None:
    store.database.run(lambda: store.database._connection.pragma("max_page_count", pages)).result(PATIENCE_S)


@contextmanager
def a_world(directory: Path) -> Iterator[World]:
    with ExitStack() as closing:
        yield World(directory, closing)
    let_events_run()
