"""Options as people write them, and endpoints."""

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.errors import BadOption
from desktop_chat.domain.exposed import KeptInClear
from desktop_chat.domain.models import Endpoint, EndpointKind, KeySource, Limits, Options, with_option

NAMES = [field.name for field in fields(Options)]


def option(name: str, value: str, before: Options = Options()) -> Any:  # noqa: B008 - frozen
    return getattr(with_option(before, name, value), name)


def extra(name: str, value: str, before: Options = Options()) -> Any:  # noqa: B008 - frozen
    return with_option(before, name, value).extra_body.get(name, "unset")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("temperature", "0.2", 0.2),
        ("temperature", "0", 0.0),
        ("top_p", "1e-3", 0.001),
        ("presence_penalty", "-0.5", -0.5),
        ("frequency_penalty", " 2 ", 2.0),
        ("max_tokens", "50", 50),
        ("max_completion_tokens", "9223372036854775807", 2**63 - 1),
        ("seed", "-7", -7),
        ("stream", "true", True),
        ("stream", "NO", False),
        ("stream", "1", True),
        ("stream", "off", False),
        ("reasoning_effort", "high", "high"),
        ("stop", "END", ("END",)),
        ("stop", '["a", "\\n"]', ("a", "\n")),
        ("stop", "[1, 2]", ("[1, 2]",)),
        ("stop", '"quoted"', ('"quoted"',)),
        ("stop", '["a", 1]', ('["a", 1]',)),
        ("extra_body", '{"top_k": 5}', {"top_k": 5}),
        ("extra_headers", '{"X-Title": "mine"}', {"X-Title": "mine"}),
    ],
)
def test_an_option_is_read_as_what_it_is(name: str, value: str, expected: Any) -> None:
    found = option(name, value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("extra_") and name != "unset"])
def test_an_empty_value_unsets_an_option(name: str) -> None:
    assert option(name, "") is None
    assert name not in with_option(Options(), name, "").parameters()


@pytest.mark.parametrize("name", ["extra_body", "extra_headers"])
def test_an_empty_value_unsets_the_extras(name: str) -> None:
    before = Options(extra_body={"top_k": 5}, extra_headers={"X-A": "1"})
    assert option(name, "", before) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("temperature", "warm"),
        ("temperature", "nan"),
        ("temperature", "inf"),
        ("temperature", "-Infinity"),
        ("temperature", "1e400"),
        ("top_p", "0,5"),
        ("max_tokens", "1.5"),
        ("max_tokens", "9223372036854775808"),
        ("max_tokens", "1" * 5000),
        ("seed", "0x10"),
        ("stream", "maybe"),
        ("model", "other"),
        ("messages", "[]"),
        ("", "1"),
        ("", ""),
        ("extra_body", "[]"),
        ("extra_body", "{"),
        ("extra_body", '{"model": "other"}'),
        ("extra_body", '{"messages": []}'),
        ("extra_body", '{"a": NaN}'),
        ("extra_body", '{"a": 1e999}'),
        ("extra_body", '{"a": "\\ud800"}'),
        ("extra_headers", '"X"'),
        ("extra_headers", '{"X": 1}'),
        ("extra_headers", '{"X": null}'),
        ("extra_headers", '{"": "a"}'),
        ("extra_headers", '{"-": "a"}'),
        ("extra_headers", '{"X Y": "a"}'),
        ("extra_headers", '{"X:": "a"}'),
        ("extra_headers", '{"X": "a\\r\\nHost: b"}'),
        ("extra_headers", '{"X": "a\\u0000"}'),
        ("extra_headers", '{"X": " a"}'),
        ("extra_headers", '{"X": "\\u00e4"}'),
        ("extra_headers", '{"\\u00e4": "x"}'),
        ("extra_headers", '{"Host": "evil.example"}'),
        ("extra_headers", '{"CONTENT-LENGTH": "0"}'),
        ("extra_headers", '{"Transfer-Encoding": "chunked"}'),
        ("extra_headers", '{"Cookie": "a=b"}'),
        ("temperature\x00", "1"),
        ("top_k", "a\x00"),
        ("reasoning_effort", "\udcff"),
        ("\ud800", "1"),
    ],
)
def test_what_cannot_be_sent_is_refused_with_its_name(name: str, value: str) -> None:
    with pytest.raises(BadOption) as refused:
        with_option(Options(), name, value)
    assert (refused.value.name, refused.value.value) == (name, value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("5", 5),
        ("0.5", 0.5),
        ("true", True),
        ("null", None),
        ('{"a": [1]}', {"a": [1]}),
        ("plain words", "plain words"),
        ("NaN", "NaN"),
        ("1e999", "1e999"),
        ("[1e999]", "[1e999]"),
        ('"\\ud800"', '"\\ud800"'),
        ('"\\ud83d\\ude00"', "😀"),
        ("[" * 100_000, "[" * 100_000),
        ("1" * 5000, "1" * 5000),
    ],
)
def test_an_unknown_name_goes_into_the_extra_body_as_json_or_text(value: str, expected: Any) -> None:
    assert extra("top_k", value) == expected


