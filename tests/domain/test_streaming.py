"""Events become a message; how they were cut makes no difference."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.errors import ErrorKind, Failure
from desktop_chat.domain.messages import Role, Status, ToolCall, Usage
from desktop_chat.domain.streaming import (
    Answered,
    Corrected,
    Ended,
    ReasoningDelta,
    RefusalDelta,
    ReplyBuilder,
    Retrying,
    StreamEvent,
    TextDelta,
    ToolCallDelta,
    UsageReported,
)
from tests.domain.builders import START, message

EMPTY = message("r", role=Role.ASSISTANT, parent="q", status=Status.STREAMING)
FAILURE = Failure(ErrorKind.TRUNCATED, "h")


def built_of(*events: StreamEvent) -> ReplyBuilder:
    builder = ReplyBuilder()
    for event in events:
        builder.apply(event)
    return builder


def test_a_builder_without_events_leaves_the_reply_as_it_is() -> None:
    assert built_of().built(EMPTY) == EMPTY


def test_deltas_are_put_together_each_kind_by_itself() -> None:
    builder = built_of(
        ReasoningDelta("Let me "), TextDelta("Hel"), ReasoningDelta("think."), TextDelta("lo"), RefusalDelta("No.")
    )
    reply = builder.built(EMPTY)
    assert (reply.text, reply.reasoning, reply.refusal) == ("Hello", "Let me think.", "No.")
    assert reply.status is Status.STREAMING


def test_a_reply_can_be_built_again_and_again_while_it_grows() -> None:
    builder = built_of()
    seen = []
    for word in ("a", "b", "c"):
        builder.apply(TextDelta(word))
        seen.append(builder.built(EMPTY).text)
    assert seen == ["a", "ab", "abc"]


@given(st.text(), st.lists(st.integers(0, 30)))
def test_text_does_not_depend_on_where_it_was_cut(text: str, cuts: list[int]) -> None:
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    pieces = [text[start:end] for start, end in pairwise(places)]
    builder = built_of(*map(TextDelta, pieces))
    assert builder.text == builder.text == text


def test_tool_calls_are_put_together_by_their_index() -> None:
    builder = built_of(
        ToolCallDelta(1, "id-1", "second", "{"),
        ToolCallDelta(0, "id-0", "first"),
        ToolCallDelta(1, "", "", '"a"'),
        ToolCallDelta(1, "another", "", "}"),
    )
    assert builder.tool_calls == (ToolCall("id-0", "first", ""), ToolCall("id-1", "second", '{"a"}'))


def test_the_last_usage_counts() -> None:
    builder = built_of(UsageReported(Usage(1, 2, 3)), UsageReported(Usage(1, 5, 6)))
    assert builder.built(EMPTY).usage == Usage(1, 5, 6)


def test_what_happens_round_the_text_is_kept_and_adds_nothing_to_it() -> None:
    answered = Answered(START, 200, "req-1")
    builder = built_of(
        Corrected("max_tokens", "max_completion_tokens", b"{}"), Retrying(FAILURE, 1.0, 2), answered, TextDelta("")
    )
    assert builder.answered is answered
    assert builder.built(EMPTY) == EMPTY


@pytest.mark.parametrize(
    ("ended", "status"),
    [
        (Ended(START, "stop"), Status.COMPLETE),
        (Ended(START), Status.COMPLETE),
        (Ended(START, None, FAILURE), Status.FAILED),
        (Ended(START, "stop", FAILURE), Status.FAILED),
        (Ended(START, stopped=True), Status.STOPPED),
        (Ended(START, failure=FAILURE, stopped=True), Status.STOPPED),
    ],
)
def test_the_end_decides_the_status_and_keeps_the_text(ended: Ended, status: Status) -> None:
    reply = built_of(TextDelta("Hel"), ended).built(EMPTY)
    assert (reply.status, reply.text) == (status, "Hel")
    assert (reply.finish_reason, reply.failure) == (ended.finish_reason, ended.failure)
