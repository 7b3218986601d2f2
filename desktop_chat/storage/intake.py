"""Whole conversations that come from elsewhere: from an archive, or from another program.

What is stored already is told by its ids and stays as it is. So the same conversations may come any number of times,
and of a newer copy only what is new is added.
"""

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import cache
from typing import Protocol

import apsw

from desktop_chat.domain.attachments import digest_of
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.intake import Added, Growth
from desktop_chat.domain.mending import parents_first
from desktop_chat.domain.messages import Conversation, ConversationId, Message, MessageId, Status, now
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.renaming import Renaming
from desktop_chat.domain.tokens import measure
from desktop_chat.domain.tree import Tree, switch
from desktop_chat.storage import attachments, blobs, conversations, receipt_rows, rows
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.database import Database
from desktop_chat.storage.receipt_rows import Measuring
from desktop_chat.storage.values import from_ms, shown, storable, to_json, to_ms

__all__ = ["Added", "Intake", "Whole"]

_log = logging.getLogger(__name__)


class Whole(Protocol):
    """One conversation with everything that belongs to it."""

    @property
    def conversation(self) -> Conversation: ...

    @property
    def tree(self) -> Tree: ...

    @property
    def receipts(self) -> Mapping[MessageId, Receipt]: ...


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

    def look(self, chats: Sequence[Whole]) -> Added:
        """What `add_chats` would come to. Nothing is written."""
        with store_errors(self._database.path):
            db = self._database.reader()
            return sum((_compared(_Coming(db, chat)) for chat in chats), Added())

    def take_back(self, added: Added) -> "Future[None]":
        """Makes everything what it was before `add_chats`: what is new goes for ever, what has grown shrinks."""
        return self._database.write(lambda db: _take_back(db, added))


class _Coming:
    """A conversation on its way in, under the ids that it gets here, and what of it is `known`."""

    def __init__(self, db: apsw.Connection, chat: Whole) -> None:
        self.conversation, self.tree, self.receipts = _with_own_ids(db, chat)
        query = "SELECT trashed_at IS NOT NULL FROM conversation WHERE id = ?"
        found: int | None = db.execute(query, (self.conversation.id,)).get
        self.is_new, self.is_trashed = found is None, bool(found)
        held = _held(db, self.tree)
        self.rows = {message: row for message, (owner, row) in held.items() if owner == self.conversation.id}
        self.known = frozenset(self.rows.keys() & self.tree.keys())
        self.added = parents_first(message for message in self.tree.values() if message.id not in self.known)


def _compared(coming: _Coming) -> Added:
    one = (coming.conversation.id,)
    has_grown = bool(coming.added) and not coming.is_new
    return Added(
        new=one if coming.is_new else (),
        grown=one if has_grown else (),
        same=() if has_grown or coming.is_new else one,
        messages=len(coming.added),
        known=len(coming.known),
        trashed=int(coming.is_trashed),
    )


def _add(db: apsw.Connection, chat: Whole) -> Added:
    coming = _Coming(db, chat)
    if coming.is_new:
        new = coming.conversation
        # It lies in this trash from now on, and is kept as long as whatever goes there today.
        conversations.insert(db, replace(new, trashed_at=now()) if new.trashed_at else new)
        edit = coming.conversation.draft_edit
        attachments.keep(db, (*coming.conversation.draft_attachments, *(edit.attachments if edit else ())))
    lost, measured = 0, cache(measure)
    conversation = rows.row_of(db, "conversation", coming.conversation.id)
    for message in coming.added:
        row = _add_message(db, message, conversation, coming.rows.get(message.parent_id or ""))
        coming.rows[message.id] = row
        lost += not _add_receipt(db, row, coming.receipts.get(message.id), measured)
    growth = (_grow(db, coming),) if coming.added and not coming.is_new else ()
    return replace(_compared(coming), receipts_lost=lost, growth=growth)


def _add_message(db: apsw.Connection, message: Message, conversation: int, parent: int | None) -> int:
    """Its row, in that of its conversation and below that of its parent."""
    if message.is_streaming:
        message = replace(message, status=Status.INTERRUPTED)
    attachments.keep(db, message.attachments)
    return rows.insert_at(db, message, "", conversation, parent)


def _add_receipt(db: apsw.Connection, row: int, receipt: Receipt | None, measured: Measuring) -> bool:
    """Whether what is known of its request could be kept too."""
    if receipt is not None:
        try:
            receipt_rows.insert_ended(db, row, receipt, measured)
        except ChatError:
            _log.warning("The receipt of message %s cannot be said again", receipt.message_id)
            return False
    return True


def _grow(db: apsw.Connection, coming: _Coming) -> Growth:
    """Moves on with what was added; returns what there was before."""
    conversation = coming.conversation
    head, title, updated_at = db.execute(
        "SELECT head, CAST(title AS BLOB), updated_at FROM conversation WHERE id = ?", (conversation.id,)
    ).get
    ids = tuple(message.id for message in coming.added)
    before = Growth(conversation.id, ids, head, shown(title), from_ms(updated_at))
    if head is None:
        end = conversation.head
    elif any(message.parent_id == head and not message.aside for message in coming.added):
        end = switch(coming.tree, head)
    else:
        end = head
    db.execute(
        "UPDATE conversation SET updated_at = max(updated_at, ?), title = CASE title WHEN '' THEN ? ELSE title END,"
        " head = ? WHERE id = ?",
        (to_ms(conversation.updated_at), storable(conversation.title), end, conversation.id),
    )
    return before


def _take_back(db: apsw.Connection, added: Added) -> None:
    db.executemany("DELETE FROM conversation WHERE id = ?", ((one,) for one in added.new))
    for growth in added.growth:
        db.executemany("DELETE FROM message WHERE id = ?", ((message,) for message in growth.messages))
        db.execute(
            "UPDATE conversation SET head = ?, title = ?, updated_at = ? WHERE id = ?",
            (growth.head, growth.title, to_ms(growth.updated_at), growth.conversation_id),
        )
    blobs.forget_unused(db)
    attachments.forget_unused(db)


def _with_own_ids(db: apsw.Connection, chat: Whole) -> tuple[Conversation, Tree, Mapping[MessageId, Receipt]]:
    """The conversation as it came, or with other ids for messages that another conversation has as well."""
    own = chat.conversation.id
    held = _held(db, chat.tree)
    ids = {message: _other_id(own, message) for message in chat.tree if message in held and held[message][0] != own}
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


def _held(db: apsw.Connection, tree: Tree) -> dict[MessageId, tuple[ConversationId, int]]:
    """Of these messages and their parents those that are stored: in which conversation, and in which row."""
    named = [*tree, *(message.parent_id for message in tree.values() if message.parent_id not in tree)]
    query = (
        "SELECT m.id, c.id, m.row FROM json_each(?) named JOIN message m ON m.id = named.value"
        " JOIN conversation c ON c.row = m.conversation"
    )
    return {message: (owner, row) for message, owner, row in db.execute(query, (to_json(named),))}
