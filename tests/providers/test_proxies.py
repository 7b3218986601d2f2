"""Through the proxy that the environment names, and not through it."""

import base64
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import trustme

from desktop_chat.domain.models import Limits
from tests.providers.conftest import server_context
from tests.providers.replies import KEY, Reply, ask
from tests.support import script
from tests.support.patience import PATIENCE_S
from tests.support.wire_server import WireServer, pump

FAR = "http://10.255.255.1:8080/v1"  # private, so clear text is allowed; no such machine is ever asked
FAR_TLS = "https://far.example/v1"


@pytest.fixture
def proxy(server: WireServer, monkeypatch: pytest.MonkeyPatch) -> WireServer:
    """A server that the environment names as the proxy for everything."""
    for scheme in ("http", "https"):
        monkeypatch.setenv(f"{scheme}_proxy", f"http://127.0.0.1:{server.port}")
    return server


def of_the_proxy(reply: Reply, proxy: WireServer) -> str:
    """The kind of failure, after making sure that the proxy is named."""
    failure = reply.ended.failure
    assert failure
    assert failure.host == f"127.0.0.1:{proxy.port}"
    return failure.kind


def test_plain_http_is_handed_to_the_proxy(proxy: WireServer) -> None:
    assert ask(FAR).text == "Hello"
    assert proxy.requests[0].path == f"{FAR}/chat/completions"
    assert proxy.requests[0].headers["host"] == "10.255.255.1:8080"


