"""How a reply ended, in the terms of the product: what is shown below it and what is offered.

A reply is complete only if the wire said so. The table is PRODUCT's "Endings".
"""

from enum import StrEnum

from desktop_chat.domain.messages import Message, Status

_WITHHELD = frozenset({"content_filter", "refusal", "safety", "recitation"})
_TOOLS = frozenset({"tool_calls", "function_call"})


class Ending(StrEnum):
    NONE = "none"
    WRITING = "writing"
    LENGTH = "length"
    WITHHELD = "withheld"
    TOOL_CALLS = "tool_calls"
    CUT = "cut"
    STOPPED = "stopped"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


class Offer(StrEnum):
    """What a person can do about it."""

    CONTINUE = "continue"
    RETRY = "retry"
    EDIT = "edit"
    RAISE_LIMIT = "raise_limit"
    ENDPOINT = "endpoint"
    BUDGET = "budget"
    CONTEXT = "context"


_OFFERS: dict[Ending, tuple[Offer, ...]] = {
    Ending.NONE: (Offer.RETRY,),
    Ending.WRITING: (),
    Ending.LENGTH: (Offer.CONTINUE, Offer.RAISE_LIMIT),
    Ending.WITHHELD: (Offer.EDIT,),
    Ending.TOOL_CALLS: (),
    Ending.CUT: (Offer.CONTINUE, Offer.RETRY),
    Ending.STOPPED: (Offer.CONTINUE, Offer.RETRY),
    Ending.FAILED: (Offer.RETRY, Offer.ENDPOINT),
    Ending.INTERRUPTED: (Offer.CONTINUE, Offer.RETRY),
}
_BY_STATUS = {
    Status.STREAMING: Ending.WRITING,
    Status.STOPPED: Ending.STOPPED,
    Status.INTERRUPTED: Ending.INTERRUPTED,
}


def ending_of(reply: Message) -> Ending:
    """How `reply` ended; `NONE` for a complete reply and for messages that are no replies."""
    if reply.status in _BY_STATUS:
        return _BY_STATUS[reply.status]
    if reply.status is Status.FAILED:
        return Ending.CUT if reply.failure and reply.failure.kind.is_cut else Ending.FAILED
    if reply.finish_reason == "length":
        return Ending.LENGTH
    if reply.refusal or reply.finish_reason in _WITHHELD:
        return Ending.WITHHELD
    if reply.finish_reason in _TOOLS:
        return Ending.TOOL_CALLS
    return Ending.NONE


def offers(reply: Message) -> tuple[Offer, ...]:
    """What can be done about `reply`, most likely first. Without text there is nothing to continue."""
    return tuple(offer for offer in _OFFERS[ending_of(reply)] if offer is not Offer.CONTINUE or reply.text)
