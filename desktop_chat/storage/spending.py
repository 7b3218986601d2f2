"""What was spent, added up from the receipts: as counted, and as estimated where no server has counted.

A reply that was stopped costs money and often tells no count; then its request is taken as estimated and its text as
long as it is. What was refused or never answered costs nothing.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from desktop_chat.domain.messages import ConversationId, Usage
from desktop_chat.domain.money import Money, totals
from desktop_chat.domain.prices import Price, cost_of_usage, price_from_json
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.database import Database
from desktop_chat.storage.values import from_json, to_ms

_LETTERS_PER_TOKEN = 3
_SELECT = f"""
SELECT b.text, coalesce(m.prompt_tokens, r.estimate),
    coalesce(m.completion_tokens, (length(m.text) + length(m.reasoning)) / {_LETTERS_PER_TOKEN}),
    m.total_tokens, m.cached_tokens, m.reasoning_tokens
FROM message m JOIN receipt r ON r.message = m.row JOIN text_blob b ON b.row = r.price
WHERE (m.status = 'streaming' OR m.prompt_tokens IS NOT NULL OR (r.answered_after IS NOT NULL AND r.http_status < 400))
"""
_SINCE = f"{_SELECT} AND m.created_at >= ?"
_IN = f"{_SELECT} AND m.conversation = (SELECT row FROM conversation WHERE id = ?)"


class Spending:
    """Sums per currency, in millionths of a millionth."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def since(self, moment: datetime) -> dict[str, int]:
        return self._sum(_SINCE, to_ms(moment))

    def in_conversation(self, conversation_id: ConversationId) -> dict[str, int]:
        """All of its branches."""
        return self._sum(_IN, conversation_id)

    def _sum(self, query: str, *values: Any) -> dict[str, int]:
        with store_errors(self._database.path):
            return totals(_costs(self._database.reader().execute(query, values)))


def _costs(rows: Iterable[tuple[Any, ...]]) -> Iterable[Money]:
    prices: dict[str, Price | None] = {}  # most replies of a day cost the same per token
    for text, *counts in rows:
        if text not in prices:
            prices[text] = price_from_json(from_json(text))
        price = prices[text]
        if price is not None and (cost := cost_of_usage(price, Usage(*counts))) is not None:
            yield cost
