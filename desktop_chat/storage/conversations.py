"""Conversations and their messages.

Reading is a plain call on the calling thread; each write is one transaction, and a future tells when it is on disk.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from datetime import datetime
from typing import Any, TypedDict, Unpack

import apsw

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import NotFound
from desktop_chat.domain.messages import Conversation, ConversationId, Edit, Message, MessageId
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.tree import Tree
from desktop_chat.domain.turns import Turn
from desktop_chat.storage import attachments, blobs, log_rows, receipt_rows, rows
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.database import Database
from desktop_chat.storage.values import (
    attachments_from,
    attachments_to,
    edit_from,
    edit_to,
    from_ms,
    options_from,
    options_to,
    policy_from,
    policy_to,
    shown,
    storable,
    storable_or_none,
    to_json,
    to_ms,
    to_ms_or_none,
)

SHORTEST_PREFIX = 6
_AFTER_ALL = "\U0010ffff"
_SELECT = """
SELECT id, created_at, updated_at, CAST(title AS BLOB), head, endpoint_id, model, policy, options, CAST(draft AS BLOB),
    CAST(folder AS BLOB), pinned, archived, unread, trashed_at, draft_attachments, draft_edit
FROM conversation
"""


class Changes(TypedDict, total=False):
    """What can be changed about a conversation as a whole."""

    title: str
    head: MessageId | None
    endpoint_id: str | None
    model: str | None
    policy: Policy
    options: Options
    draft: str
    draft_attachments: tuple[Attachment, ...]
    draft_edit: Edit | None
    folder: str | None
    pinned: bool
    archived: bool
    unread: bool
    trashed_at: datetime | None


_ENCODED: dict[str, Callable[[Any], Any]] = {
    "title": storable,
    "head": storable_or_none,
    "endpoint_id": storable_or_none,
    "model": storable_or_none,
    "policy": policy_to,
    "options": options_to,
    "draft": storable,
    "draft_attachments": attachments_to,
    "draft_edit": edit_to,
    "folder": storable_or_none,
    "pinned": bool,
    "archived": bool,
    "unread": bool,
    "trashed_at": to_ms_or_none,
}
# What is only how things were left may be a moment old after a power cut; everything else is synced at once.
_LIGHT = frozenset({"draft", "draft_attachments", "draft_edit", "head", "unread"})
# What a turn brings along. The rest of an existing conversation stays as stored: someone else may have changed it.
_WITH_A_TURN = ("endpoint_id", "model", "policy", "options", "draft", "draft_attachments", "draft_edit")


class Conversations:
    """`run_id` is written into replies that are being written, so that others know whether their writer lives. `load`
    reads an attached content by its hash.
    """

    def __init__(
        self,
        database: Database,
        run_id: str,
        load: Callable[[str], bytes],
    ) -> None:
        self._database = database
        self._run_id = run_id
        self._load = load

    # -- reading -----------------------------------------------------------------------------------------------------

    def summaries(self, *, trashed: bool = False) -> list[Conversation]:
        """All conversations, or those in the trash; newest first."""
        where = f"WHERE trashed_at IS {'NOT ' if trashed else ''}NULL ORDER BY updated_at DESC, id DESC"
        return [_conversation_in(row, self._load) for row in self._read(_SELECT + where)]

    def get(self, conversation_id: ConversationId) -> Conversation:
        for row in self._read(_SELECT + "WHERE id = ?", conversation_id):
            return _conversation_in(row, self._load)
        raise NotFound("conversation", conversation_id)

    def get_each(self, conversation_ids: Iterable[ConversationId]) -> tuple[Conversation, ...]:
        """Those of them that are stored and not in the trash."""
        query = _SELECT + "WHERE id IN (SELECT value FROM json_each(?)) AND trashed_at IS NULL"
        return tuple(_conversation_in(row, self._load) for row in self._read(query, to_json([*conversation_ids])))

    def resolve(self, prefix: str) -> ConversationId:
        """The one conversation whose id begins like this. Raises `NotFound`, also when there are several."""
        return self._resolve("conversation", prefix)

    def resolve_message(self, prefix: str) -> MessageId:
        return self._resolve("message", prefix)

    def tree(self, conversation_id: ConversationId) -> Tree:
        """Every message, those that are being written with what has been saved of them so far."""
        with store_errors(self._database.path):
            db = self._database.reader()
            conversation = rows.row_of(db, "conversation", conversation_id)
            found = db.execute(rows.SELECT + "WHERE m.conversation = ? ORDER BY m.created_at, m.row", (conversation,))
            return Tree([_with_log(db, row, self._load) for row in found.fetchall()])

    def message(self, message_id: MessageId) -> Message:
        with store_errors(self._database.path):
            db = self._database.reader()
            for row in db.execute(rows.SELECT + "WHERE m.id = ?", (message_id,)).fetchall():
                return _with_log(db, row, self._load)
        raise NotFound("message", message_id)

    # -- writing -----------------------------------------------------------------------------------------------------

    def create(self, conversation: Conversation, messages: Sequence[Message] = ()) -> "Future[None]":
        """Adds a conversation; `messages` in order of their parents."""

        def job(db: apsw.Connection) -> None:
            insert(db, conversation)
            for message in messages:
                rows.insert(db, message, self._run_id)

        return self._database.write(job)

    def change(self, conversation_id: ConversationId, **columns: Unpack[Changes]) -> "Future[None]":
        """Sets columns; none of them moves the conversation to the top. Raises `NotFound` in the future."""

        def job(db: apsw.Connection) -> None:
            rows.row_of(db, "conversation", conversation_id)
            _set(db, conversation_id, columns)

        return self._database.write(job, durable=not columns.keys() <= _LIGHT)

    def change_each(self, changes: Mapping[ConversationId, Changes]) -> "Future[None]":
        """Sets columns of many conversations at once. Those that are gone by now are passed over."""

        def job(db: apsw.Connection) -> None:
            for conversation_id, columns in changes.items():
                _set(db, conversation_id, columns)

        return self._database.write(job)

    def begin_turn(self, conversation: Conversation, turn: Turn, *receipts: Receipt) -> "Future[None]":
        """Stores the turn and the receipts of its requests at once: when this is done, they may be sent.

        A conversation that is not stored yet is added as it is given. Of one that is, the head becomes the turn's if
        that is read, what a turn brings along becomes as it is given, and the title only where there was none.
        """

        return self._database.write(lambda db: self._begin(db, conversation, turn, receipts))

    def append_turn(self, conversation: Conversation, turn: Turn, receipt: Receipt) -> "Future[bool]":
        """`begin_turn` at the end of the visible branch only. False, and nothing is stored, where that end is another
        than the turn was made for: somebody was faster.
        """

        def job(db: apsw.Connection) -> bool:
            head = db.execute("SELECT head FROM conversation WHERE id = ?", (conversation.id,)).get
            if head != turn.added[0].parent_id:
                return False
            self._begin(db, conversation, turn, (receipt,))
            return True

        return self._database.write(job)

    def discard(self, conversation_id: ConversationId) -> "Future[None]":
        """Deletes a conversation in which nothing was said. One that holds a message by now stays."""

        def job(db: apsw.Connection) -> None:
            db.execute(
                "DELETE FROM conversation WHERE id = ?"
                " AND NOT EXISTS (SELECT 1 FROM message WHERE conversation = conversation.row)",
                (conversation_id,),
            )

        return self._database.write(job)

    def delete(self, conversation_ids: Sequence[ConversationId]) -> "Future[None]":
        """Deletes for ever those of them that are in the trash."""

        def job(db: apsw.Connection) -> None:
            query = "DELETE FROM conversation WHERE id = ? AND trashed_at IS NOT NULL"
            db.executemany(query, [(conversation_id,) for conversation_id in conversation_ids])
            _forget_unused(db)

        return self._database.write(job)

    def _begin(self, db: apsw.Connection, conversation: Conversation, turn: Turn, receipts: Sequence[Receipt]) -> None:
        if db.execute("SELECT 1 FROM conversation WHERE id = ?", (conversation.id,)).get is None:
            insert(db, conversation)
        issued = {receipt.message_id: receipt for receipt in receipts}
        for message in turn.added:
            attachments.keep(db, message.attachments)
            row = rows.insert(db, message, self._run_id)
            if message.id in issued:
                receipt_rows.insert(db, row, issued[message.id])
        _move_on(db, conversation, turn)

    def _read(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with store_errors(self._database.path):
            return self._database.reader().execute(query, values).fetchall()

    def _resolve(self, what: str, prefix: str) -> str:
        query = f"SELECT id FROM {what} WHERE id >= ? AND id < ? ORDER BY id LIMIT 2"
        found = self._read(query, prefix, prefix + _AFTER_ALL)
        if found and (found[0][0] == prefix or (len(found) == 1 and len(prefix) >= SHORTEST_PREFIX)):
            return str(found[0][0])
        raise NotFound(what, prefix)


def _conversation_in(row: tuple[Any, ...], load: Callable[[str], bytes]) -> Conversation:
    id_, created_at, updated_at, title, head, endpoint_id, model, policy, options, draft, folder = row[:11]
    pinned, archived, unread, trashed_at, attached, edit = row[11:]
    return Conversation(
        id=id_,
        created_at=from_ms(created_at),
        updated_at=from_ms(updated_at),
        title=shown(title),
        head=head,
        endpoint_id=endpoint_id,
        model=model,
        policy=policy_from(policy),
        options=options_from(options),
        draft=shown(draft),
        draft_attachments=attachments_from(attached, load) if attached else (),
        draft_edit=edit_from(edit, load) if edit else None,
        folder=None if folder is None else shown(folder),
        pinned=bool(pinned),
        archived=bool(archived),
        unread=bool(unread),
        trashed_at=None if trashed_at is None else from_ms(trashed_at),
    )


def _with_log(db: apsw.Connection, row: tuple[Any, ...], load: Callable[[str], bytes]) -> Message:
    message = rows.message_in(row, load)
    return log_rows.replay(db, row[0]).built(message) if message.is_streaming else message


def _forget_unused(db: apsw.Connection) -> None:
    """What only deleted conversations needed."""
    blobs.forget_unused(db)
    attachments.forget_unused(db)


def _set(db: apsw.Connection, conversation_id: ConversationId, columns: Changes) -> None:
    attachments.keep(db, columns.get("draft_attachments", ()))
    if edit := columns.get("draft_edit"):
        attachments.keep(db, edit.attachments)
    _update(db, conversation_id, _encoded(columns))


def _encoded(columns: Any) -> dict[str, Any]:
    return {name: _ENCODED[name](value) for name, value in columns.items()}


def insert(db: apsw.Connection, conversation: Conversation) -> None:
    """Adds the row of a conversation, without messages."""
    values = {
        "id": conversation.id,
        "created_at": to_ms(conversation.created_at),
        "updated_at": to_ms(conversation.updated_at),
        **_encoded({name: getattr(conversation, name) for name in _ENCODED}),
    }
    marks = ", ".join("?" * len(values))
    db.execute(f"INSERT INTO conversation ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))


def _update(db: apsw.Connection, conversation_id: ConversationId, values: dict[str, Any]) -> None:
    if values:
        columns = ", ".join(f"{name} = ?" for name in values)
        db.execute(f"UPDATE conversation SET {columns} WHERE id = ?", (*values.values(), conversation_id))


def _move_on(db: apsw.Connection, conversation: Conversation, turn: Turn) -> None:
    values = _encoded({name: getattr(conversation, name) for name in _WITH_A_TURN})
    if turn.is_read:
        values["head"] = turn.head
    _update(db, conversation.id, values)
    newest = to_ms(max(conversation.updated_at, *(message.created_at for message in turn.added)))
    db.execute(
        "UPDATE conversation SET updated_at = max(updated_at, ?), title = CASE title WHEN '' THEN ? ELSE title END"
        " WHERE id = ?",
        (newest, storable(conversation.title), conversation.id),
    )
