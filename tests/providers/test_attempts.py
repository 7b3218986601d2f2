"""What is tried again by itself, what is corrected, and in which order all of it is told."""

import json
import time
from dataclasses import replace

import pytest

from desktop_chat.domain.errors import ErrorKind
from desktop_chat.domain.messages import Usage
from desktop_chat.domain.models import Limits
from desktop_chat.domain.streaming import (
    Answered,
    Ended,
    ReasoningDelta,
    Retrying,
    StreamEvent,
    TextDelta,
    UsageReported,
)
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.providers.client import ChatProvider
from tests.providers.replies import Reply, ask, request
from tests.support import script
from tests.support.wire_server import WireServer

TWICE = Limits(max_retries=2, first_byte_timeout_s=0.2, idle_timeout_s=0.2)
BUSY = script.error(503, "busy", headers={"Retry-After": "0"})
UNSUPPORTED = script.error(
    400,
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    code="unsupported_parameter",
    param="max_tokens",
)
NO_STREAM_OPTIONS = script.error(400, "Unrecognized request argument supplied: stream_options")
LIMITED = b'{"model":"m","max_tokens":5,"stream":true,"stream_options":{"include_usage":true},"messages":[]}'


def hurried(reply_from: WireServer, body: bytes | None = None, limits: Limits = TWICE) -> Reply:
    """Asks with the shortest waits between attempts."""
    wanted = request(reply_from.base_url) if body is None else request(reply_from.base_url, body)
    return ask(replace(wanted, limits=limits), provider=ChatProvider(chance=lambda: 0.0))


def told(reply: Reply) -> list[str]:
    return [type(event).__name__ for event in reply.events]


# Tried again


@pytest.mark.parametrize(
    "answer",
    [
        BUSY,
        script.error(429, "slow down", headers={"Retry-After": "0"}),
        script.error(500, "oops", headers={"retry-after-ms": "10"}),
        script.web_page("<html>502", 502),
        script.Reset(),
        script.HangUp(),
        script.Stall("request"),
        script.Stall("headers"),
        script.respond(200, b"", headers=script.SSE),
        script.stream([script.chunk({"content": ""})], then=script.Cut()),
        script.stream([script.event({"error": {"code": 529}})]),
    ],
)
def test_a_failure_that_may_pass_is_tried_again(server: WireServer, answer: script.Script | script.Step) -> None:
    server.enqueue(answer)
    reply = hurried(server)
    assert told(reply) == ["Retrying", "Answered", "TextDelta", "Ended"]
    assert (reply.text, reply.kind) == ("Hello", None)
    assert [sent.body for sent in server.requests] == [server.requests[0].body] * 2


@pytest.mark.parametrize(
    "answer",
    [
        script.error(401, "no"),
        script.error(402, "pay"),
        script.error(403, "no"),
        script.error(404, "what"),
        script.error(400, "what"),
        script.error(413, "too much"),
        script.error(429, "gone", code="insufficient_quota"),
        script.redirect("/elsewhere"),
        script.web_page("<html>log in"),
        script.stream([b"data: garbage\n\n"]),
        script.stream([script.event({"error": {"code": 401}})]),
        script.respond(200, b"\x1f\x8bbroken", headers=script.SSE | {"Content-Encoding": "gzip"}),
    ],
)
def test_a_failure_that_will_not_pass_is_not(server: WireServer, answer: script.Script) -> None:
    server.enqueue(answer)
    reply = hurried(server)
    assert told(reply) == ["Answered", "Ended"]
    assert len(server.requests) == 1
    assert reply.ended.failure
    assert reply.ended.failure.attempts == 1


@pytest.mark.parametrize("then", [script.Cut(), script.Reset(), script.Eof(), script.Stall()])
@pytest.mark.parametrize("delta", [{"content": "Hel"}, {"reasoning": "hm"}, {"refusal": "no"}, {"tool_calls": [{}]}])
def test_nothing_is_tried_again_once_something_was_written(
    server: WireServer, then: script.Then, delta: dict[str, object]
) -> None:
    server.enqueue(script.stream([script.chunk(delta)], then=then))
    reply = hurried(server)
    assert reply.kind in ("connection_lost", "truncated", "stalled")
    assert len(server.requests) == 1
    assert reply.retries == []


