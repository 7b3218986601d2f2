"""From a name to a socket: addresses in turns, nothing looked up that need not be, and every trouble told apart."""

import errno
import os
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest

from desktop_chat.domain.errors import Cause
from desktop_chat.domain.models import Limits
from desktop_chat.providers import connecting
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.providers.connecting import connect, is_loopback
from desktop_chat.providers.sockets import Deadline
from tests.providers.replies import ask
from tests.support.patience import PATIENCE_S
from tests.support.wire_server import DeafPort, WireServer

FAR = "https://far.example/v1"
ONCE = Limits(max_retries=0, connect_timeout_s=0.3)


def lookup(*addresses: tuple[str, int]) -> Callable[..., list[Any]]:
    """A resolver that knows one name."""

    def getaddrinfo(*args: Any, **kwargs: Any) -> list[Any]:
        return [
            (socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))
            for host, port in addresses
        ]

    return getaddrinfo


def within(seconds: float) -> Deadline:
    deadline = Deadline(1.0)
    deadline.start(seconds)
    return deadline


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST", "localhost.", "some.localhost", "127.0.0.1", "127.9.8.7", "::1", "[::1]", "::1%lo"],
)
def test_names_of_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "localhost.example", "10.0.0.1", "128.0.0.1", "example", "localhost1", "fe80::1"])
def test_names_of_other_machines(host: str) -> None:
    assert not is_loopback(host)


def test_addresses_that_refuse_are_passed_over(server: WireServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lookup(("::1", 1), ("127.0.0.1", 1), ("127.0.0.1", server.port)))
    with connect("far.example", 443, within(PATIENCE_S), Cancellation()) as sock:
        assert sock.getpeername() == ("127.0.0.1", server.port)
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_an_address_that_never_answers_is_overtaken(server: WireServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with DeafPort() as deaf:
        monkeypatch.setattr(socket, "getaddrinfo", lookup(("127.0.0.1", deaf.port), ("127.0.0.1", server.port)))
        with connect("far.example", 443, within(PATIENCE_S), Cancellation()) as sock:
            assert sock.getpeername() == ("127.0.0.1", server.port)


def test_families_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    six, four = socket.AF_INET6, socket.AF_INET
    found = [(six, 1), (six, 2), (six, 3), (four, 4), (four, 5)]
    assert [address for _, address in connecting._alternating(found)] == [1, 4, 2, 5, 3]


def test_both_addresses_of_this_machine_are_tried_without_a_lookup(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", None)
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as listener:
        port = listener.getsockname()[1]
        with connect("localhost", port, within(PATIENCE_S), Cancellation()) as sock:
            assert sock.getpeername()[0] == "::1"


def test_an_address_of_the_sixth_version_is_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with WireServer(host="::1") as server:
        assert ask(f"http://[::1]:{server.port}/v1", limits=ONCE).text == "Hello"
        assert server.requests[0].headers["host"] == f"[::1]:{server.port}"


@pytest.mark.parametrize(
    ("error", "kind", "cause"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "unreachable", Cause.NAME_UNKNOWN),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure"), "unreachable", Cause.NO_NETWORK),
        (UnicodeError("label too long"), "unreachable", Cause.NAME_UNKNOWN),
        (OSError(errno.ENETUNREACH, "unreachable"), "unreachable", Cause.NO_NETWORK),
        (OSError(errno.EMFILE, os.strerror(errno.EMFILE)), "unreachable", None),
    ],
)
def test_trouble_with_a_name_is_told_apart(
    error: Exception, kind: str, cause: Cause | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: Any, **kwargs: Any) -> None:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    failure = ask(FAR, limits=ONCE).ended.failure
    assert failure
    assert (failure.kind, failure.cause, failure.host) == (kind, cause, "far.example")
    assert failure.words == ("" if cause else os.strerror(errno.EMFILE))


def test_a_name_without_addresses_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lookup())
    failure = ask(FAR, limits=ONCE).ended.failure
    assert failure
    assert (failure.kind, failure.cause) == ("unreachable", Cause.NO_NETWORK)


def test_addresses_that_fail_at_once_are_passed_over_too(server: WireServer, monkeypatch: pytest.MonkeyPatch) -> None:
    broadcast, impossible = ("255.255.255.255", 1), ("no address", 1)
    monkeypatch.setattr(socket, "getaddrinfo", lookup(broadcast, impossible, ("127.0.0.1", server.port)))
    with connect("far.example", 443, within(PATIENCE_S), Cancellation()) as sock:
        assert sock.getpeername() == ("127.0.0.1", server.port)
    monkeypatch.setattr(socket, "getaddrinfo", lookup(broadcast))
    with pytest.raises(OSError, match=r"denied|unreachable"):
        connect("far.example", 443, within(PATIENCE_S), Cancellation())


def test_a_port_at_which_nobody_listens_refuses() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    failure = ask(f"http://127.0.0.1:{port}/v1", limits=ONCE).ended.failure
    assert failure
    assert (failure.kind, failure.cause, failure.words) == ("unreachable", Cause.REFUSED, "")


def test_a_name_that_is_looked_up_for_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: answered.wait(PATIENCE_S) and [])
    failure = ask(FAR, limits=ONCE).ended.failure
    answered.set()
    assert failure
    assert (failure.cause, failure.limit) == (Cause.TIMED_OUT, 0.3)