def test_the_name_and_password_for_the_proxy_go_to_the_proxy(
    server: WireServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://some%40one:pass%3Aword@127.0.0.1:{server.port}")
    ask(FAR)
    expected = base64.b64encode(b"some@one:pass:word").decode()
    assert server.requests[0].headers["proxy-authorization"] == f"Basic {expected}"
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"


@pytest.fixture
def far_server(authority: trustme.CA, trusting: None) -> Iterator[WireServer]:
    """A server that is known by another name than this machine's."""
    with WireServer(tls=server_context(authority.issue_cert("far.example"))) as server:
        yield server


def test_encrypted_requests_pass_through_a_tunnel_that_sees_nothing(proxy: WireServer, far_server: WireServer) -> None:
    proxy.enqueue([script.Tunnel(far_server.port)])
    assert ask(FAR_TLS).text == "Hello"
    assert (proxy.requests[0].method, proxy.requests[0].path) == ("CONNECT", "far.example:443")
    assert "authorization" not in proxy.requests[0].headers
    assert far_server.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_a_certificate_is_verified_through_a_tunnel_too(proxy: WireServer, tls_server: WireServer) -> None:
    proxy.enqueue([script.Tunnel(tls_server.port)])
    assert ask(FAR_TLS).kind == "tls"
    assert tls_server.requests == []


@pytest.mark.parametrize("base_url", [FAR, FAR_TLS])
def test_a_proxy_that_wants_a_password_says_so(proxy: WireServer, base_url: str) -> None:
    proxy.enqueue(script.respond(407, b"", headers={"Proxy-Authenticate": 'Basic realm="corp"'}))
    reply = ask(base_url)
    assert reply.kind == "proxy_auth"
    assert reply.ended.failure
    assert reply.ended.failure.http_status == 407
    assert len(proxy.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [
        script.respond(403, b"no"),
        script.respond(502, b""),
        script.raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
        script.raw(b""),
        script.Reset(),
        script.Stall("request"),
    ],
)
def test_a_proxy_that_opens_no_tunnel_is_out_of_reach(proxy: WireServer, answer: script.Script | script.Step) -> None:
    proxy.enqueue(answer)
    reply = ask(FAR_TLS, limits=Limits(max_retries=2, connect_timeout_s=0.3))
    assert of_the_proxy(reply, proxy) == "proxy_unreachable"
    assert len(proxy.requests) == 1


def test_a_proxy_that_is_not_there_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    for scheme in ("http", "https"):
        monkeypatch.setenv(f"{scheme}_proxy", f"http://127.0.0.1:{closed_port()}")
    for base_url in (FAR, FAR_TLS):
        assert ask(base_url).kind == "proxy_unreachable"


@pytest.mark.parametrize(
    "address", ["http://", "http://[", "nonsense://x:1", "socks4://127.0.0.1:1", "socks5://h:port"]
)
def test_a_proxy_address_that_makes_no_sense_is_out_of_reach(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("https_proxy", address)
    assert ask(FAR_TLS).kind == "proxy_unreachable"


def test_this_machine_is_never_reached_through_a_proxy(proxy: WireServer) -> None:
    with WireServer() as own:
        for host in ("127.0.0.1", "localhost", "some.localhost"):
            assert ask(f"http://{host}:{own.port}/v1").text == "Hello"
    assert proxy.connections == 0


def test_hosts_that_the_environment_excepts_are_reached_directly(
    proxy: WireServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "10.0.0.0/8")
    ask(FAR, limits=Limits(max_retries=0, connect_timeout_s=0.05))
    assert proxy.connections == 0


class SocksServer:
    """As much of a SOCKS 5 proxy as answers one request and then joins the connection to a port of this machine."""

    def __init__(self, target: int, *, password: bytes = b"", reply: int = 0, silent: bool = False) -> None:
        self.target, self.password, self.reply, self.silent = target, password, reply, silent
        self.asked_for = b""
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(PATIENCE_S)
        self.thread = threading.Thread(target=self._serve)

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    def _serve(self) -> None:
        connection, _ = self.listener.accept()
        with connection:
            connection.settimeout(PATIENCE_S)
            if self.silent:
                connection.recv(1000)
                connection.recv(1000)
                return
            methods = connection.recv(2)[1]
            offered = connection.recv(methods)
            wanted = 2 if self.password else 0
            connection.sendall(bytes([5, wanted if wanted in offered else 255]))
            if wanted not in offered or (self.password and not self._logs_in(connection)):
                return
            self._answer(connection)

    def _logs_in(self, connection: socket.socket) -> bool:
        right = connection.recv(1000) == b"\x01\x04user" + bytes([len(self.password)]) + self.password
        connection.sendall(bytes([1, 0 if right else 1]))
        return right

    def _answer(self, connection: socket.socket) -> None:
        head = connection.recv(5)
        self.asked_for = connection.recv(head[4] + 2)
        connection.sendall(bytes([5, self.reply, 0, 3, 4]) + b"here" + b"\x00\x50")
        if not self.reply:
            pump(connection, self.target)


@contextmanager
def socks(target: int, **options: object) -> Iterator[SocksServer]:
    server = SocksServer(target, **options)  # type: ignore[arg-type]
    server.thread.start()
    try:
        yield server
    finally:
        server.thread.join(PATIENCE_S)
        server.listener.close()


def far_away(monkeypatch: pytest.MonkeyPatch, proxy: str) -> Reply:
    monkeypatch.setenv("all_proxy", proxy)
    return ask(FAR_TLS, limits=Limits(max_retries=0, connect_timeout_s=1))


@pytest.mark.parametrize("scheme", ["socks5", "socks5h", "socks"])
def test_a_socks_proxy_is_given_the_name_and_carries_the_rest(
    far_server: WireServer, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    with socks(far_server.port) as proxy:
        assert far_away(monkeypatch, f"{scheme}://127.0.0.1:{proxy.port}").text == "Hello"
    assert proxy.asked_for == b"far.example" + (443).to_bytes(2, "big")
    assert far_server.requests[0].path == "/v1/chat/completions"


def test_a_socks_proxy_may_want_a_password(far_server: WireServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with socks(far_server.port, password=b"p:w") as proxy:
        assert far_away(monkeypatch, f"socks5://user:p%3Aw@127.0.0.1:{proxy.port}").text == "Hello"
    for credentials in ("", "user:wrong@"):
        with socks(far_server.port, password=b"p:w") as proxy:
            assert far_away(monkeypatch, f"socks5://{credentials}127.0.0.1:{proxy.port}").kind == "proxy_auth"


def test_a_socks_proxy_that_refuses_or_falls_silent_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    with socks(1, reply=5) as proxy:
        reply = far_away(monkeypatch, f"socks5://127.0.0.1:{proxy.port}")
        failure = reply.ended.failure
        assert failure
        assert (failure.kind, failure.words) == ("proxy_unreachable", "connection refused")
        assert failure.host == f"127.0.0.1:{proxy.port}"
    with socks(1, silent=True) as proxy:
        assert far_away(monkeypatch, f"socks5://127.0.0.1:{proxy.port}").kind == "proxy_unreachable"
    assert far_away(monkeypatch, f"socks5://127.0.0.1:{closed_port()}").kind == "proxy_unreachable"


def closed_port() -> int:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
