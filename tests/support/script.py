"""What a server on loopback says to one request, as data.

Real servers stream, pause, cut, lie and fall silent. A script is the list of such steps, so that a test reads
like the exchange that it is about: `reply("Hello, wor", then=Stall())`. `wire_server.WireServer` plays it.
"""

import base64
import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from enum import StrEnum
from http import HTTPStatus
from typing import Any, Literal, TypeAlias

SSE = {"Content-Type": "text/event-stream"}
JSON = {"Content-Type": "application/json"}
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Send:
    """One write to the socket, `repeat` times."""

    data: bytes
    repeat: int = 1


@dataclass(frozen=True, slots=True)
class Pause:
    """Waits until `seconds` after the previous pause ended, so that a paced stream does not drift."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Gate:
    """Waits until the test sets `event`."""

    event: threading.Event


@dataclass(frozen=True, slots=True)
class Stall:
    """Keeps the connection open and silent until the client hangs up or the server closes.

    Alone it says where: `connect` (accepted, nothing read, no TLS), `tls` (after the handshake), `request` (it
    was read, no head sent), `headers` (head sent, no body). As `then` of a reply it comes after the text.
    """

    after: Literal["connect", "tls", "request", "headers", "text"] = "text"


@dataclass(frozen=True, slots=True)
class Reset:
    """Ends the connection with RST: the client's reads fail."""


@dataclass(frozen=True, slots=True)
class HangUp:
    """Ends the connection with FIN, whatever was promised."""


@dataclass(frozen=True, slots=True)
class Tunnel:
    """Joins the connection to another port of this machine, as a proxy does after CONNECT."""

    port: int


Step: TypeAlias = Send | Pause | Gate | Stall | Reset | HangUp | Tunnel
Script: TypeAlias = Sequence[Step]


@dataclass(frozen=True, slots=True)
class Done:
    """The proper end of a reply: finish reason, usage if asked for, `[DONE]`, end of the HTTP message."""

    finish_reason: str | None = "stop"
    usage: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Eof:
    """The HTTP message ends properly, but nothing ever said that the reply was complete."""


@dataclass(frozen=True, slots=True)
class Cut:
    """FIN in the middle of the HTTP message."""


Then: TypeAlias = Done | Eof | Cut | Stall | Reset


class Framing(StrEnum):
    """How the length of a body is told. `LIE` promises 100 bytes more than come."""

    CHUNKED = "chunked"
    LENGTH = "content-length"
    LIE = "content-length+100"
    CLOSE = "close"


def reply(
    text: str,
    *,
    then: Then | None = None,
    reasoning: str = "",
    every_s: float = 0.0,
    framing: Framing = Framing.CHUNKED,
) -> Script:
    """`text` streamed word by word, `reasoning` before it."""
    deltas = [{"reasoning_content": word} for word in words(reasoning)]
    deltas += [{"content": word} for word in words(text)]
    return stream([chunk(delta) for delta in deltas], then=then, every_s=every_s, framing=framing)


def tokens(
    pieces: Iterable[str],
    *,
    every_s: float = 0.0,
    then: Then | None = None,
    framing: Framing = Framing.CHUNKED,
) -> Script:
    """Each piece as a delta of its own, one every `every_s` seconds."""
    return stream([chunk({"content": piece}) for piece in pieces], then=then, every_s=every_s, framing=framing)


def held(steps: Script, event: threading.Event, after: int) -> Script:
    """The same reply, of which nothing follows its first `after` pieces until the test sets `event`."""
    head_and_pieces = after + 1
    return [*steps[:head_and_pieces], Gate(event), *steps[head_and_pieces:]]


def stream(
    events: Iterable[bytes],
    *,
    then: Then | None = None,
    every_s: float = 0.0,
    framing: Framing = Framing.CHUNKED,
) -> Script:
    """Server-sent events as they are, one write each, then the end."""
    then = then or Done()
    writes = [*events, *(_closing(then) if isinstance(then, Done) else ())]
    steps: list[Step] = [Send(head(200, SSE, framing, sum(map(len, writes))))]
    for write in writes:
        steps += [Pause(every_s)] if every_s else []
        steps.append(Send(framed(write, framing)))
    return [*steps, *_ending(then, framing)]


def words(text: str) -> list[str]:
    """`text` in pieces as a model would write them: a word with the space before it."""
    pieces = text.split(" ")
    return [piece if number == 0 else f" {piece}" for number, piece in enumerate(pieces) if piece or number]


def chunk(delta: Mapping[str, Any] | None = None, finish_reason: str | None = None, **extra: Any) -> bytes:
    """One `chat.completion.chunk` as an event; `extra` are further keys beside `choices`."""
    choice = {"index": 0, "delta": dict(delta or {}), "finish_reason": finish_reason}
    body = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return event(body | extra)


