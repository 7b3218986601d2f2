"""Sockets ask their deadline before each wait, and the small dialogues that are spoken over them."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from desktop_chat.domain.errors import RequestFailed
from desktop_chat.providers.sockets import Deadline, PlainSocket
from desktop_chat.providers.socks import SocksProxy, ask_for_connection

PROXY = SocksProxy("proxy.example", 1080)


@pytest.fixture
def pair() -> Iterator[tuple[PlainSocket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with PlainSocket(fileno=ours.detach()) as near, theirs as far:
        yield near, far


def test_without_a_deadline_a_socket_is_like_any_other(pair: tuple[PlainSocket, socket.socket]) -> None:
    near, far = pair
    near.sendall(b"there")
    far.sendall(b"back")
    buffer = bytearray(10)
    assert (far.recv(10), near.recv_into(buffer), bytes(buffer[:4])) == (b"there", 4, b"back")


def test_bytes_that_trickle_do_not_move_a_deadline(pair: tuple[PlainSocket, socket.socket]) -> None:
    near, far = pair
    near.deadline = Deadline(1.0)
    near.deadline.start(0.2)
    stop = threading.Event()

    def trickle() -> None:
        while not stop.wait(0.02):
            far.sendall(b"x")

    trickler = threading.Thread(target=trickle)
    trickler.start()
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        read_for_ever(near)
    assert time.monotonic() - began > 0.15
    stop.set()
    trickler.join()


def read_for_ever(sock: PlainSocket) -> None:
    while True:
        sock.recv_into(bytearray(1))


def test_a_peer_that_reads_nothing_is_not_waited_for(pair: tuple[PlainSocket, socket.socket]) -> None:
    near, _ = pair
    near.deadline = Deadline(headway_s=0.1)
    with pytest.raises(TimeoutError):
        near.sendall(bytes(10_000_000))


def test_a_long_upload_may_take_longer_than_one_slice_of_it(pair: tuple[PlainSocket, socket.socket]) -> None:
    near, far = pair
    near.deadline = Deadline(headway_s=0.3)
    received: list[int] = []

    def read_slowly() -> None:
        while sum(received) < 2_000_000:
            threading.Event().wait(0.02)
            received.append(len(far.recv(100_000)))

    reader = threading.Thread(target=read_slowly)
    reader.start()
    began = time.monotonic()
    near.sendall(bytes(2_000_000))
    assert time.monotonic() - began > 0.3
    reader.join()


@pytest.mark.parametrize(
    ("host", "written"),
    [
        ("far.example", b"\x03\x0bfar.example"),
        ("10.1.2.3", b"\x01\x0a\x01\x02\x03"),
        ("[2001:db8::1]", b"\x04\x20\x01\x0d\xb8" + bytes(11) + b"\x01"),
    ],
)
@pytest.mark.parametrize("bound", [b"\x01" + bytes(6), b"\x04" + bytes(18), b"\x03\x04here\x00\x50"])
def test_a_socks_proxy_is_told_names_and_addresses(
    pair: tuple[PlainSocket, socket.socket], host: str, written: bytes, bound: bytes
) -> None:
    near, far = pair
    far.sendall(b"\x05\x00" + b"\x05\x00\x00" + bound + b"and then")
    ask_for_connection(near, PROXY, host, 443)
    assert far.recv(100) == b"\x05\x01\x00" + b"\x05\x01\x00" + written + b"\x01\xbb"
    assert near.recv(100) == b"and then"


@pytest.mark.parametrize("answer", [b"\x04\x00", b"\x05\xff", b"\x05\x02", b"HT"])
def test_what_is_no_socks_proxy_is_told_apart(pair: tuple[PlainSocket, socket.socket], answer: bytes) -> None:
    near, far = pair
    far.sendall(answer)
    with pytest.raises(RequestFailed) as raised:
        ask_for_connection(near, PROXY, "far.example", 443)
    assert raised.value.failure.kind == ("proxy_auth" if answer[:1] == b"\x05" else "proxy_unreachable")


def test_a_socks_proxy_that_hangs_up_is_a_lost_connection(pair: tuple[PlainSocket, socket.socket]) -> None:
    near, far = pair
    far.sendall(b"\x05")
    far.shutdown(socket.SHUT_WR)
    with pytest.raises(ConnectionResetError):
        ask_for_connection(near, PROXY, "far.example", 443)
