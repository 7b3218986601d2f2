"""What goes over the network, to whom, and what does not."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from desktop_chat.domain.errors import BadAddress, BadKey, BadOption, PlainHttpRefused, RequestFailed, RequestRefused
from desktop_chat.domain.models import Endpoint, Limits, Request
from desktop_chat.domain.streaming import Answered
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.providers.client import ChatProvider
from desktop_chat.providers.transport import Call, OriginAuth, exchange
from tests.providers.replies import BODY, KEY, ask, request
from tests.support import script
from tests.support.wire_server import WireServer

CONVERSATION = json.dumps({"messages": [{"role": "user", "content": "keep me private"}]}).encode()


# What is sent


def test_the_body_goes_out_byte_for_byte_with_few_headers(server: WireServer) -> None:
    body = '{"model":"m","messages":[{"role":"user","content":"数据 🌍"}],"stream":true}'.encode()
    reply = ask(request(server.base_url, body))
    sent = server.requests[0]
    assert (sent.method, sent.path, sent.body) == ("POST", "/v1/chat/completions", body)
    assert dict(sent.headers) == {
        "host": f"127.0.0.1:{server.port}",
        "user-agent": "DesktopChat/test",
        "accept": "text/event-stream, application/json",
        "accept-encoding": "gzip, deflate",
        "content-type": "application/json",
        "content-length": str(len(body)),
        "authorization": f"Bearer {KEY}",
    }
    assert reply.text == "Hello"


def test_the_program_names_itself_and_its_version(server: WireServer) -> None:
    ask(server.base_url, provider=ChatProvider())
    name, _, version = server.requests[0].headers["user-agent"].partition("/")
    assert name == "DesktopChat"
    assert version[0].isdigit()


@pytest.mark.parametrize("ending", ["", "/", "/chat/completions", "/models"])
def test_an_address_may_end_as_people_copy_it(server: WireServer, ending: str) -> None:
    ask(server.base_url + ending)
    assert server.requests[0].path == "/v1/chat/completions"


def test_without_a_key_there_is_no_authorization(server: WireServer) -> None:
    ask(server.base_url, key=None)
    ask(server.base_url, key="  ")
    assert [sent.headers.get("authorization") for sent in server.requests] == [None, None]


def test_a_key_is_sent_without_the_line_break_that_was_copied_along(server: WireServer) -> None:
    ask(server.base_url, key=f" {KEY}\r\n")
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_the_persons_own_headers_are_sent_and_win(server: WireServer) -> None:
    own = {"api-key": "azure", "Authorization": "Custom mine", "user-agent": "me/1", "X-Title": "t"}
    ask(request(server.base_url, headers=own))
    sent = server.requests[0].headers
    assert {name.lower(): sent[name.lower()] for name in own} == {name.lower(): own[name] for name in own}


def test_an_error_shows_no_header_that_is_a_secret_either(server: WireServer) -> None:
    server.enqueue(script.error(401, "Access denied for azure-secret-canary"))
    failure = ask(request(server.base_url, headers={"api-key": "azure-secret-canary"})).ended.failure
    assert failure
    assert failure.words == "Access denied for […]"


def test_a_request_that_is_printed_shows_no_key() -> None:
    call = Call("POST", "https://h/v1", {"api-key": "canary"}, b"canary", "canary")
    assert "canary" not in repr(call)


@pytest.mark.parametrize(("kept", "sent"), [("$API_KEY", KEY), ("Token $API_KEY", f"Token {KEY}")])
def test_a_header_that_keeps_a_place_for_the_key_gets_it_and_no_other_does(
    server: WireServer, kept: str, sent: str
) -> None:
    ask(request(server.base_url, headers={"api-key": kept, "X-Price": "5 $API_KEY more"}))
    headers = server.requests[0].headers
    assert (headers["api-key"], headers["x-price"]) == (sent, "5 $API_KEY more")
    assert "authorization" not in headers


def test_an_error_that_repeats_such_a_header_shows_no_key(server: WireServer) -> None:
    server.enqueue(script.error(401, f"api-key {KEY} is unknown"))
    reply = ask(request(server.base_url, headers={"api-key": "$API_KEY"}))
    assert reply.ended.failure
    assert KEY not in repr(reply.events)


def test_headers_that_would_change_how_the_message_is_read_are_left_out(server: WireServer) -> None:
    framing = {"Host": "evil.example", "Content-Length": "3", "Transfer-Encoding": "chunked", "Cookie": "a=b"}
    hops = {"Connection": "upgrade", "Upgrade": "h2c", "Accept-Encoding": "br", "Expect": "100-continue"}
    ask(request(server.base_url, headers=framing | hops))
    sent = server.requests[0].headers
    assert sent["host"] == f"127.0.0.1:{server.port}"
    assert sent["content-length"] == str(len(BODY))
    assert sent["accept-encoding"] == "gzip, deflate"
    assert not {"transfer-encoding", "cookie", "connection", "upgrade", "expect"} & sent.keys()


@pytest.mark.parametrize(
    ("key", "headers"),
    [
        ("two\nlines", {}),
        ("sk-\u200bhidden", {}),
        ("ключ", {}),
        (KEY, {"X-Name": "имя"}),
        (KEY, {"X-A": "b\r\nX-C: d"}),
    ],
)
def test_what_no_header_can_carry_is_refused_before_anything_is_sent(
    server: WireServer, key: str, headers: dict[str, str]
) -> None:
    with pytest.raises((BadKey, BadOption)):
        ask(request(server.base_url, headers=headers), key=key)
    assert server.connections == 0


@pytest.mark.parametrize(
    "address", ["", "ftp://x/v1", "http://", "https://a b/v1", "https://exa..mple/v1", "https://*/v1"]
)
def test_an_address_that_leads_nowhere_is_refused(address: str) -> None:
    with pytest.raises(BadAddress):
        ask(address)


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_and_its_target_gets_nothing(
    server: WireServer, other_host: WireServer, status: int
) -> None:
    server.enqueue(script.redirect(f"{other_host.base_url}/chat/completions", status))
    reply = ask(request(server.base_url, CONVERSATION))
    assert (reply.kind, other_host.connections, other_host.bytes_received) == ("redirect_blocked", 0, 0)
    assert reply.ended.failure
    assert reply.ended.failure.words == f"{other_host.base_url}/chat/completions"
    assert len(server.requests) == 1


def test_a_redirect_of_the_list_of_models_is_not_followed_either(server: WireServer, other_host: WireServer) -> None:
    server.enqueue(script.redirect(f"{other_host.base_url}/models"))
    with pytest.raises(RequestFailed, match="redirect_blocked"):
        models(server.base_url)
    assert other_host.connections == 0


# Passwords, cookies, keys


def test_netrc_is_never_consulted(server: WireServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login someone password canary\ndefault login x password canary\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(netrc))
    ask(server.base_url, key=None)
    ask(server.base_url, key=KEY)
    server.enqueue(script.redirect("/elsewhere"))
    ask(server.base_url, key=None)
    assert [sent.headers.get("authorization") for sent in server.requests] == [None, f"Bearer {KEY}", None]


def test_cookies_are_not_returned(server: WireServer) -> None:
    crumbs = {"Set-Cookie": "canary=1; Path=/", "Retry-After": "0"}
    server.enqueue(script.error(429, "wait", headers=crumbs), script.respond(200, {"data": []}, headers=crumbs))
    provider = ChatProvider()
    ask(server.base_url, limits=Limits(max_retries=1), provider=provider)
    provider.models(endpoint(server.base_url), KEY, Limits(), Cancellation())
    assert len(server.requests) == 3
    assert not any("cookie" in sent.headers for sent in server.requests)


@pytest.mark.parametrize(
    "url", ["http://api.example/v1", "https://api.example:444/v1", "https://api.example.evil/v1", "https://evil/v1"]
)
def test_a_key_goes_to_its_own_scheme_host_and_port_alone(url: str) -> None:
    auth = OriginAuth(KEY, "https://api.example/v1")
    assert "Authorization" not in requests.Request("GET", url, auth=auth).prepare().headers
    own = requests.Request("GET", "https://API.example:443/v1/models", auth=auth).prepare()
    assert own.headers["Authorization"] == f"Bearer {KEY}"


# Plain http


class Watch:
    """Notes what this process looks up and connects to. An audit hook cannot be removed, so there is one for all."""

    seen: list[str] | None = None


def _audit(event: str, args: tuple[object, ...], watch: type[Watch] = Watch) -> None:
    """`watch` is kept here, because the names of a module are gone before the interpreter's last events."""
    if watch.seen is not None and event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        watch.seen.append(f"{event} {args}")


