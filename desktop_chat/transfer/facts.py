"""What is said of a conversation before its first word: the same in every format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from desktop_chat.domain.messages import Message
from desktop_chat.domain.money import Money, exact, totals
from desktop_chat.domain.text import first_line
from desktop_chat.domain.values import dataclass
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.branches import leaves

_LOOPBACK = "127.0.0.1"
_TITLE_LENGTH = 200
_TAG = "chat"
_NOT_IN_TAGS = re.compile(r"[^\w/-]+")


@dataclass(frozen=True, slots=True)
class Facts:
    """`tokens` are those of prompts and of replies as servers counted them, None where none did; `cost` is exact, by
    currency. `number` of `branches` is the branch that is read, counted from the oldest leaf on.
    """

    title: str
    id: str
    created: datetime
    updated: datetime
    models: tuple[str, ...]
    endpoints: tuple[str, ...]
    tokens: tuple[int, int] | None
    cost: dict[str, str]
    head: str | None
    number: int | None
    branches: int
    tags: tuple[str, ...]
    folder: str | None


def facts_of(chat: Chat, untitled: str, zone: tzinfo | None, messages: Sequence[Message] | None = None) -> Facts:
    """Of `messages`, which are those of the branch when None. Times are in `zone`, the machine's own when None."""
    conversation = chat.conversation
    replies = [message for message in (chat.branch if messages is None else messages) if message.is_reply]
    head = chat.branch[-1].id if chat.branch else None
    ends = leaves(chat.tree)
    return Facts(
        title=first_line(conversation.title, _TITLE_LENGTH) or untitled,
        id=conversation.id,
        created=conversation.created_at.astimezone(zone),
        updated=conversation.updated_at.astimezone(zone),
        models=_unlike(message.model for message in replies),
        endpoints=_unlike(_host(chat, message) for message in replies),
        tokens=_tokens(replies),
        cost=_cost(chat, replies),
        head=head,
        number=ends.index(head) + 1 if head in ends else None,
        branches=len(ends),
        tags=(_TAG, *_tags(conversation.folder)),
        folder=conversation.folder,
    )


def _host(chat: Chat, reply: Message) -> str | None:
    """Where the request went; the endpoint's name where no receipt is left."""
    receipt = chat.receipts.get(reply.id)
    if receipt is None:
        return reply.endpoint
    host = receipt.base_url.partition("://")[2].partition("/")[0]
    # A server on this machine has another port each time, which tells nobody anything.
    return _LOOPBACK if host.startswith(f"{_LOOPBACK}:") else host


def _tokens(replies: Iterable[Message]) -> tuple[int, int] | None:
    usages = [message.usage for message in replies if message.usage]
    if not usages:
        return None
    return sum(usage.prompt_tokens or 0 for usage in usages), sum(usage.completion_tokens or 0 for usage in usages)


def _cost(chat: Chat, replies: Iterable[Message]) -> dict[str, str]:
    """As text; without the replies whose price is not known."""
    costs = (chat.receipts[message.id].cost for message in replies if message.id in chat.receipts)
    sums = totals(cost for cost in costs if cost is not None)
    return {currency: exact(Money(currency, amount)) for currency, amount in sums.items()}


def _tags(folder: str | None) -> Iterable[str]:
    """The folder as a tag: letters, digits, and a letter among them, or a reader of notes would not take it for one."""
    word = _NOT_IN_TAGS.sub("-", folder or "").strip("-/")
    if word:
        yield word if any(character.isalpha() for character in word) else f"_{word}"


def _unlike(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
