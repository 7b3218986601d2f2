"""What arrives while a reply is written.

Bytes become these events, and one `ReplyBuilder` turns events into a message. The events of one request are, in this
order: any number of attempts (`Corrected`, `Retrying`), `Answered`, deltas, exactly one `Ended` at the very end.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol, TypeAlias

from desktop_chat.domain.errors import Failure
from desktop_chat.domain.messages import Message, Status, ToolCall, Usage
from desktop_chat.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class TextDelta:
    text: str


@dataclass(frozen=True, slots=True)
class ReasoningDelta:
    text: str


@dataclass(frozen=True, slots=True)
class RefusalDelta:
    text: str


@dataclass(frozen=True, slots=True)
class ToolCallDelta:
    """A piece of the call at `index`; empty strings where this piece says nothing."""

    index: int
    id: str = ""
    name: str = ""
    arguments: str = ""


@dataclass(frozen=True, slots=True)
class UsageReported:
    usage: Usage


@dataclass(frozen=True, slots=True)
class Answered:
    """The response's head came: `at` is when, `request_id` what the server calls this request."""

    at: datetime
    http_status: int
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """The endpoint refused `parameter`; `body` (JSON, UTF-8) is what is sent instead, once.

    `renamed_to` is the name it accepts, None when the parameter is left out.
    """

    parameter: str
    renamed_to: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Retrying:
    """The request failed before any text; it is made again after `after_s` seconds. `attempt` counts from 2."""

    failure: Failure
    after_s: float
    attempt: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The last event. Complete means that the wire said so: `failure` is None and `stopped` is False."""

    at: datetime
    finish_reason: str | None = None
    failure: Failure | None = None
    stopped: bool = False

    @property
    def status(self) -> Status:
        if self.stopped:
            return Status.STOPPED
        return Status.FAILED if self.failure else Status.COMPLETE


Delta: TypeAlias = TextDelta | ReasoningDelta | RefusalDelta | ToolCallDelta
StreamEvent: TypeAlias = Delta | UsageReported | Answered | Corrected | Retrying | Ended
Sink: TypeAlias = Callable[[StreamEvent], None]


class Cancel(Protocol):
    """How a request in flight is told to end. Every method may be called from any thread."""

    def cancel(self) -> None: ...

    @property
    def cancelled(self) -> bool: ...


class ReplyBuilder:
    """Collects the deltas of one reply. Appending is cheap however long the reply grows."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._reasoning: list[str] = []
        self._refusal: list[str] = []
        self._calls: dict[int, ToolCall] = {}
        self.usage: Usage | None = None
        self.answered: Answered | None = None
        self.ended: Ended | None = None

    def apply(self, event: StreamEvent) -> None:
        match event:
            case TextDelta(text):
                self._text.append(text)
            case ReasoningDelta(text):
                self._reasoning.append(text)
            case RefusalDelta(text):
                self._refusal.append(text)
            case ToolCallDelta():
                self._extend_call(event)
            case UsageReported(usage):
                self.usage = usage
            case Answered():
                self.answered = event
            case Ended():
                self.ended = event
        # `Corrected` and `Retrying` tell of attempts; they add nothing to the reply.

    @property
    def text(self) -> str:
        return _joined(self._text)

    @property
    def reasoning(self) -> str:
        return _joined(self._reasoning)

    @property
    def refusal(self) -> str:
        return _joined(self._refusal)

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        return tuple(self._calls[index] for index in sorted(self._calls))

    def built(self, reply: Message) -> Message:
        """`reply` with everything that has arrived so far, and how it ended once it has."""
        ended = self.ended
        return replace(
            reply,
            text=self.text,
            reasoning=self.reasoning,
            refusal=self.refusal,
            tool_calls=self.tool_calls,
            usage=self.usage,
            status=ended.status if ended else reply.status,
            finish_reason=ended.finish_reason if ended else None,
            failure=ended.failure if ended else None,
        )

    def _extend_call(self, delta: ToolCallDelta) -> None:
        known = self._calls.get(delta.index, ToolCall("", "", ""))
        self._calls[delta.index] = ToolCall(
            known.id or delta.id, known.name + delta.name, known.arguments + delta.arguments
        )


def _joined(parts: list[str]) -> str:
    if len(parts) > 1:
        parts[:] = ["".join(parts)]
    return parts[0] if parts else ""
