"""What it costs to plan the next request of a very long conversation, at first and at each key."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator

from desktop_chat.domain.context import ContextPlan, History, plan_after
from desktop_chat.domain.messages import Message, Role, new_id, now
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import DropsFirst, Policy
from desktop_chat.domain.tokens import Estimator
from desktop_chat.ui.composer.summary import Summary, summary_of
from tests.benchmarks.figure import Figure

_MESSAGES = 10_000
_ROUNDS = 15
_KEYS = 200
_TEXTS = ("some words of a message, and 42 numbers " * 7, "这是一条中文消息，with some code: x = f(y)\n" * 7)
_POLICIES = {
    "all": Policy(),
    "budget": Policy(system_prompt="Be terse.", token_budget=8000),
    "middle": Policy(token_budget=500_000, keep_last=8000, drops_first=DropsFirst.MIDDLE),
}


def figures() -> Iterator[Figure]:
    branch = _branch()
    gc.disable()  # as the program does, which collects between events
    for name, policy in _POLICIES.items():
        gc.collect()
        scratch = [_cost_ms(lambda: _planned(_history(branch, policy), "draft")) for _ in range(_ROUNDS)]  # noqa: B023
        yield Figure(f"plan_of_10000_messages_{name}_from_scratch", statistics.median(scratch), "ms", "<= 20")
        history = _history(branch, policy)
        keys = [_cost_ms(lambda: _planned(history, "draft " * number)) for number in range(1, _KEYS)]  # noqa: B023
        yield Figure(f"plan_of_10000_messages_{name}_per_key", statistics.median(keys), "ms", "<= 2")
    gc.enable()


def _cost_ms(work: Callable[[], object]) -> float:
    """On this thread's own clock: what other programs take is none of the plan's."""
    began = time.thread_time()
    work()
    return (time.thread_time() - began) * 1000


def _history(branch: list[Message], policy: Policy) -> History:
    return History(branch, policy, Estimator(), followed=True)


def _planned(history: History, text: str) -> tuple[ContextPlan, Summary]:
    """The plan, and all that the line above the composer says of it."""
    draft = Message("draft", "c", None, Role.USER, text, now())
    plan = plan_after(history, draft, Options(), "m")
    return plan, summary_of(plan)


def _branch() -> list[Message]:
    begun = now()
    messages: list[Message] = []
    for number in range(_MESSAGES):
        parent = messages[-1].id if messages else None
        role = (Role.USER, Role.ASSISTANT)[number % 2]
        messages.append(Message(new_id(), "c", parent, role, f"{number} {_TEXTS[number % 3 == 2]}", begun))
    return messages
