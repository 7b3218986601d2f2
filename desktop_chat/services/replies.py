"""The replies that are being written: what has come so far, and how each ends."""

from collections.abc import Callable
from dataclasses import field
from itertools import groupby

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain.defaults import limits_of
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import ConversationId, Message, MessageId
from desktop_chat.domain.models import Limits, Options, Request
from desktop_chat.domain.streaming import (
    Corrected,
    ReasoningDelta,
    RefusalDelta,
    ReplyBuilder,
    Retrying,
    StreamEvent,
    TextDelta,
)
from desktop_chat.domain.values import dataclass
from desktop_chat.domain.wire import Payload
from desktop_chat.services.access import Reachable
from desktop_chat.services.outbox import Outbox, Parcel, Settled
from desktop_chat.services.streams import Streams
from desktop_chat.storage.stream_log import Journal

_TEXTS = (TextDelta, ReasoningDelta, RefusalDelta)
_GATHER_S = 0.04
"""Less than half of what the outbox rests where few words come, and of what the journal does."""


@dataclass(frozen=True, slots=True)
class ReplyGrew:
    """What a streaming reply gained since the last time; each part may be empty."""

    conversation_id: ConversationId
    message_id: MessageId
    text: str
    reasoning: str
    refusal: str


@dataclass(frozen=True, slots=True)
class ReplyEnded:
    """A reply in its final form, stored. With `error` the disk has not taken it."""

    reply: Message
    error: ChatError | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """A request to that model of `endpoint_id` is made again or differently."""

    conversation_id: ConversationId
    message_id: MessageId
    endpoint_id: str
    model: str
    event: Retrying | Corrected


@dataclass(slots=True)
class _Live:
    """A reply that streams: as it was begun, and what has come since."""

    begun: Message
    endpoint_id: str
    builder: ReplyBuilder = field(default_factory=ReplyBuilder)


class Replies(QObject):
    """Starts requests and turns what they deliver into announcements, each addressed by its message."""

    grew = Signal(object)
    """A `ReplyGrew`."""
    ended = Signal(object)
    """A `ReplyEnded`."""
    progressed = Signal(object)
    """A `Progress`."""

    def __init__(
        self,
        streams: Streams,
        journal: Journal,
        outbox: Outbox,
        limits: Callable[[], Limits],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._streams = streams
        self._journal = journal
        self._limits = limits
        self._live: dict[MessageId, _Live] = {}
        outbox.delivered.connect(self._receive)

    def begin(
        self,
        reply: Message,
        sent: Payload,
        reachable: Reachable,
        options: Options = Options(),  # noqa: B008 - frozen
    ) -> None:
        """`reply` is stored already; its request goes out now. Of the `options` only the timeouts are not in it yet."""
        self._live[reply.id] = _Live(reply, reachable.endpoint.id)
        self._journal.open(reply)
        request = Request(reachable.endpoint, sent.body, sent.headers, limits_of(options, self._limits()), _GATHER_S)
        self._streams.start(reply, request, reachable.key)

    def stop(self, message_id: MessageId) -> None:
        self._streams.stop(message_id)

    def current(self, message: Message) -> Message:
        """`message` with what has arrived so far, if it is being written."""
        live = self._live.get(message.id)
        return live.builder.built(live.begun) if live else message

    def in_conversation(self, conversation_id: ConversationId) -> tuple[Message, ...]:
        """The replies being written there, as they were begun, oldest first."""
        return tuple(live.begun for live in self._live.values() if live.begun.conversation_id == conversation_id)

    @Slot(object)
    def _receive(self, parcels: tuple[Parcel, ...]) -> None:
        by_reply = sorted(parcels, key=lambda parcel: parcel.message_id)  # stable: order within a reply is kept
        for message_id, group in groupby(by_reply, key=lambda parcel: parcel.message_id):
            live = self._live.get(message_id)
            if live is not None:
                self._receive_for(live, [parcel.content for parcel in group])

    def _receive_for(self, live: _Live, contents: list[StreamEvent | Settled]) -> None:
        gained: dict[type, list[str]] = {kind: [] for kind in _TEXTS}
        settled: Settled | None = None
        for content in contents:
            if isinstance(content, Settled):
                settled = content
                continue
            live.builder.apply(content)
            if isinstance(content, _TEXTS):
                gained[type(content)].append(content.text)
            elif isinstance(content, Corrected | Retrying):
                begun = live.begun
                told = Progress(begun.conversation_id, begun.id, live.endpoint_id, begun.model or "", content)
                self.progressed.emit(told)
        self._announce_growth(live.begun, gained)
        if settled:
            del self._live[settled.reply.id]
            self.ended.emit(ReplyEnded(settled.reply, settled.error))

    def _announce_growth(self, reply: Message, gained: dict[type, list[str]]) -> None:
        text, reasoning, refusal = ("".join(pieces) for pieces in gained.values())
        if text or reasoning or refusal:
            self.grew.emit(ReplyGrew(reply.conversation_id, reply.id, text, reasoning, refusal))
