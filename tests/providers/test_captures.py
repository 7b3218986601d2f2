"""Exchanges recorded byte for byte from real servers, replayed in the very pieces in which they arrived."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

import pytest

from desktop_chat.domain.errors import Cause
from desktop_chat.domain.models import Limits
from desktop_chat.providers.model_list import model_names
from desktop_chat.providers.redaction import redactor
from tests.providers.replies import ask
from tests.support import script
from tests.support.wire_server import WireServer

CAPTURES = Path(__file__).parent / "wire" / "captures"
LIMITS = Limits(max_retries=0, idle_timeout_s=0.3)


@dataclass(frozen=True, slots=True)
class Complete:
    """A reply that ended: how it starts, how long it is, why it ended, what was counted."""

    start: str
    length: int
    finish_reason: str
    usage: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Failed:
    kind: str
    words: str = ""
    status: int | None = None
    text: str = ""
    cause: Cause | None = None


EXPECTED: dict[str, Complete | Failed] = {
    "llama_chat_json_mode": Complete('{\n    "key": "sea"', 121, "length", (36, 40, 76)),
    "llama_chat_logprobs": Complete("The sea is", 10, "length", (37, 3, 40)),
    "llama_chat_max_completion_tokens": Complete("The sea is a", 12, "length", (37, 4, 41)),
    "llama_chat_n2": Complete("The sea is a mysterious", 23, "length", (37, 5, 42)),
    "llama_chat_nonstream_length": Complete("The sea is a vast", 17, "length", (37, 5, 42)),
    "llama_chat_nonstream_stop": Complete("The sea is a vast and", 128, "stop", (37, 26, 63)),
    "llama_chat_penalties": Complete("The ocean is a vast", 239, "length", (37, 40, 77)),
    "llama_chat_stop_string": Complete("The sea is a vast and", 33, "stop", (37, 8, 45)),
    "llama_chat_stream_length": Complete("The sea is a vast", 17, "length", (37, 5, 42)),
    "llama_chat_stream_logprobs": Complete("The sea is", 10, "length", None),
    "llama_chat_stream_nousage": Complete("The sea is a vast and", 128, "stop", None),
    "llama_chat_stream_stop_usage": Complete("The sea is a vast and", 128, "stop", (37, 26, 63)),
    "llama_chat_system_multi": Complete("Water is a vital", 71, "stop", (34, 15, 49)),
    "llama_chat_unicode_stream": Complete("I'm sorry for your loss", 53, "stop", None),
    "llama_ctx_fill_during_gen": Complete("assistant\nassistant", 70, "length", (991, 33, 1024)),
    "llama_err_404": Failed("not_found", "File Not Found", 404, cause=Cause.ADDRESS),
    "llama_err_bad_json": Failed("bad_request", "[json.exception.parse_error.101]", 400),
    "llama_err_bad_key": Failed("auth", "Invalid API Key", 401),
    "llama_err_bad_role": Complete("x:", 2, "length", (31, 2, 33)),
    "llama_err_ctx_overflow": Failed("context_length", "request (3031 tokens) exceeds", 400),
    "llama_err_ctx_overflow_stream": Failed("context_length", "request (3031 tokens) exceeds", 400),
    "llama_err_empty_messages": Complete("A: A user can take", 161, "stop", (4, 59, 63)),
    "llama_err_get_chat": Failed("not_found", "File Not Found", 404, cause=Cause.ADDRESS),
    "llama_err_image": Failed("server_error", "image input is not supported", 500, cause=Cause.PICTURES),
    "llama_err_max_tokens_neg": Failed("bad_request", "Field 'max_tokens': Value must be between", 400),
    "llama_err_max_tokens_zero": Complete("The", 3, "length", (37, 1, 38)),
    "llama_err_messages_string": Failed("bad_request", "Expected 'messages' to be an array", 400),
    "llama_err_models_no_key": Failed("auth", "Invalid API Key", 401),
    "llama_err_no_key": Failed("auth", "Invalid API Key", 401),
    "llama_err_no_messages": Failed("bad_request", "'messages' is required", 400),
    "llama_err_penalty_range": Complete("The vast", 8, "length", (37, 2, 39)),
    "llama_err_temperature_high": Complete("The salty", 9, "length", (37, 2, 39)),
    "llama_err_temperature_string": Failed("bad_request", "Field 'temperature':", 400),
    "llama_err_unknown_model": Complete("The sea", 7, "length", (37, 2, 39)),
    "llama_err_unknown_param": Complete("The sea", 7, "length", (37, 2, 39)),
    "llama_health": Failed("unexpected_content", '{"status": "ok"}'),
    "llama_legacy_completions_stream": Complete(" a place of endless possibilities", 33, "length", (3, 5, 8)),
    "llama_models": Failed("unexpected_content", '{"models": [{"name": "smollm2-135m-instruct"'),
    "llama_options_cors": Failed("truncated"),
    "llama_responses_stream": Failed("unexpected_content", "event: response.created"),
    "llama_tools_auto": Complete("Oslo, Norway, is a", 265, "length", (37, 60, 97)),
    "llama_tools_required_stream": Complete("Oslo, Norway, is a", 355, "length", None),
    "llmock_chat": Complete("LLMock says hello from gpt-4o-mini.", 35, "stop", (2, 8, 10)),
    "llmock_chat_stream": Complete("LLMock says hello from gpt-4o-mini.", 35, "stop", (2, 8, 10)),
    "llmock_err_429": Failed("rate_limit", "Rate limit exceeded.", 429),
    "llmock_err_500": Failed("server_error", "Internal server error.", 500),
    "llmock_err_503": Failed("overloaded", "Service unavailable.", 503),
    "llmock_err_context": Failed("context_length", "This model's maximum context length is 5 tokens", 400),
    "llmock_streamfault_disconnect": Failed("connection_lost", text="LLMock says hello from gpt-4o-mini."),
    "llmock_streamfault_malformed": Failed("malformed_stream", '{"id":"chatcmpl-9f1be6b219404476aa0332b9"'),
    "llmock_streamfault_stall": Failed("stalled", text="LLMock "),
    "llmock_streamfault_truncate": Failed("truncated", text="LLMock says "),
}


@pytest.fixture(scope="module")
def server() -> Iterator[WireServer]:
    with WireServer() as server:
        yield server


def as_it_arrived(name: str) -> list[bytes]:
    data = (CAPTURES / f"{name}.http").read_bytes()
    lines = (CAPTURES / f"{name}.times").read_text("ascii").splitlines()
    sizes = [line.split() for line in lines if line[:1].isdigit()]
    return [data[int(start) : int(start) + int(length)] for start, length, _ in sizes]


def test_every_capture_is_expected() -> None:
    assert {path.stem for path in CAPTURES.glob("*.http")} == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_recorded_exchange_comes_out_right(name: str, server: WireServer) -> None:
    pieces = as_it_arrived(name)
    assert b"".join(pieces) == (CAPTURES / f"{name}.http").read_bytes()
    server.enqueue(script.raw(*pieces, then=script.Stall() if "stall" in name else None))
    reply = ask(server.base_url, limits=LIMITS)
    expected, failure = EXPECTED[name], reply.ended.failure
    if isinstance(expected, Complete):
        assert failure is None
        assert reply.text.startswith(expected.start)
        assert (len(reply.text), reply.ended.finish_reason) == (expected.length, expected.finish_reason)
        assert (astuple(reply.usage)[:3] if reply.usage else None) == expected.usage
    else:
        assert failure is not None
        assert (failure.kind, failure.http_status, failure.cause) == (expected.kind, expected.status, expected.cause)
        assert failure.words.startswith(expected.words)
        assert reply.text == expected.text
        assert reply.ended.finish_reason is None


def test_the_recorded_wait_is_understood(server: WireServer) -> None:
    server.enqueue(script.raw(*as_it_arrived("llmock_err_429")))
    failure = ask(server.base_url, limits=LIMITS).ended.failure
    assert failure
    assert failure.retry_after_s == 1.0


def test_the_recorded_list_of_models_is_read() -> None:
    body = (CAPTURES / "llama_models.http").read_bytes().partition(b"\r\n\r\n")[2]
    assert model_names(body, redactor()) == ("smollm2-135m-instruct",)
