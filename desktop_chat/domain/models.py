"""Endpoints, and the options of a request.

An option that is unset is not sent at all: the server's own default then applies, and the person who looks at the
request sees nothing that they did not ask for.
"""

import ipaddress
import json
import re
from collections.abc import Mapping
from dataclasses import field, fields, replace
from enum import StrEnum
from typing import Any
from urllib.parse import SplitResult, urlsplit

from desktop_chat.domain.errors import BadAddress, BadOption
from desktop_chat.domain.examining import Examination
from desktop_chat.domain.exposed import KeptInClear
from desktop_chat.domain.network import Network
from desktop_chat.domain.text import clean
from desktop_chat.domain.values import dataclass

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_]([a-z0-9._-]*[a-z0-9_.])?")
LARGEST_INTEGER = 2**63 - 1


class KeySource(StrEnum):
    """Where an endpoint's key comes from. A key itself is never part of an endpoint."""

    KEYRING = "keyring"
    ENVIRONMENT = "environment"
    NONE = "none"


class EndpointKind(StrEnum):
    REMOTE = "remote"
    LOCAL_MODEL = "local_model"


@dataclass(frozen=True, slots=True)
class Quirks:
    """What a server taught us by refusing: parameters to send under another name, and ones not to send; and what an
    examination found, if there was one.
    """

    renamed: Mapping[str, str] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    examined: Examination | None = None

    def learned(self, parameter: str, renamed_to: str | None) -> "Quirks":
        """These and one more: `parameter` is refused, or goes by another name; the latest lesson wins."""
        if renamed_to is None:
            return replace(self, refused=self.refused | {parameter})
        kept = {old: new for old, new in self.renamed.items() if old != renamed_to}
        return replace(self, renamed=kept | {parameter: renamed_to})

    def without(self, *parameters: str) -> "Quirks":
        """What it taught about others."""
        kept = {name: sent for name, sent in self.renamed.items() if name not in parameters}
        return replace(self, renamed=kept, refused=self.refused - set(parameters))

    def and_also(self, other: "Quirks") -> "Quirks":
        """These and those of `other`, which is the later lesson."""
        examined = other.examined or self.examined
        return Quirks({**self.renamed, **other.renamed}, self.refused | other.refused, examined)


EVERY_MODEL = ""
"""Under this name stands what an endpoint taught before lessons were kept by model."""


