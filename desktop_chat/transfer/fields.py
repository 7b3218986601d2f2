"""What a JSON object from elsewhere says under its names, each value of the kind that is wanted or not at all.

A missing value is no news: an older or a newer program wrote the file. One of another kind is left out and counted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from typing import Any, TypeVar

from desktop_chat.domain.intake import Loss
from desktop_chat.domain.models import LARGEST_INTEGER
from desktop_chat.domain.text import clean

E = TypeVar("E", bound=StrEnum)

_EARLIEST, _LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9998, 1, 1, tzinfo=UTC)
"""What the store and every time zone can hold."""


class Fields:
    """Numbers with a fraction may be floats or decimals; texts are cleaned. Counts what is no value in `losses`."""

    def __init__(self, values: Mapping[str, Any], losses: Counter[Loss]) -> None:
        self.values = values
        self.losses = losses

    def text(self, name: str) -> str:
        """Empty where there is none."""
        return self.text_or_none(name) or ""

    def text_or_none(self, name: str) -> str | None:
        value = self._of(str, name)
        return None if value is None else clean(value)

    def truth(self, name: str) -> bool:
        return bool(self._of(bool, name))

    def integer(self, name: str) -> int | None:
        """One that a column of the store can hold."""
        value: int | None = self._of(int, name)
        if value is None or (not isinstance(value, bool) and abs(value) <= LARGEST_INTEGER):
            return value
        self._lost()
        return None

    def count(self, name: str) -> int | None:
        """One that is not below zero."""
        value = self.integer(name)
        return value if value is None or value >= 0 else self._lost()

    def number(self, name: str) -> float | None:
        value = plain(self.values.get(name))
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        if self.values.get(name) is not None:
            self._lost()
        return None

    def moment(self, name: str) -> datetime | None:
        """A time in ISO 8601, in UTC; without an offset it is taken for UTC."""
        value = self._of(str, name)
        moment = None if value is None else _moment(value)
        if value is not None and moment is None:
            self._lost()
        return moment

    def one_of(self, kinds: type[E], name: str, default: E) -> E:
        return self.one_of_or_none(kinds, name) or default

    def one_of_or_none(self, kinds: type[E], name: str) -> E | None:
        value = self._of(str, name)
        try:
            return None if value is None else kinds(value)
        except ValueError:
            self._lost()
            return None

    def strings(self, name: str) -> tuple[str, ...]:
        found = self._of(list, name) or []
        return tuple(clean(one) for one in found if isinstance(one, str) or self._lost())

    def inner(self, name: str) -> "Fields | None":
        value = self._of(dict, name)
        return None if value is None else Fields(value, self.losses)

    def each(self, name: str) -> Iterator["Fields"]:
        """The objects of a list."""
        for one in self._of(list, name) or []:
            if isinstance(one, dict):
                yield Fields(one, self.losses)
            else:
                self._lost()

    def mapping(self, name: str) -> dict[str, Any]:
        """An object as it is."""
        found: dict[str, Any] = plain(self._of(dict, name) or {})
        return found

    def _of(self, kind: type, name: str) -> Any:
        value = self.values.get(name)
        return value if value is None or isinstance(value, kind) else self._lost()

    def _lost(self) -> Any:
        self.losses[Loss.VALUE] += 1
        return None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if _EARLIEST <= moment < _LATEST else None


def plain(value: Any) -> Any:
    """A value of JSON, its texts cleaned, its decimals floats; what is no number in JSON becomes None."""
    match value:
        case str():
            return clean(value)
        case dict():
            return {clean(name): plain(inner) for name, inner in value.items()}
        case list():
            return [plain(inner) for inner in value]
        case Decimal() | float():
            number = float(value)
            return number if isfinite(number) else None
    return value
