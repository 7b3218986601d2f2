"""The wire format: events of a stream, or one whole JSON completion, to what the program understands.

A reply is complete only if the wire said so: a finish reason that is not an error's, `[DONE]`, or a whole JSON
completion. An error object is a failure, also under HTTP 200 and after text. Text is cleaned here, at the door: the
halves of a surrogate pair may come in two deltas and are joined.
"""

import json
from collections.abc import Mapping
from typing import Any

from desktop_chat.domain.errors import ErrorKind, Failure
from desktop_chat.domain.messages import Usage
from desktop_chat.domain.streaming import Delta, ReasoningDelta, RefusalDelta, TextDelta, ToolCallDelta
from desktop_chat.domain.text import clean
from desktop_chat.providers.deltas import ToolCalls, pieces, usage_in
from desktop_chat.providers.error_objects import error_in, read_error
from desktop_chat.providers.failures import failure_of_error, kind_of_finish
from desktop_chat.providers.redaction import Redact
from desktop_chat.providers.sse import ServerEvent

_read_value = json.JSONDecoder().raw_decode
_JSON_SPACE = " \t\n\r"
_IDLE_EVENTS = frozenset({"ping", "heartbeat", "keepalive", "keep-alive", "keep_alive"})
_FIRST_CHOICE = (0, None, "0")


class Halves:
    """Cleans one running text; the first half of a surrogate pair waits for the second."""

    def __init__(self) -> None:
        self._waiting = ""

    def join(self, text: str) -> str:
        if self._waiting:
            text = self._waiting + text
            self._waiting = ""
        if "\ud800" <= text[-1:] <= "\udbff":
            self._waiting = text[-1]
            text = text[:-1]
        return clean(text)

    def rest(self) -> str:
        """What still waits when the text ends, as something that can be stored."""
        rest, self._waiting = clean(self._waiting), ""
        return rest


