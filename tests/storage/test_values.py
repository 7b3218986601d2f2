from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop_chat.domain.errors import Cause, ErrorKind, Failure
from desktop_chat.domain.messages import ToolCall
from desktop_chat.domain.models import EVERY_MODEL, Options, Quirks
from desktop_chat.domain.policy import Policy
from desktop_chat.storage import values

text = some.text(some.characters(exclude_categories=["Cs"]))
ids = some.frozensets(text, max_size=3)
json_values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | text,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)


@given(some.builds(Policy, text, some.none() | some.integers(), some.none() | some.integers(), text, ids, ids))
def test_rules_come_back(policy: Policy) -> None:
    assert values.policy_from(values.policy_to(policy)) == policy


@given(
    some.builds(
        Options,
        temperature=some.none() | some.floats(allow_nan=False),
        stop=some.none() | some.lists(text, max_size=3).map(tuple),
        stream=some.none() | some.booleans(),
        extra_body=some.dictionaries(text, json_values, max_size=3),
        extra_headers=some.dictionaries(text, text, max_size=3),
        idle_timeout_s=some.none() | some.floats(1, 1000),
        unset=ids,
    )
)
def test_options_come_back(options: Options) -> None:
    assert values.options_from(values.options_to(options)) == options


lessons = some.builds(Quirks, some.dictionaries(text, text, max_size=3), ids).filter(lambda known: known != Quirks())


@given(some.dictionaries(text, lessons, max_size=3))
def test_quirks_come_back(quirks: dict[str, Quirks]) -> None:
    assert values.quirks_from(values.quirks_to(quirks)) == quirks


@given(some.none() | some.from_type(Failure).filter(lambda failure: failure.retry_after_s == failure.retry_after_s))
def test_failures_come_back(failure: Failure | None) -> None:
    again = values.failure_from(values.failure_to(failure))
    assert values.failure_to(again) == values.failure_to(failure)


@given(some.lists(some.builds(ToolCall, text, text, text), max_size=3).map(tuple))
def test_tool_calls_come_back(calls: tuple[ToolCall, ...]) -> None:
    assert values.calls_from(values.calls_to(calls)) == calls


def test_what_is_as_usual_takes_no_room() -> None:
    assert values.policy_to(Policy()) == values.options_to(Options()) == values.quirks_to({}) == "{}"


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 1, 12, 0, 0, 1000, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999000, tzinfo=UTC),
        datetime(2026, 3, 1, tzinfo=timezone(timedelta(hours=8))),
    ],
)
def test_a_moment_comes_back_to_the_millisecond(moment: datetime) -> None:
    assert values.from_ms(values.to_ms(moment)) == moment


@pytest.mark.parametrize("damaged", [-1, 2**62])
def test_a_moment_that_cannot_be_is_moved_to_one_that_can(damaged: int) -> None:
    assert 1970 <= values.from_ms(damaged).year <= 9999


@pytest.mark.parametrize("damaged", ["", "{", "[1]", "null", '"text"', "[" * 100_000])
def test_what_cannot_be_read_is_as_usual(damaged: str) -> None:
    assert values.policy_from(damaged) == Policy()
    assert values.options_from(damaged) == Options()
    assert values.quirks_from(damaged) == {}
    assert values.calls_from(damaged) == ()


def test_a_part_that_cannot_be_read_is_left_out() -> None:
    damaged = '{"pinned": 5, "excluded": null, "system_prompt": "kept"}'
    assert values.policy_from(damaged) == Policy("kept")
    assert values.options_from('{"stop": 5, "seed": 1}') == Options(stop=(), seed=1)
    assert values.quirks_from('{"renamed": 3, "refused": 4, "models": {"m": 5}}') == {}
    assert values.quirks_from('{"refused": ["seed"], "models": 7}') == {
        EVERY_MODEL: Quirks(refused=frozenset({"seed"}))
    }
    assert values.calls_from('[["a", "b"], 5, ["a", "b", "c"]]') == (ToolCall("a", "b", "c"),)


def test_a_failure_of_a_newer_program_keeps_what_is_known() -> None:
    newer = '{"kind": "moon_phase", "cause": "tide", "host": "h", "gravity": 9.81}'
    assert values.failure_from(newer) == Failure(ErrorKind.INTERNAL, "h")
    assert values.failure_from('{"kind": "tls", "cause": "certificate_expired"}') == Failure(
        ErrorKind.TLS, cause=Cause.CERTIFICATE_EXPIRED
    )
    assert values.failure_from("{") == Failure(ErrorKind.INTERNAL)
