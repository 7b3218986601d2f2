"""What a provider says when it refuses, in all the shapes that are about.

OpenAI's `{"error": {"message", "type", "code", "param"}}` is the pattern, but gateways send the object bare, the
message as a plain string, FastAPI's `detail`, a list of errors, or the status inside the object. All of them become
one `ProviderError`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop_chat.domain.values import dataclass

_MESSAGE_KEYS = ("message", "msg", "error_msg", "error_message", "errorMessage", "detail", "reason", "title")
_CODE_KEYS = ("code", "status_code", "statusCode", "error_code", "errorCode", "status")
_STATUS_KEYS = frozenset({"code", "status_code", "statusCode", "error_code", "errorCode", "status"})
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class ProviderError:
    """`code` as text, a number too; empty strings where the provider said nothing."""

    message: str = ""
    code: str = ""
    type: str = ""
    param: str = ""

    @property
    def status(self) -> int | None:
        """The code where it is an HTTP status."""
        number = int(self.code) if self.code.isascii() and self.code.isdigit() and len(self.code) == 3 else 0
        return number if 400 <= number <= 599 else None


def error_in(body: Any) -> ProviderError | None:
    """The error that `body`, a JSON value under a good status, carries; None when it carries none."""
    if isinstance(body, list):
        return next(filter(None, map(error_in, body[:8])), None)
    if not isinstance(body, dict):
        return None
    if error := body.get("error"):
        return read_error(error if isinstance(error, dict | list | str) else _without(body, "error"))
    if body.get("choices"):
        return None
    if isinstance(errors := body.get("errors"), dict | list | str) and errors:
        return read_error(errors)
    if isinstance(base := body.get("base_resp"), dict) and base.get("status_code"):
        return ProviderError(_text(base.get("status_msg")), _text(base["status_code"]))
    return read_error(body) if _looks_like_error(body) else None


def read_error(error: Any, depth: int = 0) -> ProviderError:
    """An error, whatever its shape, known to be one."""
    if isinstance(error, dict) and depth < _DEEPEST:
        if isinstance(inner := error.get("error"), dict | list) and inner:
            return read_error(inner, depth + 1)
        return _read_object(error, depth)
    if isinstance(error, list) and depth < _DEEPEST:
        parts = [read_error(part, depth + 1) for part in error[:8]]
        return _joined(parts) if parts else ProviderError()
    return ProviderError(_text(error))


def _read_object(error: Mapping[str, Any], depth: int) -> ProviderError:
    message = _first(error, _MESSAGE_KEYS)
    inner = read_error(message, depth + 1) if isinstance(message, dict | list) else ProviderError(_text(message))
    words = inner.message or (_text(error.get("error")) if isinstance(error.get("error"), str) else "")
    if isinstance(metadata := error.get("metadata"), dict) and isinstance(raw := metadata.get("raw"), str):
        words = f"{words}: {raw}" if words else raw  # what the provider behind a gateway said
    return ProviderError(
        words,
        _text(_first(error, _CODE_KEYS)) or inner.code,
        _text(error.get("type")) or inner.type,
        _text(error.get("param")) or _location(error.get("loc")) or inner.param,
    )


def _looks_like_error(body: Mapping[str, Any]) -> bool:
    if body.get("object") == "error" or body.get("type") == "error" or body.get("detail"):
        return True
    says = any(isinstance(body.get(key), str) and body[key] for key in _MESSAGE_KEYS)
    return says and ("choices" not in body) and bool(_STATUS_KEYS & body.keys() or body.get("success") is False)


def _joined(parts: Sequence[ProviderError]) -> ProviderError:
    first = parts[0]
    message = "; ".join(dict.fromkeys(part.message for part in parts if part.message))
    return ProviderError(message, first.code, first.type, first.param)


def _location(loc: Any) -> str:
    """FastAPI tells the parameter as a path: `["body", "max_tokens"]`."""
    names = [part for part in loc if isinstance(part, str)] if isinstance(loc, list) else []
    return names[-1] if names else ""


def _first(error: Mapping[str, Any], keys: Sequence[str]) -> Any:
    return next((error[key] for key in keys if error.get(key) not in (None, "", [], {})), None)


def _without(body: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != key}


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int):
        return str(int(value)) if isinstance(value, float) and value.is_integer() else ""
    return str(value) if abs(value) < 10**12 else ""
