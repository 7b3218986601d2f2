"""Certificates are always verified, and what is wrong with one is told."""

import shutil
import socket
import ssl
import struct
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from desktop_chat.domain.errors import Cause
from desktop_chat.domain.models import Limits
from tests.providers.conftest import server_context
from tests.providers.replies import KEY, Reply, ask
from tests.support import script
from tests.support.wire_server import WireServer

LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)


def refused(reply: Reply, server: WireServer) -> Cause | None:
    """The cause, after making sure that nothing went out."""
    assert (reply.kind, reply.text) == ("tls", "")
    assert server.requests == []
    assert reply.ended.failure
    return reply.ended.failure.cause


def test_a_trusted_server_is_spoken_with(tls_server: WireServer) -> None:
    assert ask(tls_server.base_url).text == "Hello"
    assert tls_server.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_a_certificate_of_nobody_known_is_refused(authority: trustme.CA) -> None:
    with WireServer(tls=server_context(authority.issue_cert("localhost"))) as server:
        assert refused(ask(server.base_url), server) is Cause.CERTIFICATE_UNKNOWN


@pytest.mark.usefixtures("trusting")
def test_a_certificate_signed_by_itself_is_refused() -> None:
    alone = trustme.CA()
    with WireServer(tls=server_context(alone.issue_cert("localhost"))) as server:
        assert refused(ask(server.base_url), server) is Cause.CERTIFICATE_UNKNOWN


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize(
    ("begins", "ends"),
    [(LONG_AGO, LONG_AGO + timedelta(days=9)), (datetime(2090, 1, 1, tzinfo=UTC), datetime(2091, 1, 1, tzinfo=UTC))],
)
def test_a_certificate_of_another_time_is_refused(authority: trustme.CA, begins: datetime, ends: datetime) -> None:
    certificate = authority.issue_cert("localhost", not_before=begins, not_after=ends)
    with WireServer(tls=server_context(certificate)) as server:
        assert refused(ask(server.base_url), server) is Cause.CERTIFICATE_EXPIRED


@pytest.mark.usefixtures("trusting")
def test_a_certificate_for_another_name_is_refused(authority: trustme.CA) -> None:
    with WireServer(tls=server_context(authority.issue_cert("elsewhere.example"))) as server:
        assert refused(ask(server.base_url), server) is Cause.CERTIFICATE_NAME
    with WireServer(tls=server_context(authority.issue_cert("localhost"))) as server:
        reply = ask(f"https://127.0.0.1:{server.port}/v1")
        assert refused(reply, server) is Cause.CERTIFICATE_NAME


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_the_environment_may_name_an_authority(
    variable: str, authority: trustme.CA, bundle: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    named = hashed_folder(bundle, tmp_path) if variable == "SSL_CERT_DIR" else bundle
    monkeypatch.setenv(variable, str(named))
    with WireServer(tls=server_context(authority.issue_cert("localhost"))) as server:
        assert ask(server.base_url).text == "Hello"


def hashed_folder(bundle: Path, folder: Path) -> Path:
    """A folder as OpenSSL wants it: each certificate under the hash of its subject."""
    program = shutil.which("openssl") or pytest.skip("only openssl itself knows how it hashes")
    command = [program, "x509", "-noout", "-hash", "-in", str(bundle)]
    name = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    shutil.copy(bundle, folder / f"{name}.0")
    return folder


@pytest.mark.parametrize("content", [None, "", "no certificate"])
def test_a_bundle_that_cannot_be_used_is_a_failure_and_not_a_way_round(
    tls_server: WireServer, content: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    named = tmp_path / "bundle.pem"
    if content is not None:
        named.write_text(content)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(named))
    reply = ask(tls_server.base_url)
    assert reply.kind == "tls"
    assert tls_server.requests == []


def test_a_bundle_that_changed_is_read_again(
    authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    named = tmp_path / "bundle.pem"
    trustme.CA().cert_pem.write_to_path(str(named))
    monkeypatch.setenv("SSL_CERT_FILE", str(named))
    with WireServer(tls=server_context(authority.issue_cert("localhost"))) as server:
        assert ask(server.base_url).kind == "tls"
        authority.cert_pem.write_to_path(str(named), append=True)
        assert ask(server.base_url).text == "Hello"


@pytest.mark.parametrize(
    ("said", "kind", "words"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "tls", "wrong version number"),
        (b"\x15\x03\x03\x00\x02\x02\x28", "tls", "handshake failure"),
        (b"\x15\x03\x03\x00\x02\x02\x46", "tls", "tlsv1 alert protocol version"),
        (b"", "connection_lost", ""),
        (None, "connection_lost", ""),
    ],
)
def test_a_server_that_makes_no_handshake_is_told_apart(said: bytes | None, kind: str, words: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        speaker = threading.Thread(target=answer_any_hello, args=(listener, said))
        speaker.start()
        reply = ask(f"https://localhost:{listener.getsockname()[1]}/v1")
        speaker.join()
    failure = reply.ended.failure
    assert failure
    assert failure.kind == kind
    assert words in failure.words


def answer_any_hello(listener: socket.socket, said: bytes | None) -> None:
    """Says something in place of a handshake; a reset where that is None."""
    connection, _ = listener.accept()
    with connection:
        connection.recv(65536)
        if said is None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            connection.sendall(said)


@pytest.mark.usefixtures("trusting")
def test_a_server_that_wants_a_certificate_of_ours_is_told_apart(authority: trustme.CA) -> None:
    context = server_context(authority.issue_cert("localhost"))
    context.verify_mode = ssl.CERT_REQUIRED
    authority.configure_trust(context)
    with WireServer(tls=context) as server:
        reply = ask(server.base_url)
    assert reply.kind in ("tls", "connection_lost")
    assert server.requests == []


def test_a_server_that_wants_tls_and_gets_none_is_not_http(tls_server: WireServer) -> None:
    reply = ask(f"http://127.0.0.1:{tls_server.port}/v1")
    assert reply.kind in ("unexpected_content", "connection_lost")
    assert reply.text == ""


def test_a_handshake_that_never_ends_is_given_up(tls_server: WireServer) -> None:
    tls_server.enqueue(script.Stall("connect"))
    reply = ask(tls_server.base_url, limits=Limits(max_retries=0, connect_timeout_s=0.2))
    failure = reply.ended.failure
    assert failure
    assert (failure.kind, failure.cause, failure.limit) == ("unreachable", Cause.TIMED_OUT, 0.2)


@pytest.mark.parametrize("then", [script.Reset(), script.Cut()])
def test_an_encrypted_stream_that_is_cut_is_a_lost_connection(tls_server: WireServer, then: script.Then) -> None:
    tls_server.reply("Hello, wor", then=then)
    reply = ask(tls_server.base_url)
    assert (reply.text, reply.kind) == ("Hello, wor", "connection_lost")
