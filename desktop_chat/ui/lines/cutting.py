"""Long lines cut into pieces of so many columns.

Every row of these views is one line high, so where it stands is arithmetic and only what is seen is set. The price is
to know, without asking a font, how much fits: a wide character counts as two columns, and takes a little less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WIDE = re.compile("[\u1100-\u115f\u2e80-\ud7ff\uf900-\ufaff\ufe30-\uff60\uffe0-\uffe6\U0001f000-\U0003ffff]")
_TAB = 3  # columns more than another character
_LEAST_FULL = 2  # a piece is cut at a space if that leaves it at least half full


def columns(text: str) -> int:
    """How many columns a line takes at most."""
    plain = len(text) + _TAB * text.count("\t")
    return plain if text.isascii() else plain + len(_WIDE.findall(text))


def fitting(text: str, room: int, start: int = 0) -> int:
    """How many characters from `start` on fit into `room` columns; at least one."""
    piece = text[start : start + room]
    while (over := columns(piece) - room) > 0 and len(piece) > 1:
        piece = piece[: len(piece) - max(1, over // 2)]
    return max(1, len(piece))


def pieces(text: str, room: int) -> Iterator[str]:
    """A line in pieces that fit, broken after spaces where there are any; together they are the line again."""
    start = 0
    while start < len(text) or start == 0:
        end = start + fitting(text, room, start)
        if end < len(text):
            space = text.rfind(" ", start, end) + 1
            end = space if (space - start) * _LEAST_FULL >= end - start else end
        yield text[start:end]
        start = end


def elided(text: str, room: int) -> str:
    """The beginning of a line, with an ellipsis where it does not fit."""
    if len(text) <= room and columns(text) <= room:
        return text
    return text[: fitting(text, room - 1)] + "…"
