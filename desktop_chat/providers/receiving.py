"""Reading one response: a reply as it is written, or the reason why there is none."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from desktop_chat.domain.errors import ErrorKind, Failure, RequestFailed
from desktop_chat.domain.messages import Usage, now
from desktop_chat.domain.models import Limits
from desktop_chat.domain.streaming import Answered, Delta
from desktop_chat.domain.text import clean
from desktop_chat.providers.cancellation import Cancellation, Stopped
from desktop_chat.providers.error_objects import ProviderError
from desktop_chat.providers.failures import error_of_response, failure_of_response
from desktop_chat.providers.gathering import Gathering
from desktop_chat.providers.redaction import Redact
from desktop_chat.providers.reply_body import ReplyDecoder
from desktop_chat.providers.transport import Call, Reception, exchange

_AFTER_FINISH_S = 5.0  # the reply is there; only its usage may follow
_REFUSAL_S = 10.0  # the status is there; only the reason may follow
_REQUEST_IDS = ("x-request-id", "request-id", "apim-request-id", "x-oneapi-request-id")


@dataclass(slots=True)
class Outcome:
    """How one attempt went. `error` is what the server said with a status that refuses the request; `is_stream` whether
    the reply came as events.
    """

    answered: Answered | None = None
    failure: Failure | None = None
    error: ProviderError | None = None
    finish_reason: str | None = None
    usage: Usage | None = None
    stopped: bool = False
    is_stream: bool = False


class Attempt:
    """One request and its response. Deltas go to `deliver` as they come; the rest is in `outcome`."""

    def __init__(self, call: Call, redact: Redact, cancel: Cancellation) -> None:
        self._call = call
        self._redact = redact
        self._cancel = cancel
        self.outcome = Outcome()

    def run(self, deliver: Callable[[list[Delta]], None]) -> Outcome:
        outcome = self.outcome
        try:
            with exchange(self._call, self._cancel) as reception:
                outcome.answered = Answered(now(), reception.status, _request_id(reception, self._call.secrets))
                if 200 <= reception.status < 300:
                    self._read_reply(reception, deliver)
                else:
                    outcome.failure, outcome.error = refusal(reception, self._call.limits, self._redact)
        except Stopped:
            outcome.stopped = True
        except RequestFailed as failed:
            outcome.failure = failed.failure
        if outcome.failure:
            outcome.failure = located(outcome.failure, self._call.host, self._redact)
        return outcome

    def _read_reply(self, reception: Reception, deliver: Callable[[list[Delta]], None]) -> None:
        decoder = ReplyDecoder(reception.headers.get("Content-Type", ""), self._call.limits, self._redact)
        lost: Failure | None = None
        try:
            self._pump(reception, decoder, deliver)
        except RequestFailed as failed:
            lost = failed.failure
        except Stopped:
            self.outcome.stopped = True
        if self.outcome.stopped:
            decoder.completion.flush()
            deliver(decoder.completion.taken())
        else:
            deliver(decoder.end(lost))
        self.outcome.is_stream = decoder.is_stream
        self.outcome.failure = decoder.failure
        self.outcome.finish_reason = decoder.completion.finish_reason
        self.outcome.usage = decoder.completion.usage

    def _pump(self, reception: Reception, decoder: ReplyDecoder, deliver: Callable[[list[Delta]], None]) -> None:
        idle = self._call.limits.idle_timeout_s
        gathering = Gathering(self._call.gather_s, self._cancel.wait)
        reception.allow(idle)
        for data in reception:
            seen, was_ending = decoder.progress, decoder.is_ending
            if deltas := decoder.feed(data):
                deliver(gathering.joined(deltas))
            if decoder.progress != seen and not was_ending:  # once it ends, nothing gives it more time
                reception.allow(min(idle, _AFTER_FINISH_S) if decoder.is_ending else idle)
            if not decoder.wants_more:
                return
            gathering.after(len(deltas))


def refusal(reception: Reception, limits: Limits, redact: Redact) -> tuple[Failure, ProviderError]:
    """Why there is no reply: from the status, and from the body as far as it can be had."""
    reception.allow(min(limits.idle_timeout_s, _REFUSAL_S))
    body = b""
    with suppress(RequestFailed):
        for data in reception:
            body += data
            if len(body) > limits.max_error_bytes:
                break
    error = error_of_response(body[: limits.max_error_bytes])
    return failure_of_response(reception.status, reception.headers, error, redact, now()), error


def body_within(reception: Reception, limit: int) -> bytes:
    """The whole body. Raises `RequestFailed` when it is longer than `limit` bytes."""
    body = bytearray()
    for data in reception:
        body += data
        if len(body) > limit:
            raise RequestFailed(Failure(ErrorKind.LIMIT_EXCEEDED, limit=limit))
    return bytes(body)


def located(failure: Failure, host: str, redact: Redact) -> Failure:
    """`failure` with the host it happened at, and with words that hold no key, whoever spoke them."""
    return replace(failure, host=failure.host or host, words=redact(failure.words))


def _request_id(reception: Reception, secrets: Iterable[str | None]) -> str | None:
    """What the server calls this exchange. It is kept for ever, so one that repeats a secret is none."""
    found = next((value for name in _REQUEST_IDS if (value := reception.headers.get(name))), None)
    if found and any(secret and secret in found for secret in secrets):
        return None
    return clean(found)[:200] if found else None
