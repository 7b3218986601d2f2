"""What a send, an edit, a retry, a continuation and an insertion add to the tree.

Each is a pure function to a `Turn`: the new messages and the new head. Nothing is ever replaced.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import NothingToSend
from desktop_chat.domain.joints import to_edit
from desktop_chat.domain.messages import ConversationId, Edit, Message, MessageId, Role, Status, new_id, now
from desktop_chat.domain.text import clean
from desktop_chat.domain.tree import Tree
from desktop_chat.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Author:
    """Who will write a reply: an endpoint's name and a model."""

    endpoint: str
    model: str


MOST_AT_ONCE = 6
"""How many models one question goes to at most."""


@dataclass(frozen=True, slots=True)
class Turn:
    """`added` in order of their parents. `replies`, the last of them, are empty and streaming: one by each author.

    `is_read` tells that the new branch becomes the one that is read.
    """

    added: tuple[Message, ...]
    replies: tuple[Message, ...] = ()
    is_read: bool = True

    @property
    def reply(self) -> Message | None:
        """The first of the replies: the one that is read."""
        return self.replies[0] if self.replies else None

    @property
    def head(self) -> MessageId:
        return (self.reply or self.added[-1]).id

    def without(self, dropped: Collection[MessageId]) -> "Turn":
        """This turn, had nobody been asked for those replies."""
        added = tuple(message for message in self.added if message.id not in dropped)
        return replace(self, added=added, replies=tuple(reply for reply in self.replies if reply.id not in dropped))

    @property
    def parent_of_reply(self) -> MessageId | None:
        return self.reply.parent_id if self.reply else None


def begin(
    conversation_id: ConversationId, parent_id: MessageId | None, text: str, author: Author, at: datetime
) -> Turn:
    """A question under `parent_id`, and the empty reply to it. Raises `NothingToSend` for blank text."""
    return ask(said(conversation_id, parent_id, Role.USER, text, at), [author])


def ask(question: Message, authors: Sequence[Author]) -> Turn:
    """`question`, and an empty reply to it by each of `authors`."""
    replies = tuple(
        _empty_reply(question.conversation_id, question.id, author, question.created_at) for author in authors
    )
    return Turn((question, *replies), replies)


def retry(reply: Message, author: Author, at: datetime) -> Turn:
    """Another reply beside `reply`."""
    other = _empty_reply(reply.conversation_id, reply.parent_id, author, at, continues=reply.continues)
    return Turn((other,), (other,))


def proceed(reply: Message, author: Author, at: datetime) -> Turn:
    """A reply that goes on where `reply` broke off (PRODUCT calls it "continue")."""
    if not reply.text:
        return retry(reply, author, at)
    more = _empty_reply(reply.conversation_id, reply.id, author, at, continues=True)
    return Turn((more,), (more,))


def said(
    conversation_id: ConversationId,
    parent_id: MessageId | None,
    role: Role,
    text: str,
    at: datetime,
    attachments: tuple[Attachment, ...] = (),
) -> Message:
    """A message that a person made, of whichever role. Raises `NothingToSend` for blank text that brings nothing
    along.
    """
    text = clean(text)
    if not text.strip() and not attachments:
        raise NothingToSend
    by_hand = role is Role.ASSISTANT
    return Message(new_id(), conversation_id, parent_id, role, text, at, attachments=attachments, by_hand=by_hand)


def place_after(message: Message, role: Role) -> Message:
    """Where a new message would stand behind that one: a message without words, and without an id."""
    return _place(message.conversation_id, message.id, role)


def edited(tree: Tree, conversation_id: ConversationId, edit: Edit) -> Message | None:
    """The message that `edit` changes, or the place of the new one; None where it is gone."""
    if edit.message_id:
        return to_edit(tree, edit.message_id) if edit.message_id in tree else None
    return _place(conversation_id, edit.after, edit.role) if edit.after is None or edit.after in tree else None


def _place(conversation_id: ConversationId, after: MessageId | None, role: Role) -> Message:
    return Message("", conversation_id, after, role, "", now())


def changed(message: Message, text: str, at: datetime) -> Message:
    """`message` in other words, to stand beside it. How the first one came about is not true of this one: nobody
    counted it and no server ended it. Raises `NothingToSend` for blank text that brings nothing along.
    """
    other = said(message.conversation_id, message.parent_id, message.role, text, at, message.attachments)
    return replace(other, model=message.model, endpoint=message.endpoint)


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
