"""Statuses, error objects and waiting times to failures."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests.structures import CaseInsensitiveDict

from desktop_chat.domain.errors import Cause, ErrorKind, Failure
from desktop_chat.providers.error_objects import ProviderError
from desktop_chat.providers.failures import (
    error_of_response,
    failure_of_response,
    is_worth_retrying,
    kind_of_status,
    retry_after,
)
from desktop_chat.providers.redaction import redactor

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def failure(status: int, body: object = b"", **headers: str) -> Failure:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = CaseInsensitiveDict({name.replace("_", "-"): value for name, value in headers.items()})
    return failure_of_response(status, named, error_of_response(raw), redactor(), NOON)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "bad_request"),
        (401, "auth"),
        (402, "quota"),
        (403, "permission"),
        (404, "not_found"),
        (405, "provider_error"),
        (407, "proxy_auth"),
        (408, "server_error"),
        (409, "provider_error"),
        (413, "payload_too_large"),
        (422, "bad_request"),
        (429, "rate_limit"),
        (500, "server_error"),
        (502, "server_error"),
        (503, "overloaded"),
        (504, "server_error"),
        (522, "server_error"),
        (529, "overloaded"),
        (301, "redirect_blocked"),
        (304, "redirect_blocked"),
        (308, "redirect_blocked"),
        (103, "unexpected_content"),
        (999, "server_error"),
    ],
)
def test_a_status_alone_has_a_meaning(status: int, kind: str) -> None:
    assert failure(status).kind == kind
    assert failure(status).http_status == status


@pytest.mark.parametrize(
    ("status", "error", "kind"),
    [
        (400, {"code": "context_length_exceeded", "type": "invalid_request_error"}, "context_length"),
        (400, {"code": 400, "type": "exceed_context_size_error"}, "context_length"),
        (400, {"type": "BadRequestError", "message": "maximum context length is 8192 tokens"}, "context_length"),
        (422, {"code": "context_length_exceeded"}, "context_length"),
        (400, {"code": "invalid_value", "message": "bad temperature"}, "bad_request"),
        (429, {"code": "insufficient_quota"}, "quota"),
        (429, {"code": None, "type": "insufficient_quota"}, "quota"),
        (429, {"code": "rate_limit_exceeded", "type": "insufficient_quota"}, "quota"),
        (429, {"code": "insufficient_balance"}, "quota"),
        (429, {"code": "1113", "type": "quota"}, "quota"),
        (429, {"code": "rate_limit_exceeded", "type": "requests"}, "rate_limit"),
        (429, {"code": 429, "message": "Quota exceeded for requests per minute"}, "rate_limit"),
        (429, {"type": "engine_overloaded_error"}, "overloaded"),
        (500, {"type": "overloaded_error"}, "overloaded"),
        (401, {"code": "insufficient_quota"}, "auth"),
        (403, {"code": "unsupported_country_region_territory"}, "permission"),
        (409, {"code": "rate_limit_exceeded"}, "rate_limit"),
    ],
)
def test_the_error_object_refines_the_status(status: int, error: object, kind: str) -> None:
    assert failure(status, {"error": error}).kind == kind


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ({"error": {"message": "The model `gpt-x` does not exist", "code": "model_not_found"}}, Cause.MODEL),
        ({"error": "model 'llama9' not found, try pulling it first"}, Cause.MODEL),
        ({"error": {"message": "nothing here", "code": "DeploymentNotFound"}}, Cause.MODEL),
        ({"error": {"message": "what?", "param": "model"}}, Cause.MODEL),
        ({"detail": "Not Found"}, Cause.ADDRESS),
        ({"error": {"message": "File Not Found", "type": "not_found_error", "code": 404}}, Cause.ADDRESS),
        ({"error": {"message": "Invalid URL (POST /v1/models/chat/completions)"}}, Cause.ADDRESS),
        (b"<html><h1>404 Not Found</h1></html>", Cause.ADDRESS),
        (b"404 page not found", Cause.ADDRESS),
        (b"", Cause.ADDRESS),
        ({"error": {"message": "no such thing"}}, None),
    ],
)
def test_what_was_not_found_is_told_apart(body: object, cause: Cause | None) -> None:
    assert failure(404, body).cause is cause
    assert failure(400, body).cause is None


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"error": {"message": "No such model"}}, "No such model"),
        ({"error": "No such model"}, "No such model"),
        ({"detail": "Not Found"}, "Not Found"),
        ({"detail": [{"loc": ["body", "n"], "msg": "field required"}]}, "field required"),
        ({"message": "no", "code": 1}, "no"),
        ({"object": "error", "message": "vllm says no"}, "vllm says no"),
        ([{"error": {"message": "in a list"}}], "in a list"),
        ({"error": {"code": "model_not_found"}}, "model_not_found"),
        (b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>", "502 Bad Gateway"),
        (b"<html><h1>413 Request Entity Too Large</h1></html>", "413 Request Entity Too Large"),
        (b"upstream connect error", "upstream connect error"),
        (b"", ""),
        (b"\xff\xfe\x00", "\ufffd\ufffd\ufffd"),
        (b"[" * 100_000, "[" * 499 + "…"),
        (b'{"error": "half', '{"error": "half'),
        ({"something": "else"}, ""),
        (["x", "y"], "x; y"),
        ("only words", "only words"),
        (None, ""),
        (7, "7"),
    ],
)
def test_the_words_are_found_in_any_body(body: object, words: str) -> None:
    assert failure(500, body).words == words


def test_a_redirect_names_its_target_without_what_may_be_private() -> None:
    blocked = failure(307, b"", Location="https://user:pw@login.example/sign-in?token=secret#x")
    assert blocked.words == "https://login.example/sign-in"
    assert failure(302, b"", Location="/elsewhere?x=1").words == "/elsewhere"
    assert failure(302, b"", Location="http://[").words == ""
    assert failure(302, b"moved").words == "moved"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": " 1.5 "}, 1.5),
        ({"Retry-After": "0"}, 0),
        ({"Retry-After": format_datetime(NOON + timedelta(seconds=30), usegmt=True)}, 30),
        ({"Retry-After": format_datetime(NOON - timedelta(seconds=30), usegmt=True)}, 0),
        ({"Retry-After": "Wed, 04 Mar 2026 12:00:09"}, 9),
        ({"retry-after-ms": "1500", "Retry-After": "2"}, 1.5),
        ({"retry-after-ms": "soon", "Retry-After": "2"}, 2),
        ({"Retry-After": "86400"}, 86400),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "nan"}, None),
        ({"Retry-After": "inf"}, None),
        ({"Retry-After": "1e400"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": ""}, None),
        ({"Retry-After": "Wed, 99 Foo 2026 12:00:09 GMT"}, None),
        ({}, None),
    ],
)
def test_the_wait_a_server_asks_for_is_understood(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(CaseInsensitiveDict(headers), NOON) == seconds


def test_a_date_counts_from_the_servers_clock_where_it_tells_it() -> None:
    ahead = NOON + timedelta(hours=1)
    dates = {"Date": format_datetime(ahead, usegmt=True)}
    dates["Retry-After"] = format_datetime(ahead + timedelta(seconds=20), usegmt=True)
    assert retry_after(CaseInsensitiveDict(dates), NOON) == 20


@given(st.text(max_size=60))
def test_no_header_can_break_the_reading_of_a_wait(value: str) -> None:
    seconds = retry_after(CaseInsensitiveDict({"Retry-After": value, "Date": value}), NOON)
    assert seconds is None or seconds >= 0


@pytest.mark.parametrize(
    ("kind", "seconds", "worth"),
    [
        (ErrorKind.RATE_LIMIT, None, True),
        (ErrorKind.RATE_LIMIT, 300, True),
        (ErrorKind.RATE_LIMIT, 301, False),
        (ErrorKind.SERVER_ERROR, 86400, False),
        (ErrorKind.AUTH, 1, False),
        (ErrorKind.QUOTA, None, False),
    ],
)
def test_a_wait_that_is_absurd_is_no_reason_to_try_again(kind: ErrorKind, seconds: float | None, worth: bool) -> None:
    assert is_worth_retrying(Failure(kind, retry_after_s=seconds)) is worth


@given(st.integers(100, 599), st.text(max_size=30), st.text(max_size=30), st.text(max_size=60))
def test_every_status_with_any_words_is_some_failure(status: int, code: str, kind: str, message: str) -> None:
    assert kind_of_status(status, ProviderError(message, code, kind)) in ErrorKind


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["error", "message", "detail", "code", "type", "param", "errors", "metadata", "raw", "loc"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_every_json_is_a_refusal_with_presentable_words(body: object) -> None:
    found = failure(400, body)
    assert len(found.words) <= 500
    assert "\n" not in found.words
    found.words.encode()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "Invalid content type. image_url is only supported by certain models."),
        (400, "unknown variant `image_url`, expected `text`"),
        (404, "No endpoints found that support image input"),
        (500, "image input is not supported - hint: if this is unexpected, you may need to provide the mmproj"),
        (422, "This model does not support images."),
    ],
)
def test_a_model_that_takes_no_pictures_is_told_from_a_bad_request(status: int, words: str) -> None:
    found = failure(status, {"error": {"message": words}})
    assert (found.kind, found.cause, found.words) == (failure(status, {}).kind, Cause.PICTURES, words)
    assert not is_worth_retrying(found)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "Invalid image: the file is larger than 5 MB"),
        (400, "temperature is not supported with this model"),
        (401, "This key does not support image models"),
        (404, "The model gpt-image-9 does not exist"),
    ],
)
def test_other_refusals_are_not_about_pictures(status: int, words: str) -> None:
    assert failure(status, {"error": {"message": words}}).cause is not Cause.PICTURES
