"""What is copied from a request sends the same bytes once more, and holds no key."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.context import plan
from desktop_chat.domain.errors import BudgetTooSmall, NothingToSend
from desktop_chat.domain.messages import Message, Role
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.spelled import (
    Form,
    WireRequest,
    as_curl,
    as_python,
    completions_url,
    spelled,
    without_secrets,
)
from desktop_chat.domain.wire import WireMessage
from tests.domain.builders import branches
from tests.support.wire_server import WireServer

KEY = "sk-canary"
HEADERS = {"X-Title": "it's $HOME `mine`", "X-Api-Token": "c4n4ry"}
URL = completions_url("https://api.example.com/v1")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
AWKWARD = 'it\'s "two" $HOME `ls` \\ \n\t\x00\x7f\u2028\ufeff\u202e 三🙂 {0} %s !! <<END'


def body_of(*texts: str, **parameters: Any) -> bytes:
    wire = tuple(WireMessage(Role.USER, text) for text in texts)
    return WireRequest(URL, {}, wire, {"model": "m"} | parameters).body


def body_in(script: str) -> bytes:
    """What a script of ours would send, without its sending."""
    literal = script[script.index("body = ") + len("body = ") : script.index("\nresponse = ")]
    value = eval(literal, {"__builtins__": {}})
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@given(branches())
def test_every_body_comes_out_of_the_shell_as_it_went_in(said: list[Message]) -> None:
    try:
        made = plan(said, Policy(), Options(), "m")
    except (BudgetTooSmall, NothingToSend):
        return
    words = shlex.split(as_curl(URL, {}, made.body).replace(" \\\n  ", " ", 3))
    assert words[-1].encode() == made.body


@given(st.lists(st.text(), min_size=1, max_size=4), st.dictionaries(st.text(min_size=1), JSON, max_size=4))
def test_every_value_of_a_body_has_its_literal_in_python(texts: list[str], parameters: dict[str, Any]) -> None:
    body = body_of(*texts, **{f"x_{name}": value for name, value in parameters.items()})
    script = as_python(URL, HEADERS, body)
    compile(script, "script", "exec")
    assert body_in(script) == body
    assert script.replace("\n", "").isprintable()


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_as_json_a_request_is_its_body_to_the_letter(texts: list[str]) -> None:
    body = body_of(*texts)
    assert spelled(Form.JSON, URL, HEADERS, body).encode() == body


def test_as_curl_a_request_is_one_command() -> None:
    words = shlex.split(as_curl(URL, HEADERS, body_of("Hi")).replace("\\\n", ""))
    assert words[:2] == ["curl", "https://api.example.com/v1/chat/completions"]
    assert words[2:6] == ["-H", "Content-Type: application/json", "-H", "Authorization: Bearer $API_KEY"]
    assert words[6:10] == ["-H", "X-Title: it's $HOME `mine`", "-H", "X-Api-Token: $API_KEY"]
    assert words[10:] == ["--data-raw", body_of("Hi").decode()]


def test_a_script_has_a_line_for_each_message() -> None:
    lines = as_python(URL, {}, body_of("One", "Two", temperature=0.5, stream=True, stop=None)).split("\n")
    assert '        {"role": "user", "content": "One"},' in lines
    assert lines[-13:-9] == ['    "temperature": 0.5,', '    "stream": True,', '    "stop": None,', "}"]


@pytest.mark.parametrize("form", Form)
def test_what_carries_a_secret_is_left_out_of_every_form(form: Form) -> None:
    text = spelled(form, URL, HEADERS, body_of("Hi"))
    assert "c4n4ry" not in text
    assert ("$HOME `mine`" in text) is (form is not Form.JSON)
    assert without_secrets(HEADERS) == {"X-Title": "it's $HOME `mine`", "X-Api-Token": "$API_KEY"}


@pytest.fixture
def server() -> Iterator[WireServer]:
    with WireServer() as made:
        yield made


@pytest.mark.parametrize("texts", [("Hi",), (AWKWARD, "你好"), (AWKWARD * 3000,)], ids=["short", "awkward", "long"])
@pytest.mark.parametrize("form", [Form.CURL, Form.PYTHON])
def test_run_for_real_it_sends_the_same_bytes_with_the_key_from_outside(
    form: Form, texts: tuple[str, ...], server: WireServer, tmp_path: Path
) -> None:
    body = body_of(*texts, stream=False, temperature=1e-7, stop=["\n", "。"])
    script = tmp_path / "script"
    script.write_text(spelled(form, f"{server.base_url}/chat/completions", HEADERS, body), encoding="utf-8")
    command = ["sh" if form is Form.CURL else sys.executable, str(script)]
    environment = {"PATH": os.environ["PATH"], "API_KEY": KEY, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=60)
    assert b"Hello" in done.stdout
    (request,) = server.requests
    assert request.body == body
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["x-title"] == "it's $HOME `mine`"
    assert request.headers["x-api-token"] == KEY


@pytest.mark.parametrize("form", [Form.CURL, Form.PYTHON])
def test_run_for_real_a_header_that_keeps_a_place_for_the_key_gets_it(
    form: Form, server: WireServer, tmp_path: Path
) -> None:
    script = tmp_path / "script"
    headers = {"api-key": "$API_KEY", "X-Mine": "Token $API_KEY"}
    script.write_text(spelled(form, f"{server.base_url}/chat/completions", headers, body_of("Hi")), encoding="utf-8")
    command = ["sh" if form is Form.CURL else sys.executable, str(script)]
    environment = {"PATH": os.environ["PATH"], "API_KEY": KEY, "LC_ALL": "C.UTF-8"}
    subprocess.run(command, env=environment, capture_output=True, check=True, timeout=60)
    sent = server.requests[0].headers
    assert (sent["api-key"], sent["x-mine"]) == (KEY, f"Token {KEY}")
    assert "authorization" not in sent


@pytest.mark.parametrize("form", [Form.CURL, Form.PYTHON])
def test_run_without_a_key_it_is_sent_all_the_same(form: Form, server: WireServer, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text(spelled(form, f"{server.base_url}/chat/completions", {}, body_of("Hi")), encoding="utf-8")
    command = ["sh" if form is Form.CURL else sys.executable, str(script)]
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    subprocess.run(command, env=environment, capture_output=True, check=True, timeout=60)
    assert [request.body for request in server.requests] == [body_of("Hi")]