def test_it_is_tried_twice_more_and_then_given_up(server: WireServer) -> None:
    server.enqueue(BUSY, BUSY, BUSY)
    reply = hurried(server)
    assert told(reply) == ["Retrying", "Retrying", "Answered", "Ended"]
    assert [retry.attempt for retry in reply.retries] == [2, 3]
    assert [retry.failure.kind for retry in reply.retries] == [ErrorKind.OVERLOADED] * 2
    assert [retry.failure.attempts for retry in reply.retries] == [1, 2]
    assert reply.ended.failure
    assert (reply.kind, reply.ended.failure.attempts) == ("overloaded", 3)


def test_the_wait_that_the_server_asks_for_is_kept(server: WireServer) -> None:
    server.enqueue(script.error(429, "wait", headers={"retry-after-ms": "150"}))
    began = time.monotonic()
    reply = hurried(server)
    assert time.monotonic() - began >= 0.15
    assert [retry.after_s for retry in reply.retries] == [0.15]


def test_however_often_it_is_tried_the_next_wait_is_one_a_person_would_wait(server: WireServer) -> None:
    server.enqueue(*[BUSY] * 12, script.error(503, "busy"))
    cancel, waits = Cancellation(), []

    def stop_at_the_long_one(event: StreamEvent) -> None:
        if isinstance(event, Retrying):
            waits.append(event.after_s)
            if event.after_s:
                cancel.cancel()

    wanted = request(server.base_url, limits=Limits(max_retries=1000))
    ChatProvider(chance=lambda: 1.0).complete(wanted, None, stop_at_the_long_one, cancel)
    assert waits == [0.0] * 12 + [40.0]


@pytest.mark.parametrize("wait", ["61", "3600", "86400", "1e8"])
def test_a_wait_longer_than_a_person_would_is_not_begun(server: WireServer, wait: str) -> None:
    server.enqueue(script.error(429, "later", headers={"Retry-After": wait}))
    reply = hurried(server)
    assert len(server.requests) == 1
    assert reply.ended.failure
    assert reply.ended.failure.retry_after_s == float(wait)


def test_waits_grow_and_differ_from_program_to_program(server: WireServer) -> None:
    server.enqueue(script.Reset(), script.Reset())
    early = hurried(server)
    assert [retry.after_s for retry in early.retries] == [0.375, 0.75]
    server.enqueue(script.Reset())
    late = ask(request(server.base_url), limits=TWICE, provider=ChatProvider(chance=lambda: 1.0))
    assert [retry.after_s for retry in late.retries] == [0.625]


def test_without_retries_the_first_failure_counts(server: WireServer) -> None:
    server.enqueue(BUSY)
    assert hurried(server, limits=Limits(max_retries=0)).kind == "overloaded"
    assert len(server.requests) == 1


# Corrected


def test_a_limit_under_the_wrong_name_is_sent_under_the_other(server: WireServer) -> None:
    server.enqueue(UNSUPPORTED)
    reply = hurried(server, LIMITED)
    assert told(reply) == ["Corrected", "Answered", "TextDelta", "Ended"]
    correction = reply.corrections[0]
    assert (correction.parameter, correction.renamed_to) == ("max_tokens", "max_completion_tokens")
    assert correction.body == LIMITED.replace(b"max_tokens", b"max_completion_tokens")
    assert [sent.body for sent in server.requests] == [LIMITED, correction.body]


def test_stream_options_that_are_not_known_are_left_out(server: WireServer) -> None:
    server.enqueue(NO_STREAM_OPTIONS)
    reply = hurried(server, LIMITED)
    assert (reply.corrections[0].parameter, reply.corrections[0].renamed_to) == ("stream_options", None)
    assert "stream_options" not in server.requests[1].json
    assert reply.text == "Hello"


