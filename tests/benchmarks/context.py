"""What it costs to plan the next request of a long conversation; the strip above the field does so at each pause."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_chat.domain.messages import Conversation, Message, Role, new_id, now
from desktop_chat.domain.policy import Policy
from desktop_chat.ui.composer.summary import summary_of
from tests.benchmarks.figure import Figure
from tests.services.world import a_world

_MESSAGES = 1000
_ROUNDS = 15
_DRAFT = "draft " * 40
_POLICIES = {"all": Policy(), "budget": Policy(system_prompt="Be terse.", token_budget=8000)}


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    for name, policy in _POLICIES.items():
        times = _previews(policy)
        yield Figure(f"plan_of_1000_messages_{name}_first", times[0], "ms", "report")
        yield Figure(f"plan_of_1000_messages_{name}_median", statistics.median(times), "ms", "<= 50")


def _previews(policy: Policy) -> list[float]:
    """The times of plans that follow one another, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder, a_world(Path(folder)) as world:
        world.add_endpoint()
        conversation, messages = _long_conversation(policy)
        world.store.conversations.create(conversation, messages).result()
        world.library.refresh()
        times = []
        for _ in range(_ROUNDS):
            began = time.perf_counter()
            shown = summary_of(world.chat.preview(conversation.id, _DRAFT))
            times.append((time.perf_counter() - began) * 1000)
            assert shown.messages > 1
        return times


def _long_conversation(policy: Policy) -> tuple[Conversation, list[Message]]:
    begun = now()
    conversation = Conversation(new_id(), begun, begun, "A talk", policy=policy)
    messages: list[Message] = []
    for number in range(_MESSAGES):
        parent = messages[-1].id if messages else None
        role = (Role.USER, Role.ASSISTANT)[number % 2]
        messages.append(Message(new_id(), conversation.id, parent, role, "some words of a message " * 12, begun))
    return replace(conversation, head=messages[-1].id), messages
