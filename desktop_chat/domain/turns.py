"""What a send, an edit, a retry, a continuation and an insertion add to the tree.

Each is a pure function to a `Turn`: the new messages and the new head. Nothing is ever replaced.
"""

from datetime import datetime

from desktop_chat.domain.errors import NothingToSend
from desktop_chat.domain.messages import ConversationId, Message, MessageId, Role, Status, new_id
from desktop_chat.domain.text import clean
from desktop_chat.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Author:
    """Who will write a reply: an endpoint's name and a model."""

    endpoint: str
    model: str


@dataclass(frozen=True, slots=True)
class Turn:
    """`added` in order of their parents; `reply`, the last of them, is empty and streaming, or None."""

    added: tuple[Message, ...]
    reply: Message | None

    @property
    def head(self) -> MessageId:
        return self.added[-1].id

    @property
    def parent_of_reply(self) -> MessageId | None:
        return self.reply.parent_id if self.reply else None


def begin(
    conversation_id: ConversationId, parent_id: MessageId | None, text: str, author: Author, at: datetime
) -> Turn:
    """A question under `parent_id`, and the empty reply to it. Raises `NothingToSend` for blank text."""
    question = _spoken(conversation_id, parent_id, Role.USER, text, at)
    reply = _empty_reply(conversation_id, question.id, author, at)
    return Turn((question, reply), reply)


def edit(question: Message, text: str, author: Author, at: datetime) -> Turn:
    """A changed question beside the old one, and the empty reply to it."""
    return begin(question.conversation_id, question.parent_id, text, author, at)


def retry(reply: Message, author: Author, at: datetime) -> Turn:
    """Another reply beside `reply`."""
    other = _empty_reply(reply.conversation_id, reply.parent_id, author, at, continues=reply.continues)
    return Turn((other,), other)


def proceed(reply: Message, author: Author, at: datetime) -> Turn:
    """A reply that goes on where `reply` broke off (PRODUCT calls it "continue")."""
    if not reply.text:
        return retry(reply, author, at)
    more = _empty_reply(reply.conversation_id, reply.id, author, at, continues=True)
    return Turn((more,), more)


def insert(conversation_id: ConversationId, parent_id: MessageId | None, role: Role, text: str, at: datetime) -> Turn:
    """A message of either role, without asking the model. Raises `NothingToSend` for blank text."""
    return Turn((_spoken(conversation_id, parent_id, role, text, at),), None)


def _spoken(
    conversation_id: ConversationId, parent_id: MessageId | None, role: Role, text: str, at: datetime
) -> Message:
    text = clean(text)
    if not text.strip():
        raise NothingToSend
    return Message(new_id(), conversation_id, parent_id, role, text, at)


def _empty_reply(
    conversation_id: ConversationId,
    parent_id: MessageId | None,
    author: Author,
    at: datetime,
    *,
    continues: bool = False,
) -> Message:
    return Message(
        id=new_id(),
        conversation_id=conversation_id,
        parent_id=parent_id,
        role=Role.ASSISTANT,
        text="",
        created_at=at,
        status=Status.STREAMING,
        model=author.model,
        endpoint=author.endpoint,
        continues=continues,
    )