def test_two_parameters_are_corrected_one_after_the_other(server: WireServer) -> None:
    server.enqueue(UNSUPPORTED, NO_STREAM_OPTIONS)
    reply = hurried(server, LIMITED)
    assert told(reply) == ["Corrected", "Corrected", "Answered", "TextDelta", "Ended"]
    assert list(server.requests[2].json) == ["model", "max_completion_tokens", "stream", "messages"]


def test_a_parameter_is_corrected_once_only(server: WireServer) -> None:
    back = script.error(400, "Unsupported parameter: max_completion_tokens", param="max_completion_tokens")
    server.enqueue(UNSUPPORTED, back, UNSUPPORTED)
    reply = hurried(server, LIMITED)
    assert told(reply) == ["Corrected", "Answered", "Ended"]
    assert reply.ended.failure
    assert (reply.kind, reply.ended.failure.attempts) == ("bad_request", 2)


def test_a_corrected_request_may_still_be_tried_again(server: WireServer) -> None:
    server.enqueue(BUSY, UNSUPPORTED, BUSY)
    reply = hurried(server, LIMITED)
    assert told(reply) == ["Retrying", "Corrected", "Retrying", "Answered", "TextDelta", "Ended"]
    assert json.loads(server.requests[-1].body)["max_completion_tokens"] == 5


def test_a_temperature_that_a_model_does_not_know_is_left_out_and_told(server: WireServer) -> None:
    server.enqueue(script.error(400, "Unsupported value: 'temperature' does not support 0.2", param="temperature"))
    reply = hurried(server, LIMITED.replace(b'"stream":true', b'"temperature":0.2,"stream":true'))
    assert [(told.parameter, told.renamed_to) for told in reply.corrections] == [("temperature", None)]
    assert "temperature" not in server.requests[1].json


def test_a_value_that_is_out_of_range_is_a_persons_to_mend(server: WireServer) -> None:
    server.enqueue(script.error(400, "Invalid 'temperature': expected at most 2", param="temperature"))
    reply = hurried(server, LIMITED.replace(b'"stream":true', b'"temperature":3,"stream":true'))
    assert (reply.kind, reply.corrections) == ("bad_request", [])


# Told


def test_usage_is_told_once_and_the_end_last(server: WireServer) -> None:
    usage = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
    early = script.chunk({"reasoning": "hm"}, usage={"prompt_tokens": 1})
    server.enqueue(script.stream([early, script.chunk({"content": "Hi"})], then=script.Done(usage=usage)))
    reply = hurried(server)
    assert [type(event) for event in reply.events] == [Answered, ReasoningDelta, TextDelta, UsageReported, Ended]
    assert reply.usage == Usage(3, 2, 5)
    assert reply.ended.at >= reply.answered[0].at


def test_an_answer_is_announced_for_the_attempt_that_counts_only(server: WireServer) -> None:
    server.enqueue(script.respond(200, b"", headers=script.SSE | {"X-Request-Id": "first"}))
    server.enqueue([*script.respond(200, b"data: [DONE]\n\n", headers=script.SSE | {"X-Request-Id": "second"})])
    reply = hurried(server)
    assert [answered.request_id for answered in reply.answered] == ["second"]


def test_events_of_no_answer_at_all(server: WireServer) -> None:
    server.enqueue(script.Reset())
    assert told(hurried(server, limits=Limits(max_retries=0))) == ["Ended"]


def test_a_sink_that_fails_ends_the_connection(server: WireServer) -> None:
    server.reply("Hello there", then=script.Stall())
    error = LookupError("the store is gone")

    def sink(event: object) -> None:
        if isinstance(event, TextDelta):
            raise error

    with pytest.raises(LookupError):
        ChatProvider().complete(request(server.base_url), None, sink, Cancellation())
    assert server.wait_for_hang_ups(1)
