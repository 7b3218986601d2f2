"""Laws of the plan that hold for every branch, policy and option."""

import json
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeAlias

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop_chat.domain.context import ContextPlan, History, Reason, outlook, plan, plan_after
from desktop_chat.domain.errors import BudgetTooSmall, NothingToSend
from desktop_chat.domain.messages import Message, Role
from desktop_chat.domain.models import Options, Quirks
from desktop_chat.domain.policy import DropsFirst, Policy
from desktop_chat.domain.tokens import Estimator
from desktop_chat.domain.wire import encode_body
from tests.domain.builders import START, branches, policies

Asked: TypeAlias = tuple[list[Message], Policy]

NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
INTEGERS = st.none() | st.integers(-(2**63), 2**63 - 1)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
OPTIONS = st.builds(
    Options,
    temperature=NUMBERS,
    top_p=NUMBERS,
    max_tokens=INTEGERS,
    max_completion_tokens=INTEGERS,
    presence_penalty=NUMBERS,
    frequency_penalty=NUMBERS,
    stop=st.none() | st.lists(st.text(), max_size=3).map(tuple),
    seed=INTEGERS,
    stream=st.none() | st.booleans(),
    reasoning_effort=st.none() | st.text(),
    extra_body=st.dictionaries(st.text() | st.sampled_from(["model", "messages", "stream"]), JSON, max_size=3),
)


@st.composite
def asked(draw: st.DrawFn) -> tuple[list[Message], Policy]:
    said = draw(branches())
    return said, draw(policies(said))


def made(said: list[Message], policy: Policy, factor: float = 1.0) -> ContextPlan | None:
    try:
        return plan(said, policy, Options(), "m", estimator=Estimator(factor))
    except (BudgetTooSmall, NothingToSend):
        return None


@given(asked(), st.sampled_from([0.2, 1.0, 1.7, 5.0]))
def test_every_message_stands_in_the_plan_once_and_in_order(
    request: tuple[list[Message], Policy], factor: float
) -> None:
    said, policy = request
    result = made(said, policy, factor)
    assume(result is not None)
    assert result is not None
    listed = [entry.message_id for entry in result.entries if entry.message_id is not None]
    assert [name for name in listed if not name.startswith("sum")] == [message.id for message in said]
    prompts = [entry for entry in result.entries if entry.message_id is None]
    assert [entry.text for entry in prompts] == [policy.system_prompt] * bool(policy.system_prompt.strip())


@given(asked(), st.sampled_from([0.2, 1.0, 1.7, 5.0]))
def test_the_wire_carries_exactly_what_the_plan_says_is_in(
    request: tuple[list[Message], Policy], factor: float
) -> None:
    said, policy = request
    result = made(said, policy, factor)
    assume(result is not None)
    assert result is not None
    included = [entry for entry in result.entries if entry.included]
    assert "".join(item.content for item in result.wire) == "".join(entry.text for entry in included)
    assert [source for item in result.wire for source in item.sources] == [
        entry.message_id for entry in included if entry.reason not in {Reason.SYSTEM, Reason.SUMMARY}
    ]
    roles = {message.id: message.role for message in said}
    assert all({roles[source] for source in item.sources} <= {item.role} for item in result.wire)
    assert Role.TOOL not in {item.role for item in result.wire}  # without its call no server takes it


@given(asked())
def test_messages_are_joined_exactly_where_one_continues_the_other(request: Asked) -> None:
    said, policy = request
    result = made(said, policy)
    assume(result is not None)
    assert result is not None
    together = {pair for item in result.wire for pair in pairwise(item.sources)}
    for before, after in pairwise(said):
        joint = after.continues and after.parent_id == before.id and after.role is before.role
        sources = {source for item in result.wire for source in item.sources}
        assert ((before.id, after.id) in together) is (joint and before.id in sources)


