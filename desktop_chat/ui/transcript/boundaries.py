"""Where a character or a word ends, as readers count them.

What looks like one character may be many code points: a flag, a family of four, a letter with a mark on it. Unicode
says where such a cluster ends, Qt knows; it counts UTF-16 units.
"""

from __future__ import annotations

from PySide6.QtCore import QTextBoundaryFinder

from desktop_chat.ui.transcript.scripts import layout_text, utf16_offsets

_FAR = 300  # code points; a word or a cluster that is longer is passed in parts


def next_character(text: str, offset: int, step: int) -> int | None:
    """The end of the cluster behind `offset`, or the beginning of the one before; None beyond the text."""
    if not 0 <= offset + step <= len(text):
        return None
    first, finder = _finder(QTextBoundaryFinder.BoundaryType.Grapheme, text, offset)
    unit = finder.toNextBoundary() if step > 0 else finder.toPreviousBoundary()
    return _place(text, first, unit, step)


def next_word(text: str, offset: int, step: int) -> int | None:
    """Where the next word begins, or this one or the one before; None beyond the text."""
    if not 0 <= offset + step <= len(text):
        return None
    first, finder = _finder(QTextBoundaryFinder.BoundaryType.Word, text, offset)
    while True:
        unit = finder.toNextBoundary() if step > 0 else finder.toPreviousBoundary()
        place = _place(text, first, unit, step)
        if unit < 0 or place in (0, len(text)) or text[place].isalnum():
            return place


def _finder(kind: QTextBoundaryFinder.BoundaryType, text: str, offset: int) -> tuple[int, QTextBoundaryFinder]:
    """At `offset`, in the part of the text that begins at the number returned with it."""
    first = max(0, offset - _FAR)
    part = _part(text, first)
    finder = QTextBoundaryFinder(kind, part)
    finder.setPosition(utf16_offsets(part).to_utf16(offset - first))
    return first, finder


def _part(text: str, first: int) -> str:
    return layout_text(text[first : first + 2 * _FAR])


def _place(text: str, first: int, unit: int, step: int) -> int:
    if unit < 0:
        return min(len(text), first + 2 * _FAR) if step > 0 else first
    return first + utf16_offsets(_part(text, first)).to_points(unit)
