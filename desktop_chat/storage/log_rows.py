"""The append-only log of what streams, as rows.

Updating a growing message twenty times a second would write it twenty times a second. Each beat appends what is new
instead, and the message row is written once, at the end. Each row carries a CRC: where one is wrong the text ends, so
that what is shown never has a hole.
"""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from typing import Any

import apsw

from desktop_chat.domain.messages import Usage
from desktop_chat.domain.streaming import (
    Ended,
    ReasoningDelta,
    RefusalDelta,
    ReplyBuilder,
    StreamEvent,
    TextDelta,
    ToolCallDelta,
    UsageReported,
)
from desktop_chat.storage.values import failure_from, failure_to, from_json, from_ms, shown, storable, to_json, to_ms

_TEXTS: dict[str, type[TextDelta] | type[ReasoningDelta] | type[RefusalDelta]] = {
    "text": TextDelta,
    "reasoning": ReasoningDelta,
    "refusal": RefusalDelta,
}
_KINDS = {kind: name for name, kind in _TEXTS.items()}
_INSERT = "INSERT INTO stream_log (message, kind, data, crc) VALUES (?, ?, ?, ?)"
_SELECT = "SELECT kind, CAST(data AS BLOB), crc FROM stream_log WHERE message = ? ORDER BY seq"

_STRAY = "message NOT IN (SELECT row FROM message WHERE run IS NOT NULL)"


def append(db: apsw.Connection, row: int, events: Iterable[StreamEvent]) -> None:
    """Adds to the log of the message in `row`."""
    for kind, data in _merged(_cells(events)):
        db.execute(_INSERT, (row, kind, data, _crc(row, kind, data.encode())))


def replay(db: apsw.Connection, row: int) -> ReplyBuilder:
    """What the log holds of the message in `row`, up to the first damaged piece."""
    builder = ReplyBuilder()
    for kind, data, crc in db.execute(_SELECT, (row,)):
        if _crc(row, kind, data) != crc:
            break
        event = _event(kind, shown(data))
        if event is not None:
            builder.apply(event)
    return builder


def forget(db: apsw.Connection, row: int) -> None:
    """Empties the log of the message in `row`."""
    db.execute("DELETE FROM stream_log WHERE message = ?", (row,))


def has_strays(db: apsw.Connection) -> bool:
    """Whether there are entries of messages that are gone or ended; they say nothing any more."""
    return bool(db.execute(f"SELECT EXISTS (SELECT 1 FROM stream_log WHERE {_STRAY})").get)


def forget_strays(db: apsw.Connection) -> None:
    db.execute(f"DELETE FROM stream_log WHERE {_STRAY}")


def touch(db: apsw.Connection) -> None:
    """Writes the last entry once more: a transaction without a write syncs nothing."""
    db.execute("UPDATE stream_log SET crc = crc WHERE seq = (SELECT max(seq) FROM stream_log)")


def _crc(row: int, kind: str, data: bytes) -> int:
    return zlib.crc32(data, zlib.crc32(f"{row}:{kind}:".encode()))


def _cells(events: Iterable[StreamEvent]) -> Iterator[tuple[str, str]]:
    for event in events:
        match event:
            case TextDelta(text) | ReasoningDelta(text) | RefusalDelta(text):
                yield _KINDS[type(event)], text
            case ToolCallDelta(index, identifier, name, arguments):
                yield "tool", to_json([index, identifier, name, arguments])
            case UsageReported(usage):
                yield "usage", to_json(astuple(usage))
            case Ended(at, finish_reason, failure, stopped):
                yield "ended", to_json([to_ms(at), finish_reason, failure_to(failure), stopped])
            case _:
                pass  # what is not said by the model belongs to the receipt


def _merged(cells: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Neighbouring pieces of one text as one, made fit for the disk only then: a pair may lie on two sides of a cut."""
    name, pieces = "", list[str]()
    for kind, data in cells:
        if kind != name or kind not in _TEXTS:
            if pieces:
                yield name, storable("".join(pieces))
            name, pieces = kind, []
        pieces.append(data)
    if pieces:
        yield name, storable("".join(pieces))


def _event(kind: str, data: str) -> StreamEvent | None:
    if kind in _TEXTS:
        return _TEXTS[kind](data)
    values: Any = from_json(data)
    match kind, values:
        case "tool", [int(index), str(identifier), str(name), str(arguments)]:
            return ToolCallDelta(index, identifier, name, arguments)
        case "usage", [prompt, completion, total, *parts] if len(parts) <= 2:
            return UsageReported(Usage(prompt, completion, total, *parts))
        case "ended", [int(at), finish_reason, failure, stopped]:
            return Ended(from_ms(at), finish_reason, failure_from(failure), bool(stopped))
    return None
