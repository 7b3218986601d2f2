"""The lines of a table, after GitHub's rules, but that a cell too many is not thrown away."""

from __future__ import annotations

import re

from desktop_chat.markup.blocks import Align
from desktop_chat.markup.line import BLANKS

_DELIMITERS = re.compile(r"[|:-](?:[|:-]|(?<!-)[ \t])[|: \t-]*$")
_DELIMITER = re.compile(r"(:?)-+(:?)$")
_PIPE = re.compile(r"(?<!\\)\|")
_ALIGNS = {("", ""): Align.START, (":", ""): Align.START, (":", ":"): Align.CENTRE, ("", ":"): Align.END}


def delimiters(line: str) -> tuple[Align, ...] | None:
    """How the columns lean, if this can be the line below a table's head."""
    if not _DELIMITERS.match(line):
        return None
    cells = line.strip(BLANKS).removeprefix("|").removesuffix("|").split("|")
    found = [_DELIMITER.match(cell.strip(BLANKS)) for cell in cells]
    return tuple(_ALIGNS[one[1], one[2]] for one in found if one) if all(found) else None


def cells(line: str) -> list[str]:
    parts = _PIPE.split(line.strip(BLANKS))
    if parts and not parts[0]:
        del parts[0]
    if parts and not parts[-1]:
        del parts[-1]
    return [part.strip(BLANKS).replace("\\|", "|") for part in parts]


def row(line: str, width: int) -> tuple[str, ...]:
    """The cells of a line of the body: missing ones empty, those beyond the last column in the last one."""
    found = cells(line)
    if len(found) > width:
        found[width - 1 :] = [" | ".join(found[width - 1 :])]
    return (*found, *[""] * (width - len(found)))