@given(asked(), st.sampled_from([0.2, 1.0, 1.7, 5.0]))
def test_a_plan_never_exceeds_its_budget(request: Asked, factor: float) -> None:
    said, policy = request
    result = made(said, policy, factor)
    assume(result is not None)
    assert result is not None
    assert policy.token_budget is None or result.tokens <= policy.token_budget
    assert all(entry.tokens >= 0 for entry in result.entries)


@given(asked())
def test_what_must_be_sent_is_sent_or_the_request_refused(request: Asked) -> None:
    said, policy = request
    result = made(said, policy)
    assume(result is not None)
    assert result is not None
    for entry in result.entries:
        asked_out = entry.reason in {Reason.EXCLUDED, Reason.NO_TEXT, Reason.TOOL}
        if entry.message_id in policy.pinned or (entry.message_id == said[-1].id and not policy.summaries):
            assert entry.included or asked_out
        if entry.message_id in policy.excluded:
            assert not entry.included


@given(asked())
def test_a_refusal_for_the_budget_says_how_much_would_do(request: Asked) -> None:
    said, policy = request
    with pytest.raises(BudgetTooSmall) as refused:
        plan(said, replace(policy, token_budget=0), Options(), "m")
    result = made(said, replace(policy, token_budget=refused.value.needed))
    assert result is None or result.tokens == refused.value.needed


@given(asked())
def test_what_the_budget_leaves_out_is_older_than_what_it_keeps(request: Asked) -> None:
    said, policy = request
    result = made(said, policy)
    assume(result is not None)
    assert result is not None
    assume(policy.drops_first is DropsFirst.OLDEST)
    budgeted = [entry.reason for entry in result.entries if entry.reason in {Reason.OVER_BUDGET, Reason.HISTORY}]
    roles = [entry.role for entry in result.entries if entry.reason in {Reason.OVER_BUDGET, Reason.HISTORY}]
    for reason, role, later in zip(budgeted[1:], roles[1:], budgeted, strict=False):
        if reason is Reason.OVER_BUDGET and later is Reason.HISTORY:
            assert role is Role.ASSISTANT  # only a reply goes after something older stayed: its question went


@given(asked(), st.sampled_from([0.2, 1.0, 5.0]))
def test_a_plan_made_while_typing_is_the_plan_of_the_question(request: Asked, factor: float) -> None:
    said, policy = request
    draft = Message("draft", "c", said[-1].id if said else None, Role.USER, "Why? 为什么？", START)
    whole = made([*said, draft], policy, factor)
    try:
        typed = plan_after(History(said, policy, Estimator(factor), followed=True), draft, Options(), "m")
    except BudgetTooSmall:
        assert whole is None
        return
    assert whole is not None
    assert (typed.entries, typed.wire, typed.tokens) == (whole.entries, whole.wire, whole.tokens)


@given(asked(), st.integers(0, 400), st.integers(0, 400))
def test_a_longer_draft_changes_only_rows_that_are_told(request: Asked, before: int, after: int) -> None:
    said, policy = request
    history = History(said, policy, Estimator(), followed=True)
    drafts = [Message("draft", "c", None, Role.USER, "word " * length, START) for length in (before, after)]
    known, now = (outlook(history, draft, Options(), "m") for draft in drafts)
    told = now.rows_moved_since(known)
    others = [number for number in range(now.rows - 1) if known.row(number) != now.row(number)]
    assert set(others) <= set(told)


@given(asked())
def test_the_sums_of_a_plan_are_those_of_its_rows(request: Asked) -> None:
    said, policy = request
    result = made(said, policy)
    assume(result is not None)
    assert result is not None
    spent: Counter[Reason] = Counter()
    out: Counter[Reason] = Counter()
    for entry in result.entries:
        if entry.included:
            spent[entry.reason] += entry.tokens
        elif entry.reason is not Reason.NO_TEXT:
            out[entry.reason] += 1
    assert dict(result.spent) == dict(spent)
    assert dict(result.out) == dict(out)
    assert (result.sent, result.left_out) == (len(result.wire), sum(out.values()))


