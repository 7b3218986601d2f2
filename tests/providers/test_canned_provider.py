"""Against a provider that we did not write, with every fault that it can make."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from desktop_chat.domain.messages import Usage
from desktop_chat.domain.models import Endpoint, Limits
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.providers.client import ChatProvider
from tests.providers.replies import KEY, Reply, ask, request
from tests.support.canned_provider import CannedProvider, canned_provider

HELLO = "Hello! This is a mock response from gpt-4o-mini."
STREAM = b'{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"stream":true}'
WHOLE = STREAM.replace(b',"stream":true', b"")


@pytest.fixture(scope="module")
def running() -> Iterator[CannedProvider]:
    with canned_provider(response_style="hello") as provider:
        yield provider


@pytest.fixture
def provider(running: CannedProvider) -> CannedProvider:
    running.reset()
    return running


def asked(provider: CannedProvider, body: bytes = STREAM, retries: int = 2) -> Reply:
    wanted = request(provider.base_url, body)
    return ask(replace(wanted, limits=Limits(max_retries=retries, idle_timeout_s=0.5)))


@pytest.mark.parametrize("body", [STREAM, WHOLE])
def test_an_untroubled_answer_is_complete(provider: CannedProvider, body: bytes) -> None:
    reply = asked(provider, body)
    assert (reply.text, reply.kind, reply.ended.finish_reason) == (HELLO, None, "stop")
    assert provider.complaints() == []


def test_usage_is_counted_when_it_is_asked_for(provider: CannedProvider) -> None:
    body = STREAM.replace(b'"stream":true', b'"stream":true,"stream_options":{"include_usage":true}')
    assert isinstance(asked(provider, body).usage, Usage)


def test_models_are_listed(provider: CannedProvider) -> None:
    endpoint = Endpoint("e", "Canned", provider.base_url)
    assert "gpt-4o-mini" in ChatProvider().models(endpoint, KEY, Limits(), Cancellation())


@pytest.mark.parametrize("status", [429, 500, 503, 529])
def test_a_passing_error_is_waited_out(provider: CannedProvider, status: int) -> None:
    provider.plan({"type": "fail", "status": status, "retry_after": 0.2, "times": 2})
    reply = asked(provider)
    assert (reply.text, reply.kind, len(reply.retries)) == (HELLO, None, 2)
    assert provider.complaints() == []


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, "bad_request"), (401, "auth"), (403, "permission"), (404, "not_found"), (422, "bad_request")],
)
def test_a_lasting_error_is_not_asked_for_twice(provider: CannedProvider, status: int, kind: str) -> None:
    provider.plan({"type": "fail", "status": status})
    assert asked(provider).kind == kind
    assert len(provider.requests()) == 1
    assert provider.complaints() == []


def test_errors_that_stay_are_given_up(provider: CannedProvider) -> None:
    provider.plan({"type": "fail", "status": 429, "retry_after": 0.1, "times": 9})
    reply = asked(provider)
    assert reply.kind == "rate_limit"
    assert reply.ended.failure
    assert reply.ended.failure.attempts == len(provider.requests()) == 3


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("disconnect", "connection_lost"),
        ("truncate", "truncated"),
        ("stall", "stalled"),
        ("malformed", "malformed_stream"),
    ],
)
def test_a_stream_that_breaks_keeps_its_text_and_does_not_look_finished(
    provider: CannedProvider, fault: str, kind: str
) -> None:
    provider.plan({"type": "stream_fault", "kind": fault, "after_chunks": 3})
    reply = asked(provider)
    assert (reply.kind, reply.ended.status, reply.ended.finish_reason) == (kind, "failed", None)
    assert reply.text
    assert HELLO.startswith(reply.text)
    assert len(provider.requests()) == 1


@pytest.mark.parametrize("fault", ["disconnect", "truncate", "stall"])
def test_a_stream_that_breaks_before_any_text_is_asked_for_again(provider: CannedProvider, fault: str) -> None:
    provider.plan({"type": "stream_fault", "kind": fault, "after_chunks": 0})
    reply = asked(provider)
    assert (reply.text, reply.kind) == (HELLO, None)
    assert len(provider.requests()) == 2


def test_a_context_that_is_too_long_is_told_for_what_it_is() -> None:
    with canned_provider(context_window="5") as provider:
        assert asked(provider, STREAM.replace(b"Hi", b"Hi " * 100)).kind == "context_length"
