"""A provider's words are fit to be shown and stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.providers.redaction import MOST_CHARACTERS, redactor

KEY = "correct-horse-battery"


@pytest.mark.parametrize(
    "secret",
    [
        KEY,
        "sk-proj-abcDEF123456_-xyz",
        "sk-ab***yz",
        "sk-ant-api03-AbCdEf",
        "sk-or-v1-0123456789abcdef",
        "gsk_abcdefghijk123",
        "AIzaSyA-1234567890abcdef",
        "xai-1234567890",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc",
        "0123456789abcdef0123456789abcdef.AbCdEfGhIjKlMnOp",
        "a1b2c3d4e5f6g7h8i9j0a1b2c3d4e5f6g7h8i9j0a1b2",
    ],
)
@pytest.mark.parametrize("sentence", ["Incorrect API key provided: {}.", "{}", "key={}&x=1", '"{}"', "ключ {} 键"])
def test_keys_are_hidden_wherever_they_stand(secret: str, sentence: str) -> None:
    words = redactor(KEY)(sentence.format(secret))
    assert secret not in words
    assert "[…]" in words


@pytest.mark.parametrize(
    "header", ["Bearer {}", "bearer  {}", "Basic {}", "Authorization: {}", "x-api-key={}", "api key: {}"]
)
def test_what_follows_the_name_of_a_header_is_hidden(header: str) -> None:
    assert "s3cret" not in redactor()(f"You sent {header.format('s3cret-thing')} to us")


@pytest.mark.parametrize(
    "words",
    [
        "Bearer authentication is required",
        "You are on the basic plan.",
        "The model `gpt-4o-mini-2024-07-18` does not exist",
        "accounts/fireworks/models/llama-v3p1-405b-instruct is busy",
        "request req_011CSHoEeqs5C35K2UUqR7Fy failed",
        "task-based risk-averse ask-me-anything",
        "配额不足，请充值",
        "123e4567-e89b-12d3-a456-426614174000",
    ],
)
def test_ordinary_words_are_left_alone(words: str) -> None:
    assert redactor(KEY)(words) == words


def test_a_key_is_hidden_before_the_words_are_cut() -> None:
    words = redactor(KEY)("x" * (MOST_CHARACTERS - 5) + KEY)
    assert "corr" not in words
    assert len(words) <= MOST_CHARACTERS


def test_a_key_written_as_html_is_hidden() -> None:
    assert redactor(KEY)(f"<html>{KEY.replace('-', '&#45;')}</html>") == "[…]"


@pytest.mark.parametrize(
    "written",
    [
        KEY.upper(),
        "".join(f"%{ord(sign):02X}" for sign in KEY),
        "".join(f"&#x{ord(sign):X};" for sign in KEY),
        "".join(f"&#{ord(sign)};" for sign in KEY),
        "".join(f"\\u{ord(sign):04x}" for sign in KEY),
        f"{KEY[:9]}\r\n  {KEY[9:]}",
    ],
)
def test_a_key_is_hidden_in_any_writing(written: str) -> None:
    assert redactor(KEY)(f"The key {written} is wrong") == "The key […] is wrong"


def test_a_short_key_would_hide_ordinary_words_and_is_not_looked_for() -> None:
    assert redactor("test", "", None)("a test") == "a test"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<!doctype html><html><title>Sign &amp; in</title><body>x</body></html>", "Sign & in"),
        ("  <html><style>p {color: red}</style><script>alert(1)</script><p>Some <b>words</b></html>", "Some words"),
        ("<HTML><TITLE></TITLE><H1>404 Not Found</H1><hr>nginx", "404 Not Found nginx"),
        ("<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", "AccessDenied"),
        ("a < b and c > d", "a < b and c > d"),
    ],
)
def test_a_page_is_its_title_or_its_text(page: str, words: str) -> None:
    assert redactor()(page) == words


def test_words_are_one_line_without_controls() -> None:
    assert redactor()("a\n\tb\x00c\x07d\u202ee\u200bf\ud800\x1b[31m") == "a b\ufffdc d e f\ufffd [31m"


@given(st.text())
def test_any_text_comes_out_short_and_storable(text: str) -> None:
    words = redactor(KEY)(text)
    assert len(words) <= MOST_CHARACTERS
    words.encode()


def test_of_a_long_text_only_the_beginning_is_read() -> None:
    page = "<html>" + "<br>" * 100_000
    assert redactor()(f"{page}<title>Too far down</title>") == ""