@dataclass(frozen=True, slots=True)
class Options:
    """Parameters of a request under their names on the wire; None means not sent.

    `stream` is the one that this program sets by itself, because it shows replies while they are written. The last
    three are no parameters: how long is waited for the first byte and for each further one (seconds), and the names of
    what is not set here although the endpoint has a default for it (see `defaults.py`).
    """

    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    max_completion_tokens: int | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    stop: tuple[str, ...] | None = None
    seed: int | None = None
    stream: bool | None = True
    reasoning_effort: str | None = None
    extra_body: Mapping[str, Any] = field(default_factory=dict)
    extra_headers: Mapping[str, str] = field(default_factory=dict)
    first_byte_timeout_s: float | None = None
    idle_timeout_s: float | None = None
    unset: frozenset[str] = frozenset()

    def parameters(self) -> dict[str, Any]:
        """What of these belongs into the request's body, in a fixed order. `extra_body` comes last and wins."""
        named = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in _NOT_IN_BODY}
        body = {name: _plain(value) for name, value in named.items() if value is not None}
        return body | {name: value for name, value in self.extra_body.items() if name not in _OURS}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible server: `base_url` ends where `/chat/completions` begins.

    For a `LOCAL_MODEL` the address is only known while its server runs; `model_path` names the GGUF file.
    """

    id: str
    name: str
    base_url: str
    model: str | None = None
    key_source: KeySource = KeySource.NONE
    key_variable: str | None = None
    kind: EndpointKind = EndpointKind.REMOTE
    model_path: str | None = None
    allow_plain_http: bool = False
    quirks: Mapping[str, Quirks] = field(default_factory=dict)
    options: Options = field(default_factory=Options)

    @property
    def host(self) -> str:
        return host_of(self.base_url)

    def quirks_of(self, model: str) -> Quirks:
        """What it taught us about that model; models of one endpoint may take different parameters."""
        return self.quirks.get(EVERY_MODEL, Quirks()).and_also(self.quirks.get(model, Quirks()))

    def taught(self, model: str, parameter: str, renamed_to: str | None) -> "Endpoint":
        """Once that model has refused `parameter`, or takes it under another name."""
        quirks = self.quirks.get(model, Quirks()).learned(parameter, renamed_to)
        return replace(self, quirks={**self.quirks, model: quirks})

    def examined(self, model: str, examination: Examination) -> "Endpoint":
        """Once it is known what that model does."""
        quirks = replace(self.quirks.get(model, Quirks()), examined=examination)
        return replace(self, quirks={**self.quirks, model: quirks})

    def untaught(self, model: str) -> "Endpoint":
        """Once nothing is known of that model; what was said of every model is forgotten with it."""
        return replace(self, quirks={of: known for of, known in self.quirks.items() if of not in {model, EVERY_MODEL}})


@dataclass(frozen=True, slots=True)
class Limits:
    """The client's own limits for one request; seconds and bytes. PROMISES gives the defaults' reasons."""

    connect_timeout_s: float = 10.0
    first_byte_timeout_s: float = 60.0
    idle_timeout_s: float = 90.0
    max_event_bytes: int = 8 * 1024 * 1024
    max_answer_bytes: int = 8 * 1024 * 1024
    max_error_bytes: int = 64 * 1024
    max_retries: int = 2
    network: Network = Network()


_TIMEOUTS = frozenset({"first_byte_timeout_s", "idle_timeout_s"})
_NOT_IN_BODY = frozenset({"extra_body", "extra_headers", "unset"}) | _TIMEOUTS
LONGEST_TIMEOUT_S = 1_000_000.0
"""The operating systems' own clocks for sockets end at little more than twice that."""
_OURS = frozenset({"model", "messages"})
_NEVER_SET = _OURS | {"unset"}
_OUR_HEADERS = frozenset(
    {"host", "content-length", "content-type", "transfer-encoding", "connection", "cookie", "proxy-authorization"}
)
KEY_VARIABLE = "API_KEY"
KEY_PLACEHOLDER = f"${KEY_VARIABLE}"
"""Stands in a header for the key of the endpoint, which is put there when the request goes out."""
_PLACE_OF_KEY = re.compile(rf"(?:\w+ )?{re.escape(KEY_PLACEHOLDER)}")
_KEY_HEADER = re.compile(
    r"authorization|(?:api|access|auth|subscription|secret)[-_]?(?:key|token)$|secret|password|credential",
    re.IGNORECASE,
)
_SHORTEST_KEY = 16
_NUMBERS = frozenset({"temperature", "top_p", "presence_penalty", "frequency_penalty"})
_INTEGERS = frozenset({"max_tokens", "max_completion_tokens", "seed"})


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def with_option(options: Options, name: str, value: str) -> Options:
    """`options` with the one that a person wrote as NAME=VALUE; an empty value unsets it.

    A name that is not ours goes into the extra body, its value read as JSON where it is JSON. Raises `BadOption`;
    `KeptInClear` for a value that holds a key.
    """
    if name in _NEVER_SET or not name or clean(name + value) != name + value:
        raise BadOption(name, value)
    if len(value) >= _SHORTEST_KEY:
        from desktop_chat.domain import key_forms

        key_forms.check_kept(**{name: value})
    if name == "extra_headers":
        return replace(options, extra_headers=_headers(value))
    if name == "extra_body":
        return replace(options, extra_body=_object(name, value))
    if name not in {f.name for f in fields(Options)}:
        return replace(options, extra_body=_with_extra(options.extra_body, name, value))
    return replace(options, **{name: None if value == "" else _typed(name, value)})  # type: ignore[arg-type]


def _with_extra(extra: Mapping[str, Any], name: str, value: str) -> dict[str, Any]:
    others = {key: kept for key, kept in extra.items() if key != name}
    return others | {name: _json_or_text(value)} if value else others


def _typed(name: str, value: str) -> Any:
    try:
        if name in _NUMBERS:
            return _finite(float(value))
        if name in _INTEGERS:
            return _sized(int(value))
        if name in _TIMEOUTS:
            return _patient(float(value))
    except ValueError:
        raise BadOption(name, value) from None
    if name == "stream":
        return _boolean(name, value)
    if name == "stop":
        return _stops(value)
    return value


def _finite(number: float) -> float:
    if number - number != 0:  # infinities and not-a-number have no JSON
        raise ValueError
    return number


def _sized(number: int) -> int:
    if abs(number) > LARGEST_INTEGER:
        raise ValueError
    return number


def _patient(seconds: float) -> float:
    if not 0 < seconds <= LONGEST_TIMEOUT_S:
        raise ValueError
    return seconds


def _boolean(name: str, value: str) -> bool:
    match value.lower():
        case "true" | "1" | "yes" | "on":
            return True
        case "false" | "0" | "no" | "off":
            return False
    raise BadOption(name, value)


