"""What a body is, whatever it is called, and that no cut and no bytes at all can confuse the decoder."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.errors import ErrorKind
from desktop_chat.domain.models import Limits
from desktop_chat.providers.redaction import redactor
from desktop_chat.providers.reply_body import ReplyDecoder
from tests.providers.cuts import cut, every_single_cut
from tests.providers.decoding import DONE, STOP, Decoded, chunk, decode, sse

STREAM = sse(chunk(content="Hel"), chunk(content="lo"), STOP, DONE)
WHOLE = json.dumps({"choices": [{"message": {"content": "Hello"}, "finish_reason": "stop"}]}).encode()
TYPES = ["text/event-stream", "application/json", "text/plain", "text/html", "", "application/octet-stream"]

FRAGMENTS = st.sampled_from(
    [
        sse(chunk(content="数据")),
        sse('{"choices":[{"delta":{"content":"\\ud83d"}}]}'),
        sse('{"choices":[{"delta":{"content":"\\ude00"}}]}'),
        sse(chunk(tool_calls=[{"index": 0, "id": "a", "function": {"name": "f", "arguments": "{}"}}])),
        sse({"error": {"code": 429}}),
        sse({"usage": {"prompt_tokens": 1}}),
        sse(STOP),
        sse(DONE),
        b": note\n\n",
        b"event: error\n",
        b"error: x\n\n",
        b"garbage\n",
        b"\r\n",
        b" \n",
        b"\xef\xbb\xbf",
        b"\xef",
        b"{",
        b"[]",
        b"<html>",
        b"data",
        WHOLE,
        b"z" * 300,
    ]
)
BODIES = st.lists(FRAGMENTS, max_size=12).map(b"".join) | st.binary(max_size=300)
SMALL = Limits(max_event_bytes=400, max_answer_bytes=200, max_error_bytes=250)


@given(cut(BODIES), st.sampled_from(TYPES), st.sampled_from([ErrorKind.TRUNCATED, ErrorKind.CONNECTION_LOST]))
def test_the_outcome_does_not_depend_on_where_the_network_cuts(
    pieces: list[bytes], content_type: str, cause: ErrorKind
) -> None:
    def outcome(*parts: bytes) -> Decoded:
        return decode(*parts, content_type=content_type, limits=SMALL, cause=cause)

    assert outcome(*pieces) == outcome(b"".join(pieces))


@pytest.mark.parametrize("wire", [STREAM, WHOLE, b"\xef\xbb\xbf\r\n" + STREAM, b"\n \xef\xbb\xbf" + WHOLE, b"<html>x"])
@pytest.mark.parametrize("content_type", TYPES)
def test_no_single_cut_changes_the_outcome(wire: bytes, content_type: str) -> None:
    expected = decode(wire, content_type=content_type)
    for pieces in every_single_cut(wire):
        assert decode(*pieces, content_type=content_type) == expected


@pytest.mark.parametrize("content_type", TYPES)
@pytest.mark.parametrize("wire", [STREAM, WHOLE, b"\n\n" + STREAM, b"\n\n   " + WHOLE, b"\xef\xbb\xbf" + WHOLE])
def test_the_first_bytes_tell_what_a_body_is_whatever_it_is_called(wire: bytes, content_type: str) -> None:
    reply = decode(wire, content_type=content_type)
    assert (reply.text, reply.failure) == ("Hello", None)


def test_empty_lines_that_keep_a_connection_open_take_no_room() -> None:
    decoder = ReplyDecoder("application/json", Limits(max_event_bytes=1000), redactor())
    for _ in range(100):
        decoder.feed(b"\n" * 1000)
    assert [delta.text for delta in decoder.feed(WHOLE) + decoder.end()] == ["Hello"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        (b"<!doctype html><html><title>Sign in</title></html>", "text/html", "Sign in"),
        (b"<html><body>Log <b>in</b></body></html>", "", "Log in"),
        (b"plain words", "text/html", "plain words"),
        (b"upstream timed out", "text/plain", "upstream timed out"),
        (b"not an event stream", "text/event-stream", "not an event stream"),
        (b'{"data": []}', "application/json", '{"data": []}'),
        (b'{"choices": []}', "application/json", '{"choices": []}'),
        (b"[]", "application/json", "[]"),
        (b"null", "application/json", "null"),
        (b'"words"', "application/json", '"words"'),
        (b'{"done":false}\n{"done":true}', "application/x-ndjson", '{"done":false} {"done":true}'),
        (sse({"type": "response.created"}), "text/event-stream", 'data: {"type": "response.created"}'),
    ],
)
def test_what_is_no_completion_is_unexpected_and_shown(body: bytes, content_type: str, words: str) -> None:
    reply = decode(body, content_type=content_type)
    assert (reply.text, reply.kind, reply.words) == ("", "unexpected_content", words)


@pytest.mark.parametrize("content_type", ["", "text/plain", "text/event-stream"])
def test_a_body_that_ends_before_it_shows_what_it_is(content_type: str) -> None:
    for body in (b"d", b"dat", b"event", b":"):
        assert decode(body, content_type=content_type).kind in ("truncated", "unexpected_content")
        assert decode(body, content_type=content_type, cause=ErrorKind.STALLED).kind == "stalled"


@pytest.mark.parametrize("content_type", TYPES)
def test_an_empty_body_is_a_reply_that_was_cut(content_type: str) -> None:
    for body in (b"", b"\n\n", b"\xef\xbb\xbf"):
        assert decode(body, content_type=content_type).kind == "truncated"
        assert decode(body, content_type=content_type, cause=ErrorKind.STALLED).kind == "stalled"


def test_comments_alone_are_a_reply_that_was_cut() -> None:
    assert decode(b": keep-alive\n\n" * 5).kind == "truncated"


@pytest.mark.parametrize("length", [1, 30, len(WHOLE) - 1])
def test_a_json_completion_that_was_cut_never_looks_finished(length: int) -> None:
    for cause in (ErrorKind.TRUNCATED, ErrorKind.CONNECTION_LOST, ErrorKind.STALLED):
        reply = decode(WHOLE[:length], content_type="application/json", cause=cause)
        assert (reply.text, reply.kind) == ("", cause.value)


@pytest.mark.parametrize("cause", [ErrorKind.CONNECTION_LOST, ErrorKind.STALLED])
def test_a_json_completion_that_came_whole_never_looks_cut(cause: ErrorKind) -> None:
    reply = decode(WHOLE, content_type="application/json", cause=cause)
    assert (reply.text, reply.failure) == ("Hello", None)


@pytest.mark.parametrize(
    "body", [b"{,}", b'{"a":1,}', b"{" + b"9" * 5000 + b"}", b"[" * 100_000, b'{"a":' + b"9" * 5000 + b"}"]
)
def test_json_that_is_broken_or_made_to_break_parsers_is_malformed(body: bytes) -> None:
    assert decode(body, content_type="application/json").kind in ("malformed_stream", "truncated")


def test_a_whole_completion_has_everything_a_stream_has() -> None:
    body = {
        "choices": [
            {"index": 1, "message": {"content": "OTHER"}},
            {
                "index": 0,
                "message": {
                    "content": "Hello\0",
                    "reasoning_content": "why",
                    "refusal": "no",
                    "tool_calls": [{"id": "a", "function": {"name": "f", "arguments": "{}"}}],
                },
                "finish_reason": "tool_calls",
            },
        ],
        "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5},
    }
    reply = decode(json.dumps(body).encode(), content_type="application/json")
    assert (reply.text, reply.reasoning, reply.refusal) == ("Hello\ufffd", "why", "no")
    assert [call.name for call in reply.tool_calls] == ["f"]
    assert reply.finish_reason == "tool_calls"
    assert reply.usage
    assert reply.usage.total_tokens == 5
    assert reply.failure is None


@pytest.mark.parametrize("reason", [None, "", "stop", "length"])
def test_a_whole_completion_is_complete_without_a_finish_reason_too(reason: object) -> None:
    body = {"choices": [{"message": {"content": "Hello"}, "finish_reason": reason}]}
    assert decode(json.dumps(body).encode(), content_type="application/json").failure is None


def test_a_whole_completion_with_an_error_keeps_its_text() -> None:
    body = {"choices": [{"message": {"content": "Hel"}, "finish_reason": "error"}], "error": {"code": 502}}
    reply = decode(json.dumps(body).encode(), content_type="application/json")
    assert (reply.text, reply.kind) == ("Hel", "server_error")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"[" + b"1," * 500, "application/json"), (b"data: " + b"x" * 500, ""), (sse(chunk(content="y" * 300)), "")],
)
def test_bodies_above_the_limits_are_given_up(body: bytes, content_type: str) -> None:
    assert decode(body, content_type=content_type, limits=SMALL).kind == "limit_exceeded"


def test_an_endless_web_page_is_given_up() -> None:
    decoder = ReplyDecoder("text/html", Limits(), redactor())
    fed = 0
    while decoder.wants_more:
        decoder.feed(b"<p>more</p>" * 1000)
        fed += 1
    assert fed < 10
    assert decoder.failure
    assert decoder.failure.kind is ErrorKind.UNEXPECTED_CONTENT


def test_progress_is_made_by_events_and_not_by_bytes() -> None:
    decoder = ReplyDecoder("text/event-stream", Limits(), redactor())
    decoder.feed(b": keep-alive\n\n\n\nid: 7\n\ndata:\n\ndata: half an ev")
    assert decoder.progress == 0
    decoder.feed(b"ent\n\n")
    assert decoder.progress == 1
