"""Values of other programs' files, which may be of any kind and are never trusted to be what they are called."""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop_chat.domain.text import clean
from desktop_chat.transfer.inline import fenced

_NOTHING: Mapping[str, Any] = {}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Above these a number counts milliseconds, microseconds, nanoseconds: as seconds it would be in a far future.
_UNITS = ((10**17, 10**9), (10**14, 10**6), (10**11, 10**3))
_LAST_SECOND = 253_402_300_799
_OF_THE_PLACE = re.compile(
    r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})\D{1,4}(\d{1,2}):(\d{2})(?::(\d{2}))?[\s\u202f]*([AaPp])?\.?[Mm]?\.?"
)
_LANGUAGE = re.compile(r"[\w+#.-]*")
_DATA_URL = re.compile(r"data:[\w.+-]*/?[\w.+-]*(?:;[\w=.+-]+)*?;base64,", re.ASCII)


def thing(value: Any) -> Mapping[str, Any]:
    """An object; an empty one for anything else."""
    return value if isinstance(value, dict) else _NOTHING


def things(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects in a list."""
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())


def listed(value: Any) -> Iterator[Mapping[str, Any]]:
    """The same where there must be a list. Raises `ValueError`."""
    if not isinstance(value, list):
        raise ValueError(type(value).__name__)
    return things(value)


def text(value: Any) -> str:
    """Words, made safe; none for anything else."""
    return clean(value) if isinstance(value, str) else ""


def name(value: Any) -> str | None:
    """Words that are there, or None."""
    return text(value).strip() or None


def key(value: Any) -> str | None:
    """What an id may be: words or a number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value else None


def joined(parts: Sequence[str]) -> str:
    """Paragraphs, those that say something."""
    return "\n\n".join(part for part in parts if part.strip())


def code(words: str, language: str = "") -> str:
    """A block of code that nothing in it closes."""
    return fenced(words.rstrip("\n"), language if _LANGUAGE.fullmatch(language) else "")


def as_text(value: Any, indent: int | None = None) -> str:
    """A value as JSON."""
    return clean(json.dumps(value, ensure_ascii=False, indent=indent))


def as_it_is(value: Any) -> str:
    """A value that has no other form here, as a block of its own data."""
    return code(as_text(value, indent=2), "json")


def moment(value: Any) -> datetime | None:
    """A time, given in seconds or parts of them since 1970, in ISO 8601, or as a browser of some place writes it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(value)
    if not isinstance(value, str) or not value.strip():
        return None
    with suppress(ValueError, OverflowError):
        at = datetime.fromisoformat(value.strip())
        return _in_order(at if at.tzinfo else at.replace(tzinfo=UTC))
    with suppress(ValueError, OverflowError):
        return _since_1970(float(value))
    return _of_the_place(value)


def data_in(url: str) -> bytes | None:
    """What an address holds in itself (RFC 2397, in base64); None for any other."""
    head = _DATA_URL.match(url)
    if head is None:
        return None
    with suppress(binascii.Error, ValueError):
        return base64.b64decode(url[head.end() :])
    return None


def _since_1970(value: float) -> datetime | None:
    for bound, unit in _UNITS:
        if value > bound:
            value /= unit
            break
    if not 0 < value < _LAST_SECOND:  # which nothing that is no number is
        return None
    return _in_order(_EPOCH + timedelta(milliseconds=int(value * 1000)))


def _in_order(at: datetime) -> datetime | None:
    at = at.astimezone(UTC)
    return at.replace(microsecond=at.microsecond // 1000 * 1000) if at > _EPOCH else None


def _of_the_place(value: str) -> datetime | None:
    """Day and month in the order that their numbers allow; None where they allow both and nothing else tells."""
    found = _OF_THE_PLACE.fullmatch(value.strip())
    if found is None:
        return None
    first, second, third, hour, minute, seconds = (int(part or 0) for part in found.groups()[:6])
    half = (found[7] or "").lower()
    if first > 31:
        year, month, day = first, second, third
    elif half or second > 12:  # with halves of a day, they write the month first
        year, month, day = third, first, second
    elif first > 12:
        year, month, day = third, second, first
    else:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    with suppress(ValueError, OverflowError, OSError):
        return _in_order(datetime(year, month, day, hour, minute, seconds).astimezone())
    return None