def _stops(value: str) -> tuple[str, ...]:
    parsed = _json_or_text(value)
    if isinstance(parsed, list) and all(isinstance(item, str) for item in parsed):
        return tuple(parsed)
    return (value,)


def _json_or_text(value: str) -> Any:
    """What `value` says in JSON; `value` itself where it is none, or one that could not be sent as JSON again."""
    try:
        parsed = json.loads(value, parse_constant=_no_constant, parse_float=lambda digits: _finite(float(digits)))
        json.dumps(parsed, ensure_ascii=False).encode()  # an escape may hide half a surrogate pair
    except (ValueError, RecursionError):
        return value
    return parsed


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _object(name: str, value: str) -> dict[str, Any]:
    parsed = _json_or_text(value or "{}")
    if not isinstance(parsed, dict) or _OURS & parsed.keys():
        raise BadOption(name, value)
    return parsed


def _headers(value: str) -> dict[str, str]:
    parsed = _object("extra_headers", value)
    if found := next((key for key, text in parsed.items() if _is_key(key, text)), None):
        raise KeptInClear(found)
    if not all(is_header(key, text) for key, text in parsed.items()):
        raise BadOption("extra_headers", value)
    return {key: str(text) for key, text in parsed.items()}


def takes_key(text: str) -> bool:
    """Whether the value of a header is the place for the key of the endpoint."""
    return _PLACE_OF_KEY.fullmatch(text) is not None


def _is_key(name: str, text: Any) -> bool:
    return isinstance(text, str) and bool(text) and not takes_key(text) and bool(_KEY_HEADER.search(name))


def is_header(name: str, text: Any) -> bool:
    """Whether this may be sent along: ours are not to be replaced, and a key does not belong into an option."""
    if not isinstance(text, str) or not (name + text).isascii() or name.lower() in _OUR_HEADERS or _is_key(name, text):
        return False
    return name.replace("-", "").isalnum() and text.isprintable() and text == text.strip()


def normalised_address(url: str) -> str:
    """The base address that a person meant: a missing scheme added, the path of one operation cut off.

    Raises `BadAddress`.
    """
    text = url.strip().rstrip("/")
    if "://" not in text:
        text = ("http://" if _is_private(_split(f"//{text}", url)) else "https://") + text
    parts = _split(text, url)
    if parts.scheme not in _DEFAULT_PORTS or parts.query or parts.fragment or "@" in parts.netloc or parts.port == 0:
        raise BadAddress(url)
    port = f":{parts.port}" if parts.port else ""
    path = parts.path.rstrip("/").removesuffix("/chat/completions").removesuffix("/models").rstrip("/")
    return f"{parts.scheme}://{_host(parts, url)}{port}{path}"


def _host(parts: SplitResult, given: str) -> str:
    """The host in ASCII, as the connection will be made and as a key is bound to it."""
    host = parts.hostname or ""
    try:
        if parts.netloc.startswith("["):
            return f"[{ipaddress.IPv6Address(host)}]"
        plain = host.encode("idna").decode("ascii").lower()
    except ValueError:
        raise BadAddress(given) from None
    # A host called like a scheme is a slip of the pen: "https//api.example.com", "https:/api.example.com".
    if not _HOST.fullmatch(plain) or ".." in plain or plain in _DEFAULT_PORTS:
        raise BadAddress(given)
    return plain


def _split(text: str, given: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        raise BadAddress(given) from None
    if not text.isprintable() or " " in text:
        raise BadAddress(given)
    return parts


def host_of(url: str) -> str:
    """Host and port of `url`, as a person recognises them."""
    return urlsplit(url).netloc.rpartition("@")[2]


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of `url`: what a key is bound to."""
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    return scheme, (parts.hostname or "").lower(), parts.port or _DEFAULT_PORTS.get(scheme, 0)


def needs_confirmation(url: str) -> bool:
    """Whether `url` would carry a conversation in clear text across a network that is not private."""
    parts = urlsplit(url)
    return parts.scheme == "http" and not _is_private(parts)


def _is_private(parts: SplitResult) -> bool:
    host = (parts.hostname or "").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return address.is_loopback or address.is_private


@dataclass(frozen=True, slots=True)
class Request:
    """One chat completion exactly as it goes over the wire; `body` is JSON in UTF-8. Never holds a key.

    `gather_s` is how long words that come slowly may wait for each other, once the first ones are there.
    """

    endpoint: Endpoint
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    gather_s: float = 0.0
