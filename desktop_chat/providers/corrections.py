"""Parameters that an endpoint refuses and we know a way round.

Newer models take `max_completion_tokens` where others take `max_tokens`, and some gateways do not know
`stream_options`. Models that think before they answer take no `temperature` and nothing of its kind: the answer without
it is worth more than none, and the person is told. Nothing else is corrected; a value that is out of range, for one,
is a person's to mend.
"""

import json
import re

from desktop_chat.domain.values import dataclass
from desktop_chat.providers.error_objects import ProviderError

_OTHER_NAME = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
_OURS = "stream_options"
_SAMPLING = ("temperature", "top_p", "presence_penalty", "frequency_penalty")
_REFUSES = re.compile(
    r"unsupported|not support|unknown|unrecogni[sz]ed|unexpected|not permitted|not allowed|extra (?:input|field)"
    r"|extra_forbidden|deprecated|instead",
    re.IGNORECASE,
)

# More than the words of a refusal: a value that is not allowed may be one that is out of range.
_KNOWS_NOT = re.compile(
    r"unsupported|not support|unknown|unrecogni[sz]ed|unexpected|extra (?:input|field)|extra_forbidden|deprecated",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Correction:
    """`parameter` is sent as `renamed_to`, or not at all where that is None."""

    parameter: str
    renamed_to: str | None

    @property
    def covers(self) -> frozenset[str]:
        """What must not be corrected again: a limit would otherwise change its name back and forth."""
        return frozenset({self.parameter, self.renamed_to} - {None})  # type: ignore[arg-type]


def correction_for(status: int, error: ProviderError, body: bytes, made: frozenset[str]) -> Correction | None:
    """What to change in `body` after this refusal; None when nothing can be, or it was tried before."""
    if status not in (400, 422):
        return None
    sent = _parameters(body)
    said = f"{error.message} {error.code} {error.type}"
    if _OURS in sent - made and (error.param == _OURS or _OURS in said):
        return Correction(_OURS, None)
    for name, other in _OTHER_NAME.items():
        if name in sent - made and _names(error, name) and _REFUSES.search(said):
            return Correction(name, other)
    for name in _SAMPLING:
        if name in sent - made and _is_about(error, name) and _KNOWS_NOT.search(said):
            return Correction(name, None)
    return None


def corrected_body(body: bytes, correction: Correction) -> bytes:
    """`body` with the correction made and everything else, the order too, as it was."""
    parsed = json.loads(body)
    changed: dict[str, object] = {}
    for name, value in parsed.items():
        if name != correction.parameter:
            changed[name] = value
        elif correction.renamed_to and correction.renamed_to not in parsed:
            changed[correction.renamed_to] = value
    try:
        return json.dumps(changed, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:  # half of a surrogate pair, written as an escape
        return json.dumps(changed, separators=(",", ":")).encode()


def _parameters(body: bytes) -> frozenset[str]:
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        return frozenset()
    return frozenset(parsed) if isinstance(parsed, dict) else frozenset()


def _is_about(error: ProviderError, parameter: str) -> bool:
    """Whether the refusal is about `parameter`: by its `param`, or because its words name it."""
    if error.param:
        return error.param == parameter
    return re.search(rf"\b{parameter}\b", error.message) is not None


def _names(error: ProviderError, parameter: str) -> bool:
    """Whether the refusal is about `parameter`: by its `param`, or first of all limits in the words."""
    if error.param:
        return error.param == parameter
    named = re.search(r"\bmax_(?:completion_)?tokens\b", error.message)
    return bool(named) and named[0] == parameter  # type: ignore[index]
