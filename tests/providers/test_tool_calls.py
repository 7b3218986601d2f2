"""Which call a fragment goes on with, when servers number their calls, name them, or do neither."""

import pytest

from desktop_chat.domain.messages import ToolCall
from tests.providers.decoding import STOP, chunk, decode, sse

Fragment = dict[str, object]


def calls(*fragments: object) -> list[tuple[str, str, str]]:
    reply = decode(sse(*[chunk(tool_calls=fragment) for fragment in fragments], STOP))
    assert reply.failure is None
    return [(call.id, call.name, call.arguments) for call in reply.tool_calls]


def f(arguments: object = None, name: str | None = None, **keys: object) -> Fragment:
    function = {"name": name, "arguments": arguments}
    return {**keys, "function": {key: value for key, value in function.items() if value is not None}}


def test_fragments_are_joined_by_their_index() -> None:
    assert calls(
        [f("", "f", index=0, id="a")], [f('{"x"', index=0)], [f("{}", "g", index=1, id="b")], [f(":1}", index=0)]
    ) == [("a", "f", '{"x":1}'), ("b", "g", "{}")]


def test_several_fragments_may_come_in_one_delta() -> None:
    assert calls([f("{}", "f", index=0, id="a"), f("{}", "g", index=1, id="b")]) == [
        ("a", "f", "{}"),
        ("b", "g", "{}"),
    ]


def test_a_missing_index_goes_on_with_the_last_call() -> None:
    assert calls([f("", "f", id="a")], [f("{")], [f("}")], [f("[]", "g", id="b")]) == [
        ("a", "f", "{}"),
        ("b", "g", "[]"),
    ]


def test_a_repeated_id_finds_its_call() -> None:
    assert calls([f("{", "f", id="a")], [f("[", "g", id="b")], [f("}", id="a")], [f("]", id="b")]) == [
        ("a", "f", "{}"),
        ("b", "g", "[]"),
    ]


def test_another_id_under_the_same_index_is_another_call() -> None:
    assert calls([f("{}", "f", index=0, id="a")], [f("[]", "g", index=0, id="b")]) == [
        ("a", "f", "{}"),
        ("b", "g", "[]"),
    ]


def test_another_name_after_the_arguments_is_another_call() -> None:
    assert calls([f("{}", "f", index=0)], [f("[]", "g", index=0)]) == [("", "f", "{}"), ("", "g", "[]")]


def test_calls_without_index_and_id_begin_with_their_names() -> None:
    assert calls([f("{}", "f")], [f("[]", "f")]) == [("", "f", "{}"), ("", "f", "[]")]


def test_an_id_that_comes_late_belongs_to_the_call_of_its_index() -> None:
    assert calls([f("{", "f", index=0)], [f("}", index=0, id="a")]) == [("a", "f", "{}")]


def test_a_name_said_with_each_fragment_is_said_once() -> None:
    assert calls([f("{", "f", index=0, id="a")], [f("}", "f", index=0, id="a")]) == [("a", "f", "{}")]


def test_a_name_may_come_in_pieces() -> None:
    assert calls([f(None, "get_", index=0, id="a")], [f(None, "weather", index=0)]) == [("a", "get_weather", "")]


@pytest.mark.parametrize("index", [10**12, "seven", -3])
def test_the_index_is_only_a_name(index: object) -> None:
    assert calls([f("{}", "f", index=index, id="a")], [f("!", index=index)]) == [("a", "f", "{}!")]


def test_arguments_that_are_an_object_become_its_json() -> None:
    assert calls([f({"city": "上海"}, "f", index=0, id="a")]) == [("a", "f", '{"city": "上海"}')]


def test_an_id_may_be_a_number() -> None:
    assert calls([f("{}", "f", index=0, id=7)]) == [("7", "f", "{}")]


@pytest.mark.parametrize("junk", ["f", 3, [None, 1, "x"], [{}], {"function": None}, [{"function": "f"}]])
def test_what_is_no_call_does_no_harm(junk: object) -> None:
    assert all(call == ("", "", "") for call in calls(junk))


def test_the_function_call_of_old_is_a_call() -> None:
    reply = decode(sse(chunk(function_call={"name": "f", "arguments": "{"}), chunk(function_call={"arguments": "}"})))
    assert reply.tool_calls == (ToolCall("", "f", "{}"),)
    assert decode(sse(chunk(function_call="f"), STOP)).tool_calls == ()


def test_a_custom_tool_has_an_input() -> None:
    assert calls([{"index": 0, "id": "a", "type": "custom", "custom": {"name": "f", "input": "free text"}}]) == [
        ("a", "f", "free text")
    ]


def test_ten_thousand_calls_are_told_apart_quickly() -> None:
    assert len(calls([f("{}", "f", id=f"call-{number}") for number in range(10_000)])) == 10_000
