"""What one delta says, in every dialect that servers write it in.

Text comes as a string or as a list of parts, reasoning under three names and inside parts, tool calls in fragments
with or without an index. Nothing here keeps state but the book of tool calls, which must know which call a fragment
goes on with.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from desktop_chat.domain.messages import Usage
from desktop_chat.domain.models import LARGEST_INTEGER
from desktop_chat.domain.streaming import ToolCallDelta

_REASONING_KEYS = ("reasoning_content", "reasoning", "thinking", "reasoning_text", "reasoning_details")
_REASONING_PARTS = frozenset({"thinking", "reasoning", "reasoning_text", "reasoning.text", "reasoning.summary"})
# Where servers say how much of the prompt they had read before, and how much of the answer went into thinking.
_CACHED = (
    ("prompt_tokens_details", "cached_tokens"),
    ("input_tokens_details", "cached_tokens"),
    ("prompt_cache_hit_tokens",),
    ("cached_tokens",),
    ("cache_read_input_tokens",),
)
_REASONING = (
    ("completion_tokens_details", "reasoning_tokens"),
    ("output_tokens_details", "reasoning_tokens"),
    ("reasoning_tokens",),
)
_DEEPEST = 4


class Pieces(NamedTuple):
    """The three texts of a delta."""

    text: str
    reasoning: str
    refusal: str


def pieces(delta: Mapping[str, Any]) -> Pieces:
    content = delta.get("content")
    text, reasoning, refusal = (content, "", "") if isinstance(content, str) else _parts(content, 0)
    for key in _REASONING_KEYS:
        if value := delta.get(key):
            reasoning += value if isinstance(value, str) else _plain(value, 0)
            break  # some gateways send the same thoughts under two names
    said = delta.get("refusal")
    return Pieces(text, reasoning, refusal + said if isinstance(said, str) else refusal)


def _parts(content: Any, depth: int) -> Pieces:
    """The texts of a content that is a part or a list of parts."""
    text = reasoning = refusal = ""
    for part in _listed(content):
        kind = part.get("type") if isinstance(part, dict) else None
        if isinstance(part, str):
            text += part
        elif not isinstance(part, dict) or depth > _DEEPEST:
            continue
        elif kind in _REASONING_PARTS:
            reasoning += _plain(part, depth)
        elif kind == "refusal":
            refusal += _plain(part.get("refusal"), depth)
        else:
            inner = part.get("text", part.get("content"))
            more = Pieces(inner, "", "") if isinstance(inner, str) else _parts(inner, depth + 1)
            text, reasoning, refusal = text + more.text, reasoning + more.reasoning, refusal + more.refusal
    return Pieces(text, reasoning, refusal)


def _plain(value: Any, depth: int) -> str:
    """All text in `value`, whatever it is wrapped in."""
    if isinstance(value, str):
        return value
    if depth > _DEEPEST:
        return ""
    if isinstance(value, list):
        return "".join(_plain(part, depth + 1) for part in value)
    if isinstance(value, dict):
        keys = ("text", "thinking", "reasoning", "content", "summary")
        return next((_plain(value[key], depth + 1) for key in keys if value.get(key)), "")
    return ""


def _listed(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, dict) else []


def usage_in(value: Any) -> Usage | None:
    """The tokens counted in a `usage` object; None where it counts none."""
    if not isinstance(value, dict):
        return None
    prompt = _count(value.get("prompt_tokens", value.get("input_tokens")))
    written = _count(value.get("completion_tokens", value.get("output_tokens")))
    total = _count(value.get("total_tokens"))
    if prompt is written is total is None:
        return None
    return Usage(prompt, written, total, _first_count(value, _CACHED), _first_count(value, _REASONING))


def _first_count(usage: Mapping[str, Any], places: Iterable[tuple[str, ...]]) -> int | None:
    """What is counted at the first of these places that counts anything."""
    for place in places:
        found: Any = usage
        for name in place:
            found = found.get(name) if isinstance(found, dict) else None
        if (counted := _count(found)) is not None:
            return counted
    return None


def _count(value: Any) -> int | None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    sound = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_INTEGER
    return value if sound else None


@dataclass(slots=True)
class _Call:
    number: int
    id: str = ""
    name: str = ""
    has_arguments: bool = False


class ToolCalls:
    """Numbers the calls of one reply, and says which of them a fragment belongs to.

    An index may be missing, or be 0 for every call of several; an id may come once, with each fragment, or never.
    """

    def __init__(self) -> None:
        self._calls: list[_Call] = []
        self._by_id: dict[str, _Call] = {}
        self._by_index: dict[str, _Call] = {}

    def read(self, fragments: Any) -> Iterator[ToolCallDelta]:
        for fragment in _listed(fragments):
            if isinstance(fragment, dict):
                yield self._delta(fragment)

    def read_legacy(self, call: Any) -> Iterator[ToolCallDelta]:
        """`function_call`, from before there could be several."""
        if isinstance(call, dict):
            yield self._delta({"index": 0, "function": call})

    def _delta(self, fragment: Mapping[str, Any]) -> ToolCallDelta:
        function = fragment.get("function", fragment.get("custom"))
        function = function if isinstance(function, dict) else {}
        identifier = _string(fragment.get("id"))
        name = _string(function.get("name"))
        arguments = _arguments(function.get("arguments", function.get("input")))
        call = self._call(fragment.get("index"), identifier, name)
        name = "" if name == call.name else name  # some say it again with each fragment
        call.name += name
        call.has_arguments = call.has_arguments or bool(arguments)
        return ToolCallDelta(call.number, identifier, name, arguments)

    def _call(self, index: Any, identifier: str, name: str) -> _Call:
        known = self._by_id.get(identifier) or self._candidate(index, identifier, name)
        if known is None or _is_another(known, identifier, name):
            known = _Call(len(self._calls))
            self._calls.append(known)
        if identifier:
            known.id = identifier
            self._by_id[identifier] = known
        if index is not None:
            self._by_index[str(index)] = known
        return known

    def _candidate(self, index: Any, identifier: str, name: str) -> _Call | None:
        """The call that a fragment with an unknown id, or with none, goes on with."""
        if index is not None:
            return self._by_index.get(str(index))
        return self._calls[-1] if self._calls and not (identifier or name) else None


def _is_another(call: _Call, identifier: str, name: str) -> bool:
    """Whether a fragment that seems to go on with `call` begins one of its own."""
    if identifier and call.id:
        return identifier != call.id
    return bool(name) and call.has_arguments and name != call.name


def _string(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST_INTEGER:
        return str(value)
    return value if isinstance(value, str) else ""


def _arguments(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else ""
