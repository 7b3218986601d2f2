"""What a search found, and where it lies."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from desktop_chat.domain.messages import ConversationId, MessageId, Role
from desktop_chat.domain.values import dataclass

if TYPE_CHECKING:
    from desktop_chat.domain.query import Query

Spans: TypeAlias = tuple[tuple[int, int], ...]
"""(start, end) each, in order, never touching."""
MOST_TITLES = 50
"""Of so many conversations a search tells the titles."""


class Order(StrEnum):
    NEWEST = "newest"
    RANKED = "ranked"


@dataclass(frozen=True, slots=True)
class Branch:
    """Where the way to a message leaves the visible branch: the `number`th of `of` siblings, counted from 1."""

    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that holds what was asked for. Without a message: the title of a conversation does.

    `snippet` is one line round the first words found, `marked` are the places of all of them in it. `at` is the
    message's time, or the conversation's last change. `branch` is None on the visible branch, `model` where no model
    wrote it.
    """

    conversation_id: ConversationId
    message_id: MessageId | None
    title: str
    role: Role | None
    snippet: str
    marked: Spans
    at: datetime
    model: str | None = None
    branch: Branch | None = None
    is_archived: bool = False
    is_trashed: bool = False


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far the hits before went: down to a message's time (ms) and row, or, ranked, to so many hits."""

    at: int = 0
    row: int = 0
    ranked: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: at most `limit` hits, those behind `after` where there were some before."""

    query: Query
    order: Order = Order.NEWEST
    limit: int = 30
    after: Cursor | None = None
    with_trash: bool = True


@dataclass(frozen=True, slots=True)
class Hits:
    """The answer to a `Question`. `more` is the `after` of the question for the rest; None at the end. Not complete:
    some messages are not in the index yet and were not looked at.
    """

    hits: tuple[Hit, ...] = ()
    more: Cursor | None = None
    is_complete: bool = True
