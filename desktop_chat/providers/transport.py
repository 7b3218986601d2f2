"""HTTP that can be interrupted at any moment and cannot be led astray.

It is requests without a session: a session would follow redirects with the whole conversation, keep cookies, and ask
~/.netrc for a password. Each exchange has one connection of its own. All trouble comes out as `RequestFailed`, or as
`Stopped` after a stop.
"""

import http.client
import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import field
from urllib.parse import urlsplit

import requests
import urllib3
from requests.auth import AuthBase
from requests.utils import get_environ_proxies

from desktop_chat.domain.errors import BadAddress, BadOption, ErrorKind, Failure, RequestFailed
from desktop_chat.domain.models import KEY_PLACEHOLDER, Limits, origin, takes_key
from desktop_chat.domain.network import ProxyMode
from desktop_chat.domain.values import dataclass
from desktop_chat.providers.cancellation import Cancellation, Stopped
from desktop_chat.providers.connecting import is_loopback
from desktop_chat.providers.connection import Adapter, Line, tls_failure
from desktop_chat.providers.decompression import Decompressor
from desktop_chat.providers.framing import body_of

_SECRET_NAMES = re.compile(r"key|token|auth|secret|password", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Call:
    """One HTTP request. `key` goes to the origin of `url` alone, and never over a header the person set.

    `gather_s` is that of the `Request`.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)
    key: str | None = field(default=None, repr=False)
    limits: Limits = field(default_factory=Limits)
    gather_s: float = 0.0

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc.rpartition("@")[2]

    @property
    def secrets(self) -> tuple[str | None, ...]:
        """The key, and what else must not be seen in an error message: `api-key` is a header of one's own."""
        return self.key, *(value for name, value in self.headers.items() if _SECRET_NAMES.search(name))


class OriginAuth(AuthBase):
    """Puts the key into requests to one origin: where a header keeps a place for it, else where it usually stands. It
    is given without a key too, so that nothing else fills in.
    """

    def __init__(self, key: str | None, url: str) -> None:
        self._key = key
        self._origin = origin(url)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._key and origin(request.url or "") == self._origin:
            places = {name: value for name, value in request.headers.items() if takes_key(value)}
            for name, value in places.items():
                request.headers[name] = value.replace(KEY_PLACEHOLDER, self._key)
            if not places and "Authorization" not in request.headers:
                request.headers["Authorization"] = f"Bearer {self._key}"
        return request


class Reception:
    """A response whose head has come. Iterated over, it gives its body, decompressed, as it arrives.

    Raises `RequestFailed`, `Stopped`.
    """

    def __init__(self, response: requests.Response, line: Line) -> None:
        assert line.answer is not None
        self._line, self._body = line, body_of(line.answer)
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers

    def allow(self, seconds: float) -> None:
        """From now on, waiting ends with the failure `stalled` after so many seconds, however often bytes come."""
        self._line.deadline.start(seconds)

    def __iter__(self) -> Iterator[bytes]:
        decompressor: Decompressor | None = None
        with transport_errors(self._line):
            for data in self._body:
                self._line.cancel.check()
                if decompressor is None:
                    decompressor = Decompressor(self.headers.get("Content-Encoding", ""))
                for piece in decompressor.feed(data):
                    if piece:
                        yield piece
            self._line.cancel.check()


@contextmanager
def exchange(call: Call, cancel: Cancellation) -> Iterator[Reception]:
    """Sends `call` and gives the response once its head is there; everything is closed when the block ends.

    Raises `RequestFailed` and `Stopped`; `BadAddress` and `BadOption`, before anything is sent, for a request that
    cannot be written.
    """
    request = _prepared(call)
    line = Line(call.host, call.limits, cancel)
    with ExitStack() as stack:
        stack.callback(line.close)
        with transport_errors(line):
            cancel.check()
            adapter = Adapter(line)
            stack.callback(adapter.close)
            response = adapter.send(request, stream=True, timeout=_timeouts(call.limits), proxies=_proxies(call))
            stack.callback(response.close)
            reception = Reception(response, line)
        yield reception


def _prepared(call: Call) -> requests.PreparedRequest:
    for name, value in call.headers.items():
        if not value.isascii() or not name.isascii():
            raise BadOption("extra_headers", name)
    auth = OriginAuth(call.key, call.url)
    request = requests.Request(call.method, call.url, headers=dict(call.headers), data=call.body, auth=auth)
    try:
        return request.prepare()
    except requests.exceptions.InvalidHeader as error:
        raise BadOption("extra_headers", str(error)[:100]) from None
    except (requests.RequestException, urllib3.exceptions.LocationParseError, UnicodeError):
        raise BadAddress(call.url) from None


def _timeouts(limits: Limits) -> tuple[float, float]:
    """For sockets that are not ours: TLS inside TLS, on the way through an encrypted proxy."""
    return limits.connect_timeout_s, max(limits.first_byte_timeout_s, limits.idle_timeout_s)


def _proxies(call: Call) -> dict[str, str]:
    """The proxy by scheme; nothing on this computer is asked through one."""
    network = call.limits.network
    if is_loopback(urlsplit(call.url).hostname or "") or network.proxy is ProxyMode.NONE:
        return {}
    if network.proxy is ProxyMode.SYSTEM:
        return dict(get_environ_proxies(call.url))
    return dict.fromkeys(("http", "https"), network.proxy_address) if network.proxy_address else {}


@contextmanager
def transport_errors(line: Line) -> Iterator[None]:
    """Everything that requests, urllib3, http.client, ssl and the socket raise, in our own terms."""
    try:
        yield
    except RequestFailed:
        line.cancel.check()
        raise
    except (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError) as error:
        if line.cancel.cancelled:
            raise Stopped from None
        raise RequestFailed(_failure_of(error, line)) from None


def _failure_of(error: BaseException, line: Line) -> Failure:
    host = line.host
    for cause in _causes(error):
        match cause:
            case ssl.SSLError():
                return tls_failure(cause, host)
            case TimeoutError() | urllib3.exceptions.TimeoutError() | requests.Timeout():
                return Failure(ErrorKind.STALLED, host, limit=line.deadline.allowed_s)
            case http.client.RemoteDisconnected():
                return Failure(ErrorKind.CONNECTION_LOST, host)
            case http.client.LineTooLong():
                return Failure(ErrorKind.LIMIT_EXCEEDED, host)
            case http.client.BadStatusLine() | http.client.UnknownProtocol() | requests.exceptions.InvalidHeader():
                return Failure(ErrorKind.UNEXPECTED_CONTENT, host, words=str(cause)[:200])
            case requests.exceptions.InvalidURL() | requests.exceptions.InvalidSchema():  # ours was checked before
                return Failure(ErrorKind.PROXY_UNREACHABLE, host, words=str(cause)[:200])
        if type(cause) is http.client.HTTPException:  # more than a hundred header lines
            return Failure(ErrorKind.LIMIT_EXCEEDED, host)
    return Failure(ErrorKind.CONNECTION_LOST, host)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """`error` and what it wraps, layer by layer."""
    seen: list[BaseException] = [error]
    for one in seen:
        yield one
        inner = [*one.args, one.__cause__, one.__context__, getattr(one, "reason", None)]
        seen += [each for each in inner if isinstance(each, BaseException) and each not in seen]
