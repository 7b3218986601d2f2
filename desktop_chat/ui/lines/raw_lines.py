"""A request body for a reader: a line for each parameter and each message, long messages folded.

Nothing but layout is added: the text of all rows, messages unfolded, is the body's JSON.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any

from PySide6.QtCore import QModelIndex

from desktop_chat.domain.spelled import WireRequest
from desktop_chat.domain.values import dataclass
from desktop_chat.domain.wire import WireMessage, as_sent
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.lines.cutting import columns, elided, pieces
from desktop_chat.ui.lines.line import AnyIndex, Line, LineModel
from desktop_chat.words import times
from desktop_chat.words.catalogue import trn

_LOOKED_AT = 4  # characters of a message per column of a row: enough to fill it however they are escaped
_INSIDE = "    "
_NOTE_COLUMNS = 16
_ENDS = "\\n"  # where a folded out message begins a new row: at its own line ends, as JSON writes them


@dataclass(frozen=True, slots=True)
class Parts:
    """The body around its messages, in the order in which it is sent."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def parts_of(parameters: Mapping[str, Any], messages: int) -> Parts:
    rest = [f"  {_json(name)}: {_json(value)}" for name, value in parameters.items() if name != "model"]
    ending = tuple(f"{line}," for line in rest[:-1]) + tuple(rest[-1:])
    model = f'  "model": {_json(parameters["model"])},'
    comma = "," if rest else ""
    if not messages:
        return Parts(("{", model, f'  "messages": []{comma}'), (*ending, "}"))
    return Parts(("{", model, '  "messages": ['), (f"  ]{comma}", *ending, "}"))


class RawLines(LineModel):
    """`opened` holds the rows of those messages that are folded out."""

    def __init__(self) -> None:
        super().__init__()
        self._wire: Sequence[WireMessage] = ()
        self._parts = Parts((), ())
        self._opened: dict[int, list[str]] = {}
        self._starts: list[int] | None = None
        self._folded = lru_cache(maxsize=256)(self._fold)

    def take(self, request: WireRequest) -> None:
        """Shows another request, folded out where the one before was."""
        self.beginResetModel()
        self._wire = request.wire
        self._parts = parts_of(request.parameters, len(request.wire))
        self.cut_again()
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        if parent.isValid():
            return 0
        inside = self._message_starts()[-1] if self._opened else len(self._wire)
        return len(self._parts.before) + inside + len(self._parts.after)

    def line(self, row: int) -> Line:
        place, part = self._place(row)
        if place is None:
            return Line(elided(self._around(row), self.room))
        if place in self._opened:
            return Line(self._opened[place][part], icon=Icon.DOWN if part == 0 else None)
        return self._folded(place)

    def cut_again(self) -> None:
        self._folded.cache_clear()
        self._opened = {place: list(self._whole(place)) for place in self._opened if place < len(self._wire)}
        self._starts = None

    def can_toggle(self, row: int) -> bool:
        place, _ = self._place(row)
        return place is not None and (place in self._opened or self._folded(place).icon is not None)

    def toggle(self, row: int) -> int:
        place, part = self._place(row)
        assert place is not None
        self.beginResetModel()
        if place in self._opened:
            del self._opened[place]
        else:
            self._opened[place] = list(self._whole(place))
        self._starts = None
        self.endResetModel()
        return row - part

    def copied(self, rows: range) -> str:
        """A row that is cut or folded stands for its whole message."""
        found: dict[tuple[int | None, int], str] = {}
        for row in rows:
            place, _ = self._place(row)
            key = (None, row) if place is None else (place, 0)
            if key not in found:
                found[key] = self._around(row) if place is None else self._written(place)
        return "\n".join(found.values())

    # -- where what stands -------------------------------------------------------------------------------------------

    def _place(self, row: int) -> tuple[int | None, int]:
        """Which message a row belongs to, None for those around them; and which of its rows it is."""
        inside = row - len(self._parts.before)
        if not self._opened:
            return (inside, 0) if 0 <= inside < len(self._wire) else (None, 0)
        starts = self._message_starts()
        if not 0 <= inside < starts[-1]:
            return None, 0
        place = bisect_right(starts, inside) - 1
        return place, inside - starts[place]

    def _message_starts(self) -> list[int]:
        if self._starts is None:
            sizes = (len(self._opened.get(place, "1")) for place in range(len(self._wire)))
            self._starts = list(accumulate(sizes, initial=0))
        return self._starts

    def _around(self, row: int) -> str:
        before, after = self._parts.before, self._parts.after
        return before[row] if row < len(before) else after[row - self.rowCount()]

    # -- one message -------------------------------------------------------------------------------------------------

    def _fold(self, place: int) -> Line:
        """The beginning of a message; a caret if there is more than fits into the row."""
        item = self._wire[place]
        begun = f"{_INSIDE}{_json(shortened(as_sent(item), _LOOKED_AT * self.room))}{self._comma(place)}"
        if len(begun) <= self.room and columns(begun) <= self.room:
            return Line(begun)
        more = trn("{n} character", "{n} characters", len(item.content))
        shown = elided(begun, max(1, self.room - _NOTE_COLUMNS))
        return Line(shown, icon=Icon.NEXT, note=more.format(n=times.count(len(item.content))))

    def _written(self, place: int) -> str:
        return f"{_INSIDE}{_json(as_sent(self._wire[place]))}{self._comma(place)}"

    def _whole(self, place: int) -> Iterator[str]:
        text, start = self._written(place), 0
        while start < len(text):
            end = _line_end(text, start)
            yield from pieces(text[start:end], self.room)
            start = end

    def _comma(self, place: int) -> str:
        return "," if place + 1 < len(self._wire) else ""


def _line_end(text: str, start: int) -> int:
    """Behind the next line end that a JSON string has as an escape; a written backslash before an n is none."""
    at = start
    while (at := text.find(_ENDS, at)) >= 0:
        slashes = at
        while slashes > 0 and text[slashes - 1] == "\\":
            slashes -= 1
        if (at - slashes) % 2 == 0:
            return at + len(_ENDS)
        at += len(_ENDS)
    return len(text)


def shortened(value: Any, limit: int) -> Any:
    """The same value with its texts cut: what a folded row needs of them."""
    match value:
        case str():
            return value[:limit]
        case dict():
            return {name: shortened(inner, limit) for name, inner in value.items()}
        case list():
            return [shortened(inner, limit) for inner in value]
    return value


class ExactLines(LineModel):
    """The bytes as they go out: one line of JSON, cut where the view ends."""

    def __init__(self, body: bytes) -> None:
        super().__init__()
        self._text = body.decode()
        self._rows: Sequence[str] = ()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def cut_again(self) -> None:
        self._rows = list(self._cut())

    def _cut(self) -> Iterator[str]:
        """As even as can be made of megabytes at once: what is not plain takes rows of half as many characters."""
        half = self.room // 2
        for start in range(0, len(self._text), 2 * half):
            row = self._text[start : start + 2 * half]
            if row.isascii():
                yield row
            else:
                yield from filter(None, (row[:half], row[half:]))

    def line(self, row: int) -> Line:
        return Line(self._rows[row])

    def copied(self, rows: range) -> str:
        return "".join(self._rows[rows.start : rows.stop])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