class CompletionDecoder:
    """Collects one reply's deltas in `deltas`, and what is known about its end in the other attributes."""

    def __init__(self, max_answer_bytes: int, redact: Redact) -> None:
        self._limit = max_answer_bytes
        self._room = max_answer_bytes
        self._redact = redact
        self._text = Halves()
        self._reasoning = Halves()
        self._refusal = Halves()
        self._arguments: dict[int, Halves] = {}
        self._calls = ToolCalls()
        self._streamed_deltas = False
        self.deltas: list[Delta] = []
        self.usage: Usage | None = None
        self.finish_reason: str | None = None
        self.failure: Failure | None = None
        self.done = False  # nothing that comes later matters
        self.spoke = False  # at least one event was of this protocol

    @property
    def is_complete(self) -> bool:
        return self.failure is None and (self.done or self.finish_reason is not None)

    def taken(self) -> list[Delta]:
        """The deltas since the last call."""
        deltas, self.deltas = self.deltas, []
        return deltas

    def event(self, event: ServerEvent) -> bool:
        """Reads one event of a stream; says whether it was progress."""
        data = event.data
        try:
            body = _parse(data)
        except (ValueError, RecursionError):
            return self._not_json(event)
        if type(body) is dict:
            self._object(body, named_error=event.name == "error")
        elif event.name == "error":
            self._fail(failure_of_error(read_error(body), self._redact))
        elif isinstance(body, list):
            self._objects(body)
        elif body is not None:
            self._not_json(event)
        return True

    def whole(self, body: Any) -> None:
        """Reads a JSON completion that came in one piece."""
        if error := error_in(body):
            self._chunk(body)
            self._fail(failure_of_error(error, self._redact))
        elif isinstance(body, dict) and self._chunk(body):
            self.done = True
        else:
            words = self._redact(json.dumps(body, ensure_ascii=False)[:1000])
            self._fail(Failure(ErrorKind.UNEXPECTED_CONTENT, words=words))

    def flush(self) -> None:
        """Gives out the half pairs that still wait; nothing follows."""
        if rest := self._reasoning.rest():
            self.deltas.append(ReasoningDelta(rest))
        if rest := self._text.rest():
            self.deltas.append(TextDelta(rest))
        if rest := self._refusal.rest():
            self.deltas.append(RefusalDelta(rest))
        for number, halves in self._arguments.items():
            if rest := halves.rest():
                self.deltas.append(ToolCallDelta(number, arguments=rest))

    def _not_json(self, event: ServerEvent) -> bool:
        data = event.data.strip()
        if not data or event.name in _IDLE_EVENTS:
            return False
        if data.strip('"').upper() == "[DONE]":
            self.done = True
        elif event.name == "error":
            self._fail(failure_of_error(read_error(data), self._redact))
        elif event.whole:
            self._fail(Failure(ErrorKind.MALFORMED_STREAM, words=self._redact(data)))
        return event.whole

    def _objects(self, bodies: list[Any]) -> None:
        for body in bodies:
            if isinstance(body, dict) and self.failure is None:
                self._object(body)

    def _object(self, body: dict[str, Any], *, named_error: bool = False) -> None:
        self._chunk(body)
        error = read_error(body) if named_error else error_in(body)
        if error:
            self._fail(failure_of_error(error, self._redact))

    def _chunk(self, body: Any) -> bool:
        """Reads what the first choice says; False where there is none."""
        if not isinstance(body, dict):
            return False
        found = False
        choices = body.get("choices")
        for choice in choices if isinstance(choices, list) else ():
            if isinstance(choice, dict) and choice.get("index") in _FIRST_CHOICE:
                found = True
                self._choice(choice)
        usage = body.get("usage") or ("x_groq" in body and _nested(body["x_groq"], "usage"))
        if usage and (counted := usage_in(usage)):
            self.usage = counted
        self.spoke = self.spoke or choices is not None or self.usage is not None
        return found

    def _choice(self, choice: Mapping[str, Any]) -> None:
        delta = choice.get("delta")
        if delta:
            self._streamed_deltas = True
        elif not self._streamed_deltas:  # or the last chunk would repeat the reply that was streamed
            delta = choice.get("message")
        if isinstance(delta, dict):
            self._delta(delta)
        elif isinstance(text := choice.get("text"), str):
            self._add_text(text)
        reason = choice.get("finish_reason")
        if isinstance(reason, str) and reason:
            self._finish(clean(reason)[:64])
        if (usage := choice.get("usage")) and (counted := usage_in(usage)):
            self.usage = counted

    def _delta(self, delta: dict[str, Any]) -> None:
        content = delta.get("content")
        if len(delta) == 1 and type(content) is str:  # what nearly every delta is
            self._add_text(content)
            return
        text, reasoning, refusal = pieces(delta)
        self._add_reasoning(reasoning)
        self._add_text(text)
        self._add_refusal(refusal)
        if calls := delta.get("tool_calls"):
            self._add_calls(self._calls.read(calls))
        if call := delta.get("function_call"):
            self._add_calls(self._calls.read_legacy(call))

    def _add_text(self, text: str) -> None:
        if text and self._fits(text) and (text := self._text.join(text)):
            self.deltas.append(TextDelta(text))

    def _add_reasoning(self, text: str) -> None:
        if text and self._fits(text) and (text := self._reasoning.join(text)):
            self.deltas.append(ReasoningDelta(text))

    def _add_refusal(self, text: str) -> None:
        if text and self._fits(text) and (text := self._refusal.join(text)):
            self.deltas.append(RefusalDelta(text))

    def _add_calls(self, calls: Any) -> None:
        for call in calls:
            if not self._fits(f"{call.id}{call.name}{call.arguments}", overhead=64):
                return
            halves = self._arguments.setdefault(call.index, Halves())
            arguments = halves.join(call.arguments)
            self.deltas.append(ToolCallDelta(call.index, clean(call.id), clean(call.name), arguments))

    def _fits(self, text: str, overhead: int = 0) -> bool:
        """Takes room for `text`; where there is none left the reply ends here."""
        size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
        self._room -= size + overhead
        if self._room < 0 and self.failure is None:
            self._fail(Failure(ErrorKind.LIMIT_EXCEEDED, limit=self._limit))
        return self._room >= 0

    def _finish(self, reason: str) -> None:
        if kind := kind_of_finish(reason):
            self.failure = self.failure or Failure(kind)  # not done: an error object may follow and say more
        else:
            self.finish_reason = reason

    def _fail(self, failure: Failure) -> None:
        """The first failure counts, but one with the provider's words replaces one that only had a finish reason."""
        if self.failure is None or (failure.words and not self.failure.words):
            self.failure = failure
        self.done = True


def _parse(data: str) -> Any:
    """As `json.loads`, which looks for space around the value with two regular expressions. Raises `ValueError`."""
    data = data.strip(_JSON_SPACE)
    body, end = _read_value(data)
    if end != len(data):
        raise ValueError("more than one value")
    return body


def _nested(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None
