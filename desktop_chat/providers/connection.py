"""The connection of one exchange: urllib3's own, but with our sockets, our clock and our errors.

Trouble between here and the server leaves as `RequestFailed` at once, because only here it is known whether it was
the proxy's, the name's, the certificate's or the network's.
"""

import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPException
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from desktop_chat.domain.errors import ErrorKind, Failure, RequestFailed
from desktop_chat.domain.models import Limits
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.providers.connecting import connect
from desktop_chat.providers.sockets import Deadline, PlainSocket, TlsSocket
from desktop_chat.providers.trust import tls_context


class Line:
    """What the connection of one exchange shares with the one who waits: clock, stop, and whose it is."""

    def __init__(self, host: str, limits: Limits, cancel: Cancellation) -> None:
        self.host = host
        self.limits = limits
        self.cancel = cancel
        self.deadline = Deadline(limits.idle_timeout_s)
        self._watched = ExitStack()

    def open(self, host: str, port: int) -> PlainSocket:
        """A connected socket that a stop shuts down until `close`.

        It acts on a copy, since TLS takes a socket apart. And not `response.close()`: from another thread that waits
        for the next byte.
        """
        self.deadline.start(self.limits.connect_timeout_s)
        sock = connect(host, port, self.deadline, self.cancel)
        with ExitStack() as on_error:
            on_error.callback(sock.close)
            sock.deadline = self.deadline
            copy = self._watched.enter_context(sock.dup())
            self._watched.enter_context(self.cancel.calling(lambda: _shut_down(copy)))
            on_error.pop_all()
        return sock

    def close(self) -> None:
        self._watched.close()


def _shut_down(sock: socket.socket) -> None:
    with suppress(OSError):  # not connected any more
        sock.shutdown(socket.SHUT_RDWR)


class Adapter(HTTPAdapter):
    """Makes connections that belong to `line`. One for each exchange, so that none outlives it."""

    def __init__(self, line: Line) -> None:
        self._line = line
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        super().init_poolmanager(connections, maxsize, block, **options)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **options)
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        target, _ = super().build_connection_pool_key_attributes(request, verify, cert)
        secure = {"ssl_context": tls_context(), "cert_reqs": "CERT_REQUIRED"}
        return target, secure if target["scheme"] == "https" else {}

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool = super().get_connection_with_tls_context(*args, **kwargs)
        pool.conn_kw["line"] = self._line  # type: ignore[attr-defined]
        return pool

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """Nothing to add: the context of `trust` decides, and it always verifies."""

    def build_response(self, req: Any, resp: Any) -> requests.Response:
        """The head, the body to be read, and none of the cookies."""
        response = requests.Response()
        response.status_code = resp.status
        response.headers = CaseInsensitiveDict(resp.headers)
        response.raw = resp
        response.request = req
        return response


class _OnLine(HTTPConnection):
    """What both schemes share."""

    line: Line

    def _new_conn(self) -> socket.socket:
        return self.line.open(self._dns_host, self.port or 0)

    def _tunnel(self) -> None:
        try:
            super()._tunnel()
        except (OSError, HTTPException) as error:
            said = re.search(r"Tunnel connection failed: (\d{3}) ?(.*)", str(error))
            status, words = (int(said[1]), said[2][:200]) if said else (None, "")
            kind = ErrorKind.PROXY_AUTH if status == 407 else ErrorKind.PROXY_UNREACHABLE
            host = self.proxy.netloc if self.proxy else None
            raise RequestFailed(Failure(kind, host or self.host, http_status=status, words=words)) from None

    def connect(self) -> None:
        with _connection_errors(self):
            super().connect()
        if isinstance(self.sock, PlainSocket | TlsSocket):
            self.sock.deadline = self.line.deadline

    def request(self, *args: Any, **kwargs: Any) -> None:
        try:
            super().request(*args, **kwargs)
        finally:  # also when the server closed its side: it may have answered before
            self.line.deadline.start(self.line.limits.first_byte_timeout_s)


class _PlainConnection(_OnLine):
    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = line


class _TlsConnection(_OnLine, HTTPSConnection):
    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = line


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


_POOLS = {"http": _PlainPool, "https": _TlsPool}


@contextmanager
def _connection_errors(connection: _OnLine) -> Iterator[None]:
    """Trouble on the way to the server, before anything was sent."""
    try:
        yield
    except OSError as error:
        host = connection.line.host
        if connection.proxy and not connection.has_connected_to_proxy:
            words = error.strerror or ""
            failure = Failure(ErrorKind.PROXY_UNREACHABLE, connection.proxy.netloc or host, words=words)
        elif isinstance(error, ssl.SSLError):
            failure = tls_failure(error, host)
        else:
            failure = _unreached(error, host)
        raise RequestFailed(failure) from None


def _unreached(error: OSError, host: str) -> Failure:
    lost = isinstance(error, ConnectionResetError | ConnectionAbortedError | BrokenPipeError)
    words = error.strerror or ("timed out" if isinstance(error, TimeoutError) else "")
    return Failure(ErrorKind.CONNECTION_LOST if lost else ErrorKind.UNREACHABLE, host, words=words)


def tls_failure(error: ssl.SSLError, host: str) -> Failure:
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return Failure(ErrorKind.CONNECTION_LOST, host)
    reason = getattr(error, "verify_message", "") or (error.reason or "").replace("_", " ").lower()
    return Failure(ErrorKind.TLS, host, words=reason)
