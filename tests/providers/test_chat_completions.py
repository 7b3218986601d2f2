"""The wire format in the dialects that servers speak."""

import json
from typing import Any

import pytest

from desktop_chat.domain.errors import ErrorKind
from desktop_chat.domain.messages import ToolCall
from desktop_chat.domain.models import Limits
from desktop_chat.domain.streaming import ReasoningDelta, TextDelta
from tests.providers.decoding import DONE, HIDDEN_KEY, STOP, chunk, decode, sse

HEL, LO = chunk(content="Hel"), chunk(content="lo")


def streamed(*bodies: Any) -> Any:
    return decode(sse(*bodies))


# What ends a reply


@pytest.mark.parametrize(
    "ending",
    [[STOP, DONE], [STOP], [DONE], [chunk("length"), DONE], [chunk("content_filter"), DONE], [STOP, STOP, DONE]],
)
def test_a_finish_reason_or_done_completes_a_reply(ending: list[Any]) -> None:
    reply = streamed(HEL, LO, *ending)
    assert (reply.text, reply.failure) == ("Hello", None)


@pytest.mark.parametrize("ending", [[], [chunk("")], [chunk(None)], [chunk(7)], [{"choices": []}], [chunk(["stop"])]])
def test_the_end_of_the_stream_alone_does_not(ending: list[Any]) -> None:
    reply = streamed(HEL, LO, *ending)
    assert (reply.text, reply.kind, reply.finish_reason) == ("Hello", "truncated", None)


@pytest.mark.parametrize("cause", [ErrorKind.CONNECTION_LOST, ErrorKind.STALLED])
def test_a_connection_that_fails_after_the_finish_reason_changes_nothing(cause: ErrorKind) -> None:
    assert decode(sse(HEL, LO, STOP), cause=cause).failure is None
    assert decode(sse(HEL, LO), cause=cause).kind == cause.value


def test_text_after_a_finish_reason_is_kept_and_the_last_reason_counts() -> None:
    reply = streamed(HEL, chunk("length"), LO, STOP, DONE)
    assert (reply.text, reply.finish_reason, reply.failure) == ("Hello", "stop", None)


@pytest.mark.parametrize("done", ["[DONE]", " [DONE] ", "[done]", '"[DONE]"'])
def test_nothing_after_done_is_read(done: str) -> None:
    reply = streamed(HEL, LO, STOP, done, chunk(content="GHOST"), {"error": "GHOST"})
    assert (reply.text, reply.failure) == ("Hello", None)


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("error", "provider_error"),
        ("network_error", "provider_error"),
        ("abort", "provider_error"),
        ("insufficient_system_resource", "overloaded"),
    ],
)
def test_finish_reasons_of_an_error_are_failures(reason: str, kind: str) -> None:
    reply = streamed(HEL, LO, chunk(reason), DONE)
    assert (reply.text, reply.kind, reply.finish_reason) == ("Hello", kind, None)


def test_an_error_object_says_more_than_the_finish_reason_before_it() -> None:
    reply = streamed(HEL, chunk("error"), {"error": {"code": 429, "message": "slow down"}}, DONE)
    assert (reply.text, reply.kind, reply.words) == ("Hel", "rate_limit", "slow down")


# Errors inside a good response


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"code": 401, "message": "no"}, "auth"),
        ({"code": "402"}, "quota"),
        ({"code": 403}, "permission"),
        ({"code": 404}, "not_found"),
        ({"code": 408}, "server_error"),
        ({"code": 413}, "payload_too_large"),
        ({"code": 429}, "rate_limit"),
        ({"code": 429, "type": "insufficient_quota"}, "quota"),
        ({"code": 400}, "bad_request"),
        ({"code": 400, "type": "exceed_context_size_error"}, "context_length"),
        ({"code": 500}, "server_error"),
        ({"code": 502}, "server_error"),
        ({"code": 503}, "overloaded"),
        ({"code": 529}, "overloaded"),
        ({"code": "context_length_exceeded"}, "context_length"),
        ({"code": "insufficient_user_quota", "type": "new_api_error"}, "quota"),
        ({"code": None, "type": "overloaded_error"}, "overloaded"),
        ({"code": None, "type": "rate_limit_error"}, "rate_limit"),
        ({"code": "rate_limit_exceeded", "type": "tokens"}, "rate_limit"),
        ({"code": "invalid_api_key", "type": "invalid_request_error"}, "auth"),
        ({"code": "model_not_found"}, "not_found"),
        ({"type": "server_error"}, "server_error"),
        ({"type": "insufficient_balance"}, "quota"),
        ({"code": 1302, "message": "busy"}, "provider_error"),
        ({"code": 200, "type": "strange"}, "provider_error"),
        ({"message": "?"}, "provider_error"),
        ({"code": True}, "provider_error"),
        ({"code": {"deep": 1}, "type": ["x"]}, "provider_error"),
        ("just words", "provider_error"),
        (["a", {"message": "b"}], "provider_error"),
    ],
)
def test_an_error_object_in_the_stream_is_a_failure_of_its_kind(error: Any, kind: str) -> None:
    reply = streamed(HEL, LO, {"error": error}, DONE)
    assert (reply.text, reply.kind) == ("Hello", kind)


