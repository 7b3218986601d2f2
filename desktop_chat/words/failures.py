"""Why a request failed, in sentences: one row of a table per kind and, where it is known, per cause.

Rows are data, not branches, so that a test can hold the table against the enumeration.
"""

from typing import Final

from desktop_chat.domain.errors import Cause, ErrorKind, Failure
from desktop_chat.domain.values import dataclass
from desktop_chat.words.catalogue import figures, joined, later, tr
from desktop_chat.words.explanation import Explanation, Kept, Remedy, kept_sentence, named, quoted
from desktop_chat.words.times import whole_seconds

_KILOBYTE: Final = 1024
_MEGABYTE: Final = 1024 * _KILOBYTE


@dataclass(frozen=True, slots=True)
class _Row:
    """`bounded` is the headline when the client's own limit is known, as {seconds} or {size}."""

    headline: str
    advice: str
    remedy: Remedy = Remedy.RETRY
    bounded: str = ""


_CHECK_ADDRESS: Final = later("Check the address in the endpoint's settings: most end in /v1.")
_NEVER_OFF: Final = later(
    "The check is never switched off. If your company or your own server signed it, let this computer trust that "
    "authority, or name its CA file in the environment variable SSL_CERT_FILE."
)
_CHECK_PROXY: Final = later(
    "Check the proxy in the system's network settings, or in the environment variable HTTPS_PROXY."
)
_SHORTER: Final = later("Exclude earlier messages, set an input budget, or go on in a new conversation.")

_BY_KIND: Final = {
    ErrorKind.AUTH: _Row(
        later("{host} did not accept the key{status}."),
        later("Check the key in the endpoint's settings."),
        Remedy.OPEN_ENDPOINT,
    ),
    ErrorKind.PERMISSION: _Row(
        later("{host} does not allow this request{status}."),
        later("The key may not be entitled to this model, or the provider does not serve this region."),
        Remedy.OPEN_ENDPOINT,
    ),
    ErrorKind.NOT_FOUND: _Row(
        later("{host} knows no such address or no such model{status}."),
        later("Check the address in the endpoint's settings, and the model's name."),
        Remedy.OPEN_ENDPOINT,
    ),
    ErrorKind.RATE_LIMIT: _Row(
        later("{host} takes no more requests at the moment{status}."),
        later("Retry in a while, or choose another endpoint."),
    ),
    ErrorKind.QUOTA: _Row(
        later("{host} says that the quota or the credit is used up{status}."),
        later("Add credit with the provider, or choose another endpoint."),
        Remedy.OPEN_ENDPOINT,
    ),
    ErrorKind.BAD_REQUEST: _Row(
        later("{host} refused the request{status}."),
        later("Check the parameters and the model's name."),
        Remedy.CHANGE_OPTIONS,
    ),
    ErrorKind.CONTEXT_LENGTH: _Row(
        later("The request is longer than this model of {host} can read{status}."), _SHORTER, Remedy.SHORTEN
    ),
    ErrorKind.PAYLOAD_TOO_LARGE: _Row(later("{host} takes no request of this size{status}."), _SHORTER, Remedy.SHORTEN),
    ErrorKind.SERVER_ERROR: _Row(
        later("{host} failed while it answered{status}."),
        later("The fault is on its side. Retry in a while."),
    ),
    ErrorKind.OVERLOADED: _Row(
        later("{host} is overloaded{status}."), later("Retry in a while, or choose another model.")
    ),
    ErrorKind.PROXY_AUTH: _Row(later("{host}: the proxy asks for a name and a password{status}."), _CHECK_PROXY),
    ErrorKind.REDIRECT_BLOCKED: _Row(
        later("{host} sent the request on to another address{status}, which was not followed."),
        later(
            "Followed, it would have carried the conversation there. If that address is right, put it into "
            "the endpoint's settings."
        ),
        Remedy.OPEN_ENDPOINT,
    ),
    ErrorKind.UNEXPECTED_CONTENT: _Row(
        later("{host} answered with something other than JSON, such as a web page{status}."),
        later(
            "The address may be wrong, or a network asks you to log in first. Check the address in the "
            "endpoint's settings: most end in /v1."
        ),
        Remedy.OPEN_ENDPOINT,
    ),
    ErrorKind.MALFORMED_STREAM: _Row(
        later("{host} sent a line that is not valid JSON."),
        later("The rest of the answer was not read. Retry."),
    ),
    ErrorKind.PROVIDER_ERROR: _Row(
        later("{host} reported an error{status}."), later("Retry, or choose another model.")
    ),
    ErrorKind.TRUNCATED: _Row(
        later("{host} ended the connection before the answer was complete."),
        later("Continue where it broke off, or retry."),
    ),
    ErrorKind.CONNECTION_LOST: _Row(
        later("The connection to {host} was lost."), later("Check the network, then continue or retry.")
    ),
    ErrorKind.STALLED: _Row(
        later("{host} fell silent, and the connection was closed."),
        later("Continue where it broke off, or retry."),
        bounded=later("{host} sent nothing for {seconds} s, and the connection was closed."),
    ),
    ErrorKind.LIMIT_EXCEEDED: _Row(
        later("{host} sent more than this program takes in one answer."),
        later("Ask for a shorter answer, or set a limit for its length."),
        Remedy.CHANGE_OPTIONS,
        bounded=later("{host} sent more than the {size} that this program takes at once."),
    ),
    ErrorKind.DECODE_ERROR: _Row(
        later("{host} sent compressed data that cannot be unpacked."),
        later("A proxy on the way may have damaged it. Retry."),
    ),
    ErrorKind.UNREACHABLE: _Row(
        later("{host} cannot be reached."),
        later("Check the network, the endpoint's address, and whether a proxy is needed."),
    ),
    ErrorKind.PROXY_UNREACHABLE: _Row(later("{host}: the proxy cannot be reached."), _CHECK_PROXY),
    ErrorKind.TLS: _Row(later("No secure connection to {host} could be made."), _NEVER_OFF),
    ErrorKind.INTERNAL: _Row(
        later("This program made a mistake while it spoke with {host}."),
        later("The log file says where. Retry."),
    ),
}

