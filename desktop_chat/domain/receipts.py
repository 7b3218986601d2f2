"""What was sent for a reply, where, with what, and what came back.

A receipt keeps no copy of a message: messages never change once complete, so their ids are enough to say the exact
body again. Only what has no message, the system prompt and the parameters, is kept as text.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from desktop_chat.domain.messages import ConversationId, Message, MessageId, Usage
from desktop_chat.domain.models import Endpoint, host_of
from desktop_chat.domain.money import Money, exact
from desktop_chat.domain.prices import Price, cost_of_usage, price_json
from desktop_chat.domain.spelled import Form, WireRequest, completions_url, without_secrets
from desktop_chat.domain.values import dataclass
from desktop_chat.domain.wire import Payload, WireMessage


@dataclass(frozen=True, slots=True)
class Receipt:
    """One request and its outcome. There is one per reply, found by the reply's id.

    `estimate` is the planned number of input tokens, `factor` the calibration it was made with. Times are None until
    they happen. `left_out` counts messages of the branch that were not sent. `price` is the one of that time: no cost
    changes with a later price.
    """

    message_id: MessageId
    conversation_id: ConversationId
    endpoint_id: str
    endpoint: str
    base_url: str
    wire: Sequence[WireMessage]
    parameters: Mapping[str, Any]
    headers: Mapping[str, str]
    sent_at: datetime
    estimate: int = 0
    factor: float = 1.0
    left_out: int = 0
    answered_at: datetime | None = None
    first_token_at: datetime | None = None
    ended_at: datetime | None = None
    http_status: int | None = None
    request_id: str | None = None
    attempts: int = 1
    finish_reason: str | None = None
    usage: Usage | None = None
    price: Price | None = None

    @property
    def cost(self) -> Money | None:
        """What the reply cost at the price of its time; None where price or usage is not known."""
        return cost_of_usage(self.price, self.usage) if self.price and self.usage else None

    @property
    def request(self) -> WireRequest:
        """What was sent, as it would be sent again."""
        return WireRequest(completions_url(self.base_url), self.headers, self.wire, self.parameters)

    @property
    def host(self) -> str:
        return host_of(self.base_url)

    @property
    def body(self) -> bytes:
        """The exact bytes of the request."""
        return self.request.body

    @property
    def seconds(self) -> float | None:
        """From the request to the end of the reply."""
        return (self.ended_at - self.sent_at).total_seconds() if self.ended_at else None


def issue(reply: Message, payload: Payload, endpoint: Endpoint, factor: float, price: Price | None = None) -> Receipt:
    """The receipt of a request that is about to be sent."""
    return Receipt(
        message_id=reply.id,
        conversation_id=reply.conversation_id,
        endpoint_id=endpoint.id,
        endpoint=endpoint.name,
        base_url=endpoint.base_url,
        wire=payload.wire,
        parameters=payload.parameters,
        headers=payload.headers,
        sent_at=reply.created_at,
        estimate=payload.tokens,
        factor=factor,
        left_out=payload.left_out,
        price=price,
    )


def as_json(receipt: Receipt) -> dict[str, Any]:
    """Everything a receipt knows, in plain JSON values; times in ISO 8601 with offset."""
    return {
        "message_id": receipt.message_id,
        "conversation_id": receipt.conversation_id,
        "endpoint": receipt.endpoint,
        "url": completions_url(receipt.base_url),
        "headers": without_secrets(receipt.headers),
        "body": json.loads(receipt.body),
        "sent_at": _iso(receipt.sent_at),
        "answered_at": _iso(receipt.answered_at),
        "first_token_at": _iso(receipt.first_token_at),
        "ended_at": _iso(receipt.ended_at),
        "http_status": receipt.http_status,
        "request_id": receipt.request_id,
        "attempts": receipt.attempts,
        "finish_reason": receipt.finish_reason,
        "usage": usage_json(receipt.usage),
        "price_per_million_tokens": price_json(receipt.price) if receipt.price else None,
        "cost": money_json(receipt.cost),
        "estimated_prompt_tokens": receipt.estimate,
        "left_out": receipt.left_out,
    }


def spelled(receipt: Receipt, form: Form) -> str:
    """The request to be repeated as a command or a script, or all that the receipt knows; the key is in none."""
    if form is Form.JSON:
        return json.dumps(as_json(receipt), ensure_ascii=False, indent=2)
    return receipt.request.spelled(form)


def money_json(money: Money | None) -> dict[str, str] | None:
    """Money as text, so that no reader makes a float of it."""
    return {"currency": money.currency, "amount": exact(money)} if money else None


def usage_json(usage: Usage | None) -> dict[str, int | None] | None:
    """Usage under its names on the wire; the parts of a number only where they were given."""
    if usage is None:
        return None
    parts = {"cached_tokens": usage.cached_tokens, "reasoning_tokens": usage.reasoning_tokens}
    return {
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "total_tokens": usage.total_tokens,
    } | {name: count for name, count in parts.items() if count is not None}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
