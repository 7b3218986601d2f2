"""Conversations as JSON, without loss: every branch, every ending, every receipt; never a key.

One file holds one conversation or all of them in the same form. It is written piece by piece, so that the
size of a whole archive does not matter. A receipt repeats no message: where a part of its request is what its
messages say, their ids are enough.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeAlias

from desktop_chat import __version__
from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import AttachmentLost, Failure
from desktop_chat.domain.messages import Conversation, Edit, Message, MessageId
from desktop_chat.domain.models import KEY_PLACEHOLDER, Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.prices import price_json
from desktop_chat.domain.receipts import Receipt, usage_json
from desktop_chat.domain.spelled import without_secrets
from desktop_chat.domain.tree import Tree
from desktop_chat.domain.values import dataclass
from desktop_chat.transfer.wires import wire_json

SCHEMA = "desktop-chat/archive"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Chat:
    """One conversation with everything that belongs to it: what an export is made of."""

    conversation: Conversation
    tree: Tree
    receipts: Mapping[MessageId, Receipt] = field(default_factory=dict)

    @property
    def branch(self) -> tuple[Message, ...]:
        """What a reader sees."""
        return self.tree.branch(self.conversation.head)


def pieces(chats: Iterable[Chat], at: datetime) -> Iterator[bytes]:
    """The archive of `chats`, a piece for each; `at` is when it was made."""
    head = {
        "schema": SCHEMA,
        "version": VERSION,
        "program_version": __version__,
        "exported_at": at.isoformat(),
    }
    yield json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "conversations": ['
    separator = b"\n"
    for chat in chats:
        yield separator + json.dumps(as_json(chat), ensure_ascii=False).encode()
        separator = b",\n"
    yield b"\n]}\n"


Elsewhere: TypeAlias = Mapping[Attachment, str]
"""Files that lie beside the text, each with its relative path: their contents are not repeated."""


def as_json(chat: Chat, elsewhere: Elsewhere = MappingProxyType({})) -> dict[str, Any]:
    """One conversation in plain JSON values; times in ISO 8601 with offset."""
    conversation = chat.conversation
    return {
        "id": conversation.id,
        "title": conversation.title,
        "created_at": _iso(conversation.created_at),
        "updated_at": _iso(conversation.updated_at),
        "head": conversation.head,
        "endpoint_id": conversation.endpoint_id,
        "model": conversation.model,
        "policy": _policy(conversation.policy),
        "options": _options(conversation.options),
        "draft": conversation.draft,
        "draft_attachments": [_attachment(one, elsewhere) for one in conversation.draft_attachments],
        "draft_edit": _edit(conversation.draft_edit, elsewhere),
        "folder": conversation.folder,
        "pinned": conversation.pinned,
        "archived": conversation.archived,
        "unread": conversation.unread,
        "trashed_at": _iso(conversation.trashed_at),
        "messages": [_message(message, elsewhere) for message in chat.tree.values()],
        "receipts": [_receipt(receipt, chat.tree) for receipt in chat.receipts.values()],
    }


def _edit(edit: Edit | None, elsewhere: Elsewhere) -> dict[str, Any] | None:
    if edit is None:
        return None
    return {
        "message_id": edit.message_id,
        "after": edit.after,
        "role": edit.role.value,
        "text": edit.text,
        "attachments": [_attachment(one, elsewhere) for one in edit.attachments],
    }


def _message(message: Message, elsewhere: Elsewhere) -> dict[str, Any]:
    return {
        "id": message.id,
        "parent_id": message.parent_id,
        "role": message.role.value,
        "text": message.text,
        "created_at": _iso(message.created_at),
        "status": message.status.value,
        "reasoning": message.reasoning,
        "refusal": message.refusal,
        "tool_calls": [{"id": call.id, "name": call.name, "arguments": call.arguments} for call in message.tool_calls],
        "finish_reason": message.finish_reason,
        "model": message.model,
        "endpoint": message.endpoint,
        "usage": usage_json(message.usage),
        "failure": _failure(message.failure),
        "continues": message.continues,
        "by_hand": message.by_hand,
        "aside": message.aside,
        "attachments": [_attachment(one, elsewhere) for one in message.attachments],
    }


def _attachment(attachment: Attachment, elsewhere: Elsewhere) -> dict[str, Any]:
    """With its content, in base64, or with its path; the content is null where it is gone."""
    names = ("digest", "name", "media_type", "size", "tokens", "width", "height", "is_scaled")
    values = {name: getattr(attachment, name) for name in names}
    if attachment in elsewhere:
        return values | {"path": elsewhere[attachment]}
    try:
        return values | {"content": base64.b64encode(attachment.content).decode()}
    except AttachmentLost:
        return values | {"content": None}


def _failure(failure: Failure | None) -> dict[str, Any] | None:
    if failure is None:
        return None
    return {
        "kind": failure.kind.value,
        "host": failure.host,
        "http_status": failure.http_status,
        "words": failure.words,
        "retry_after_s": failure.retry_after_s,
        "attempts": failure.attempts,
        "cause": failure.cause.value if failure.cause else None,
        "limit": failure.limit,
    }


def _policy(policy: Policy) -> dict[str, Any]:
    return {
        "system_prompt": policy.system_prompt,
        "keep_last": policy.keep_last,
        "token_budget": policy.token_budget,
        "divider": policy.divider,
        "pinned": sorted(policy.pinned),
        "excluded": sorted(policy.excluded),
        "drops_first": policy.drops_first.value,
        "summaries": [asdict(summary) for summary in policy.summaries],
    }


def _options(options: Options) -> dict[str, Any]:
    """Only what is set; parameters that the program does not know are in `extra_body` alone."""
    named = Options.__dataclass_fields__
    values = {name: getattr(options, name) for name in named if not name.startswith("extra_") and name != "unset"}
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    plain["unset"] = sorted(options.unset) or None
    return {
        **{name: value for name, value in plain.items() if value is not None or name == "stream"},
        "extra_body": dict(options.extra_body),
        "extra_headers": without_secret_headers(options.extra_headers),
    }


def _receipt(receipt: Receipt, tree: Tree) -> dict[str, Any]:
    return {
        "message_id": receipt.message_id,
        "endpoint_id": receipt.endpoint_id,
        "endpoint": receipt.endpoint,
        "base_url": receipt.base_url,
        "messages": wire_json(receipt.wire, tree),
        "parameters": dict(receipt.parameters),
        "headers": without_secrets(receipt.headers),
        "sent_at": _iso(receipt.sent_at),
        "answered_at": _iso(receipt.answered_at),
        "first_token_at": _iso(receipt.first_token_at),
        "ended_at": _iso(receipt.ended_at),
        "http_status": receipt.http_status,
        "request_id": receipt.request_id,
        "attempts": receipt.attempts,
        "finish_reason": receipt.finish_reason,
        "usage": usage_json(receipt.usage),
        "price": price_json(receipt.price) if receipt.price else None,
        "estimate": receipt.estimate,
        "factor": receipt.factor,
        "left_out": receipt.left_out,
    }


def without_secret_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Those headers of a person's that carry no secret. The others would only lead to a request with a wrong key."""
    return {name: value for name, value in without_secrets(headers).items() if value != KEY_PLACEHOLDER}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
