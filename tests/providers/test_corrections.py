"""Which refusals can be helped by sending a parameter under another name, or not at all."""

import json

import pytest

from desktop_chat.providers.corrections import Correction, corrected_body, correction_for
from desktop_chat.providers.error_objects import ProviderError

TO_COMPLETION = Correction("max_tokens", "max_completion_tokens")
TO_TOKENS = Correction("max_completion_tokens", "max_tokens")
NO_STREAM_OPTIONS = Correction("stream_options", None)
NO_TEMPERATURE = Correction("temperature", None)
NO_HEAT = "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) is supported."
OPENAI = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."


def body(**parameters: object) -> bytes:
    return json.dumps({"model": "m", **parameters, "messages": []}).encode()


BOTH_OPTIONS = body(max_tokens=5, stream_options={"include_usage": True})


@pytest.mark.parametrize(
    ("error", "sent", "correction"),
    [
        (ProviderError(OPENAI, "unsupported_parameter", "", "max_tokens"), body(max_tokens=5), TO_COMPLETION),
        (ProviderError(OPENAI), body(max_tokens=5), TO_COMPLETION),
        (ProviderError("max_tokens is not supported"), BOTH_OPTIONS, TO_COMPLETION),
        (
            ProviderError("Extra inputs are not permitted", "", "extra_forbidden", "max_completion_tokens"),
            body(max_completion_tokens=5),
            TO_TOKENS,
        ),
        (
            ProviderError("Unrecognized request argument: max_completion_tokens"),
            body(max_completion_tokens=5),
            TO_TOKENS,
        ),
        (ProviderError("Unknown field stream_options"), BOTH_OPTIONS, NO_STREAM_OPTIONS),
        (ProviderError("not allowed", "", "", "stream_options"), BOTH_OPTIONS, NO_STREAM_OPTIONS),
        (ProviderError(NO_HEAT, "unsupported_value", "", "temperature"), body(temperature=0.2), NO_TEMPERATURE),
        (ProviderError(NO_HEAT), body(max_tokens=5, temperature=0.2), NO_TEMPERATURE),
        (ProviderError("top_p is not supported"), body(top_p=0.2, temperature=1), Correction("top_p", None)),
    ],
)
def test_a_refused_parameter_is_corrected(error: ProviderError, sent: bytes, correction: Correction) -> None:
    assert correction_for(400, error, sent, frozenset()) == correction
    assert correction_for(422, error, sent, frozenset()) == correction


@pytest.mark.parametrize(
    ("error", "sent"),
    [
        (ProviderError("max_tokens is too large: 100000. This model supports at most 16384"), body(max_tokens=5)),
        (ProviderError("Invalid max_tokens value, the valid range is [1, 8192]"), body(max_tokens=5)),
        (ProviderError(OPENAI), body()),
        (ProviderError("temperature must be at most 2, 3 is not allowed"), body(temperature=3)),
        (ProviderError("Invalid value", "", "", "temperature"), body(temperature=3)),
        (ProviderError("Unsupported parameter: 'seed'", "", "", "seed"), body(seed=3)),
        (ProviderError("Unsupported parameter: 'top_k'", "", "", "top_k"), body(max_tokens=5)),
        (ProviderError("unknown stream_options"), body(max_tokens=5)),
        (ProviderError(OPENAI), b"not json"),
        (ProviderError(OPENAI), b"[]"),
        (ProviderError(""), BOTH_OPTIONS),
    ],
)
def test_nothing_else_is(error: ProviderError, sent: bytes) -> None:
    assert correction_for(400, error, sent, frozenset()) is None


@pytest.mark.parametrize("status", [401, 404, 413, 429, 500, 200])
def test_only_a_refusal_of_the_request_is_corrected(status: int) -> None:
    assert correction_for(status, ProviderError(OPENAI), body(max_tokens=5), frozenset()) is None


def test_a_limit_does_not_change_its_name_back_and_forth() -> None:
    back = ProviderError("Unsupported parameter: max_completion_tokens", "", "", "max_completion_tokens")
    assert correction_for(400, back, body(max_completion_tokens=5), TO_COMPLETION.covers) is None
    assert (
        correction_for(400, ProviderError("stream_options?"), BOTH_OPTIONS, TO_COMPLETION.covers) == NO_STREAM_OPTIONS
    )
    assert correction_for(400, ProviderError("stream_options?"), BOTH_OPTIONS, NO_STREAM_OPTIONS.covers) is None


def test_the_order_and_everything_else_stay_as_they_were() -> None:
    sent = '{"model":"m","max_tokens":5,"x":[1.5,null,"上海"],"stream_options":{"include_usage":true},"stream":true}'
    renamed = corrected_body(sent.encode(), TO_COMPLETION).decode()
    assert renamed == sent.replace("max_tokens", "max_completion_tokens")
    dropped = corrected_body(sent.encode(), NO_STREAM_OPTIONS).decode()
    assert dropped == sent.replace('"stream_options":{"include_usage":true},', "")


def test_a_limit_that_is_there_under_the_other_name_too_is_not_sent_twice() -> None:
    sent = b'{"max_tokens":5,"max_completion_tokens":7}'
    assert corrected_body(sent, TO_COMPLETION) == b'{"max_completion_tokens":7}'


def test_half_a_character_in_the_body_survives_as_the_escape_it_was() -> None:
    assert corrected_body(b'{"max_tokens":5,"x":"\\ud83d"}', TO_COMPLETION) == (
        b'{"max_completion_tokens":5,"x":"\\ud83d"}'
    )
