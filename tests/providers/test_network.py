"""The proxy and the authority that a person named in the settings."""

from __future__ import annotations

from pathlib import Path

import pytest
import trustme

from desktop_chat.domain.models import Limits
from desktop_chat.domain.network import Network, ProxyMode
from tests.providers.conftest import server_context
from tests.providers.replies import ask
from tests.support import script
from tests.support.wire_server import WireServer

FAR = "http://10.255.255.1:8080/v1"  # private, so clear text is allowed; no such machine is ever asked
FAR_TLS = "https://far.example/v1"


def through(port: int, scheme: str = "http") -> Limits:
    return Limits(network=Network(ProxyMode.OWN, f"{scheme}://127.0.0.1:{port}"))


def test_the_named_proxy_is_handed_the_request(server: WireServer) -> None:
    assert ask(FAR, limits=through(server.port)).text == "Hello"
    assert server.requests[0].path == f"{FAR}/chat/completions"


def test_the_named_proxy_counts_more_than_that_of_the_environment(
    server: WireServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert ask(FAR, limits=through(server.port)).text == "Hello"


def test_encrypted_requests_go_through_a_tunnel_of_the_named_proxy(server: WireServer, authority: trustme.CA) -> None:
    with WireServer(tls=server_context(authority.issue_cert("far.example"))) as far:
        server.enqueue([script.Tunnel(far.port)])
        reply = ask(FAR_TLS, limits=through(server.port))
        assert (server.requests[0].method, server.requests[0].path) == ("CONNECT", "far.example:443")
        assert reply.kind == "tls"  # nobody named its authority


def test_a_named_proxy_that_is_not_there_is_told_by_its_address() -> None:
    reply = ask(FAR, limits=through(9))
    assert reply.kind == "proxy_unreachable"
    assert reply.ended.failure
    assert reply.ended.failure.host == "127.0.0.1:9"


def test_without_a_proxy_that_of_the_environment_is_not_asked(
    server: WireServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.port}")
    ask(FAR, limits=Limits(connect_timeout_s=0.05, max_retries=0, network=Network(ProxyMode.NONE)))
    assert server.connections == 0


def test_this_computer_is_never_asked_through_a_proxy(server: WireServer) -> None:
    assert ask(server.base_url, limits=through(9)).text == "Hello"


def test_an_authority_that_a_person_named_is_believed(authority: trustme.CA, bundle: Path) -> None:
    with WireServer(tls=server_context(authority.issue_cert("localhost"))) as server:
        assert ask(server.base_url).kind == "tls"
        assert ask(server.base_url, limits=Limits(network=Network(ca_file=str(bundle)))).text == "Hello"


def test_it_is_believed_beside_those_that_the_environment_names(tls_server: WireServer, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(str(other))
    assert ask(tls_server.base_url, limits=Limits(network=Network(ca_file=str(other)))).text == "Hello"


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_an_authority_that_cannot_be_read_is_a_failure_and_not_a_way_round(
    content: str | None, authority: trustme.CA, tmp_path: Path
) -> None:
    named = tmp_path / "named.pem"
    if content is not None:
        named.write_text(content)
    with WireServer(tls=server_context(authority.issue_cert("localhost"))) as server:
        reply = ask(server.base_url, limits=Limits(network=Network(ca_file=str(named))))
        assert reply.kind == "tls"
        assert server.requests == []
