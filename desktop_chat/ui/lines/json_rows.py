"""Pieces of JSON as rows: one that is elided, or as many as it takes, broken where its texts have line ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import NotFound
from desktop_chat.domain.wire import WireMessage, as_sent, data_url
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.lines.cutting import columns, elided, pieces
from desktop_chat.ui.lines.line import Line
from desktop_chat.words import times
from desktop_chat.words.catalogue import trn

INDENT = "  "
_LOOKED_AT = 4  # characters of a text per column of a row: enough to fill it however they are escaped
_NOTE_COLUMNS = 16
_LEAST_TEXT = 24  # columns of a message's text; where JSON leaves fewer, the row has only what tells messages apart
_CONTENT = '"content": '
_END = "\\n"  # a line end as JSON writes it


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def written_message(item: WireMessage, *, comma: bool = False) -> str:
    return f"{INDENT * 2}{as_json(as_sent(item, _picture))}{',' * comma}"


def folded_message(item: WireMessage, room: int, *, comma: bool = False) -> Line:
    """The beginning of a message; a caret and its length if there is more of it than fits into the row."""
    begun = f"{INDENT * 2}{as_json(shortened(as_sent(item, _in_short), _LOOKED_AT * room))}{',' * comma}"
    if len(begun) <= room and columns(begun) <= room and not item.images:
        return Line(begun)
    length = trn("{n} character", "{n} characters", len(item.content)).format(n=times.count(len(item.content)))
    text_from = begun.index(_CONTENT) + len(_CONTENT)
    if item.content and room - _NOTE_COLUMNS - text_from < _LEAST_TEXT:
        return _in_a_narrow_row(item, room, length)
    return Line(elided(begun, max(1, room - _NOTE_COLUMNS)), icon=Icon.NEXT, note=length)


def _in_a_narrow_row(item: WireMessage, room: int, length: str) -> Line:
    """Who says it and how it begins; how long it is would take too much of that."""
    begun = f"{item.role}: {as_json(item.content[: _LOOKED_AT * room])}"
    text = elided(INDENT * 2 + begun, room)
    return Line(text, icon=Icon.NEXT, spoken=f"{text.strip()} {length}")


def _in_short(image: Attachment) -> str:
    """A picture that is not looked at need not be read."""
    return f"data:{image.media_type};base64,…"


def _picture(image: Attachment) -> str:
    """The picture itself; where its file is lost, at least what it was."""
    try:
        return data_url(image)
    except NotFound:
        return _in_short(image)


def rows_of(text: str, room: int) -> Iterator[str]:
    """The whole of it; put together the rows are the text."""
    start = 0
    while start < len(text):
        end = _line_end(text, start)
        yield from pieces(text[start:end], room)
        start = end


def unfolded(text: str, room: int) -> Iterator[Line]:
    for number, row in enumerate(rows_of(text, room)):
        yield Line(row, icon=None if number else Icon.DOWN)


def _line_end(text: str, start: int) -> int:
    """Behind the next escape of a line end; a written backslash before an n is none."""
    at = start
    while (at := text.find(_END, at)) >= 0:
        slashes = at
        while slashes > 0 and text[slashes - 1] == "\\":
            slashes -= 1
        if (at - slashes) % 2 == 0:
            return at + len(_END)
        at += len(_END)
    return len(text)


def shortened(value: Any, limit: int) -> Any:
    """The same value with its texts cut: what an elided row needs of them."""
    match value:
        case str():
            return value[:limit]
        case dict():
            return {name: shortened(inner, limit) for name, inner in value.items()}
        case list():
            return [shortened(inner, limit) for inner in value]
    return value