sys.addaudithook(_audit)


@contextmanager
def watched() -> Iterator[list[str]]:
    Watch.seen = []
    try:
        yield Watch.seen
    finally:
        Watch.seen = None


@pytest.mark.parametrize("address", ["http://api.example/v1", "http://8.8.8.8/v1", "http://localhost.example/v1"])
def test_clear_text_on_the_open_network_is_refused_without_a_lookup_or_connection(address: str) -> None:
    with watched() as seen:
        for act in (ask, models):
            with pytest.raises(PlainHttpRefused) as raised:
                act(address)
            assert isinstance(raised.value, RequestRefused)
    assert seen == []


def test_clear_text_to_this_machine_needs_no_confirmation_and_no_lookup(server: WireServer) -> None:
    with watched() as seen:
        for host in ("localhost", "anything.localhost", "127.0.0.1"):
            assert ask(f"http://{host}:{server.port}/v1").text == "Hello"
    assert not [line for line in seen if "example" in line or "anything" in line]


def test_clear_text_goes_out_once_confirmed(server: WireServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{server.port}")
    wanted = request("http://api.example/v1")
    reply = ask(replace(wanted, endpoint=replace(wanted.endpoint, allow_plain_http=True)))
    assert reply.text == "Hello"
    assert server.requests[0].path == "http://api.example/v1/chat/completions"


# The list of models


def test_models_are_listed_with_the_key(server: WireServer) -> None:
    server.enqueue(script.models("b", "a"))
    assert models(server.base_url) == ("a", "b")
    sent = server.requests[0]
    assert (sent.method, sent.path, sent.body) == ("GET", "/v1/models", b"")
    assert sent.headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (script.error(401, f"no {KEY}"), "auth"),
        (script.web_page("<html><title>Sign in</title>"), "unexpected_content"),
        (script.web_page("<html>404", 404), "not_found"),
        (script.Reset(), "connection_lost"),
        (script.Stall("request"), "stalled"),
        (script.Stall("headers"), "stalled"),
        (script.respond(200, b"x" * 5000), "limit_exceeded"),
    ],
)
def test_a_list_that_cannot_be_had_says_why(server: WireServer, answer: script.Script | script.Step, kind: str) -> None:
    server.enqueue(answer)
    limits = Limits(first_byte_timeout_s=0.2, idle_timeout_s=0.2, max_event_bytes=1000)
    with pytest.raises(RequestFailed) as raised:
        models(server.base_url, limits)
    failure = raised.value.failure
    assert (failure.kind, failure.host, failure.attempts) == (kind, f"127.0.0.1:{server.port}", 1)
    assert KEY not in failure.words


