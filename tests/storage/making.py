"""Conversations, turns and requests as tests need them, made the way the program makes them."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from desktop_chat.domain import context, receipts, turns
from desktop_chat.domain.messages import Conversation, Message, MessageId, new_id
from desktop_chat.domain.models import Endpoint, Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.streaming import Ended, StreamEvent, TextDelta
from desktop_chat.domain.turns import Author, Turn
from desktop_chat.storage.store import Store
from tests.support.patience import PATIENCE_S

T = TypeVar("T")

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ENDPOINT = Endpoint("endpoint-1", "Here", "http://127.0.0.1:8000/v1", "small")
AUTHOR = Author("Here", "small")


def at(seconds: float) -> datetime:
    """That many seconds into the story."""
    return START + timedelta(seconds=seconds)


def conversation(title: str = "", seconds: float = 0) -> Conversation:
    return Conversation(new_id(), at(seconds), at(seconds), title, policy=Policy(), options=Options())


def done(future: "Future[T]") -> T:
    return future.result(PATIENCE_S)


def receipt_for(turn: Turn, branch: Sequence[Message], talk: Conversation, factor: float = 1.0) -> Receipt:
    """The receipt of the request that the program would plan for `branch`."""
    assert turn.reply is not None
    plan = context.plan(branch, talk.policy, talk.options, "small")
    return receipts.issue(turn.reply, plan.payload, ENDPOINT, factor)


def ask(store: Store, talk: Conversation, text: str, parent: MessageId | None = None, seconds: float = 0) -> Turn:
    """A question under `parent`, its empty reply and the receipt, committed."""
    turn = turns.begin(talk.id, parent, text, AUTHOR, at(seconds))
    above = store.conversations.tree(talk.id).branch(parent) if parent else ()
    receipt = receipt_for(turn, (*above, *turn.added[:-1]), talk)
    done(store.conversations.begin_turn(talk, turn, receipt))
    return turn


def stream(store: Store, turn: Turn, *events: StreamEvent) -> Message:
    """Opens the reply of `turn` and puts `events`; the reply is not finished."""
    assert turn.reply is not None
    store.journal.open(turn.reply)
    for event in events:
        store.journal.put(turn.reply.id, event)
    return turn.reply


def answer(store: Store, turn: Turn, text: str, seconds: float = 1) -> Message:
    """The whole reply, stored for good."""
    reply = stream(store, turn, TextDelta(text), Ended(at(seconds), "stop"))
    return done(store.journal.finish(reply.id))


def exchange(store: Store, talk: Conversation, question: str, reply: str, parent: MessageId | None = None) -> Message:
    """One question and its reply."""
    return answer(store, ask(store, talk, question, parent), reply)


def wait_for(condition: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    """Until `condition` holds; fails when it takes too long."""
    until = time.monotonic() + patience_s
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < until, "it never came true"
        pause.wait(0.005)
