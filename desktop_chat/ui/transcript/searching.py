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
from desktop_chat.ui.transcript.stack import Choices
from desktop_chat.ui.transcript.tally import parts_of

Steps: TypeAlias = Generator[None, None, int]
"""Yields after each step, returns how often it is there."""

_CHUNK = 2000  # characters that are read in one step


def shown_texts(message: Message, choices: Choices) -> list[tuple[str, Reading]]:
    """What is seen of the message as text, from the top down, and how it is read."""
    if message.role is Role.TOOL:
        return []
    found = [(message.text, reading_of(message, wants_markdown=choices.wants_markdown))]
    if message.is_reply:
        if choices.unfolded:
            found.insert(0, (message.reasoning, Reading.MARKDOWN))
        found.append((message.refusal, Reading.MARKDOWN))
    return [(text, reading) for text, reading in found if text]


def searched(query: Query, texts: Sequence[tuple[str, Reading]]) -> Steps:
    """How often it is in all of these."""
    count = 0
    for text, reading in texts:
        yield
        count += yield from _in_text(query, text, reading)
    return count


def parts_with(query: Query, texts: Sequence[tuple[str, Reading]]) -> int:
    """About where in them it is; see `Tally.put`."""
    return parts_of(folded("\n".join(text for text, _ in texts)), query.text)


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
