"""Every error a person can meet, as a type with data.

    ChatError
    ├── RequestFailed           the endpoint or the way to it; carries a Failure, which is stored with the reply
    ├── RequestRefused          we did not send it
    │   ├── NoEndpoint  NoModel  NothingToSend  BudgetTooSmall  BadOption  BadAddress  PlainHttpRefused
    │   ├── AttachmentLost  InTrash
    │   ├── NoKey  KeyVariableMissing  BadKey
    │   └── SpendingLimit       DayLimit  ConversationLimit
    ├── SecretError             the system keyring
    │   └── KeyringMissing  KeyringUnsafe  KeyringLocked  KeyringSlow  KeyringDenied
    ├── StoreError              the disk
    │   └── StoreUnwritable  StoreFull  StoreDamaged  StoreTooNew  StoreBusy
    ├── SettingsDamaged  WindowHangs
    ├── ExportFailed  ArchiveTooNew
    ├── (unfit.py)              files that cannot be attached
    ├── (unreadable.py)         files that cannot be imported
    ├── LocalModelError         LocalModelMissing  LocalModelBroken
    └── NotFound

Each carries what a sentence needs, and no sentence: those are made in `words.errors` alone.
"""

from enum import StrEnum

from desktop_chat.domain.money import Money
from desktop_chat.domain.values import dataclass


class ErrorKind(StrEnum):
    """Why a request failed. `retryable` ones may pass by themselves."""

    AUTH = "auth"
    PERMISSION = "permission"
    NOT_FOUND = "not_found"
    RATE_LIMIT = "rate_limit"
    QUOTA = "quota"
    BAD_REQUEST = "bad_request"
    CONTEXT_LENGTH = "context_length"
    PAYLOAD_TOO_LARGE = "payload_too_large"
    SERVER_ERROR = "server_error"
    OVERLOADED = "overloaded"
    PROXY_AUTH = "proxy_auth"
    REDIRECT_BLOCKED = "redirect_blocked"
    UNEXPECTED_CONTENT = "unexpected_content"
    MALFORMED_STREAM = "malformed_stream"
    PROVIDER_ERROR = "provider_error"
    TRUNCATED = "truncated"
    CONNECTION_LOST = "connection_lost"
    STALLED = "stalled"
    LIMIT_EXCEEDED = "limit_exceeded"
    DECODE_ERROR = "decode_error"
    UNREACHABLE = "unreachable"
    PROXY_UNREACHABLE = "proxy_unreachable"
    TLS = "tls"
    INTERNAL = "internal"

    @property
    def retryable(self) -> bool:
        return self in _RETRYABLE

    @property
    def is_cut(self) -> bool:
        """The connection ended before the reply did."""
        return self in _CUTS


_RETRYABLE = frozenset(
    {
        ErrorKind.RATE_LIMIT,
        ErrorKind.SERVER_ERROR,
        ErrorKind.OVERLOADED,
        ErrorKind.CONNECTION_LOST,
        ErrorKind.TRUNCATED,
        ErrorKind.STALLED,
        ErrorKind.UNREACHABLE,
    }
)
_CUTS = frozenset({ErrorKind.TRUNCATED, ErrorKind.CONNECTION_LOST, ErrorKind.STALLED})


class Cause(StrEnum):
    """What lies behind a kind, where it can be told: it decides what a person should look at first.

    The first four are about the way to the host, the certificates about TLS, the next two say what a 404 did not find.
    `PICTURES` tells that the model takes none.
    """

    NAME_UNKNOWN = "name_unknown"
    REFUSED = "refused"
    NO_NETWORK = "no_network"
    TIMED_OUT = "timed_out"
    CERTIFICATE_UNKNOWN = "certificate_unknown"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_NAME = "certificate_name"
    MODEL = "model"
    ADDRESS = "address"
    PICTURES = "pictures"


@dataclass(frozen=True, slots=True)
class Failure:
    """How a request failed.

    `host` is host[:port] as a person would write it; `words` are the provider's own, redacted, at most 500
    characters; `retry_after_s` is what the server asked for, in seconds; `attempts` counts requests made; `limit` is
    the client's own limit that was reached, in seconds when it is one of time, else in bytes.
    """

    kind: ErrorKind
    host: str = ""
    http_status: int | None = None
    words: str = ""
    retry_after_s: float | None = None
    attempts: int = 1
    cause: Cause | None = None
    limit: float | None = None


class ChatError(Exception):
    """Root of all errors a person can meet; `kind` is its name in machine-readable output."""

    kind: str = "error"


class RequestFailed(ChatError):
    def __init__(self, failure: Failure) -> None:
        super().__init__(f"{failure.kind} at {failure.host}")
        self.failure = failure
        self.kind = failure.kind.value


class RequestRefused(ChatError):
    """The program itself declined to send; nothing left this machine."""

    kind = "refused"


class NoEndpoint(RequestRefused):
    kind = "no_endpoint"


class NoModel(RequestRefused):
    kind = "no_model"

    def __init__(self, endpoint: str) -> None:
        super().__init__(endpoint)
        self.endpoint = endpoint


