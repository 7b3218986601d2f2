"""The way through a SOCKS 5 proxy (RFC 1928, with the password of RFC 1929).

Spoken here because the library that requests would use opens sockets of its own, which nothing could interrupt. The
proxy is given the name, not an address, whether it is called `socks5` or `socks5h`: what is looked up here would tell
the local network whom one talks to, and behind some networks the answer would be wrong.
"""

import ipaddress
import socket
from urllib.parse import unquote, urlsplit

from requests.exceptions import InvalidProxyURL

from desktop_chat.domain.errors import ErrorKind, Failure, RequestFailed
from desktop_chat.domain.values import dataclass

_VERSION = 5
_NO_PASSWORD, _PASSWORD, _NO_METHOD = 0, 2, 255
_CONNECT = 1
_IPV4, _NAME, _IPV6 = 1, 3, 4
_REPLIES = {
    1: "general failure",
    2: "not allowed",
    3: "network unreachable",
    4: "host unreachable",
    5: "connection refused",
    6: "timed out",
    7: "command not supported",
    8: "address type not supported",
}


@dataclass(frozen=True, slots=True)
class SocksProxy:
    host: str
    port: int
    user: str = ""
    password: str = ""

    @property
    def netloc(self) -> str:
        return f"{self.host}:{self.port}"


def socks_proxy(url: str) -> SocksProxy:
    """The proxy that `url` names. Raises `InvalidProxyURL` for another version of the protocol."""
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("socks", "socks5", "socks5h") or not parts.hostname:
        raise InvalidProxyURL(f"{parts.scheme} is not SOCKS 5")
    return SocksProxy(parts.hostname, parts.port or 1080, unquote(parts.username or ""), unquote(parts.password or ""))


def ask_for_connection(sock: socket.socket, proxy: SocksProxy, host: str, port: int) -> None:
    """Has the proxy at the other end of `sock` connect it with `host`. Raises `RequestFailed`, `OSError`."""
    methods = [_NO_PASSWORD, _PASSWORD] if proxy.user else [_NO_PASSWORD]
    sock.sendall(bytes([_VERSION, len(methods), *methods]))
    version, method = _received(sock, 2)
    if version != _VERSION or method == _NO_METHOD or method not in methods:
        raise _refused(proxy, ErrorKind.PROXY_AUTH if version == _VERSION else ErrorKind.PROXY_UNREACHABLE)
    if method == _PASSWORD:
        _log_in(sock, proxy)
    sock.sendall(bytes([_VERSION, _CONNECT, 0]) + _address(host) + port.to_bytes(2, "big"))
    _, reply, _, kind = _received(sock, 4)
    if reply:
        raise _refused(proxy, ErrorKind.PROXY_UNREACHABLE, _REPLIES.get(reply, ""))
    length = {_IPV4: 4, _IPV6: 16}.get(kind) or _received(sock, 1)[0]
    _received(sock, length + 2)


def _log_in(sock: socket.socket, proxy: SocksProxy) -> None:
    user, password = proxy.user.encode()[:255], proxy.password.encode()[:255]
    sock.sendall(bytes([1, len(user)]) + user + bytes([len(password)]) + password)
    if _received(sock, 2)[1]:
        raise _refused(proxy, ErrorKind.PROXY_AUTH)


def _address(host: str) -> bytes:
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        name = host.encode("ascii", "replace")[:255]
        return bytes([_NAME, len(name)]) + name
    return bytes([_IPV4 if address.version == 4 else _IPV6]) + address.packed


def _received(sock: socket.socket, length: int) -> bytes:
    """Exactly so many bytes. Raises `ConnectionResetError` when the proxy hangs up before."""
    data = bytearray(length)
    view, have = memoryview(data), 0
    while have < length:
        got = sock.recv_into(view[have:])
        if not got:
            raise ConnectionResetError
        have += got
    return bytes(data)


def _refused(proxy: SocksProxy, kind: ErrorKind, words: str = "") -> RequestFailed:
    return RequestFailed(Failure(kind, proxy.netloc, words=words))