def event(body: Any) -> bytes:
    return b"data: " + json.dumps(body, ensure_ascii=False).encode() + b"\n\n"


def completion(text: str, *, finish_reason: str | None = "stop", **message: Any) -> Script:
    """A whole JSON completion, as for a request that does not stream."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text} | message}
    body = {"id": "x", "object": "chat.completion", "choices": [choice | {"finish_reason": finish_reason}]}
    return respond(200, body)


def models(*names: str) -> Script:
    return respond(200, {"object": "list", "data": [{"id": name, "object": "model"} for name in names]})


def error(status: int, message: str = "", *, headers: Mapping[str, str] | None = None, **fields: Any) -> Script:
    """An error object under `status`; `fields` are its other keys, such as `code`, `type`, `param`."""
    return respond(status, {"error": {"message": message} | fields}, headers=headers)


def web_page(html: str, status: int = 200) -> Script:
    return respond(status, html.encode(), headers=HTML)


def redirect(location: str, status: int = 307) -> Script:
    return respond(status, b"", headers={"Location": location})


def respond(
    status: int,
    body: Any = b"",
    *,
    headers: Mapping[str, str] | None = None,
    framing: Framing = Framing.LENGTH,
) -> Script:
    """Any response at once; a body that is not bytes goes as JSON."""
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    kind = {} if isinstance(body, bytes) else JSON
    top = head(status, {**kind, **(headers or {})}, framing, len(raw))
    return [Send(top), Send(framed(raw, framing)), *_ending(Eof(), framing)]


def raw(*writes: bytes, then: Then | None = None) -> Script:
    """Bytes exactly as given, status line included."""
    return [*(Send(write) for write in writes), *_ending(then or Eof(), Framing.CLOSE)]


def trickle(data: bytes, *, every_s: float, then: Then | None = None) -> Script:
    """`data` byte by byte."""
    steps: list[Step] = []
    for byte in data:
        steps += [Pause(every_s), Send(bytes([byte]))]
    return [*steps, *_ending(then or Eof(), Framing.CLOSE)]


def case(data: Mapping[str, Any], *, other_port: int = 0) -> Script:
    """One exchange of `wire_cases.json`."""
    framing = Framing(data["framing"])
    writes = [Send(_chunk_bytes(entry), entry.get("repeat", 1)) for entry in data["chunks"]]
    length = sum(len(write.data) * write.repeat for write in writes)
    steps: list[Step] = []
    if data["http_status"]:
        headers = {name: _filled(value, other_port) for name, value in data["headers"].items()}
        steps.append(Send(head(data["http_status"], headers, framing, length)))
    steps += [Send(framed(write.data, framing), write.repeat) for write in writes]
    return [*steps, *_ending(_CASE_ENDS[data["end"]], framing)]


def head(status: int, headers: Mapping[str, str], framing: Framing, length: int) -> bytes:
    """Status line and headers, with those that `framing` needs."""
    lines = [f"HTTP/{'1.0' if framing is Framing.CLOSE else '1.1'} {status} {_phrase(status)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    match framing:
        case Framing.CHUNKED:
            lines.append("Transfer-Encoding: chunked")
        case Framing.LENGTH:
            lines.append(f"Content-Length: {length}")
        case Framing.LIE:
            lines.append(f"Content-Length: {length + 100}")
        case Framing.CLOSE:
            lines.append("Connection: close")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def framed(data: bytes, framing: Framing) -> bytes:
    if framing is not Framing.CHUNKED or not data:
        return data
    return b"%x\r\n%b\r\n" % (len(data), data)


def _closing(done: Done) -> list[bytes]:
    ends = [chunk(None, done.finish_reason)] if done.finish_reason else []
    if done.usage:
        ends.append(event({"id": "c1", "choices": [], "usage": dict(done.usage)}))
    return [*ends, b"data: [DONE]\n\n"]


def _ending(then: Then, framing: Framing) -> list[Step]:
    match then:
        case Done() | Eof():
            return [Send(b"0\r\n\r\n"), HangUp()] if framing is Framing.CHUNKED else [HangUp()]
        case Cut():
            return [HangUp()]
        case Stall() | Reset():
            return [then]


_CASE_ENDS: dict[str, Then] = {"close": Eof(), "abrupt": Cut(), "rst": Reset(), "stall": Stall()}


def _chunk_bytes(entry: Mapping[str, Any]) -> bytes:
    return entry["t"].encode() if "t" in entry else base64.b64decode(entry["b64"])


def _filled(value: str, other_port: int) -> str:
    value = value.replace("{{other_port}}", str(other_port))
    start, found, rest = value.partition("{{http_date:")
    if not found:
        return value
    seconds, _, end = rest.partition("}}")
    moment = datetime.now(UTC) + timedelta(seconds=float(seconds))
    return start + format_datetime(moment, usegmt=True) + end


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
