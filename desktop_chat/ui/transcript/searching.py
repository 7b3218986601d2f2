"""How often a message holds what is looked for, read in steps that are short enough to come between two key presses."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TypeAlias
from weakref import WeakKeyDictionary

from desktop_chat.domain.messages import Message, Role
from desktop_chat.markup.blocks import Block, Kind
from desktop_chat.markup.hits import Query, folded
from desktop_chat.markup.visible import pieces
from desktop_chat.ui.transcript.leaves.leaf import Leaf
from desktop_chat.ui.transcript.reading import Reading, read, reading_of
from desktop_chat.ui.transcript.stack import asked_of
from desktop_chat.ui.transcript.tally import parts_of

Steps: TypeAlias = Generator[None, None, int]
"""Yields after each step, returns how often it is there."""
Written: TypeAlias = tuple[str, Reading]
"""A text, and how it is read."""

_CHUNK = 500  # characters that are read in one step


def texts_above(message: Message) -> list[Written]:
    """What is folded away above its text, until its reader unfolds it."""
    return _said([(message.reasoning, Reading.MARKDOWN)]) if message.is_reply else []


def texts_below(message: Message) -> list[Written]:
    """What is folded away below its text."""
    if message.role is Role.TOOL:
        return _said([(message.text, Reading.WRITTEN)])
    return [(asked_of(call), Reading.WRITTEN) for call in message.tool_calls]


def texts_between(message: Message, *, wants_markdown: bool) -> list[Written]:
    """What is seen of it as text in any case."""
    if message.role is Role.TOOL:
        return []
    found = [(message.text, reading_of(message, wants_markdown=wants_markdown))]
    return _said([*found, (message.refusal, Reading.MARKDOWN)] if message.is_reply else found)


def all_texts(message: Message, *, wants_markdown: bool) -> list[Written]:
    """All that its reader can see of it as text, from the top down, and how it is read."""
    between = texts_between(message, wants_markdown=wants_markdown)
    return [*texts_above(message), *between, *texts_below(message)]


def _said(texts: Sequence[Written]) -> list[Written]:
    return [(text, reading) for text, reading in texts if text]


def searched(query: Query, texts: Sequence[Written]) -> Steps:
    """How often it is in all of these."""
    count = 0
    for text, reading in texts:
        yield
        count += yield from _in_text(query, text, reading)
    return count


def counted(query: Query, texts: Sequence[Written]) -> int:
    """The same, for who cannot go on without the number."""
    steps = searched(query, texts)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return int(end.value)


def parts_with(query: Query, texts: Sequence[Written]) -> int:
    """About where in them it is; see `Tally.put`."""
    whole, parts = folded("\n".join(text for text, _ in texts)), 0
    for wanted in query.texts:
        parts |= parts_of(whole, wanted)
    return parts


def _in_text(query: Query, text: str, reading: Reading) -> Steps:
    least, most = query.bounds(text)
    if most == 0 or (least == most and reading is not Reading.PLAIN):
        return least
    document, count = read(reading), 0
    for start in range(0, len(text), _CHUNK):
        document.append(text[start : start + _CHUNK])
        yield
    for block in document.blocks:
        count += yield from _in_block(query, block)
    return count


def _in_block(query: Query, block: Block) -> Steps:
    if block.kind in {Kind.PARAGRAPH, Kind.HEADING}:
        least, most = query.bounds(block.content)
        if least == most:
            return least
    count = 0
    for piece in pieces(block):
        count += query.count(piece)
        yield
    return count


class LeafHits:
    """Where it is in leaves, found when they are painted or gone to, and kept as long as they are."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._kept: WeakKeyDictionary[Leaf, tuple[Block, list[tuple[int, int]]]] = WeakKeyDictionary()

    def within(self, leaf: Leaf) -> list[tuple[int, int]]:
        """Each from and to, in the text of the leaf."""
        kept = self._kept.get(leaf)
        if kept is None or kept[0] is not leaf.block:
            kept = self._kept[leaf] = leaf.block, self._found(leaf)
        return kept[1]

    def _found(self, leaf: Leaf) -> list[tuple[int, int]]:
        block = leaf.block
        if block.kind is Kind.TABLE:
            return self._query.within(leaf.text.replace("\n", "\t"))  # not from one row to the next
        if block.kind in {Kind.PARAGRAPH, Kind.HEADING} and not self._query.may_be_in(block.content):
            return []
        return self._query.within(leaf.text)
