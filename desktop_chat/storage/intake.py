"""Whole conversations that come from elsewhere: from an archive, or from another program.

What is stored already is told by its ids and stays as it is. So the same conversations may come any number of times,
and of a newer copy only what is new is added.
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import Protocol

import apsw

from desktop_chat.domain.attachments import digest_of
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.mending import parents_first
from desktop_chat.domain.messages import Conversation, ConversationId, Message, MessageId, Status
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.renaming import Renaming
from desktop_chat.domain.tree import Tree, switch
from desktop_chat.domain.values import dataclass
from desktop_chat.storage import attachments, conversations, receipt_rows, rows
from desktop_chat.storage.database import Database
from desktop_chat.storage.values import storable, to_ms

_log = logging.getLogger(__name__)


class Whole(Protocol):
    """One conversation with everything that belongs to it."""

    @property
    def conversation(self) -> Conversation: ...

    @property
    def tree(self) -> Tree: ...

    @property
    def receipts(self) -> Mapping[MessageId, Receipt]: ...


@dataclass(frozen=True, slots=True)
class Added:
    """What came of it. Some conversations are `new`, some were there and have `grown`, the others are the `same`.

    `messages` counts those that were added, `known` those that were there. `receipts_lost` counts replies that were
    added without the receipt that came along, because a text file that was sent with them is lost.
    """

    new: tuple[ConversationId, ...] = ()
    grown: tuple[ConversationId, ...] = ()
    same: tuple[ConversationId, ...] = ()
    messages: int = 0
    known: int = 0
    receipts_lost: int = 0

    def __add__(self, other: "Added") -> "Added":
        return Added(
            self.new + other.new,
            self.grown + other.grown,
            self.same + other.same,
            self.messages + other.messages,
            self.known + other.known,
            self.receipts_lost + other.receipts_lost,
        )


class Intake:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add_chats(self, chats: Sequence[Whole]) -> "Future[Added]":
        """Adds what is not there yet of all these conversations, in one transaction: all of it or nothing.

        A conversation whose id is not known comes as it is, with its rules, its draft, its receipts and the contents
        of its files. One that is known only gets the messages whose ids are not known, below the parents that they
        name; nothing that is stored is changed or deleted, but that it moves up in time, gets a title where it had
        none, and goes on to be read at its new end where its old end was read. A message whose id another conversation
        has gets one of its own, always the same. A reply that was being written when it was copied is interrupted.
        """
        return self._database.write(lambda db: sum((_add(db, chat) for chat in chats), Added()))


def _add(db: apsw.Connection, chat: Whole) -> Added:
    conversation, tree, receipts = _with_own_ids(db, chat)
    is_new = db.execute("SELECT 1 FROM conversation WHERE id = ?", (conversation.id,)).get is None
    if is_new:
        conversations.insert(db, conversation)
        attachments.keep(db, conversation.draft_attachments)
    known = frozenset(message for message in tree if _owner(db, message) is not None)
    added = parents_first(message for message in tree.values() if message.id not in known)
    lost = 0
    for message in added:
        lost += not _add_message(db, message, receipts.get(message.id))
    if added and not is_new:
        _grow(db, conversation, tree, added)
    one = (conversation.id,)
    return Added(
        new=one if is_new else (),
        grown=one if added and not is_new else (),
        same=() if added or is_new else one,
        messages=len(added),
        known=len(known),
        receipts_lost=lost,
    )


def _add_message(db: apsw.Connection, message: Message, receipt: Receipt | None) -> bool:
    """Whether what is known of its request could be kept too."""
    if message.parent_id is not None and _owner(db, message.parent_id) != message.conversation_id:
        message = replace(message, parent_id=None)
    if message.is_streaming:
        message = replace(message, status=Status.INTERRUPTED)
    attachments.keep(db, message.attachments)
    row = rows.insert(db, message, "")
    if receipt is not None:
        try:
            receipt_rows.insert_ended(db, row, receipt)
        except ChatError:
            _log.warning("The receipt of message %s cannot be said again", message.id)
            return False
    return True


def _grow(db: apsw.Connection, conversation: Conversation, tree: Tree, added: Collection[Message]) -> None:
    db.execute(
        "UPDATE conversation SET updated_at = max(updated_at, ?), title = CASE title WHEN '' THEN ? ELSE title END"
        " WHERE id = ?",
        (to_ms(conversation.updated_at), storable(conversation.title), conversation.id),
    )
    head = db.execute("SELECT head FROM conversation WHERE id = ?", (conversation.id,)).get
    if head is None:
        end = conversation.head
    elif any(message.parent_id == head and not message.aside for message in added):
        end = switch(tree, head)
    else:
        return
    db.execute("UPDATE conversation SET head = ? WHERE id = ?", (end, conversation.id))


def _with_own_ids(db: apsw.Connection, chat: Whole) -> tuple[Conversation, Tree, Mapping[MessageId, Receipt]]:
    """The conversation as it came, or with other ids for messages that another conversation has as well."""
    own = chat.conversation.id
    ids = {message: _other_id(own, message) for message in chat.tree if _owner(db, message) not in {None, own}}
    if not ids:
        return chat.conversation, chat.tree, chat.receipts
    renaming = Renaming(ids)
    return (
        renaming.conversation(chat.conversation),
        Tree(map(renaming.message, chat.tree.values())),
        {ids.get(reply, reply): renaming.receipt(receipt) for reply, receipt in chat.receipts.items()},
    )


def _other_id(conversation: ConversationId, message: MessageId) -> MessageId:
    return digest_of(f"{conversation} {message}".encode())[:32]


def _owner(db: apsw.Connection, message: MessageId) -> ConversationId | None:
    """The conversation that has the message; None where nobody has it."""
    owner: ConversationId | None = db.execute(
        "SELECT c.id FROM message m JOIN conversation c ON c.row = m.conversation WHERE m.id = ?", (message,)
    ).get
    return owner
