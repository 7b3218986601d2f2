"""What a request carries.

The API has no memory: an answer depends on the `messages` array alone. So this is the one place where a message is
added, left out or joined. The screen shows the plan made here, the wire sends its body, the store keeps it.

A model reads at most so many tokens and people expect the end of a conversation to matter most, so the system prompt,
the pins and the last message are always kept and the rest goes from the oldest on, each message whole. A reply and its
continuation are one message on the wire and stay together.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from typing import Any

from desktop_chat.domain.errors import BudgetTooSmall, NothingToSend
from desktop_chat.domain.messages import Message, MessageId, Role
from desktop_chat.domain.models import Options, Quirks
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.text import clean
from desktop_chat.domain.tokens import PER_REQUEST, Estimator
from desktop_chat.domain.values import dataclass


class Reason(StrEnum):
    """Why a message is in or out."""

    SYSTEM = "system"
    PINNED = "pinned"
    QUESTION = "question"
    HISTORY = "history"
    EXCLUDED = "excluded"
    BEFORE_DIVIDER = "before_divider"
    BEYOND_LAST = "beyond_last"
    OVER_BUDGET = "over_budget"
    NO_TEXT = "no_text"

    @property
    def is_in(self) -> bool:
        return self in _IN


_IN = frozenset({Reason.SYSTEM, Reason.PINNED, Reason.QUESTION, Reason.HISTORY})


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the plan. `message_id` is None for the system prompt; `tokens` is an estimate."""

    message_id: MessageId | None
    role: Role
    text: str
    tokens: int
    reason: Reason

    @property
    def included(self) -> bool:
        return self.reason.is_in


@dataclass(frozen=True, slots=True)
class WireMessage:
    """One element of `messages`, and the stored messages it was made of (more than one where a joint is)."""

    role: Role
    content: str
    sources: tuple[MessageId, ...] = ()


@dataclass(frozen=True, slots=True)
class ContextPlan:
    """The next request: every message with its reason, and the exact body."""

    entries: tuple[Entry, ...]
    wire: tuple[WireMessage, ...]
    parameters: Mapping[str, Any]
    budget: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def tokens(self) -> int:
        """Estimated input tokens of the whole request."""
        return sum(entry.tokens for entry in self.entries if entry.included) + PER_REQUEST

    @property
    def left_out(self) -> int:
        """How many messages with words in them are not sent."""
        return sum(not entry.included and entry.reason is not Reason.NO_TEXT for entry in self.entries)

    @property
    def body(self) -> bytes:
        return encode_body(self.wire, self.parameters)


def as_sent(item: WireMessage) -> dict[str, Any]:
    """One element of `messages` as a value of JSON."""
    return {"role": item.role.value, "content": item.content}


def encode_body(wire: Sequence[WireMessage], parameters: Mapping[str, Any]) -> bytes:
    """The request body, JSON in UTF-8. `parameters` holds `model` first; `messages` follow it."""
    messages = [as_sent(item) for item in wire]
    rest = {name: value for name, value in parameters.items() if name != "model"}
    body = {"model": parameters["model"], "messages": messages} | rest
    return clean(json.dumps(body, ensure_ascii=False, separators=(",", ":"))).encode()


def parameters_of(model: str, options: Options, quirks: Quirks) -> dict[str, Any]:
    """`model` and every parameter that is set, under the names that the endpoint accepts."""
    named = {quirks.renamed.get(name, name): value for name, value in options.parameters().items()}
    # A streamed answer reports usage only when asked to; a person's own stream_options stay as written.
    if named.get("stream") is True and "stream" not in quirks.refused:
        named = {"stream_options": {"include_usage": True}} | named
    return {"model": model} | {name: value for name, value in named.items() if name not in quirks.refused}


@dataclass(slots=True)
class _Unit:
    """Messages that are one on the wire: a reply and what continues it."""

    messages: list[Message]
    tokens: int
    reason: Reason | None = None

    @property
    def role(self) -> Role:
        return self.messages[0].role

    @property
    def text(self) -> str:
        if len(self.messages) == 1:  # nearly always, and a conversation may have ten thousand
            return self.messages[0].text
        return "".join(message.text for message in self.messages)

    def any_in(self, ids: frozenset[MessageId]) -> bool:
        return bool(ids) and any(message.id in ids for message in self.messages)


