"""What is marked in the texts, whoever marks it: find hits lie below the selection.

Two grounds in one place would show the upper one, but the ink that the lower one asked for. So what lies below is cut
where something lies above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_chat.ui.transcript.typeset import Mark

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.body import Body
    from desktop_chat.ui.transcript.leaves.leaf import Leaf
    from desktop_chat.ui.transcript.page import Marked


class Marks:
    """Of one view; `sources` from the lowest to the uppermost."""

    def __init__(self) -> None:
        self.sources: list[Marked] = []

    def of(self, body: Body, number: int, leaf: Leaf) -> Sequence[Mark]:
        """What is marked in that leaf of that text."""
        marks: list[Mark] = []
        for source in self.sources:
            above = source(body, number, leaf)
            marks = [*_uncovered(marks, above), *above]
        return marks


def _uncovered(marks: Iterable[Mark], above: Sequence[Mark]) -> list[Mark]:
    pieces = list(marks)
    for cover in above:
        pieces = [piece for mark in pieces for piece in _beside(mark, cover)]
    return pieces


def _beside(mark: Mark, cover: Mark) -> Iterable[Mark]:
    """What of the mark the cover leaves to be seen."""
    if cover.end <= mark.start or mark.end <= cover.start:
        yield mark
        return
    if mark.start < cover.start:
        yield replace(mark, end=cover.start)
    if cover.end < mark.end:
        yield replace(mark, start=cover.end)
