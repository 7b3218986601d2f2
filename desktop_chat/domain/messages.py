"""What a conversation is made of.

A message is never overwritten once complete, so every value here is frozen: a change is a new value, and a view that
holds an old one can never see it half changed.
"""

import os
from collections.abc import Iterable
from dataclasses import field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeAlias

from desktop_chat.domain.attachments import Attachment, spoken
from desktop_chat.domain.errors import Failure
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.values import dataclass

MessageId: TypeAlias = str
ConversationId: TypeAlias = str
TITLE_LENGTH = 80
"""Characters; longer first words are cut."""


class Role(StrEnum):
    """Who speaks, in the terms of the wire."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"


class Status(StrEnum):
    """How far a message came. Only `STREAMING` ever changes, and only to one of the others."""

    COMPLETE = "complete"
    STREAMING = "streaming"
    INTERRUPTED = "interrupted"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the server counted them; None where it did not say.

    `cached_tokens` are those of the prompt that the server had read before, `reasoning_tokens` those of the answer that
    went into thinking.
    """

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    total_tokens: int | None = None
    cached_tokens: int | None = None
    reasoning_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A function the model asked for; `arguments` is JSON text as the model wrote it, which may be invalid."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Message:
    """One node of a conversation's tree.

    `continues` marks a reply that goes on where its parent, a partial reply, broke off: the two are one message on
    the wire. `model` and `endpoint` (its name) say who wrote a reply; both are None for other roles. `by_hand` tells of
    a reply that a person wrote it, or changed what that model wrote. `aside` marks a question that was asked about the
    conversation and is no part of it: no way along the branches leads to it by itself.
    """

    id: MessageId
    conversation_id: ConversationId
    parent_id: MessageId | None
    role: Role
    text: str
    created_at: datetime
    status: Status = Status.COMPLETE
    reasoning: str = ""
    refusal: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    finish_reason: str | None = None
    model: str | None = None
    endpoint: str | None = None
    usage: Usage | None = None
    failure: Failure | None = None
    continues: bool = False
    attachments: tuple[Attachment, ...] = ()
    by_hand: bool = False
    aside: bool = False

    @property
    def spoken(self) -> str:
        """The text as it is sent, behind the text files that came with it."""
        return spoken(self.text, self.attachments) if self.attachments else self.text

    @property
    def is_reply(self) -> bool:
        return self.role is Role.ASSISTANT

    @property
    def is_streaming(self) -> bool:
        return self.status is Status.STREAMING


@dataclass(frozen=True, slots=True)
class Edit:
    """What is being written to stand beside a message, on a branch of its own; without a `message_id` behind `after`,
    as one of that role.
    """

    message_id: MessageId
    after: MessageId | None
    role: Role
    text: str
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """A tree of messages and the rules of its next request. `head` is the leaf being read.

    `draft` is the next question, `draft_edit` the change of a message that is there; either may be half written.
    """

    id: ConversationId
    created_at: datetime
    updated_at: datetime
    title: str = ""
    head: MessageId | None = None
    endpoint_id: str | None = None
    model: str | None = None
    policy: Policy = field(default_factory=Policy)
    options: Options = field(default_factory=Options)
    draft: str = ""
    draft_attachments: tuple[Attachment, ...] = ()
    folder: str | None = None
    pinned: bool = False
    archived: bool = False
    unread: bool = False
    trashed_at: datetime | None = None
    draft_edit: Edit | None = None


def with_draft_of(conversation: Conversation, other: Conversation) -> Conversation:
    """`conversation`, with all that `other` has in the composer."""
    return replace(
        conversation,
        draft=other.draft,
        draft_attachments=other.draft_attachments,
        draft_edit=other.draft_edit,
    )


def pictures_sent(role: Role, attachments: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """What of a message's files goes along as pictures. Those that a model made are shown; no server takes them for
    something that was said to it.
    """
    return () if role is Role.ASSISTANT else tuple(one for one in attachments if one.is_image)


def new_id() -> str:
    """An identifier no other run, window or import will make."""
    return os.urandom(16).hex()  # what `uuid4` is made of; its module takes 7 ms to load


def now() -> datetime:
    """The wall clock, in UTC, to the millisecond that the store keeps."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