@pytest.mark.parametrize("nothing", [None, {}, "", [], False, 0])
def test_an_empty_error_is_none(nothing: Any) -> None:
    assert streamed(HEL, LO, {**STOP, "error": nothing}, DONE).failure is None


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        ({"object": "error", "message": "no such model", "code": 404}, "not_found", "no such model"),
        ({"detail": "Not authenticated"}, "provider_error", "Not authenticated"),
        ({"detail": [{"loc": ["body", "n"], "msg": "too big", "type": "x"}]}, "provider_error", "too big"),
        ({"message": "rate", "code": 429}, "rate_limit", "rate"),
        ({"statusCode": 401, "message": "bad subscription key"}, "auth", "bad subscription key"),
        ({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}, "overloaded", "Overloaded"),
        ({"error": "model crashed"}, "provider_error", "model crashed"),
        ({"error": True, "message": "crashed"}, "provider_error", "crashed"),
        ({"errors": [{"message": "one"}, {"message": "two"}]}, "provider_error", "one; two"),
        ({"error_code": 336100, "error_msg": "try later"}, "provider_error", "try later"),
        ({"base_resp": {"status_code": 1008, "status_msg": "no balance"}}, "provider_error", "no balance"),
        ([{"error": {"code": 429, "message": "array"}}], "rate_limit", "array"),
        ({"error": {"message": "Provider said", "metadata": {"raw": "why"}}}, "provider_error", "Provider said: why"),
        ({"error": {"error": {"message": "inner", "code": 500}}}, "server_error", "inner"),
        ({"success": False, "msg": "nope"}, "provider_error", "nope"),
    ],
)
def test_errors_come_in_many_shapes(body: Any, kind: str, words: str) -> None:
    in_stream = streamed(HEL, body)
    assert (in_stream.text, in_stream.kind, in_stream.words) == ("Hel", kind, words)
    whole = decode(json.dumps(body).encode(), content_type="application/json")
    assert (whole.kind, whole.words) == (kind, words)


def test_an_event_named_error_is_one_whatever_is_in_it() -> None:
    for data, kind, words in [
        ('{"error":{"code":429,"message":"Rate limited"}}', "rate_limit", "Rate limited"),
        ('{"code":503,"message":"busy"}', "overloaded", "busy"),
        ("the engine died", "provider_error", "the engine died"),
        ('"the engine died"', "provider_error", "the engine died"),
    ]:
        reply = decode(f"event: error\ndata: {data}\n\n".encode())
        assert (reply.kind, reply.words) == (kind, words)


def test_a_list_of_objects_is_read_one_by_one_until_an_error() -> None:
    reply = streamed([7, HEL, None, LO], [{"error": {"code": 429}}, chunk(content="never")])
    assert (reply.text, reply.kind) == ("Hello", "rate_limit")


def test_the_first_error_counts() -> None:
    first, second = {"error": {"code": 429, "message": "one"}}, {"error": {"code": 500, "message": "two"}}
    reply = streamed({**chunk("error"), **first}, second)
    assert (reply.kind, reply.words) == ("rate_limit", "one")
    assert streamed(chunk("error"), {"error": {"code": 500}}).kind == "server_error"


def test_text_beside_an_error_is_kept() -> None:
    reply = streamed({**HEL, "error": {"message": "gone", "code": 502}})
    assert (reply.text, reply.kind) == ("Hel", "server_error")


