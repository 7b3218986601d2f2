"""Servers on loopback, plain and encrypted, for one test each."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from tests.support.wire_server import WireServer


@pytest.fixture(autouse=True)
def no_authority_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def server() -> Iterator[WireServer]:
    with WireServer() as server:
        yield server


@pytest.fixture
def other_host() -> Iterator[WireServer]:
    with WireServer(host="127.0.0.2") as server:
        yield server


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def bundle(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the certificate of `authority`."""
    path = tmp_path_factory.mktemp("tls") / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture
def trusting(bundle: Path, no_authority_from_outside: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names `bundle`."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))


def server_context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


@pytest.fixture
def tls_server(authority: trustme.CA, trusting: None) -> Iterator[WireServer]:
    """An encrypted server that is trusted."""
    with WireServer(tls=server_context(authority.issue_cert("localhost"))) as server:
        yield server
