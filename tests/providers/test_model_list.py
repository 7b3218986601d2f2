"""The names of models, from the lists that servers send."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.errors import RequestFailed
from desktop_chat.providers.model_list import MOST_MODELS, model_names
from desktop_chat.providers.redaction import redactor


def names(body: object) -> tuple[str, ...]:
    return model_names(body if isinstance(body, bytes) else json.dumps(body).encode(), redactor())


@pytest.mark.parametrize(
    "body",
    [
        {"object": "list", "data": [{"id": "b"}, {"id": "a"}]},
        {"models": [{"name": "a"}, {"name": "b"}]},
        {"models": [{"name": "a"}], "data": [{"id": "a"}, {"id": "b"}]},
        {"data": ["b", "a", "a"]},
        [{"id": "a"}, {"model": "b"}],
        ["a", "b", None, 3, {}, {"id": ""}, {"id": 7}, "", "x" * 301, "two\nlines"],
        b"\xef\xbb\xbf" + b'["a","b"]',
    ],
)
def test_lists_come_in_several_shapes(body: object) -> None:
    assert names(body) == ("a", "b")


def test_names_are_ordered_as_people_read_them() -> None:
    assert names(["Zeta", "alpha", "Beta", "beta"]) == ("alpha", "Beta", "beta", "Zeta")


@pytest.mark.parametrize("body", [{"data": []}, {"data": None}, {"models": None}, []])
def test_there_may_be_none(body: object) -> None:
    assert names(body) == ()


def test_there_are_never_too_many() -> None:
    assert len(names([f"model-{number}" for number in range(MOST_MODELS + 10)])) == MOST_MODELS


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b"<html><title>Sign in</title></html>", "unexpected_content", "Sign in"),
        (b"", "unexpected_content", ""),
        (b"[" * 100_000, "unexpected_content", "[" * 499 + "…"),
        ({"hello": "world"}, "unexpected_content", '{"hello": "world"}'),
        (None, "unexpected_content", "null"),
        ({"error": {"message": "no", "code": 401}}, "auth", "no"),
    ],
)
def test_anything_else_is_a_failure(body: object, kind: str, words: str) -> None:
    with pytest.raises(RequestFailed) as raised:
        names(body if body is not None else b"null")
    assert (raised.value.failure.kind, raised.value.failure.words) == (kind, words)


@given(st.binary(max_size=100))
def test_no_bytes_break_it(body: bytes) -> None:
    with suppress(RequestFailed):
        assert names(body) == ()
