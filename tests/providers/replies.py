"""A reply asked of a server, and all that came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop_chat.domain.messages import Message, Role, Status, ToolCall, Usage, now
from desktop_chat.domain.models import Endpoint, Limits, Request
from desktop_chat.domain.streaming import Answered, Corrected, Ended, ReplyBuilder, Retrying, StreamEvent
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.providers.client import ChatProvider

BODY = b'{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true}'
KEY = "sk-canary-0123456789abcdef"


@dataclass
class Reply:
    """The events of one request, and what they amount to."""

    events: list[StreamEvent] = field(default_factory=list)

    @property
    def ended(self) -> Ended:
        assert isinstance(self.events[-1], Ended)
        assert sum(isinstance(event, Ended) for event in self.events) == 1
        return self.events[-1]

    @property
    def message(self) -> Message:
        builder = ReplyBuilder()
        for event in self.events:
            builder.apply(event)
        return builder.built(Message("m", "c", None, Role.ASSISTANT, "", now(), Status.STREAMING))

    @property
    def text(self) -> str:
        return self.message.text

    @property
    def kind(self) -> str | None:
        return self.ended.failure.kind.value if self.ended.failure else None

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        return self.message.tool_calls

    @property
    def usage(self) -> Usage | None:
        return self.message.usage

    @property
    def answered(self) -> list[Answered]:
        return [event for event in self.events if isinstance(event, Answered)]

    @property
    def retries(self) -> list[Retrying]:
        return [event for event in self.events if isinstance(event, Retrying)]

    @property
    def corrections(self) -> list[Corrected]:
        return [event for event in self.events if isinstance(event, Corrected)]


def request(
    base_url: str, body: bytes = BODY, limits: Limits | None = None, headers: Mapping[str, str] | None = None
) -> Request:
    return Request(Endpoint("e", "Test", base_url, "m"), body, headers or {}, limits or ONCE)


ONCE = Limits(max_retries=0)


def ask(
    base_url: str | Request,
    *,
    key: str | None = KEY,
    cancel: Cancellation | None = None,
    limits: Limits = ONCE,
    provider: ChatProvider | None = None,
) -> Reply:
    """Runs one request to its end in this thread."""
    wanted = base_url if isinstance(base_url, Request) else request(base_url)
    wanted = replace(wanted, limits=limits) if limits is not ONCE else wanted
    reply = Reply()
    (provider or ChatProvider("DesktopChat/test")).complete(wanted, key, reply.events.append, cancel or Cancellation())
    return reply
