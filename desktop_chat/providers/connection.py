"""The connection of one exchange: urllib3's own, but with our sockets, our clock and our errors.

Trouble between here and the server leaves as `RequestFailed` at once, because only here it is known whether it was
the proxy's, the name's, the certificate's or the network's.
"""

import errno
import http.client
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from desktop_chat.domain.errors import Cause, ErrorKind, Failure, RequestFailed
from desktop_chat.domain.models import Limits
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.providers.connecting import connect
from desktop_chat.providers.sockets import Deadline, PlainSocket, TlsSocket
from desktop_chat.providers.socks import SocksProxy, ask_for_connection, socks_proxy
from desktop_chat.providers.trust import tls_context

_NO_WAY = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})
# OpenSSL's numbers for what is wrong with a certificate, which the ssl module does not name.
_CERTIFICATE_CAUSES = {
    2: Cause.CERTIFICATE_UNKNOWN,  # no issuer certificate
    9: Cause.CERTIFICATE_EXPIRED,  # not valid yet
    10: Cause.CERTIFICATE_EXPIRED,
    18: Cause.CERTIFICATE_UNKNOWN,  # signed by itself
    19: Cause.CERTIFICATE_UNKNOWN,  # an authority signed by itself that nobody trusts
    20: Cause.CERTIFICATE_UNKNOWN,  # no local issuer certificate
    21: Cause.CERTIFICATE_UNKNOWN,  # first of the chain not verifiable
    62: Cause.CERTIFICATE_NAME,  # another host name
    64: Cause.CERTIFICATE_NAME,  # another address
}


class Line:
    """What the connection of one exchange shares with the one who waits: clock, stop, and whose it is."""

    def __init__(self, host: str, limits: Limits, cancel: Cancellation) -> None:
        self.host = host
        self.limits = limits
        self.cancel = cancel
        self.deadline = Deadline(limits.idle_timeout_s)
        self.socks: SocksProxy | None = None
        self.answer: http.client.HTTPResponse | None = None
        """What the server answers, below urllib3, whose layers cost more than the reading."""
        self._watched = ExitStack()

    def open(self, host: str, port: int) -> PlainSocket:
        """A connected socket that a stop shuts down until `close`.

        It acts on a copy, since TLS takes a socket apart. And not `response.close()`: from another thread that waits
        for the next byte.
        """
        self.deadline.start(self.limits.connect_timeout_s)
        with ExitStack() as on_error:
            sock = on_error.enter_context(self._connected(host, port))
            sock.deadline = self.deadline
            copy = self._watched.enter_context(sock.dup())
            self._watched.enter_context(self.cancel.calling(lambda: _shut_down(copy)))
            if self.socks:
                with proxy_errors(self.socks.netloc):
                    ask_for_connection(sock, self.socks, host, port)
            on_error.pop_all()
        return sock

    def _connected(self, host: str, port: int) -> PlainSocket:
        if not self.socks:
            return connect(host, port, self.deadline, self.cancel)
        with proxy_errors(self.socks.netloc):
            return connect(self.socks.host, self.socks.port, self.deadline, self.cancel)

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
        if proxy.lower().startswith("socks"):
            self._line.socks = socks_proxy(proxy)
            return self.poolmanager
        manager = super().proxy_manager_for(proxy, **options)
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        target, _ = super().build_connection_pool_key_attributes(request, verify, cert)
        if target["scheme"] != "https":
            return target, {}
        try:
            return target, {"ssl_context": tls_context(self._line.limits.network.ca_file), "cert_reqs": "CERT_REQUIRED"}
        except OSError as error:  # what is named as authorities cannot be read
            words = f"{error.strerror or error.args[-1]}: {error.filename or 'CA file'}"
            raise RequestFailed(Failure(ErrorKind.TLS, self._line.host, words=words)) from None

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


class _Response(http.client.HTTPResponse):
    """Passes over every interim answer, such as 103 with its hints; Python itself knows only 100."""

    def _read_status(self) -> tuple[str, int, str]:
        version, status, reason = super()._read_status()  # type: ignore[misc]
        interim = http.client.SWITCHING_PROTOCOLS < status < http.client.OK
        return version, http.client.CONTINUE if interim else status, reason


class _OnLine(HTTPConnection):
    """What both schemes share."""

    line: Line

    def response_class(self, *args: Any, **kwargs: Any) -> _Response:  # type: ignore[override]
        self.line.answer = _Response(*args, **kwargs)
        return self.line.answer

    def _new_conn(self) -> socket.socket:
        return self.line.open(self._dns_host, self.port or 0)

    def _tunnel(self) -> None:
        try:
            super()._tunnel()
        except (OSError, http.client.HTTPException) as error:
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
def proxy_errors(host: str) -> Iterator[None]:
    """Trouble on the way to or through a proxy."""
    try:
        yield
    except OSError as error:
        raise RequestFailed(Failure(ErrorKind.PROXY_UNREACHABLE, host, words=error.strerror or "")) from None


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
            failure = _unreached(error, connection.line)
        raise RequestFailed(failure) from None


def _unreached(error: OSError, line: Line) -> Failure:
    if isinstance(error, ConnectionResetError | ConnectionAbortedError | BrokenPipeError):
        return Failure(ErrorKind.CONNECTION_LOST, line.host)
    if isinstance(error, TimeoutError):
        limit = line.deadline.allowed_s
        return Failure(ErrorKind.UNREACHABLE, line.host, cause=Cause.TIMED_OUT, limit=limit)
    cause = _cause_of(error)
    return Failure(ErrorKind.UNREACHABLE, line.host, words="" if cause else error.strerror or "", cause=cause)


def _cause_of(error: OSError) -> Cause | None:
    if isinstance(error, socket.gaierror):
        return Cause.NO_NETWORK if error.errno == socket.EAI_AGAIN else Cause.NAME_UNKNOWN
    if isinstance(error, ConnectionRefusedError):
        return Cause.REFUSED
    return Cause.NO_NETWORK if error.errno in _NO_WAY else None


def tls_failure(error: ssl.SSLError, host: str) -> Failure:
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return Failure(ErrorKind.CONNECTION_LOST, host)
    if isinstance(error, ssl.SSLCertVerificationError) and (cause := _CERTIFICATE_CAUSES.get(error.verify_code)):
        return Failure(ErrorKind.TLS, host, cause=cause)
    reason = getattr(error, "verify_message", "") or (error.reason or "").replace("_", " ").lower()
    return Failure(ErrorKind.TLS, host, words=reason)
