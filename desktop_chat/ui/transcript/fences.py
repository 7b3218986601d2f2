"""Which lines of a text are code.

A fence is a line of three or more backticks or tildes; it ends with a line of at least as many of the same. Models
indent fences inside lists by any number of spaces, so indentation does not count here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

_OPENING = re.compile(r"(\s*)(`{3,}|~{3,})([^`]*)")


class Kind(Enum):
    """What a line is."""

    BLANK = auto()
    TEXT = auto()
    HEAD = auto()  # opens a fence; names the language
    CODE = auto()
    FOOT = auto()  # closes it

    @property
    def is_fenced(self) -> bool:
        return self in _FENCED


_FENCED = frozenset({Kind.HEAD, Kind.CODE, Kind.FOOT})


@dataclass(frozen=True, slots=True)
class Fence:
    """An open fence: its marks and how far it is indented, which its code is as well."""

    mark: str
    length: int
    indent: int
    language: str

    def indent_of(self, line: str) -> int:
        """How much of the line's indentation is the fence's own."""
        return min(len(line) - len(line.lstrip(" ")), self.indent)


def opened_by(line: str) -> Fence | None:
    """The fence that the line opens, outside of any other."""
    found = _OPENING.fullmatch(line)
    if found is None:
        return None
    indent, marks, language = found.groups()
    return Fence(marks[0], len(marks), len(indent), language.strip())


def kind_of(line: str, fence: Fence | None, *, closed: bool) -> Kind:
    """What the line is behind that fence; one that is not `closed` may go on."""
    if fence is None:
        if not line.strip():
            return Kind.BLANK
        return Kind.HEAD if opened_by(line) else Kind.TEXT
    marks = line.strip()
    only_marks = bool(marks) and not marks.strip(fence.mark)
    # Marks that still may become the end are not shown as code for a moment.
    if only_marks and (len(marks) >= fence.length or not closed):
        return Kind.FOOT
    return Kind.CODE


def after(line: str, kind: Kind, fence: Fence | None) -> Fence | None:
    """The fence that is open behind a closed line."""
    if kind is Kind.HEAD:
        return opened_by(line)
    return None if kind is Kind.FOOT else fence