def plan(
    branch: Sequence[Message],
    policy: Policy,
    options: Options,
    model: str,
    quirks: Quirks = Quirks(),  # noqa: B008 - frozen
    estimator: Estimator = Estimator(),  # noqa: B008 - frozen
) -> ContextPlan:
    """The request that continues `branch` (root to last message).

    Raises `BudgetTooSmall` when what must be sent does not fit, `NothingToSend` when no message would be.
    """
    units = _units(branch, estimator)
    system = _system_entry(policy, estimator)
    _mark_unconditional(units, policy)
    _mark_by_count(units, policy)
    _mark_by_budget(units, policy, PER_REQUEST + sum(entry.tokens for entry in system))
    entries = system + [entry for unit in units for entry in _entries(unit, estimator)]
    wire = _wire(policy, units)
    if all(item.role is Role.SYSTEM for item in wire):
        raise NothingToSend
    return ContextPlan(
        tuple(entries),
        wire,
        parameters_of(model, options, quirks),
        policy.token_budget,
        dict(options.extra_headers),
    )


def _units(branch: Sequence[Message], estimator: Estimator) -> list[_Unit]:
    units: list[_Unit] = []
    for message in branch:
        if units and _goes_on(message, units[-1].messages[-1]):
            units[-1].messages.append(message)
            units[-1].tokens = estimator.message(units[-1].text)
        else:
            units.append(_Unit([message], estimator.message(message.text)))
    return units


def _goes_on(message: Message, before: Message) -> bool:
    return message.continues and message.parent_id == before.id and message.role is before.role


def _system_entry(policy: Policy, estimator: Estimator) -> list[Entry]:
    text = policy.system_prompt
    if not text.strip():
        return []
    return [Entry(None, Role.SYSTEM, text, estimator.message(text), Reason.SYSTEM)]


def _mark_unconditional(units: list[_Unit], policy: Policy) -> None:
    divider = frozenset({policy.divider} if policy.divider else ())
    before_divider = any(unit.any_in(divider) for unit in units)
    last_turn = _last_turn(units)
    for place, unit in enumerate(units):
        before_divider = before_divider and not unit.any_in(divider)
        if not unit.text.strip():
            unit.reason = Reason.NO_TEXT
        elif unit.any_in(policy.excluded):
            unit.reason = Reason.EXCLUDED
        elif unit.any_in(policy.pinned):
            unit.reason = Reason.PINNED
        elif before_divider:
            unit.reason = Reason.BEFORE_DIVIDER
        elif place >= last_turn:
            unit.reason = Reason.QUESTION


def _last_turn(units: list[_Unit]) -> int:
    """Where the last turn begins: a reply that is to be continued means nothing without its question."""
    place = len(units) - 1
    while place > 0 and units[place].role is Role.ASSISTANT:
        place -= 1
    return place


def _mark_by_count(units: list[_Unit], policy: Policy) -> None:
    if policy.keep_last is None:
        return
    kept = sum(unit.reason is Reason.QUESTION for unit in units)
    for unit in reversed(units):
        if unit.reason is None:
            kept += 1
            if kept > policy.keep_last:
                unit.reason = Reason.BEYOND_LAST


def _mark_by_budget(units: list[_Unit], policy: Policy, fixed: int) -> None:
    needed = fixed + sum(unit.tokens for unit in units if unit.reason is not None and unit.reason.is_in)
    budget = policy.token_budget
    if budget is not None and needed > budget:
        raise BudgetTooSmall(needed, budget)
    used, full = needed, False
    for unit in reversed(units):
        if unit.reason is not None:
            continue
        used += unit.tokens
        full = full or (budget is not None and used > budget)
        unit.reason = Reason.OVER_BUDGET if full else Reason.HISTORY
    _drop_orphaned_replies(units)


def _drop_orphaned_replies(units: list[_Unit]) -> None:
    """A reply whose question no longer fits says nothing by itself, and some servers refuse it as the first message."""
    orphaned = False
    for unit in units:
        if orphaned and unit.reason is Reason.HISTORY and unit.role is Role.ASSISTANT:
            unit.reason = Reason.OVER_BUDGET
        if unit.reason is not Reason.NO_TEXT:
            orphaned = unit.reason is Reason.OVER_BUDGET


def _entries(unit: _Unit, estimator: Estimator) -> list[Entry]:
    """One entry a message; each counts what it adds to those before it, so that their sum is the unit's."""
    reason = unit.reason or Reason.HISTORY
    if len(unit.messages) == 1:
        [message] = unit.messages
        return [Entry(message.id, message.role, message.text, unit.tokens, reason)]
    entries: list[Entry] = []
    text, counted = "", 0
    for message in unit.messages:
        text += message.text
        tokens = estimator.message(text)
        entries.append(Entry(message.id, message.role, message.text, tokens - counted, reason))
        counted = tokens
    return entries


def _wire(policy: Policy, units: list[_Unit]) -> tuple[WireMessage, ...]:
    system = [WireMessage(Role.SYSTEM, policy.system_prompt)] if policy.system_prompt.strip() else []
    said = [
        WireMessage(unit.role, unit.text, tuple(message.id for message in unit.messages))
        for unit in units
        if unit.reason is not None and unit.reason.is_in
    ]
    return tuple(system + said)
