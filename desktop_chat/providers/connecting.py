"""From a name to a connected socket, in a way that can be given up at any moment.

A resolver cannot be interrupted, so it runs in a thread of its own that nobody waits for longer than they want. The
addresses are tried in turns that overlap: where IPv6 leads nowhere, which is common, IPv4 answers a quarter of a
second later instead of after the whole timeout.
"""

import errno
import ipaddress
import os
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack
from itertools import chain, zip_longest
from typing import Any, TypeAlias

from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.providers.sockets import Deadline, PlainSocket

_NEXT_TRY_S = 0.25
_GLANCE_S = 0.05  # how often a stop is looked for where nothing can be shut down yet
_UNDER_WAY = frozenset({0, errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EAGAIN, getattr(errno, "WSAEWOULDBLOCK", 0)})

Address: TypeAlias = tuple[socket.AddressFamily, Any]


def is_loopback(host: str) -> bool:
    """Whether `host` can only be this machine; such names are never looked up and never go to a proxy."""
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def connect(host: str, port: int, deadline: Deadline, cancel: Cancellation) -> PlainSocket:
    """A connected socket. Raises `OSError`, `TimeoutError` when the deadline passes, `Stopped` when cancelled."""
    return _first_to_answer(_addresses(host, port, deadline, cancel), deadline, cancel)


def _addresses(host: str, port: int, deadline: Deadline, cancel: Cancellation) -> list[Address]:
    name = host.strip("[]")
    if is_loopback(name) and not _is_literal(name):
        return [(socket.AF_INET, ("127.0.0.1", port)), (socket.AF_INET6, ("::1", port, 0, 0))]
    if _is_literal(name):
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    else:
        found = _in_thread(lambda: socket.getaddrinfo(name, port, type=socket.SOCK_STREAM), deadline, cancel)
    return _alternating([(family, address) for family, _, _, _, address in found])


def _is_literal(name: str) -> bool:
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True


def _alternating(addresses: list[Address]) -> list[Address]:
    """The families in turns, beginning with the one that the system put first."""
    first = [address for address in addresses if address[0] == addresses[0][0]]
    others = [address for address in addresses if address[0] != addresses[0][0]]
    return [address for address in chain.from_iterable(zip_longest(first, others)) if address]


def _in_thread(job: Callable[[], Any], deadline: Deadline, cancel: Cancellation) -> Any:
    """What `job` returns or raises, unless the deadline or a stop comes first; the job is left alone then."""
    outcome: list[Any] = []
    over = threading.Event()

    def run() -> None:
        try:
            outcome.append(job())
        except (OSError, UnicodeError) as error:
            outcome.append(error)
        over.set()

    threading.Thread(target=run, name="resolve", daemon=True).start()
    with cancel.calling(over.set):
        over.wait(deadline.remaining())
    cancel.check()
    if not outcome:
        raise TimeoutError
    if isinstance(outcome[0], UnicodeError):
        raise socket.gaierror(socket.EAI_NONAME, "no such name") from None
    if isinstance(outcome[0], OSError):
        raise outcome[0]
    return outcome[0]


def _first_to_answer(addresses: list[Address], deadline: Deadline, cancel: Cancellation) -> PlainSocket:
    waiting = deque(addresses)
    error: OSError = OSError(errno.EHOSTUNREACH, os.strerror(errno.EHOSTUNREACH))
    next_try = time.monotonic()
    with selectors.DefaultSelector() as selector, ExitStack() as attempts:
        while waiting or selector.get_map():
            cancel.check()
            if waiting and (time.monotonic() >= next_try or not selector.get_map()):
                next_try = time.monotonic() + _NEXT_TRY_S
                error = _start(waiting.popleft(), selector, attempts) or error
            if not selector.get_map():
                continue
            for key, _ in selector.select(min(_GLANCE_S, deadline.remaining())):
                attempt: PlainSocket = key.data
                selector.unregister(attempt)
                code = attempt.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                if not code:
                    connected = attempt.dup()  # because all attempts are closed on the way out
                    connected.settimeout(deadline.remaining())
                    return connected
                error = OSError(code, os.strerror(code))
    raise error


def _start(address: Address, selector: selectors.BaseSelector, attempts: ExitStack) -> OSError | None:
    try:
        attempt = attempts.enter_context(PlainSocket(address[0], socket.SOCK_STREAM))
        attempt.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        attempt.setblocking(False)
        code = attempt.connect_ex(address[1])
        if code not in _UNDER_WAY:
            return OSError(code, os.strerror(code))
        selector.register(attempt, selectors.EVENT_WRITE, attempt)
    except OSError as error:
        return error
    return None
