"""Every wait has an end of its own, and every size a limit."""

import gzip
import zlib
from dataclasses import replace

import pytest

from desktop_chat.domain.errors import Cause
from desktop_chat.domain.models import Limits
from tests.providers.replies import KEY, ask
from tests.support import script
from tests.support.patience import EVER_S
from tests.support.wire_server import DeafPort, WireServer

SHORT = Limits(connect_timeout_s=0.3, first_byte_timeout_s=0.3, idle_timeout_s=0.3, max_retries=0)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"


def given_up(base_url: str, limits: Limits = SHORT) -> tuple[str, str | None, float | None]:
    """Text, kind and the limit that was reached."""
    reply = ask(base_url, limits=limits)
    assert reply.ended.failure
    return reply.text, reply.kind, reply.ended.failure.limit


# Time


def test_connecting_has_an_end() -> None:
    with DeafPort() as port:
        reply = ask(port.base_url, limits=SHORT)
    assert reply.ended.failure
    assert (reply.kind, reply.ended.failure.cause, reply.ended.failure.limit) == ("unreachable", Cause.TIMED_OUT, 0.3)


def test_waiting_for_the_head_has_an_end(server: WireServer) -> None:
    server.enqueue(script.Stall("request"))
    assert given_up(server.base_url, replace(SHORT, idle_timeout_s=EVER_S)) == ("", "stalled", 0.3)


def test_a_head_that_trickles_is_not_waited_for_longer(server: WireServer) -> None:
    server.enqueue(script.trickle(HEAD + b"X-Filler: " + b"x" * 1000, every_s=0.02))
    assert given_up(server.base_url, replace(SHORT, idle_timeout_s=EVER_S)) == ("", "stalled", 0.3)


def test_a_head_without_end_is_not_waited_for_longer(server: WireServer) -> None:
    more = [step for _ in range(50) for step in (script.Pause(0.02), script.Send(HEAD))]
    server.enqueue([script.Send(b"HTTP/1.1 100 Continue\r\n\r\n"), *more])
    assert given_up(server.base_url, replace(SHORT, idle_timeout_s=EVER_S)) == ("", "stalled", 0.3)


def test_silence_in_the_middle_has_an_end(server: WireServer) -> None:
    server.reply("Hello, wor", then=script.Stall())
    assert given_up(server.base_url, replace(SHORT, first_byte_timeout_s=EVER_S)) == ("Hello, wor", "stalled", 0.3)


def test_silence_after_the_head_has_an_end(server: WireServer) -> None:
    server.enqueue(script.Stall("headers"))
    assert given_up(server.base_url, replace(SHORT, first_byte_timeout_s=EVER_S)) == ("", "stalled", 0.3)


@pytest.mark.parametrize("filler", [b": keep-alive\n\n", b"\n\n", b"data:\n\n", b"event: ping\n\n", b"id: 7\n", b"x"])
def test_bytes_that_are_no_event_are_no_progress(server: WireServer, filler: bytes) -> None:
    events = [script.chunk({"content": "Hello"}), *[filler] * 200]
    server.enqueue(script.stream(events, every_s=0.01))
    assert given_up(server.base_url) == ("Hello", "stalled", 0.3)


NOTHINGS = [script.chunk({}), script.chunk({"content": ""}), script.event({"choices": []}), script.event({"x": 1})]
FLOOD = 10**9


def without_end(*first: bytes, then: bytes) -> script.Script:
    return [script.Send(script.head(200, script.SSE, script.Framing.CLOSE, 0) + b"".join(first)), endless(then)]


def endless(event: bytes) -> script.Send:
    return script.Send(event * 500, repeat=FLOOD)


@pytest.mark.parametrize("nothing", NOTHINGS)
def test_events_that_say_nothing_have_an_end(server: WireServer, nothing: bytes) -> None:
    server.enqueue(without_end(script.chunk({"content": "Hello"}), then=nothing))
    reply = ask(server.base_url, limits=replace(SHORT, idle_timeout_s=EVER_S, max_event_bytes=100_000))
    assert (reply.text, reply.kind) == ("Hello", "limit_exceeded")