# What came back


def test_the_request_id_and_the_moment_of_the_answer_are_told(server: WireServer) -> None:
    server.enqueue(script.error(500, "x", headers={"X-Request-Id": "req_1"}))
    answered = ask(server.base_url).answered[0]
    assert (answered.http_status, answered.request_id) == (500, "req_1")
    ask(server.base_url)
    assert [type(event) for event in ask(server.base_url).events[:1]] == [Answered]


def test_a_request_id_that_repeats_the_key_is_none(server: WireServer) -> None:
    server.enqueue(script.error(500, "x", headers={"X-Request-Id": f"for-{KEY}"}))
    assert ask(server.base_url).answered[0].request_id is None


@pytest.mark.parametrize("interim", [100, 102, 103])
def test_an_interim_answer_is_passed_over(server: WireServer, interim: int) -> None:
    hints = f"HTTP/1.1 {interim} Wait\r\nLink: </style.css>; rel=preload\r\n\r\n".encode()
    server.enqueue([script.Send(hints * 2), *script.reply("Hello")])
    assert ask(server.base_url).text == "Hello"


def test_a_server_that_changes_the_protocol_gives_no_answer(server: WireServer) -> None:
    server.enqueue(script.raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"))
    assert ask(server.base_url).kind == "unexpected_content"


def test_every_failure_names_the_host(server: WireServer) -> None:
    server.enqueue(script.Reset())
    failure = ask(server.base_url).ended.failure
    assert failure
    assert failure.host == f"127.0.0.1:{server.port}"


def test_an_environment_full_of_traps_changes_nothing(server: WireServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert ask(server.base_url).text == "Hello"
    assert "PROXY" in "".join(os.environ)


def test_an_address_that_no_request_can_be_written_for_is_refused_at_the_last_door_too() -> None:
    for url in ("https://*/v1", "nonsense", "https://\u0300\u200d/"):
        with pytest.raises(BadAddress), exchange(Call("GET", url), Cancellation()):
            pass


def test_a_model_that_runs_nowhere_has_no_address() -> None:
    with pytest.raises(BadAddress):
        ask(Request(endpoint(""), BODY))


def endpoint(base_url: str) -> Endpoint:
    return Endpoint("e", "Test", base_url)


def models(base_url: str, limits: Limits | None = None) -> tuple[str, ...]:
    return ChatProvider().models(endpoint(base_url), KEY, limits or Limits(), Cancellation())
