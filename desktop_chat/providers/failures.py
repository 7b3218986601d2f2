"""Why a request failed, from what the provider said: statuses, error objects, waiting times.

Statuses come first where there is one. Inside a stream under HTTP 200 the error object's code takes its place, then
its type; a name that says nothing known is the provider's own trouble.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from desktop_chat.domain.errors import Cause, ErrorKind, Failure
from desktop_chat.providers.error_objects import ProviderError, error_in, read_error
from desktop_chat.providers.redaction import Redact

LONGEST_SENSIBLE_WAIT_S = 300.0
_NAMES = (
    (ErrorKind.QUOTA, r"quota|balance|billing|payment|arrear|insufficient_(?:funds|credit)|credit_?limit"),
    (ErrorKind.CONTEXT_LENGTH, r"context_length|exceed_context|context_window|context_size"),
    (ErrorKind.OVERLOADED, r"overload|service_?unavailable|^unavailable$|insufficient_system_resource"),
    (ErrorKind.RATE_LIMIT, r"rate_?limit|too_?many_?requests|throttl|resource_exhausted|^requests$|^tokens$"),
    (ErrorKind.AUTH, r"authentication|unauthori[sz]ed|unauthenticated|api_?key|invalid_?token"),
    (ErrorKind.PERMISSION, r"permission|forbidden|access_?denied|unsupported_country"),
    (ErrorKind.NOT_FOUND, r"not_?found|model_?not_?(?:found|exist)"),
    (ErrorKind.PAYLOAD_TOO_LARGE, r"(?:request|payload|entity)_?too_?large"),
    (ErrorKind.SERVER_ERROR, r"server_?error|internal_?error|api_error|time_?out|deadline_|bad_?gateway"),
    (ErrorKind.BAD_REQUEST, r"invalid_?request|bad_?request|invalid_?argument|invalid_?parameter|unsupported_"),
)
_KIND_OF_NAME = tuple((kind, re.compile(pattern)) for kind, pattern in _NAMES)
_CONTEXT_WORDS = re.compile(
    r"maximum (?:context|model) length|context (?:length|window|size)|prompt is too long|too many tokens", re.I
)
_MODEL_WORDS = re.compile(r"model|deployment", re.IGNORECASE)
_ADDRESS_WORDS = re.compile(
    r"^\W*<|^(?:404:? ?)?(?:(?:page|file|path|url|route|resource) )?not found|invalid url|no route|cannot (?:get|post)"
    r"|unknown (?:url|path|request|endpoint)",
    re.IGNORECASE,
)
_PICTURE_WORDS = re.compile(r"(?<![-\w])images?(?![-\w])|image_url|image input|\bvision\b|multi-?modal", re.IGNORECASE)
_REFUSING_WORDS = re.compile(
    r"not support|unsupported|(?:only|that) support|not allow|does(?: not|n't) (?:accept|take)|unknown variant|mmproj",
    re.IGNORECASE,
)
_MAY_BE_ABOUT_PICTURES = frozenset(
    {ErrorKind.BAD_REQUEST, ErrorKind.NOT_FOUND, ErrorKind.SERVER_ERROR, ErrorKind.PROVIDER_ERROR}
)
_KIND_OF_STATUS = {
    401: ErrorKind.AUTH,
    402: ErrorKind.QUOTA,
    403: ErrorKind.PERMISSION,
    404: ErrorKind.NOT_FOUND,
    407: ErrorKind.PROXY_AUTH,
    408: ErrorKind.SERVER_ERROR,
    413: ErrorKind.PAYLOAD_TOO_LARGE,
    503: ErrorKind.OVERLOADED,
    529: ErrorKind.OVERLOADED,
}
_ERROR_FINISHES = {
    "error": ErrorKind.PROVIDER_ERROR,
    "network_error": ErrorKind.PROVIDER_ERROR,
    "server_error": ErrorKind.SERVER_ERROR,
    "abort": ErrorKind.PROVIDER_ERROR,
    "aborted": ErrorKind.PROVIDER_ERROR,
    "cancelled": ErrorKind.PROVIDER_ERROR,
    "canceled": ErrorKind.PROVIDER_ERROR,
    "failed": ErrorKind.PROVIDER_ERROR,
    "insufficient_system_resource": ErrorKind.OVERLOADED,
}


def kind_of_status(status: int, error: ProviderError) -> ErrorKind:
    """What an HTTP status means, refined by the names in the error object that came with it."""
    names = {_kind_of_name(error.code), _kind_of_name(error.type)}
    if "overload" in f"{error.code} {error.type}".lower():
        return ErrorKind.OVERLOADED
    if status in _KIND_OF_STATUS:
        return _KIND_OF_STATUS[status]
    match status:
        case 429:
            return ErrorKind.QUOTA if ErrorKind.QUOTA in names else ErrorKind.RATE_LIMIT
        case 400 | 422:
            too_long = ErrorKind.CONTEXT_LENGTH in names or _CONTEXT_WORDS.search(error.message[:2000])
            return ErrorKind.CONTEXT_LENGTH if too_long else ErrorKind.BAD_REQUEST
    if 300 <= status < 400:
        return ErrorKind.REDIRECT_BLOCKED
    if status >= 500:
        return ErrorKind.SERVER_ERROR
    if status < 200:
        return ErrorKind.UNEXPECTED_CONTENT
    return kind_of_names(error) or ErrorKind.PROVIDER_ERROR


def kind_of_names(error: ProviderError) -> ErrorKind | None:
    """What the word in `code`, then that in `type`, means; None for words nobody has agreed on."""
    return _kind_of_name(error.code) or _kind_of_name(error.type)


def _kind_of_name(name: str) -> ErrorKind | None:
    words = _snake(name)
    return next((kind for kind, known in _KIND_OF_NAME if known.search(words)), None) if words else None


def kind_of_error(error: ProviderError) -> ErrorKind:
    """What an error object inside a good response means: its code, then its type."""
    if error.status:
        return kind_of_status(error.status, error)
    return kind_of_names(error) or ErrorKind.PROVIDER_ERROR


def kind_of_finish(finish_reason: str) -> ErrorKind | None:
    """The failure that a finish reason stands for; None for those that end a reply properly."""
    return _ERROR_FINISHES.get(finish_reason)


def failure_of_error(error: ProviderError, redact: Redact) -> Failure:
    return Failure(kind_of_error(error), words=redact(error.message or error.code or error.type))


def error_of_response(body: bytes) -> ProviderError:
    """The error object in the body of a refusal; the text itself where there is none."""
    text = body.decode("utf-8", "replace").strip()
    try:
        parsed: Any = json.loads(text)
    except (ValueError, RecursionError):
        return ProviderError(text)
    return error_in(parsed) or read_error(parsed)


def failure_of_response(
    status: int, headers: Mapping[str, str], error: ProviderError, redact: Redact, now: datetime
) -> Failure:
    kind = kind_of_status(status, error)
    words = error.message or error.code or error.type
    if kind is ErrorKind.REDIRECT_BLOCKED:
        words = _target(headers.get("Location", "")) or words
    cause = _what_was_not_found(error) if kind is ErrorKind.NOT_FOUND else None
    if kind in _MAY_BE_ABOUT_PICTURES and _refuses_pictures(error):
        cause = Cause.PICTURES  # some say so with a status for their own trouble
    wait = retry_after(headers, now)
    return Failure(kind, http_status=status, words=redact(words), retry_after_s=wait, cause=cause)


def _refuses_pictures(error: ProviderError) -> bool:
    said = f"{error.param} {error.code} {error.message[:2000]}"
    return bool(_PICTURE_WORDS.search(said) and _REFUSING_WORDS.search(said))


def _what_was_not_found(error: ProviderError) -> Cause | None:
    """The model, where the provider names one; the address, where a web server answered that knows neither."""
    message = error.message[:2000]
    if _MODEL_WORDS.search(f"{error.code} {error.param}"):
        return Cause.MODEL
    if not message or _ADDRESS_WORDS.search(message):
        return Cause.ADDRESS
    return Cause.MODEL if _MODEL_WORDS.search(message) else None


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """How many seconds the server asks to wait; None where it says nothing or nothing sensible."""
    if (milliseconds := _seconds(headers.get("retry-after-ms"))) is not None:
        return milliseconds / 1000
    value = headers.get("Retry-After", "").strip()
    if (seconds := _seconds(value)) is not None:
        return seconds
    moment = _date(value)
    return max(0.0, (moment - (_date(headers.get("Date", "")) or now)).total_seconds()) if moment else None


def is_worth_retrying(failure: Failure) -> bool:
    """Whether the same request may simply be made again, now or after the wait the server asked for."""
    if failure.cause is Cause.PICTURES:  # whatever the status: the model will take none the next time either
        return False
    return failure.kind.retryable and (failure.retry_after_s or 0.0) <= LONGEST_SENSIBLE_WAIT_S


def _seconds(value: str | None) -> float | None:
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if 0 <= number < 1e9 else None


def _date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _snake(name: str) -> str:
    """`RateLimitError` and `rate-limit error` alike as `rate_limit_error`."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name[:200])
    return re.sub(r"[\s.\-]+", "_", spaced).lower()


def _target(location: str) -> str:
    """Where a redirect points, without what may be private in it."""
    try:
        parts = urlsplit(location)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" if parts.netloc else parts.path