def test_an_unknown_name_is_unset_by_an_empty_value() -> None:
    before = Options(extra_body={"top_k": 5, "min_p": 0.1})
    assert with_option(before, "top_k", "").extra_body == {"min_p": 0.1}
    assert with_option(before, "other", "").extra_body == before.extra_body


def test_setting_one_option_leaves_the_others() -> None:
    options = with_option(with_option(Options(seed=1), "temperature", "0.5"), "top_k", "3")
    assert options == Options(seed=1, temperature=0.5, extra_body={"top_k": 3})


@given(st.sampled_from([*NAMES, "top_k", "", "model"]) | st.text(), st.text() | st.from_regex(r"[-+0-9.eE{}\[\]\",:]*"))
def test_whatever_is_written_is_refused_or_can_be_sent(name: str, value: str) -> None:
    try:
        options = with_option(Options(), name, value)
    except BadOption:
        return
    body = json.dumps(options.parameters(), ensure_ascii=False, allow_nan=False)
    body.encode()
    assert json.loads(body) == options.parameters()
    assert not {"model", "messages"} & options.parameters().keys()


def test_parameters_have_a_fixed_order_and_no_unset_ones() -> None:
    options = Options(seed=1, temperature=0.0, stop=("a",), max_tokens=5, extra_body={"b": 1, "a": None})
    assert list(options.parameters().items()) == [
        ("temperature", 0.0),
        ("max_tokens", 5),
        ("stop", ["a"]),
        ("seed", 1),
        ("stream", True),
        ("b", 1),
        ("a", None),
    ]


@pytest.mark.parametrize(
    ("base_url", "host"),
    [
        ("https://api.deepseek.com/v1", "api.deepseek.com"),
        ("http://127.0.0.1:11434/v1", "127.0.0.1:11434"),
        ("http://[::1]:8080", "[::1]:8080"),
        ("https://me:secret@host/v1", "host"),
        ("", ""),
    ],
)
def test_an_endpoint_is_shown_by_its_host(base_url: str, host: str) -> None:
    assert Endpoint("e", "name", base_url).host == host


def test_the_clients_own_limits_are_those_that_are_promised() -> None:
    limits = Limits()
    assert (limits.connect_timeout_s, limits.first_byte_timeout_s, limits.idle_timeout_s) == (10.0, 60.0, 90.0)
    assert (limits.max_event_bytes, limits.max_answer_bytes) == (8 << 20, 8 << 20)
    assert (limits.max_error_bytes, limits.max_retries) == (64 << 10, 2)


def test_an_endpoint_sends_nothing_in_clear_text_and_no_key_unless_told_to() -> None:
    endpoint = Endpoint("e", "name", "https://h.example")
    assert endpoint.allow_plain_http is False
    assert endpoint.key_source is KeySource.NONE
    assert endpoint.kind is EndpointKind.REMOTE


KEPT_KEY = "sk-proj-4fQ0aaB2cD3eF4gH5iJ6kL7mN8oP9qR0"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("api_key", KEPT_KEY),
        ("extra_body", json.dumps({"provider": {"api_key": "0f9c2b7a41d8e6f35b2a9c7d"}})),
        ("extra_headers", json.dumps({"X-Mine": f"Bearer {KEPT_KEY}"})),
        ("extra_headers", json.dumps({"X-Goog-Api-Key": "short"})),
        ("extra_headers", json.dumps({"Ocp-Apim-Subscription-Key": "short"})),
        ("extra_headers", json.dumps({"Authorization": "Bearer sk-1"})),
        ("extra_headers", json.dumps({"api-key": "sk-1"})),
        ("reasoning_effort", KEPT_KEY),
    ],
)
def test_a_key_is_no_parameter(name: str, value: str) -> None:
    with pytest.raises(KeptInClear) as refused:
        with_option(Options(), name, value)
    assert "sk-" not in f"{refused.value!r}"


@pytest.mark.parametrize("value", ["$API_KEY", "Bearer $API_KEY"])
@pytest.mark.parametrize("name", ["api-key", "X-Goog-Api-Key", "Authorization", "X-Mine"])
def test_a_header_may_have_a_place_for_the_key(name: str, value: str) -> None:
    options = with_option(Options(), "extra_headers", json.dumps({name: value}))
    assert options.extra_headers == {name: value}