def test_an_error_shows_neither_the_key_in_use_nor_any_other() -> None:
    reply = streamed({"error": {"message": f"Bad key {HIDDEN_KEY} or sk-abcdef1234567890", "code": 401}})
    assert reply.words == "Bad key […] or […]"


@pytest.mark.parametrize("garbage", ["error: engine died", "{not json}", "[1, 2", '"text"', "7", "true", "{} {}"])
def test_an_event_that_is_no_object_is_malformed(garbage: str) -> None:
    reply = streamed(HEL, LO, garbage, chunk(content="never"), DONE)
    assert (reply.text, reply.kind) == ("Hello", "malformed_stream")


@pytest.mark.parametrize("harmless", ["", " ", "null", "{}", "[]", '{"choices":null}', '{"choices":[]}', '{"id":1}'])
def test_an_event_that_says_nothing_is_skipped(harmless: str) -> None:
    assert streamed(HEL, harmless, LO, STOP, DONE).text == "Hello"


def test_a_ping_may_say_anything() -> None:
    wire = sse(HEL) + b"event: ping\ndata: still here\n\n" + sse(LO, DONE)
    assert (decode(wire).text, decode(wire).failure) == ("Hello", None)


@pytest.mark.parametrize(
    "monster",
    [
        '{"choices":' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"choices":[{"index":0,"delta":{"content":' + '{"a":' * 50_000 + "1" + "}" * 50_000 + "}}]}",
        '{"usage":{"prompt_tokens":' + "9" * 5000 + "}}",
    ],
)
def test_json_made_to_break_parsers_is_malformed(monster: str) -> None:
    reply = streamed(HEL, monster, DONE)
    assert (reply.text, reply.kind) == ("Hel", "malformed_stream")


# Text, reasoning, refusal


@pytest.mark.parametrize(
    ("delta", "reasoning"),
    [
        ({"reasoning_content": "why"}, "why"),
        ({"reasoning": "why"}, "why"),
        ({"thinking": "why"}, "why"),
        ({"reasoning": {"content": "why"}}, "why"),
        ({"reasoning_content": "why", "reasoning": "why"}, "why"),
        ({"reasoning_details": [{"type": "reasoning.text", "text": "why"}]}, "why"),
        ({"reasoning": "why", "reasoning_details": [{"type": "reasoning.text", "text": "why"}]}, "why"),
        ({"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "why"}]}]}, "why"),
        ({"content": [{"type": "thinking", "thinking": "why"}]}, "why"),
        ({"content": {"type": "reasoning", "text": "why"}}, "why"),
        ({"reasoning": 5}, ""),
        ({"reasoning": {"content": 5}}, ""),
        ({"reasoning": [[[[[[[["too deep"]]]]]]]]}, ""),
    ],
)
def test_reasoning_has_many_names(delta: dict[str, Any], reasoning: str) -> None:
    reply = streamed(chunk(**delta), HEL, LO, STOP, DONE)
    assert (reply.reasoning, reply.text) == (reasoning, "Hello")


@pytest.mark.parametrize(
    "content",
    [
        [{"type": "text", "text": "Hel"}, {"type": "text", "text": "lo"}],
        [{"type": "output_text", "text": "Hello"}],
        ["Hel", "lo"],
        {"type": "text", "text": "Hello"},
        [{"type": "text", "content": [{"text": "Hello"}]}],
        [None, 3, {"type": "image_url"}, {"text": "Hello"}],
    ],
)
def test_content_may_come_in_parts(content: Any) -> None:
    assert streamed(chunk(content=content), STOP).text == "Hello"


def test_a_refusal_is_not_text() -> None:
    reply = streamed(chunk(refusal="I "), chunk(refusal="can't."), STOP)
    assert (reply.text, reply.refusal) == ("", "I can't.")
    assert streamed(chunk(content=[{"type": "refusal", "refusal": "No."}]), STOP).refusal == "No."


def test_thoughts_come_before_the_words_of_the_same_delta() -> None:
    reply = streamed(chunk(content="a", reasoning_content="b"), STOP)
    assert reply.deltas == (ReasoningDelta("b"), TextDelta("a"))


@pytest.mark.parametrize("content", [None, 7, True, [], {}, [[]], {"type": "text", "text": None}])
def test_content_that_is_no_text_gives_no_delta(content: Any) -> None:
    assert streamed(chunk(content=content), STOP).deltas == ()


def test_parts_inside_parts_end_somewhere() -> None:
    content: Any = "deep"
    for _ in range(50):
        content = [{"type": "text", "content": content}]
    assert streamed(chunk(content=content), STOP).failure is None


@pytest.mark.parametrize("index", [1, "1", 2, -1, True])
def test_only_the_first_choice_is_read(index: Any) -> None:
    other = {"index": index, "delta": {"content": "OTHER"}, "finish_reason": "stop"}
    reply = streamed({"choices": [HEL["choices"][0], other]}, {"choices": [other]}, LO)
    assert (reply.text, reply.kind) == ("Hello", "truncated")


@pytest.mark.parametrize("choice", [{"delta": {"content": "x"}}, {"index": None, "delta": {"content": "x"}}])
def test_a_choice_without_an_index_is_the_first(choice: dict[str, Any]) -> None:
    assert streamed({"choices": [choice]}, STOP).text == "x"


def test_choices_that_are_no_objects_are_skipped() -> None:
    assert streamed({"choices": [None, 3, "x", [], HEL["choices"][0]]}, LO, STOP).text == "Hello"


def test_a_message_in_place_of_a_delta_is_read() -> None:
    reply = streamed({"choices": [{"index": 0, "message": {"content": "Hello"}, "finish_reason": "stop"}]})
    assert (reply.text, reply.failure) == ("Hello", None)


def test_a_message_that_repeats_the_streamed_reply_is_not() -> None:
    last = {"index": 0, "delta": {}, "message": {"content": "Hello"}, "finish_reason": "stop"}
    assert streamed(HEL, LO, {"choices": [last]}).text == "Hello"


def test_the_text_of_a_legacy_completion_is_read() -> None:
    reply = streamed({"choices": [{"index": 0, "text": "Hello", "finish_reason": None}]}, STOP)
    assert reply.text == "Hello"


# Characters


def test_a_surrogate_pair_may_come_in_two_deltas() -> None:
    assert streamed(chunk(content="\ud83d"), chunk(content="\ude00!"), STOP).text == "😀!"


def test_each_text_keeps_its_own_half() -> None:
    first, second = chunk(content="\ud83d", reasoning="\ud83c"), chunk(content="\ude00", reasoning="\udf0d")
    reply = streamed(first, second, STOP)
    assert (reply.text, reply.reasoning) == ("😀", "🌍")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("\ud83d", "\ufffd"),
        ("\ude00\ude00", "\ufffd\ufffd"),
        ("a\ud83db", "a\ufffdb"),
        ("a\0b", "a\ufffdb"),
        ("\ud83d\ud83d\ude00", "\ufffd😀"),
        ("\ude00x\ud83d", "\ufffdx\ufffd"),
    ],
    ids=ascii,
)
def test_what_cannot_be_stored_is_replaced(content: str, text: str) -> None:
    reply = streamed(chunk(content=content, reasoning=content, refusal=content), STOP)
    assert (reply.text, reply.reasoning, reply.refusal) == (text, text, text)


def test_the_arguments_of_a_call_are_cleaned_too() -> None:
    halves = ("\ud83d", "\ude00\0\ud83d")
    parts = [chunk(tool_calls=[{"index": 0, "function": {"name": "f", "arguments": half}}]) for half in halves]
    assert streamed(*parts, STOP).tool_calls == (ToolCall("", "f", "😀\ufffd\ufffd"),)


# Limits


def test_an_answer_above_the_limit_ends_there() -> None:
    limits = Limits(max_answer_bytes=10)
    reply = decode(sse(*[chunk(content="四个字节")] * 3, STOP), limits=limits)
    assert (reply.text, reply.kind) == ("", "limit_exceeded")
    reply = decode(sse(chunk(content="12345"), chunk(reasoning="67890"), LO, STOP), limits=limits)
    assert (reply.text, reply.reasoning, reply.kind) == ("12345", "67890", "limit_exceeded")


def test_empty_calls_use_up_the_answer_as_well() -> None:
    calls = [chunk(tool_calls=[{"id": f"c{number}"}]) for number in range(100)]
    assert decode(sse(*calls), limits=Limits(max_answer_bytes=1000)).kind == "limit_exceeded"
