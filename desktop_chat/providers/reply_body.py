"""The body of a good response to deltas, whatever kind of body it is.

Gateways relabel: an event stream comes as text/plain, an error as JSON under text/event-stream, a log-in page as the
answer to everything. So the first bytes decide, and the content type only where they leave a doubt.
"""

import json
import re
from enum import Enum

from desktop_chat.domain.errors import ErrorKind, Failure
from desktop_chat.domain.models import Limits
from desktop_chat.domain.streaming import Delta
from desktop_chat.providers.chat_completions import CompletionDecoder
from desktop_chat.providers.redaction import Redact
from desktop_chat.providers.sse import ServerEvent, SseDecoder, SseItem

_BOM = b"\xef\xbb\xbf"
_PADDING = re.compile(rb"(?:\s|\xef\xbb\xbf)*")  # servers send empty lines to keep a connection open
_SHOWN_BYTES = 4096
_FIELDS = (b"data:", b"event:", b"id:", b"retry:", b"error:", b":")
_A_FIELD = re.compile(rb"^(?:data|event|id|retry|error)?:", re.MULTILINE)


class BodyKind(Enum):
    STREAM = "stream"
    JSON = "json"
    OTHER = "other"


class ReplyDecoder:
    """Pushed: `feed` bytes, then `end`. Deltas come back; `failure`, `usage`, `finish_reason` tell the outcome."""

    def __init__(self, content_type: str, limits: Limits, redact: Redact) -> None:
        self._content_type = content_type.partition(";")[0].strip().lower()
        self._limits = limits
        self._redact = redact
        self._kind: BodyKind | None = None
        self._body = bytearray()  # of a stream only the beginning, which may have to be shown
        self._sse = SseDecoder(limits.max_event_bytes)
        self.completion = CompletionDecoder(limits.max_answer_bytes, redact)
        self.progress = 0  # events so far: what an idle clock looks at
        self._idly = 0  # bytes since the reply last said something
        self._failure: Failure | None = None

    @property
    def wants_more(self) -> bool:
        return not (self.completion.done or self._failure)

    @property
    def is_stream(self) -> bool:
        """Whether the reply comes as events, as far as that is known."""
        return self._kind is BodyKind.STREAM

    @property
    def is_ending(self) -> bool:
        """Whether the outcome is known and little can follow."""
        return self.failure is not None or self.completion.finish_reason is not None

    @property
    def failure(self) -> Failure | None:
        return self.completion.failure or self._failure

    def feed(self, data: bytes) -> list[Delta]:
        if not self.wants_more:
            return []
        if self._kind is BodyKind.STREAM:
            if len(self._body) < _SHOWN_BYTES:
                self._body += data[: _SHOWN_BYTES - len(self._body)]
            self._read(self._sse.feed(data))
        else:
            self._gather(data)
        deltas = self.completion.taken()
        self._idly = 0 if deltas or not self.is_stream else self._idly + len(data)
        if self._idly > 2 * self._limits.max_event_bytes:  # the longest event may follow others that say nothing
            self._end_idle_talk()
        return deltas

    def end(self, lost: Failure | None = None) -> list[Delta]:
        """No more bytes will come: the body ended, or was `lost`. A reply that had not ended by itself has failed."""
        if self.wants_more:
            if self._kind is None and not _BOM.startswith(self._body):
                self._begin(kind_of_body(self._content_type, bytes(self._body), more=False))
            self._close(lost)
        self.completion.flush()
        return self.completion.taken()

    def _gather(self, data: bytes) -> None:
        self._body += data
        if self._kind is None:
            del self._body[: _PADDING.match(self._body).end()]  # type: ignore[union-attr]
            if not _BOM.startswith(self._body):
                self._begin(kind_of_body(self._content_type, bytes(self._body)))
        if self._kind is BodyKind.JSON and len(self._body) > self._limits.max_event_bytes:
            self._failure = Failure(ErrorKind.LIMIT_EXCEEDED, limit=self._limits.max_event_bytes)
        if self._kind is BodyKind.OTHER and len(self._body) > self._limits.max_error_bytes:
            self._refuse_content()

    def _begin(self, kind: BodyKind | None) -> None:
        self._kind = kind
        if kind is BodyKind.STREAM:
            self._read(self._sse.feed(bytes(self._body)))
            del self._body[_SHOWN_BYTES:]

    def _read(self, items: list[SseItem]) -> None:
        completion = self.completion
        for item in items:
            if isinstance(item, ServerEvent) and completion.event(item):
                self.progress += 1
            if completion.done:
                return
        if self._sse.overflowed:
            self._failure = Failure(ErrorKind.LIMIT_EXCEEDED, limit=self._limits.max_event_bytes)

    def _end_idle_talk(self) -> None:
        """Events that say nothing are progress, but a server may write them without end."""
        if self.completion.is_complete:
            self.completion.done = True
        elif self.failure is None:
            self._failure = Failure(ErrorKind.LIMIT_EXCEEDED, limit=self._limits.max_event_bytes)

    def _close(self, lost: Failure | None) -> None:
        match self._kind:
            case BodyKind.STREAM:
                self._read(self._sse.close())
                if not self.completion.is_complete and self.failure is None:
                    self._end_stream(lost)
            case BodyKind.JSON:
                self._end_json(lost)
            case BodyKind.OTHER:
                self._refuse_content()
            case None:
                self._failure = lost or Failure(ErrorKind.TRUNCATED)

    def _end_stream(self, lost: Failure | None) -> None:
        """The bytes ended before the reply did, if there was one in them at all."""
        foreign = not self.completion.spoke and (self.progress or not _A_FIELD.search(self._body))
        if foreign and not lost:
            self._refuse_content()
        else:
            self._failure = lost or Failure(ErrorKind.TRUNCATED)

    def _end_json(self, lost: Failure | None) -> None:
        text = bytes(self._body).removeprefix(_BOM).decode("utf-8", "replace").strip()
        try:
            body = json.loads(text)
        except json.JSONDecodeError as error:
            self._failure = self._unreadable(error, text, lost)
        except (ValueError, RecursionError):
            self._failure = Failure(ErrorKind.MALFORMED_STREAM)
        else:
            self.completion.whole(body)

    def _unreadable(self, error: json.JSONDecodeError, text: str, lost: Failure | None) -> Failure:
        if error.pos >= len(text) or error.msg.startswith("Unterminated string"):
            return lost or Failure(ErrorKind.TRUNCATED)
        if error.msg == "Extra data":
            return Failure(ErrorKind.UNEXPECTED_CONTENT, words=self._redact(text))
        return Failure(ErrorKind.MALFORMED_STREAM, words=self._redact(text))

    def _refuse_content(self) -> None:
        words = self._redact(bytes(self._body[: self._limits.max_error_bytes]).decode("utf-8", "replace"))
        self._failure = Failure(ErrorKind.UNEXPECTED_CONTENT, words=words)


def kind_of_body(content_type: str, beginning: bytes, *, more: bool = True) -> BodyKind | None:
    """What a body is that starts like this; None while more bytes are needed to tell."""
    if beginning[:1] in (b"{", b"["):
        return BodyKind.JSON
    if content_type == "text/event-stream" or any(beginning.startswith(field) for field in _FIELDS):
        return BodyKind.STREAM
    if more and any(field.startswith(beginning) for field in _FIELDS):
        return None
    if beginning[:1] == b"<" or content_type == "text/html":
        return BodyKind.OTHER
    return BodyKind.JSON if content_type.endswith("json") else BodyKind.STREAM
