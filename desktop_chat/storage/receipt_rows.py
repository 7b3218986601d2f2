"""Receipts as rows: where a request went, with what, and what came back, without a copy of any message."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

import apsw

from desktop_chat.domain.prices import price_json
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.streaming import Answered
from desktop_chat.domain.tokens import Measure, added, measure
from desktop_chat.domain.values import dataclass
from desktop_chat.domain.wire import WireMessage
from desktop_chat.storage import blobs, wire_rows
from desktop_chat.storage.values import counted, storable, storable_or_none, to_json, to_ms

_INSERT = """
INSERT INTO receipt (message, route, parameters, headers, system, pins, holes, inserts, depth, start, listed,
    sent_after, attempts, estimate, factor, left_out, price, measure)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
# Times are small numbers, counted from the one before them: from the message's, then from the sending.
_NOTE = """
UPDATE receipt SET
    answered_after = :answered_at - sent.at, first_token_after = :first_token_at - sent.at,
    ended_after = :ended_at - sent.at, http_status = :http_status, request_id = :request_id, attempts = :attempts
FROM (
    SELECT m.created_at + r.sent_after AS at FROM receipt r JOIN message m ON m.row = r.message WHERE m.row = :row
) AS sent
WHERE message = :row
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What became of a request so far."""

    answered: Answered | None
    first_token_at: datetime | None
    ended_at: datetime | None
    attempts: int


Measuring: TypeAlias = Callable[[str], Measure]


def insert(db: apsw.Connection, row: int, receipt: Receipt, measured: Measuring = measure) -> None:
    """Adds the receipt of the reply in `row`, whose branch is stored already. `measured` is `measure`, or remembers."""
    wire = tuple(receipt.wire)
    branch = wire_rows.branch_above(db, row)
    recipe = wire_rows.recipe_for(branch, wire)
    created_at = db.execute("SELECT created_at FROM message WHERE row = ?", (row,)).get
    values = (
        row,
        _route(db, receipt),
        blobs.keep(db, to_json(dict(receipt.parameters))),
        blobs.keep_or_none(db, _headers(receipt.headers)),
        *wire_rows.keep_shared(db, recipe),
        recipe.depth,
        recipe.start,
        recipe.listed,
        to_ms(receipt.sent_at) - created_at,
        receipt.attempts,
        receipt.estimate,
        receipt.factor,
        receipt.left_out,
        blobs.keep_or_none(db, to_json(price_json(receipt.price)) if receipt.price else ""),
        _measure(wire, measured),
    )
    db.execute(_INSERT, values)


def insert_ended(db: apsw.Connection, row: int, receipt: Receipt, measured: Measuring = measure) -> None:
    """Adds the receipt of a request that is over, with what became of it. Raises what reading its wire raises."""
    insert(db, row, receipt, measured)
    values: dict[str, Any] = {
        "row": row,
        "answered_at": _ms(receipt.answered_at),
        "first_token_at": _ms(receipt.first_token_at),
        "ended_at": _ms(receipt.ended_at),
        "http_status": counted(receipt.http_status),
        "request_id": storable_or_none(receipt.request_id),
        "attempts": receipt.attempts,
    }
    db.execute(_NOTE, values)


def correct(db: apsw.Connection, row: int, body: bytes) -> None:
    """The request went out once more, with other parameters: those of `body`."""
    parameters = json.loads(body)
    parameters.pop("messages", None)
    db.execute("UPDATE receipt SET parameters = ? WHERE message = ?", (blobs.keep(db, to_json(parameters)), row))


def note(db: apsw.Connection, row: int, facts: Facts) -> None:
    answered = facts.answered
    values: dict[str, Any] = {
        "row": row,
        "answered_at": _ms(answered.at if answered else None),
        "first_token_at": _ms(facts.first_token_at),
        "ended_at": _ms(facts.ended_at),
        "http_status": counted(answered.http_status) if answered else None,
        "request_id": storable_or_none(answered.request_id) if answered else None,
        "attempts": facts.attempts,
    }
    db.execute(_NOTE, values)


def _measure(wire: Sequence[WireMessage], measured: Measuring) -> str | None:
    """How many messages were sent and what was in them, for estimates to come. A picture would teach them nonsense."""
    if any(item.images for item in wire):
        return None
    return to_json([len(wire), *added(measured(item.content) for item in wire)])


def _ms(moment: datetime | None) -> int | None:
    return None if moment is None else to_ms(moment)


def _headers(headers: Mapping[str, str]) -> str:
    return to_json(dict(headers)) if headers else ""


def _route(db: apsw.Connection, receipt: Receipt) -> int:
    """The number of an endpoint, its address at that time, and a model: the same for most requests."""
    model = str(receipt.parameters["model"])
    names = (receipt.endpoint_id, model, receipt.endpoint, receipt.base_url)
    values = tuple(map(storable, names))
    where = "endpoint_id = ? AND model = ? AND endpoint = ? AND base_url = ?"
    known = db.execute(f"SELECT row FROM route WHERE {where}", values).get
    if known is not None:
        return int(known)
    db.execute("INSERT INTO route (endpoint_id, model, endpoint, base_url) VALUES (?, ?, ?, ?)", values)
    return db.last_insert_rowid()