_BY_CAUSE: Final = {
    (ErrorKind.NOT_FOUND, Cause.MODEL): _Row(
        later("{host} does not have this model{status}."), later("Choose another model."), Remedy.CHOOSE_MODEL
    ),
    **dict.fromkeys(
        [
            (kind, Cause.PICTURES)
            for kind in (
                ErrorKind.BAD_REQUEST,
                ErrorKind.NOT_FOUND,
                ErrorKind.SERVER_ERROR,
                ErrorKind.PROVIDER_ERROR,
            )
        ],
        _Row(
            later("This model of {host} takes no pictures{status}."),
            later("Choose a model that reads pictures, or edit the question and remove them."),
            Remedy.CHOOSE_MODEL,
        ),
    ),
    (ErrorKind.NOT_FOUND, Cause.ADDRESS): _Row(
        later("{host} has nothing at this address{status}."), _CHECK_ADDRESS, Remedy.OPEN_ENDPOINT
    ),
    (ErrorKind.UNREACHABLE, Cause.NAME_UNKNOWN): _Row(
        later("No server named {host} was found."),
        later("Check the spelling of the endpoint's address, and that this computer is online."),
        Remedy.OPEN_ENDPOINT,
    ),
    (ErrorKind.UNREACHABLE, Cause.REFUSED): _Row(
        later("Nothing answers at {host}."),
        later("Check that the server is running, and the port in the endpoint's address."),
        Remedy.OPEN_ENDPOINT,
    ),
    (ErrorKind.UNREACHABLE, Cause.NO_NETWORK): _Row(
        later("There is no network on which {host} can be reached."),
        later("Connect this computer, then retry."),
    ),
    (ErrorKind.UNREACHABLE, Cause.TIMED_OUT): _Row(
        later("{host} did not answer in time."),
        later("It may be busy, or a firewall or a missing proxy is in the way."),
        bounded=later("{host} did not answer within {seconds} s."),
    ),
    (ErrorKind.TLS, Cause.CERTIFICATE_UNKNOWN): _Row(
        later("The certificate of {host} was not signed by an authority that this computer trusts."),
        _NEVER_OFF,
    ),
    (ErrorKind.TLS, Cause.CERTIFICATE_EXPIRED): _Row(
        later("The certificate of {host} is not valid today."),
        later(
            "The check is never switched off. Check this computer's date; if it is right, the server's owner "
            "has to renew the certificate."
        ),
    ),
    (ErrorKind.TLS, Cause.CERTIFICATE_NAME): _Row(
        later("The certificate that {host} showed is made out to another name."),
        later(
            "The check is never switched off. Check the endpoint's address; if it is right, something stands "
            "in between."
        ),
        Remedy.OPEN_ENDPOINT,
    ),
}


def explain_failure(failure: Failure, kept: Kept = Kept.QUESTION) -> Explanation:
    """What happened, where, what is kept, and what can be done about it."""
    row = _row(failure)
    asked_to_wait = failure.retry_after_s is not None and failure.kind.retryable
    return Explanation(
        headline=_headline(row, failure),
        detail=joined(kept_sentence(kept), _attempts(failure), _waiting(failure), tr(row.advice)),
        words=quoted(failure.words),
        remedy=Remedy.WAIT if asked_to_wait else row.remedy,
    )


def _row(failure: Failure) -> _Row:
    row = _BY_CAUSE.get((failure.kind, failure.cause)) if failure.cause else None
    return row or _BY_KIND[failure.kind]


def _headline(row: _Row, failure: Failure) -> str:
    template = row.bounded if row.bounded and failure.limit is not None else row.headline
    anonymous = tr("The endpoint") if template.startswith("{host}") else tr("the endpoint")
    return tr(template).format(
        host=named(failure.host) or anonymous,
        status=tr(" (HTTP {status})").format(status=failure.http_status) if failure.http_status else "",
        seconds=whole_seconds(failure.limit or 0),
        size=_size(failure.limit or 0),
    )


def _attempts(failure: Failure) -> str:
    if failure.attempts < 2:
        return ""
    return tr("It was tried {n} times.").format(n=failure.attempts)


def _waiting(failure: Failure) -> str:
    if failure.retry_after_s is None:
        return ""
    return tr("The server asks to wait {seconds} s.").format(seconds=whole_seconds(failure.retry_after_s))


def _size(limit: float) -> str:
    if limit < _KILOBYTE:
        return f"{figures(f'{limit:,.0f}')} B"
    if limit < _MEGABYTE:
        return f"{figures(f'{limit / _KILOBYTE:,.4g}')} KB"
    return f"{figures(f'{limit / _MEGABYTE:,.4g}')} MB"
