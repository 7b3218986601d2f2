"""The table of endings: what came, how it is called, what is offered."""

from dataclasses import replace
from itertools import product

import pytest

from desktop_chat.domain.endings import Ending, Offer, ending_of, offers
from desktop_chat.domain.errors import ErrorKind, Failure
from desktop_chat.domain.messages import Message, Role, Status
from tests.domain.builders import message

REPLY = message("r", "text", role=Role.ASSISTANT)
CONTINUE_OR_RETRY = (Offer.CONTINUE, Offer.RETRY)


def failed(kind: ErrorKind) -> Message:
    return replace(REPLY, status=Status.FAILED, failure=Failure(kind))


@pytest.mark.parametrize(
    ("reply", "ending", "offered"),
    [
        (replace(REPLY, finish_reason="stop"), Ending.NONE, (Offer.RETRY,)),
        (replace(REPLY, finish_reason=None), Ending.NONE, (Offer.RETRY,)),
        (replace(REPLY, finish_reason="something new"), Ending.NONE, (Offer.RETRY,)),
        (replace(REPLY, status=Status.STREAMING), Ending.WRITING, ()),
        (replace(REPLY, status=Status.STREAMING, finish_reason="length"), Ending.WRITING, ()),
        (replace(REPLY, finish_reason="length"), Ending.LENGTH, (Offer.CONTINUE, Offer.RAISE_LIMIT)),
        (replace(REPLY, finish_reason="length", text=""), Ending.LENGTH, (Offer.RAISE_LIMIT,)),
        (replace(REPLY, finish_reason="content_filter"), Ending.WITHHELD, (Offer.EDIT,)),
        (replace(REPLY, finish_reason="refusal"), Ending.WITHHELD, (Offer.EDIT,)),
        (replace(REPLY, finish_reason="stop", refusal="I cannot."), Ending.WITHHELD, (Offer.EDIT,)),
        (replace(REPLY, finish_reason="tool_calls"), Ending.TOOL_CALLS, ()),
        (replace(REPLY, finish_reason="function_call"), Ending.TOOL_CALLS, ()),
        (failed(ErrorKind.TRUNCATED), Ending.CUT, CONTINUE_OR_RETRY),
        (failed(ErrorKind.CONNECTION_LOST), Ending.CUT, CONTINUE_OR_RETRY),
        (failed(ErrorKind.STALLED), Ending.CUT, CONTINUE_OR_RETRY),
        (replace(failed(ErrorKind.STALLED), text=""), Ending.CUT, (Offer.RETRY,)),
        (replace(failed(ErrorKind.AUTH), text=""), Ending.FAILED, (Offer.RETRY, Offer.ENDPOINT)),
        (failed(ErrorKind.SERVER_ERROR), Ending.FAILED, (Offer.RETRY, Offer.ENDPOINT)),
        (replace(REPLY, status=Status.FAILED), Ending.FAILED, (Offer.RETRY, Offer.ENDPOINT)),
        (replace(REPLY, status=Status.STOPPED), Ending.STOPPED, CONTINUE_OR_RETRY),
        (replace(REPLY, status=Status.STOPPED, text=""), Ending.STOPPED, (Offer.RETRY,)),
        (replace(REPLY, status=Status.INTERRUPTED), Ending.INTERRUPTED, CONTINUE_OR_RETRY),
        (replace(REPLY, status=Status.INTERRUPTED, text=""), Ending.INTERRUPTED, (Offer.RETRY,)),
    ],
)
def test_an_ending_has_its_name_and_its_offers(reply: Message, ending: Ending, offered: tuple[Offer, ...]) -> None:
    assert ending_of(reply) is ending
    assert offers(reply) == offered


def test_whatever_is_stored_has_an_ending_and_nothing_empty_is_continued() -> None:
    failures = [None, *(Failure(kind) for kind in ErrorKind)]
    reasons = [None, "stop", "length", "content_filter", "tool_calls", "error"]
    for status, failure, reason, text in product(Status, failures, reasons, ["", "text"]):
        reply = replace(REPLY, status=status, failure=failure, finish_reason=reason, text=text)
        assert ending_of(reply) in Ending
        assert text or Offer.CONTINUE not in offers(reply)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.COMPLETE])
def test_a_cut_reply_never_looks_finished(status: Status) -> None:
    assert ending_of(replace(REPLY, status=status, finish_reason="stop")) is not Ending.NONE
