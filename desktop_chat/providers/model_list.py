"""The answer to `GET /models`, as names.

OpenAI's `{"data": [{"id"}]}` is what most servers send; Ollama's `{"models": [{"name"}]}` and a bare list occur too.
"""

import json
from typing import Any

from desktop_chat.domain.errors import ErrorKind, Failure, RequestFailed
from desktop_chat.domain.text import clean
from desktop_chat.providers.error_objects import error_in
from desktop_chat.providers.failures import failure_of_error
from desktop_chat.providers.redaction import Redact

MOST_MODELS = 5_000
_LONGEST_NAME = 300
_LISTS = ("data", "models", "result", "items")
_NAMES = ("id", "name", "model", "slug")


def model_names(body: bytes, redact: Redact) -> tuple[str, ...]:
    """The names in `body`, sorted, each once. Raises `RequestFailed` when it is not a list of models."""
    text = body.decode("utf-8-sig", "replace")
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        raise RequestFailed(Failure(ErrorKind.UNEXPECTED_CONTENT, words=redact(text))) from None
    if error := error_in(parsed):
        raise RequestFailed(failure_of_error(error, redact))
    listed = _listed(parsed)
    if listed is None:
        raise RequestFailed(Failure(ErrorKind.UNEXPECTED_CONTENT, words=redact(text)))
    names = {name for entry in listed if (name := _name(entry))}
    return tuple(sorted(names, key=lambda name: (name.casefold(), name))[:MOST_MODELS])


def _listed(parsed: Any) -> list[Any] | None:
    if isinstance(parsed, list):
        return parsed
    if not isinstance(parsed, dict):
        return None
    if any(key in parsed and parsed[key] is None for key in _LISTS):
        return []  # Ollama's way of saying that there are none
    return next((parsed[key] for key in _LISTS if isinstance(parsed.get(key), list)), None)


def _name(entry: Any) -> str:
    if isinstance(entry, dict):
        entry = next((entry[key] for key in _NAMES if isinstance(entry.get(key), str) and entry[key]), "")
    name = clean(entry).strip() if isinstance(entry, str) else ""
    return name if len(name) <= _LONGEST_NAME and name.isprintable() else ""
