"""The one implementation of `Provider`: requests to any server that speaks OpenAI's chat completions."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace

from desktop_chat import __version__
from desktop_chat.domain.errors import BadKey, RequestFailed
from desktop_chat.domain.models import Endpoint, Limits, Request
from desktop_chat.domain.streaming import Sink
from desktop_chat.providers.attempts import Run
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.providers.model_list import model_names
from desktop_chat.providers.provider import checked_address
from desktop_chat.providers.receiving import Attempt, Outcome, body_within, located, refusal
from desktop_chat.providers.redaction import redactor
from desktop_chat.providers.transport import Call, exchange

_NOT_THEIRS = frozenset(
    [
        "host",
        "content-length",
        "cookie",
        "connection",
        "keep-alive",
        "transfer-encoding",
        "te",
        "trailer",
        "upgrade",
        "expect",
        "accept-encoding",
        "proxy-authorization",
        "proxy-connection",
    ]
)


class ChatProvider:
    """`agent` is how the program names itself to servers; `chance` spreads the retries of many programs over time."""

    def __init__(self, agent: str = f"DesktopChat/{__version__}", chance: Callable[[], float] = random.random) -> None:
        self._agent = agent
        self._chance = chance

    def complete(self, request: Request, key: str | None, sink: Sink, cancel: Cancellation) -> None:
        """See `Provider.complete`."""
        url = f"{checked_address(request.endpoint)}/chat/completions"
        headers = self._headers({"Content-Type": "application/json", **request.headers})
        sendable = _sendable(key, request.endpoint)
        call = Call("POST", url, headers, request.body, sendable, request.limits, request.gather_s)
        Run(call, sink, cancel, self._chance).run()

    def once(self, endpoint: Endpoint, body: bytes, key: str | None, limits: Limits, cancel: Cancellation) -> Outcome:
        """What one attempt comes to; its words are dropped. Raises `RequestRefused` kinds."""
        url = f"{checked_address(endpoint)}/chat/completions"
        headers = self._headers({"Content-Type": "application/json", **endpoint.options.extra_headers})
        call = Call("POST", url, headers, body, _sendable(key, endpoint), limits)
        return Attempt(call, redactor(*call.secrets), cancel).run(lambda _: None)

    def page(self, endpoint: Endpoint, url: str, key: str | None, limits: Limits, cancel: Cancellation) -> bytes:
        """What the endpoint has at `url`, which is one of its own. Raises as `models`."""
        call = Call("GET", url, self._headers({}), None, _sendable(key, endpoint), limits)
        return self._body_of(call, cancel)

    def models(self, endpoint: Endpoint, key: str | None, limits: Limits, cancel: Cancellation) -> tuple[str, ...]:
        """See `Provider.models`."""
        url = f"{checked_address(endpoint)}/models"
        call = Call("GET", url, self._headers({}), None, _sendable(key, endpoint), limits)
        redact = redactor(*call.secrets)
        body = self._body_of(call, cancel)
        try:
            return model_names(body, redact)
        except RequestFailed as failed:
            failure = located(failed.failure, call.host, redact)
            raise RequestFailed(replace(failure, attempts=1)) from None

    def _body_of(self, call: Call, cancel: Cancellation) -> bytes:
        """All that a good answer brings. Raises `RequestFailed`, `Stopped`."""
        redact = redactor(*call.secrets)
        try:
            with exchange(call, cancel) as reception:
                if not 200 <= reception.status < 300:
                    raise RequestFailed(refusal(reception, call.limits, redact)[0])
                reception.allow(call.limits.idle_timeout_s)
                return body_within(reception, call.limits.max_event_bytes)
        except RequestFailed as failed:
            failure = located(failed.failure, call.host, redact)
            raise RequestFailed(replace(failure, attempts=1)) from None

    def _headers(self, theirs: Mapping[str, str]) -> dict[str, str]:
        """Ours, then those the person set, without the ones that would change how the message is framed."""
        ours = {"User-Agent": self._agent, "Accept": "text/event-stream, application/json"}
        kept = {name: value for name, value in theirs.items() if name.lower() not in _NOT_THEIRS}
        return {**ours, **kept, "Accept-Encoding": "gzip, deflate"}


def _sendable(key: str | None, endpoint: Endpoint) -> str | None:
    """`key` as a header can carry it. Raises `BadKey`."""
    key = (key or "").strip()
    if not (key.isascii() and key.isprintable()):
        raise BadKey(endpoint.name)
    return key or None