class NothingToSend(RequestRefused):
    kind = "nothing_to_send"


class InTrash(RequestRefused):
    """Nothing is asked or added in a conversation that is in the trash."""

    kind = "in_trash"


class BudgetTooSmall(RequestRefused):
    """What must be sent is larger than the input budget; both in tokens. `parts` says what it is made of: the system
    prompt, the pins, the summaries, the question; `rest` is what any request takes.
    """

    kind = "budget_too_small"

    def __init__(self, needed: int, budget: int, parts: tuple[int, int, int, int]) -> None:
        super().__init__(f"{needed} of {budget}")
        self.needed = needed
        self.budget = budget
        self.system, self.pinned, self.summaries, self.question = parts
        self.rest = needed - sum(parts)


class BadOption(RequestRefused):
    kind = "bad_option"

    def __init__(self, name: str, value: str) -> None:
        super().__init__(f"{name}={value}")
        self.name = name
        self.value = value


class BadAddress(RequestRefused):
    kind = "bad_address"

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class AttachmentLost(RequestRefused):
    """The content of an attached file is not in the store any more, or is not what it was."""

    kind = "attachment_lost"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class PlainHttpRefused(RequestRefused):
    kind = "plain_http"

    def __init__(self, host: str) -> None:
        super().__init__(host)
        self.host = host


class NoKey(RequestRefused):
    kind = "no_key"

    def __init__(self, endpoint: str) -> None:
        super().__init__(endpoint)
        self.endpoint = endpoint


class KeyVariableMissing(RequestRefused):
    kind = "no_key"

    def __init__(self, endpoint: str, variable: str) -> None:
        super().__init__(variable)
        self.endpoint = endpoint
        self.variable = variable


class BadKey(RequestRefused):
    """What was given as a key cannot be one: empty, or with characters that no header may carry. Never holds it."""

    kind = "bad_key"

    def __init__(self, endpoint: str) -> None:
        super().__init__(endpoint)
        self.endpoint = endpoint


class SpendingLimit(RequestRefused):
    """With `more`, about what the request would cost, `spent` would pass `limit`; all in one currency."""

    kind = "spending_limit"

    def __init__(self, spent: Money, limit: Money, more: Money) -> None:
        super().__init__(f"{spent} + {more} of {limit}")
        self.spent = spent
        self.limit = limit
        self.more = more


class DayLimit(SpendingLimit):
    kind = "day_limit"


class ConversationLimit(SpendingLimit):
    kind = "conversation_limit"


class SecretError(ChatError):
    """The keyring did not give or take a key. `backend` names it as a person knows it."""

    kind = "keyring"

    def __init__(self, backend: str = "") -> None:
        super().__init__(backend)
        self.backend = backend


class KeyringMissing(SecretError):
    kind = "keyring_missing"


class KeyringUnsafe(SecretError):
    """The only backend found would write keys where other programs can read them."""

    kind = "keyring_unsafe"


class KeyringLocked(SecretError):
    kind = "keyring_locked"


class KeyringSlow(SecretError):
    kind = "keyring_slow"


class KeyringDenied(SecretError):
    kind = "keyring_denied"


class StoreError(ChatError):
    """The data directory. `path` is the file or folder concerned."""

    kind = "store"

    def __init__(self, path: str = "") -> None:
        super().__init__(path)
        self.path = path


class StoreUnwritable(StoreError):
    kind = "store_unwritable"


class StoreFull(StoreError):
    kind = "store_full"


class StoreDamaged(StoreError):
    kind = "store_damaged"


class StoreBusy(StoreError):
    kind = "store_busy"


class StoreTooNew(StoreError):
    kind = "store_too_new"

    def __init__(self, path: str, version: int, known: int) -> None:
        super().__init__(path)
        self.version = version
        self.known = known


class SettingsDamaged(ChatError):
    """The settings file could not be read; it was kept beside as `kept_as`."""

    kind = "settings_damaged"

    def __init__(self, path: str, kept_as: str) -> None:
        super().__init__(path)
        self.path = path
        self.kept_as = kept_as


class WindowHangs(ChatError):
    """A window is open on the conversations in `path`, and does not answer."""

    kind = "window_hangs"

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class ExportFailed(ChatError):
    kind = "export_failed"

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class ArchiveTooNew(ChatError):
    """An exported file in the form of a newer program."""

    kind = "archive_too_new"

    def __init__(self, path: str, version: int, known: int) -> None:
        super().__init__(path)
        self.path = path
        self.version = version
        self.known = known


class LocalModelError(ChatError):
    kind = "local_model"


class LocalModelMissing(LocalModelError):
    """`what` is "server" (the optional package) or the path of a model file that is not there."""

    kind = "local_model_missing"

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class LocalModelBroken(LocalModelError):
    """The child process ended or refused the file; `reason` in its own words."""

    kind = "local_model_broken"

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class NotFound(ChatError):
    """Nothing here answers to `identifier`; `what` is "conversation", "message", "endpoint" or "receipt"."""

    kind = "not_found_here"

    def __init__(self, what: str, identifier: str) -> None:
        super().__init__(f"{what} {identifier}")
        self.what = what
        self.identifier = identifier
