"""What a summary would replace, and under which rules one is asked for."""

from __future__ import annotations

from desktop_chat.domain.context import Reason, plan
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy, Summary
from desktop_chat.domain.summarising import Span, span_above, summarised, while_summarising
from tests.domain.builders import branch

SAID = branch("u1 One?", "a1 One.", "u2 Two?", "a2 Tw", "+a3 o.", "u3 Three?", "a4 Three.")


def ids(span: Span | None) -> list[str]:
    return [message.id for message in span.messages] if span else []


def test_all_above_the_last_question_is_replaced_where_nothing_else_is_named() -> None:
    assert ids(span_above(SAID, Policy())) == ["u1", "a1", "u2", "a2", "a3"]


def test_a_reply_and_its_continuation_are_replaced_together() -> None:
    assert ids(span_above(SAID, Policy(), "a3")) == ["u1", "a1", "u2"]


def test_above_the_first_message_there_is_nothing() -> None:
    assert span_above(SAID, Policy(), "u1") is None
    assert span_above(SAID[:2], Policy()) is None
    assert span_above((), Policy()) is None


def test_it_reaches_back_to_the_fresh_start() -> None:
    span = span_above(SAID, Policy(divider="a1"))
    assert ids(span) == ["u2", "a2", "a3"]
    assert span is not None
    assert span.before == "a1"


def test_a_summary_that_it_reaches_into_is_in_it_as_a_whole() -> None:
    policy = Policy(divider="a1", summaries=(Summary("s", "a1", "u2", "Short"),))
    assert ids(span_above(SAID, policy, "u2")) == ["a1", "u2"]


def test_the_request_for_one_carries_what_it_would_replace_and_no_more() -> None:
    policy = Policy(
        system_prompt="Be kind",
        keep_last=1,
        token_budget=1,
        divider="a1",
        excluded=frozenset({"u2"}),
        pinned=frozenset({"u1"}),
    )
    span = span_above(SAID, policy)
    assert span is not None
    asked = plan([*SAID[:5], *branch("u9 Sum up")], while_summarising(policy, span), Options(), "m")
    assert [message.content for message in asked.wire] == ["Be kind", "Two.", "Sum up"]


def test_a_summary_in_it_is_read_in_the_place_of_what_it_replaces_and_goes() -> None:
    older = Summary("s", "u1", "a1", "Older")
    policy = Policy(summaries=(older,))
    span = span_above(SAID, policy)
    assert span is not None
    assert while_summarising(policy, span).summaries == (older,)
    newer = Summary("t", span.first, span.last, "Newer")
    assert summarised(policy, span, newer).summaries == (newer,)
    replaced = plan(SAID, summarised(policy, span, newer), Options(), "m")
    assert [message.content for message in replaced.wire] == ["Newer", "Three?", "Three."]
    assert replaced.reason_of("u1") is Reason.SUMMARISED
