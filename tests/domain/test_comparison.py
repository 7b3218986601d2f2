"""Two requests are told apart by exactly what differs, and each can be made from the other by the steps."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.comparison import Kind, Step, align, compare, differing, lines, messages
from desktop_chat.domain.messages import Role
from desktop_chat.domain.spelled import WireRequest
from desktop_chat.domain.wire import WireMessage
from tests.support.work import calls_of

ITEMS = st.lists(st.sampled_from("abcdef"), max_size=12)
WIRES = st.lists(
    st.builds(WireMessage, st.sampled_from([Role.USER, Role.ASSISTANT]), st.sampled_from(["", "one", "two", "three"])),
    max_size=8,
)
VALUES = st.dictionaries(st.sampled_from(["model", "temperature", "stop"]), st.integers(0, 2))


def wire(*said: str) -> list[WireMessage]:
    """`wire("u question", "a answer")`."""
    roles = {"u": Role.USER, "a": Role.ASSISTANT, "s": Role.SYSTEM}
    return [WireMessage(roles[words[0]], words[2:]) for words in said]


def part(said: Sequence[WireMessage], parameters: Mapping[str, Any]) -> WireRequest:
    return WireRequest("https://api.example.com", {}, tuple(said), parameters)


def walk(steps: Sequence[Step], before: Sequence[object], after: Sequence[object]) -> None:
    """The steps lead through all of both, in order, and say of each place what is true of it."""
    at = to = 0
    for step in steps:
        assert (step.before.start, step.after.start) == (at, to)
        at, to = step.before.stop, step.after.stop
        assert step.before or step.after
        match step.kind:
            case Kind.SAME:
                assert list(before[step.before.start : at]) == list(after[step.after.start : to])
            case Kind.REMOVED:
                assert not step.after
            case Kind.ADDED:
                assert not step.before
            case Kind.CHANGED:
                assert len(step.before) == len(step.after) == 1
                assert before[step.before.start] != after[step.after.start]
    assert (at, to) == (len(before), len(after))


@given(ITEMS, ITEMS)
def test_steps_lead_from_one_sequence_to_the_other(before: list[str], after: list[str]) -> None:
    steps = align(before, after)
    walk(steps, before, after)
    assert all(one.kind is not next_.kind for one, next_ in pairwise(steps))


@given(ITEMS)
def test_a_sequence_does_not_differ_from_itself(items: list[str]) -> None:
    assert [step.kind for step in align(items, items)] == [Kind.SAME] * bool(items)


@given(WIRES, WIRES)
def test_messages_are_followed_from_one_request_to_the_other(
    before: list[WireMessage], after: list[WireMessage]
) -> None:
    steps = messages(before, after)
    walk(steps, before, after)
    for step in steps:
        if step.kind is Kind.CHANGED:
            assert before[step.before.start].role is after[step.after.start].role


@given(WIRES, VALUES, WIRES, VALUES)
def test_there_is_no_difference_only_between_equals(
    before: list[WireMessage], ours: dict[str, int], after: list[WireMessage], theirs: dict[str, int]
) -> None:
    one, other = part(before, ours), part(after, theirs)
    assert (compare(one, other).differences == 0) == (before == after and ours == theirs)
    assert compare(one, one).differences == 0


@given(VALUES, VALUES)
def test_only_what_differs_is_told_of_facts(before: dict[str, int], after: dict[str, int]) -> None:
    found = differing(before, after)
    assert {name for name in before | after if before.get(name) != after.get(name)} == set(found)
    assert all(found[name] == (before.get(name), after.get(name)) for name in found)


def test_an_edited_question_is_one_change_and_a_pin_one_addition() -> None:
    before = part(wire("s Be brief.", "u one", "a yes", "u why?"), {"model": "m", "max_tokens": 256})
    after = part(wire("s Be brief.", "u schema", "u one", "a yes", "u why not?"), {"model": "m", "max_tokens": 2048})
    found = compare(before, after)
    assert [(step.kind, list(step.before), list(step.after)) for step in found.messages] == [
        (Kind.SAME, [0], [0]),
        (Kind.ADDED, [], [1]),
        (Kind.SAME, [1, 2], [2, 3]),
        (Kind.CHANGED, [3], [4]),
    ]
    assert found.parameters == {"model": ('"m"', '"m"'), "max_tokens": ("256", "2048")}
    assert found.differences == 3


def test_values_are_compared_as_they_are_sent() -> None:
    found = compare(part([], {"a": 1, "b": None, "c": [1]}), part([], {"a": True, "c": [1.0]}))
    assert found.parameters == {"a": ("1", "true"), "c": ("[1]", "[1.0]"), "b": ("null", None)}
    assert found.differences == 3


def test_a_message_in_the_place_of_one_of_another_role_is_another_message() -> None:
    steps = messages(wire("u one", "a two"), wire("a three", "a four"))
    assert [step.kind for step in steps] == [Kind.REMOVED, Kind.ADDED, Kind.CHANGED]


def test_a_changed_text_is_compared_line_by_line() -> None:
    kinds = [(step.kind, len(step.before), len(step.after)) for step in lines("a\nb\nc\nd", "a\nx\ny\nd\n")]
    assert kinds == [
        (Kind.SAME, 1, 1),
        (Kind.REMOVED, 2, 0),
        (Kind.ADDED, 0, 2),
        (Kind.SAME, 1, 1),
        (Kind.ADDED, 0, 1),
    ]


def test_ten_thousand_messages_in_common_are_passed_over() -> None:
    shared = wire(*(f"u question {number % 7}" for number in range(10_000)))
    few = calls_of(lambda: messages([*shared[:100], *wire("u one")], [*shared[:100], *wire("u two")]))
    many = calls_of(lambda: messages([*shared, *wire("u one")], [*shared, *wire("u two")]))
    assert many < few + 100
