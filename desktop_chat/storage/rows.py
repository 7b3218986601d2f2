"""Messages as rows of the database.

Each row carries a CRC over its words. A disk that returns other bytes than were written is then noticed and named; the
words are shown all the same, because most of them are right.
"""

import logging
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import apsw

from desktop_chat.domain.errors import NotFound
from desktop_chat.domain.messages import Message, MessageId, Role, Status, Usage
from desktop_chat.storage.values import (
    attachments_from,
    attachments_to,
    calls_from,
    calls_to,
    counted,
    failure_from,
    failure_to,
    from_ms,
    shown,
    storable,
    storable_or_none,
    to_ms,
)

_log = logging.getLogger(__name__)

_STATUSES = {status.value: status for status in Status}
_ROLES = {role.value: role for role in Role}
# As bytes: a damaged byte must not keep the rest from being read, and the CRC is one of bytes.
_WORDS = ("text", "reasoning", "refusal", "tool_calls")
_AS_BYTES = ", ".join(f"CAST(m.{name} AS BLOB)" for name in _WORDS)
SELECT = f"""
SELECT m.row, m.id, c.id, p.id, m.role, m.status, m.created_at, m.continues, m.model, m.endpoint, m.finish_reason,
    m.prompt_tokens, m.completion_tokens, m.total_tokens, m.failure, m.crc, {_AS_BYTES}, m.attachments,
    m.cached_tokens, m.reasoning_tokens, m.by_hand, m.aside
FROM message m JOIN conversation c ON c.row = m.conversation LEFT JOIN message p ON p.row = m.parent
"""
_INSERT = """
INSERT INTO message (id, conversation, parent, role, created_at, continues, model, endpoint, status, run,
    finish_reason, prompt_tokens, completion_tokens, total_tokens, cached_tokens, reasoning_tokens, failure, crc, text,
    reasoning, refusal, tool_calls, attachments, by_hand, aside)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_UPDATE = """
UPDATE message SET status = ?, run = ?, finish_reason = ?, prompt_tokens = ?, completion_tokens = ?, total_tokens = ?,
    cached_tokens = ?, reasoning_tokens = ?, failure = ?, crc = ?, text = ?, reasoning = ?, refusal = ?, tool_calls = ?
WHERE row = ?
"""


def crc_of(words: Iterable[bytes]) -> int:
    """One number over several texts; where one ends and the next begins matters too."""
    return zlib.crc32(b"\xff".join(words))  # a byte that no text in UTF-8 holds


def message_in(row: tuple[Any, ...], load: Callable[[str], bytes]) -> Message:
    """The message in a row of `SELECT`. `load` reads an attached content by its hash, when it is asked for."""
    words = row[16:20]
    if crc_of(words) != row[15]:
        _log.warning("Message %s is not what was written", row[1])
    text, reasoning, refusal, calls = map(shown, words)
    return Message(
        id=row[1],
        conversation_id=row[2],
        parent_id=row[3],
        role=_ROLES.get(row[4], Role.USER),
        text=text,
        created_at=from_ms(row[6]),
        status=_STATUSES.get(row[5], Status.INTERRUPTED),
        reasoning=reasoning,
        refusal=refusal,
        tool_calls=calls_from(calls) if calls else (),
        finish_reason=row[10],
        model=row[8],
        endpoint=row[9],
        usage=usage_in((*row[11:14], *row[21:23])),
        failure=failure_from(row[14]),
        continues=bool(row[7]),
        attachments=attachments_from(row[20], load) if row[20] else (),
        by_hand=bool(row[23]),
        aside=bool(row[24]),
    )


def damaged(db: apsw.Connection) -> Iterator[MessageId]:
    """The messages whose words are not what was written."""
    query = f"SELECT m.id, m.crc, {_AS_BYTES} FROM message m"
    for row in db.execute(query):
        if crc_of(row[2:]) != row[1]:
            yield row[0]


def sign(db: apsw.Connection, identifier: MessageId) -> None:
    """Takes the words of a message as they are now for what was written."""
    words = db.execute(f"SELECT {_AS_BYTES} FROM message m WHERE id = ?", (identifier,)).fetchone() or ()
    db.execute("UPDATE message SET crc = ? WHERE id = ?", (crc_of(words), identifier))


def orphans(db: apsw.Connection) -> Iterator[MessageId]:
    """The messages whose parent is gone: only damage does that."""
    query = (
        "SELECT id FROM message m WHERE parent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM message WHERE row = m.parent)"
    )
    for (identifier,) in db.execute(query):
        yield identifier


def insert(db: apsw.Connection, message: Message, run: str) -> int:
    """Adds `message`; its row number. One that is being written names the run that writes it."""
    conversation = row_of(db, "conversation", message.conversation_id)
    parent = None if message.parent_id is None else row_of(db, "message", message.parent_id)
    return insert_at(db, message, run, conversation, parent)


def insert_at(db: apsw.Connection, message: Message, run: str, conversation: int, parent: int | None) -> int:
    """The same where the rows of its conversation and its parent are known."""
    head = (
        message.id,
        conversation,
        parent,
        message.role.value,
        to_ms(message.created_at),
        message.continues,
        storable_or_none(message.model),
        storable_or_none(message.endpoint),
    )
    marks = (message.by_hand, message.aside)
    db.execute(_INSERT, (*head, *_outcome(message, run), attachments_to(message.attachments), *marks))
    return db.last_insert_rowid()


def update(db: apsw.Connection, row: int, message: Message) -> None:
    """Puts what has become of a streaming message into its row."""
    db.execute(_UPDATE, (*_outcome(message, ""), row))


def made_storable(message: Message) -> Message:
    """`message` as it will come back from the disk."""
    return replace(
        message,
        text=storable(message.text),
        reasoning=storable(message.reasoning),
        refusal=storable(message.refusal),
        tool_calls=calls_from(storable(calls_to(message.tool_calls))),
    )


def usage_in(counts: tuple[int | None, ...]) -> Usage | None:
    """The counts in the order of `Usage`; None where nothing was counted."""
    return None if all(count is None for count in counts) else Usage(*counts)


def row_of(db: apsw.Connection, what: str, identifier: str) -> int:
    """The row number of a conversation or message. Raises `NotFound`."""
    found = db.execute(f"SELECT row FROM {what} WHERE id = ?", (identifier,)).get
    if found is None:
        raise NotFound(what, identifier)
    return int(found)


def _outcome(message: Message, run: str) -> tuple[Any, ...]:
    texts = (message.text, message.reasoning, message.refusal, calls_to(message.tool_calls))
    words = tuple(map(storable, texts))
    usage = message.usage or Usage()
    return (
        message.status.value,
        run if message.is_streaming else None,
        storable_or_none(message.finish_reason),
        counted(usage.prompt_tokens),
        counted(usage.completion_tokens),
        counted(usage.total_tokens),
        counted(usage.cached_tokens),
        counted(usage.reasoning_tokens),
        failure_to(message.failure),
        crc_of(word.encode() for word in words),
        *words,
    )
