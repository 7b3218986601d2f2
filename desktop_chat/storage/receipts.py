"""What was sent for a reply, said again from what is stored."""

import json
from functools import partial
from typing import Any

import apsw

from desktop_chat.domain.calibration import SAMPLES, Sample
from desktop_chat.domain.errors import NotFound, StoreDamaged
from desktop_chat.domain.messages import MessageId
from desktop_chat.domain.prices import price_from_json
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.values import dataclass
from desktop_chat.domain.wire import LaterWire, WireMessage
from desktop_chat.storage import blobs, wire_rows
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.database import Database
from desktop_chat.storage.rows import usage_in
from desktop_chat.storage.values import from_json, from_ms
from desktop_chat.storage.wire_rows import Recipe

_SELECT = """
SELECT r.message, c.id, t.endpoint_id, t.endpoint, t.base_url, r.parameters, r.headers, r.depth, r.system, r.start,
    r.pins, r.holes, r.inserts, r.listed, m.created_at + r.sent_after, r.estimate, r.factor, r.left_out,
    r.answered_after, r.first_token_after, r.ended_after, r.http_status, r.request_id, r.attempts, m.finish_reason,
    m.prompt_tokens, m.completion_tokens, m.total_tokens, m.cached_tokens, m.reasoning_tokens, r.price
FROM message m JOIN receipt r ON r.message = m.row JOIN route t ON t.row = r.route
    JOIN conversation c ON c.row = m.conversation
WHERE m.id = ?
"""
# An index would make every receipt a fifth larger, and what an endpoint counted long ago teaches little about today.
_LOOKED_AT = 5000
_SAMPLES = f"""
SELECT m.id, r.measure, m.prompt_tokens, r.estimate, r.factor
FROM (SELECT message, route, measure, estimate, factor FROM receipt ORDER BY message DESC LIMIT {_LOOKED_AT}) r
    JOIN message m ON m.row = r.message
WHERE r.route IN (SELECT row FROM route WHERE endpoint_id = ? AND model = ?)
    AND m.prompt_tokens > 0 AND r.measure IS NOT NULL
ORDER BY r.message DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Past:
    """A request that the server has counted, with the estimate it was sent with and the calibration of that."""

    message_id: MessageId
    sample: Sample
    estimate: int
    factor: float


class Receipts:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, message_id: MessageId) -> Receipt:
        """The receipt of a reply. Raises `NotFound`, or `StoreDamaged` when part of its branch is lost."""
        with store_errors(self._database.path):
            db = self._database.reader()
            found = db.execute(_SELECT, (message_id,)).fetchone()
            if found is None:
                raise NotFound("receipt", message_id)
            return self._receipt(db, message_id, found)

    def counted(self, endpoint_id: str, model: str, limit: int = SAMPLES) -> list[Past]:
        """The last requests that may teach something about the tokens of a model, newest first."""
        with store_errors(self._database.path):
            db = self._database.reader()
            found: list[tuple[Any, ...]] = db.execute(_SAMPLES, (endpoint_id, model, limit)).fetchall()
        measured = ((id_, from_json(numbers), *rest) for id_, numbers, *rest in found)
        return [
            Past(id_, Sample(tuple(numbers[1:]), numbers[0], counted), estimate, factor)
            for id_, numbers, counted, estimate, factor in measured
            if numbers
        ]

    def _receipt(self, db: apsw.Connection, message_id: MessageId, found: tuple[Any, ...]) -> Receipt:
        row, conversation_id, endpoint_id, endpoint, base_url = found[:5]
        parameters, headers, depth, system, start, pins, holes, inserts, listed = found[5:14]
        sent_at, estimate, factor, left_out, answered, first_token, ended = found[14:21]
        sets = [blobs.fetch(db, number) for number in (pins, holes, inserts)]
        recipe = Recipe(depth, blobs.fetch(db, system), start, sets[0], sets[1], sets[2], listed)
        found_depth, joints = wire_rows.depth_above(db, row)
        if found_depth != depth:
            raise StoreDamaged(str(self._database.path))
        after = [None if ms is None else from_ms(sent_at + ms) for ms in (answered, first_token, ended)]
        return Receipt(
            message_id=message_id,
            conversation_id=conversation_id,
            endpoint_id=endpoint_id,
            endpoint=endpoint,
            base_url=base_url,
            wire=LaterWire(wire_rows.length(joints, recipe), partial(self._wire, row, recipe)),
            parameters=json.loads(blobs.fetch(db, parameters)),
            headers=from_json(blobs.fetch(db, headers)) or {},
            sent_at=from_ms(sent_at),
            estimate=estimate,
            factor=factor,
            left_out=left_out,
            answered_at=after[0],
            first_token_at=after[1],
            ended_at=after[2],
            http_status=found[21],
            request_id=found[22],
            attempts=found[23],
            finish_reason=found[24],
            usage=usage_in(found[25:30]),
            price=price_from_json(from_json(blobs.fetch(db, found[30]))),
        )

    def _wire(self, row: int, recipe: Recipe) -> tuple[WireMessage, ...]:
        """Raises `StoreDamaged` when the branch was lost meanwhile."""
        with store_errors(self._database.path):
            branch = wire_rows.branch_above(self._database.reader(), row)
            if len(branch) != recipe.depth:
                raise StoreDamaged(str(self._database.path))
            return wire_rows.follow(branch, recipe)