@pytest.mark.parametrize("nothing", NOTHINGS)
def test_a_reply_that_is_whole_stays_so_whatever_follows_without_end(server: WireServer, nothing: bytes) -> None:
    server.enqueue(without_end(script.chunk({"content": "Hello"}, "stop"), then=nothing))
    reply = ask(server.base_url, limits=replace(SHORT, idle_timeout_s=EVER_S, max_event_bytes=100_000))
    assert (reply.text, reply.kind, reply.ended.finish_reason) == ("Hello", None, "stop")


def test_after_the_finish_reason_no_event_gives_it_more_time(server: WireServer) -> None:
    events = [script.chunk({"content": "Hello"}, "stop"), *[script.chunk({})] * 200]
    server.enqueue(script.stream(events, every_s=0.05))
    reply = ask(server.base_url, limits=SHORT)
    assert (reply.text, reply.kind, reply.ended.finish_reason) == ("Hello", None, "stop")


@pytest.mark.parametrize("framing", [script.Framing.CHUNKED, script.Framing.CLOSE])
def test_a_stream_slower_than_the_limit_in_all_but_not_between_events_is_read(
    server: WireServer, framing: script.Framing
) -> None:
    server.enqueue(script.tokens(["a"] * 60, every_s=0.02, framing=framing))
    assert ask(server.base_url, limits=replace(SHORT, idle_timeout_s=1.0)).text == "a" * 60


def test_after_the_finish_reason_only_a_little_is_waited_for(server: WireServer) -> None:
    server.enqueue(script.stream([script.chunk({"content": "Hello"}, "stop")], then=script.Stall()))
    reply = ask(server.base_url, limits=SHORT)
    assert (reply.text, reply.kind, reply.ended.finish_reason) == ("Hello", None, "stop")


def test_a_chunk_size_that_trickles_is_not_waited_for_longer(server: WireServer) -> None:
    steps = [script.Send(script.head(200, script.SSE, script.Framing.CHUNKED, 0))]
    server.enqueue([*steps, *script.trickle(b"0" * 1000, every_s=0.01)])
    assert given_up(server.base_url) == ("", "stalled", 0.3)


def test_trailers_without_end_are_not_waited_for(server: WireServer) -> None:
    server.enqueue(
        [*script.stream([script.chunk({"content": "x"})], then=script.Stall())[:-1], script.Send(b"0\r\n")]
        + [step for _ in range(100) for step in (script.Pause(0.02), script.Send(b"X-Trailer: y\r\n"))]
    )
    assert given_up(server.base_url) == ("x", "truncated", None)


def test_the_reason_of_a_refusal_is_not_waited_for_long(server: WireServer) -> None:
    top = script.head(401, script.JSON, script.Framing.LENGTH, 100)
    server.enqueue([script.Send(top + b'{"error": {"mess'), script.Stall()])
    text, kind, _ = given_up(server.base_url)
    assert (text, kind) == ("", "auth")


# Size


def test_a_reason_without_end_is_cut(server: WireServer) -> None:
    endless = b'{"error": {"message": "' + b"x" * 200_000
    server.enqueue(script.respond(400, endless, headers=script.JSON, framing=script.Framing.CHUNKED))
    reply = ask(server.base_url)
    assert reply.kind == "bad_request"
    assert reply.ended.failure
    assert len(reply.ended.failure.words) == 500


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_given_up_at_the_limit(server: WireServer, encoding: str) -> None:
    packer = zlib.compressobj(9, wbits=31 if encoding == "gzip" else 15)
    first = packer.compress(script.chunk({"content": "Hello"}) + b"data: ")
    bomb = first + b"".join(packer.compress(bytes(1_000_000)) for _ in range(200)) + packer.flush()
    server.enqueue(script.respond(200, bomb, headers=script.SSE | {"Content-Encoding": encoding}))
    assert given_up(server.base_url, Limits(max_retries=0)) == ("Hello", "limit_exceeded", 8 * 1024 * 1024)


