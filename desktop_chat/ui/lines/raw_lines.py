"""A request body for a reader: a line for each parameter and each message, long ones folded.

Nothing but layout is added: the text of all rows, folded out, is the body's JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QModelIndex

from desktop_chat.domain.spelled import WireRequest
from desktop_chat.domain.values import dataclass
from desktop_chat.domain.wire import WireMessage
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.lines.cutting import columns, elided
from desktop_chat.ui.lines.folding import KEPT, FoldingLines
from desktop_chat.ui.lines.json_rows import INDENT, as_json, folded_message, unfolded, written_message
from desktop_chat.ui.lines.line import AnyIndex, Line, LineModel


@dataclass(frozen=True, slots=True)
class Around:
    """The body before and behind its messages, in the order in which it is sent."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def around(parameters: Mapping[str, Any], messages: int) -> Around:
    rest = [f"{INDENT}{as_json(name)}: {as_json(value)}" for name, value in parameters.items() if name != "model"]
    ending = *(f"{line}," for line in rest[:-1]), *rest[-1:], "}"
    model, comma = f'{INDENT}"model": {as_json(parameters["model"])},', "," * bool(rest)
    if not messages:
        return Around(("{", model, f'{INDENT}"messages": []{comma}'), ending)
    return Around(("{", model, f'{INDENT}"messages": ['), (f"{INDENT}]{comma}", *ending))


class RawLines(FoldingLines):
    """Every parameter and every message is a block."""

    def __init__(self) -> None:
        super().__init__()
        self._wire: Sequence[WireMessage] = ()
        # By what they say, not by their place: a budget that ends elsewhere moves them all.
        self._folded_message = lru_cache(maxsize=KEPT)(folded_message)
        self._around = Around()

    def take(self, request: WireRequest) -> None:
        """Shows another request, folded out where the one before was."""
        known, around_now = self._wire, around(request.parameters, len(request.wire))
        if known and around_now == self._around and known[:-1] == request.wire[:-1]:  # while one types
            self._wire = request.wire
            self.retell(len(self._around.before) + len(known) - 1)
            return
        self.beginResetModel()
        self._wire, self._around = request.wire, around_now
        self.begin_anew()
        self.endResetModel()

    def blocks(self) -> int:
        return len(self._around.before) + len(self._wire) + len(self._around.after)

    def folded(self, block: int) -> Line:
        place = self._message_at(block)
        if place is not None:
            return self._folded_message(self._wire[place], self.room, comma=self._has_comma(place))
        text = self.written(block)
        fits = columns(text) <= self.room
        return Line(text) if fits else Line(elided(text, self.room), icon=Icon.NEXT)

    def whole(self, block: int) -> Iterator[Line]:
        return unfolded(self.written(block), self.room)

    def written(self, block: int) -> str:
        place = self._message_at(block)
        if place is not None:
            return written_message(self._wire[place], comma=self._has_comma(place))
        before, after = self._around.before, self._around.after
        return before[block] if block < len(before) else after[block - self.blocks()]

    def _message_at(self, block: int) -> int | None:
        place = block - len(self._around.before)
        return place if 0 <= place < len(self._wire) else None

    def _has_comma(self, place: int) -> bool:
        return place + 1 < len(self._wire)


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
