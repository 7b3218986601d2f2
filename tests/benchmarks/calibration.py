"""How far an estimate is off after ten replies, counted by the server of the real local model.

In each conversation ten requests are sent as the program plans and stores them; what the eleventh would take is then
estimated and counted. Questions and answers are the seeded ones: English, Chinese, code, and all three in turn. The
first estimate, before any reply, is reported beside it. What the three in turn have taught is then tried on a new short
conversation about one of them.
"""

import json
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from desktop_chat import paths
from desktop_chat.domain import context
from desktop_chat.domain.calibration import SAMPLES, Sample, learned
from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.messages import Message, Role
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.tokens import Estimator, added, measure
from desktop_chat.providers.local.process import LocalServer
from tests.benchmarks.conversation import Writer
from tests.benchmarks.figure import Figure

_BAR = "<= 0.15"
_START = datetime(2026, 3, 6, tzinfo=UTC)
_OPTIONS = Options(max_tokens=1, stream=False)
_LINES = 6  # of code in one block: a longer one takes the model minutes to read
_SHORT = 3  # messages of a new conversation
_KINDS = ("english", "chinese", "code", "mixed")


def figures() -> Iterator[Figure]:
    model = paths.bundled_model(Path("/nonexistent"))
    assert model is not None, "the local model is missing: `make` prepares it"
    with LocalServer(model) as server:
        for kind in _KINDS:
            branch = _branch(kind)
            estimator = learned(_samples(server, branch))
            first, last = (_error(server, branch, with_) for with_ in (Estimator(), estimator))
            yield Figure(f"calibration, {kind}, before a reply", first, "of the count", "report")
            yield Figure(f"calibration, {kind}, after {SAMPLES} replies", last, "of the count", _BAR)
        for kind in _KINDS[:-1]:  # the last was all of them, and is still what was learned
            error = _error(server, _branch(kind)[:_SHORT], estimator)
            yield Figure(f"calibration, {kind}, new after {_KINDS[-1]}", error, "of the count", _BAR)


def _samples(server: LocalServer, branch: list[Message]) -> Iterator[Sample]:
    """What ten requests of a conversation teach."""
    for turn in range(SAMPLES):
        plan = _plan(branch[: 2 * turn + 1], Estimator())
        measured = added(measure(item.content) for item in plan.wire)
        yield Sample(measured, len(plan.wire), _counted(server, plan))


def _error(server: LocalServer, branch: list[Message], estimator: Estimator) -> float:
    """How far the estimate of a request is off."""
    plan = _plan(branch, estimator)
    return abs(plan.tokens / _counted(server, plan) - 1)


def _plan(branch: list[Message], estimator: Estimator) -> ContextPlan:
    return context.plan(branch, Policy(), _OPTIONS, "local", estimator=estimator)


def _counted(server: LocalServer, plan: ContextPlan) -> int:
    address = server.address()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {address.key}"}
    request = urllib.request.Request(f"{address.base_url}/chat/completions", plan.body, headers)
    with urllib.request.urlopen(request, timeout=600) as answer:
        return int(json.load(answer)["usage"]["prompt_tokens"])


def _fence(writer: Writer) -> str:
    return "\n".join(("```python", *(writer.code_line() for _ in range(_LINES)), "```"))


def _branch(kind: str) -> list[Message]:
    """Ten turns and the next question; each message of a few sentences or lines."""
    writer = Writer()
    say: dict[str, Callable[[], str]] = {
        "english": writer.sentence,
        "chinese": writer.chinese,
        "code": partial(_fence, writer),
    }
    order = list(say) if kind == "mixed" else [kind]
    branch: list[Message] = []
    for number in range(2 * SAMPLES + 1):
        texts = [say[order[number % len(order)]]() for _ in range(1 + number % 2)]
        role = Role.ASSISTANT if number % 2 else Role.USER
        parent = branch[-1].id if branch else None
        at = _START + timedelta(minutes=number)
        branch.append(Message(f"m{number}", "c", parent, role, "\n\n".join(texts), at))
    return branch
