"""How two requests differ: which parameters, which messages, and which lines inside a message that has changed.

Two requests of one conversation have most of their messages in common, at the beginning or at the end. What they share
there is set aside first, so that only the rest has to be matched.
"""

import json
from collections.abc import Hashable, Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import Any, TypeVar

from desktop_chat.domain.spelled import WireRequest
from desktop_chat.domain.values import dataclass
from desktop_chat.domain.wire import WireMessage

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of the way from one sequence to another: places in the first, places in the second.

    `SAME` has as many of both, `REMOVED` none in the second, `ADDED` none in the first, `CHANGED` one of each.
    """

    kind: Kind
    before: range
    after: range


@dataclass(frozen=True, slots=True)
class Comparison:
    """The way from one request to another. `parameters` has each in both as JSON, None where it is not sent."""

    parameters: Mapping[str, tuple[str | None, str | None]]
    messages: tuple[Step, ...]

    @property
    def differences(self) -> int:
        """Parameters and messages that are not the same."""
        values = [before for before, after in self.parameters.values() if before != after]
        steps = (step for step in self.messages if step.kind is not Kind.SAME)
        return len(values) + sum(max(len(step.before), len(step.after)) for step in steps)


def differing(before: Mapping[_K, _V], after: Mapping[_K, _V]) -> dict[_K, tuple[_V | None, _V | None]]:
    """What has not the same value in both, in the order of `after`, then what only `before` has."""
    return {name: pair for name, pair in paired(before, after).items() if pair[0] != pair[1]}


def paired(before: Mapping[_K, _V], after: Mapping[_K, _V]) -> dict[_K, tuple[_V | None, _V | None]]:
    """The values of both under each name, None where there is none."""
    return {
        name: (before.get(name), after.get(name)) for name in [*after, *(name for name in before if name not in after)]
    }


def compare(before: WireRequest, after: WireRequest) -> Comparison:
    parameters = paired(_written(before.parameters), _written(after.parameters))
    return Comparison(parameters, messages(before.wire, after.wire))


def _written(parameters: Mapping[str, Any]) -> dict[str, str]:
    """As they are sent, where 1 and true are not the same."""
    return {name: json.dumps(value, ensure_ascii=False) for name, value in parameters.items()}


def messages(before: Sequence[WireMessage], after: Sequence[WireMessage]) -> tuple[Step, ...]:
    """Message by message. One that took the place of another of the same role is that one, changed."""
    keys = ([(item.role, item.content, item.images) for item in wire] for wire in (before, after))
    steps: list[Step] = []
    for step in align(*keys):
        follows = steps and steps[-1].kind is Kind.REMOVED and step.kind is Kind.ADDED
        if follows:
            steps += _changed(steps.pop().before, step.after, before, after)
        else:
            steps.append(step)
    return tuple(steps)


def lines(before: str, after: str) -> tuple[Step, ...]:
    """The lines of one text and of another, as `str.split("\\n")` numbers them."""
    return align(before.split("\n"), after.split("\n"))


def align(before: Sequence[Hashable], after: Sequence[Hashable]) -> tuple[Step, ...]:
    """Steps in order, no two alike in a row; what was removed stands before what came in its place."""
    start = in_common(before, after)
    end = in_common(before[start:][::-1], after[start:][::-1])
    steps: list[Step] = []
    _add(steps, Kind.SAME, range(start), range(start))
    middle = before[start : len(before) - end], after[start : len(after) - end]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *middle).get_opcodes():
        one, other = range(start + i1, start + i2), range(start + j1, start + j2)
        if tag == "equal":
            _add(steps, Kind.SAME, one, other)
        else:
            _add(steps, Kind.REMOVED, one, range(other.start, other.start))
            _add(steps, Kind.ADDED, range(one.stop, one.stop), other)
    _add(steps, Kind.SAME, range(len(before) - end, len(before)), range(len(after) - end, len(after)))
    return tuple(steps)


def _add(steps: list[Step], kind: Kind, before: range, after: range) -> None:
    if not before and not after:
        return
    if steps and steps[-1].kind is kind:
        last = steps.pop()
        before, after = range(last.before.start, before.stop), range(last.after.start, after.stop)
    steps.append(Step(kind, before, after))


def in_common(before: Sequence[Hashable], after: Sequence[Hashable]) -> int:
    """How many both begin with."""
    both = zip(before, after, strict=False)
    return next((place for place, (one, other) in enumerate(both) if one != other), min(len(before), len(after)))


def _changed(removed: range, added: range, before: Sequence[WireMessage], after: Sequence[WireMessage]) -> list[Step]:
    """Messages in the place of others: pairs of the same role as changed, the others as they are."""
    steps: list[Step] = []
    at, to = removed.start, added.start
    for one, other in zip_longest(removed, added):
        if one is not None and other is not None and before[one].role is after[other].role:
            steps.append(Step(Kind.CHANGED, range(one, one + 1), range(other, other + 1)))
            at, to = one + 1, other + 1
            continue
        if one is not None:
            at = one + 1
            _add(steps, Kind.REMOVED, range(one, at), range(to, to))
        if other is not None:
            to = other + 1
            _add(steps, Kind.ADDED, range(at, at), range(other, to))
    return steps