@given(asked())
def test_the_rows_that_are_in_are_the_wire(request: Asked) -> None:
    said, policy = request
    looked = outlook(History(said, policy, Estimator(), followed=False), None, Options(), "m")
    rows = [looked.row(number) for number in range(looked.rows)]
    own = {Reason.SYSTEM, Reason.SUMMARY}
    sent = [(row.role, frozenset() if row.reason in own else row.ids) for row in rows if row.reason.is_in]
    assert sent == [(item.role, frozenset(item.sources)) for item in looked.wire]
    for entry in looked.entries:
        if entry.message_id is not None:
            number = looked.number_of(entry.message_id)
            assert number is not None
            assert entry.message_id in rows[number].ids
            assert looked.reason_of(entry.message_id) is entry.reason is rows[number].reason
    assert sum(row.tokens for row in rows) == sum(entry.tokens for entry in looked.entries)


@given(asked())
def test_a_summary_is_sent_in_the_place_of_what_it_replaces(request: Asked) -> None:
    said, policy = request
    result = made(said, policy)
    assume(result is not None)
    assert result is not None
    reasons = {entry.message_id: entry.reason for entry in result.entries}
    places = {message.id: place for place, message in enumerate(said)}
    for summary in policy.summaries:
        first, last = places.get(summary.first), places.get(summary.last)
        applies = first is not None and last is not None and first <= last and summary.text.strip()
        assert (summary.id in reasons) == bool(applies)
        if reasons.get(summary.id) is Reason.SUMMARY:
            replaced = said[places[summary.first] : places[summary.last] + 1]
            sent = [one.id for one in replaced if reasons[one.id].is_in]
            assert all(reasons[name] is Reason.PINNED for name in sent)


@given(asked())
def test_whole_turns_go_where_turns_go_first(request: Asked) -> None:
    said, policy = request
    result = made(said, replace(policy, drops_first=DropsFirst.TURNS, pinned=frozenset(), excluded=frozenset()))
    assume(result is not None)
    assert result is not None
    rows = [entry for entry in result.entries if entry.reason is not Reason.NO_TEXT]
    dropped = {Reason.OVER_BUDGET, Reason.BEYOND_LAST}
    for before, after in pairwise(rows):
        if before.reason in dropped and after.reason is Reason.HISTORY:
            assert after.role is Role.USER


@given(asked(), OPTIONS)
def test_a_body_is_json_whose_messages_are_the_wire(request: Asked, options: Options) -> None:
    said, policy = request
    try:
        result = plan(said, policy, options, "m")
    except (BudgetTooSmall, NothingToSend):
        return
    body = json.loads(result.body, parse_constant=_refuse)
    assert body["model"] == "m"
    assert body["messages"] == [{"role": item.role, "content": item.content} for item in result.wire]
    assert encode_body(result.wire, result.parameters) == result.body


@given(OPTIONS)
def test_only_what_is_set_is_sent(options: Options) -> None:
    said = [Message("q", "c", None, Role.USER, "hi", START)]
    body = json.loads(plan(said, Policy(), options, "m").body)
    named = {name for name, value in _fields(options).items() if value is not None}
    extra = options.extra_body.keys() - {"model", "messages"}
    ours = {"extra_body", "extra_headers", "first_byte_timeout_s", "idle_timeout_s", "unset"}
    expected = (named - ours) | extra | {"model", "messages"}
    assert body.keys() - {"stream_options"} == expected - {"stream_options"}
    assert ("stream_options" in body) is (body.get("stream") is True or "stream_options" in extra)


@given(asked(), st.frozensets(st.sampled_from(["temperature", "stream", "stream_options", "seed"])))
def test_refused_parameters_never_appear(request: Asked, refused: frozenset[str]) -> None:
    said, policy = request
    options = Options(temperature=1.0, seed=3)
    try:
        result = plan(said, policy, options, "m", Quirks(refused=refused))
    except (BudgetTooSmall, NothingToSend):
        return
    assert not refused & result.parameters.keys()


def _fields(value: object) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}  # type: ignore[attr-defined]


def _refuse(constant: str) -> Any:
    raise AssertionError(constant)