def test_a_bomb_as_the_reason_of_a_refusal_is_cut(server: WireServer) -> None:
    bomb = gzip.compress(b'{"error": {"message": "boom' + b" " * 100_000_000)
    server.enqueue(script.respond(500, bomb, headers=script.JSON | {"Content-Encoding": "gzip"}))
    reply = ask(server.base_url)
    assert reply.kind == "server_error"
    assert reply.ended.failure
    assert reply.ended.failure.words.endswith("boom")


def test_an_encoding_nobody_asked_for_hides_neither_the_status_nor_the_fault(server: WireServer) -> None:
    odd = script.JSON | {"Content-Encoding": "br"}
    server.enqueue(script.respond(401, b"\x8b", headers=odd), script.respond(200, b"\x8b", headers=odd))
    assert ask(server.base_url).kind == "auth"
    assert ask(server.base_url).kind == "decode_error"


def test_damage_in_a_compressed_stream_keeps_what_came_before(server: WireServer) -> None:
    packer = zlib.compressobj(wbits=31)
    start = packer.compress(script.chunk({"content": "Hello"})) + packer.flush(zlib.Z_SYNC_FLUSH)
    damaged = start + b"\xff" * 100
    server.enqueue(script.respond(200, damaged, headers=script.SSE | {"Content-Encoding": "gzip"}))
    reply = ask(server.base_url)
    assert (reply.text, reply.kind) == ("Hello", "decode_error")


# Heads that are none, lengths that lie


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", "connection_lost"),
        (b"HTTP/1.1", "unexpected_content"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "unexpected_content"),
        (b"<html>\r\n\r\n", "unexpected_content"),
        (b"\x15\x03\x03\x00\x02\x02\x50", "unexpected_content"),
        (b"HTTP/9.9 200 OK\r\n\r\n", "unexpected_content"),
        (b"HTTP/1.1 abc OK\r\n\r\n", "unexpected_content"),
        (b"HTTP/1.1 200 " + b"x" * 70_000 + b"\r\n\r\n", "limit_exceeded"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", "limit_exceeded"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n", "limit_exceeded"),
        (HEAD + b"Content-Length: 5, 6\r\n\r\nHello", "unexpected_content"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", "truncated"),
    ],
)
def test_a_head_that_is_none_is_told_for_what_it_is(server: WireServer, head: bytes, kind: str) -> None:
    server.enqueue(script.raw(head))
    reply = ask(server.base_url, limits=SHORT)
    assert (reply.text, reply.kind) == ("", kind)


def test_a_strange_head_shows_no_key(server: WireServer) -> None:
    server.enqueue(script.raw(f"You sent Bearer {KEY}\r\n\r\n".encode()))
    failure = ask(server.base_url).ended.failure
    assert failure
    assert KEY not in failure.words


@pytest.mark.parametrize("framing", [script.Framing.LIE, script.Framing.CHUNKED])
def test_less_than_was_promised_is_a_lost_connection(server: WireServer, framing: script.Framing) -> None:
    server.enqueue(script.reply("Hello", then=script.Cut(), framing=framing))
    reply = ask(server.base_url)
    assert (reply.text, reply.kind) == ("Hello", "connection_lost")
    server.enqueue(script.reply("Hello", framing=framing))
    assert ask(server.base_url).kind is None


def test_a_whole_completion_shorter_than_promised_is_still_whole(server: WireServer) -> None:
    whole = {"choices": [{"message": {"content": "Hello"}, "finish_reason": "stop"}]}
    server.enqueue(script.respond(200, whole, framing=script.Framing.LIE))
    assert (ask(server.base_url).text, ask(server.base_url).kind) == ("Hello", None)


@pytest.mark.parametrize("size", [b"zz\r\n", b"-5\r\nHello\r\n", b"ffffffffffffffffffff\r\nHello"])
def test_chunks_of_nonsense_are_a_lost_connection(server: WireServer, size: bytes) -> None:
    server.enqueue(script.raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + size))
    assert ask(server.base_url, limits=SHORT).kind == "connection_lost"
