"""A body decoded without a network: what came of it, as plain values."""

import json
from dataclasses import dataclass
from typing import Any

from desktop_chat.domain.errors import ErrorKind, Failure
from desktop_chat.domain.messages import Message, Role, Status, ToolCall, Usage, now
from desktop_chat.domain.models import Limits
from desktop_chat.domain.streaming import Delta, Ended, ReplyBuilder
from desktop_chat.providers.redaction import redactor
from desktop_chat.providers.reply_body import ReplyDecoder

HIDDEN_KEY = "canary-key-in-use"


@dataclass(frozen=True, slots=True)
class Decoded:
    deltas: tuple[Delta, ...]
    text: str
    reasoning: str
    refusal: str
    tool_calls: tuple[ToolCall, ...]
    usage: Usage | None
    finish_reason: str | None
    failure: Failure | None

    @property
    def kind(self) -> str | None:
        return self.failure.kind.value if self.failure else None

    @property
    def words(self) -> str:
        return self.failure.words if self.failure else ""


def decode(
    *pieces: bytes,
    content_type: str = "text/event-stream",
    limits: Limits | None = None,
    cause: ErrorKind = ErrorKind.TRUNCATED,
) -> Decoded:
    decoder = ReplyDecoder(content_type, limits or Limits(), redactor(HIDDEN_KEY))
    deltas = [delta for piece in pieces for delta in decoder.feed(piece)]
    deltas += decoder.end(None if cause is ErrorKind.TRUNCATED else Failure(cause))
    message = built(deltas)
    usage, finish = decoder.completion.usage, decoder.completion.finish_reason
    return Decoded(
        tuple(deltas),
        message.text,
        message.reasoning,
        message.refusal,
        message.tool_calls,
        usage,
        finish,
        decoder.failure,
    )


def built(deltas: list[Delta]) -> Message:
    builder = ReplyBuilder()
    for delta in deltas:
        builder.apply(delta)
    builder.apply(Ended(now()))
    return builder.built(Message("m", "c", None, Role.ASSISTANT, "", now(), Status.STREAMING))


def sse(*bodies: Any) -> bytes:
    """Each body as an event; a string is written as it is."""
    texts = [body if isinstance(body, str) else json.dumps(body) for body in bodies]
    return "".join(f"data: {text}\n\n" for text in texts).encode("utf-8", "surrogatepass")


def chunk(finish_reason: Any = None, **delta: Any) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": finish_reason}]}


DONE = "[DONE]"
STOP = chunk("stop")
