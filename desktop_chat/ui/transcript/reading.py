"""How a text is read, and which leaf stands for which block."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto
from functools import cache
from typing import Protocol

from desktop_chat.domain.messages import Message
from desktop_chat.markup.blocks import Block, Kind
from desktop_chat.markup.effort import is_too_much
from desktop_chat.ui.transcript.leaves.leaf import Leaf


class Reading(Enum):
    """What a text is taken for."""

    MARKDOWN = auto()
    WRITTEN = auto()  # by a person: as it is, but for fenced code
    PLAIN = auto()


class Readable(Protocol):
    """A text that is read as it comes."""

    @property
    def blocks(self) -> Sequence[Block]: ...

    def append(self, text: str) -> int:
        """More text; returns the number of the first block that is another than before."""


def reading_of(message: Message, *, wants_markdown: bool) -> Reading:
    """How the text of that message is read."""
    if not message.is_reply:
        return Reading.WRITTEN
    return Reading.PLAIN if not wants_markdown and is_too_much(message.text) else Reading.MARKDOWN


def read(reading: Reading) -> Readable:
    """An empty text, to be read as that."""
    # Readers and leaves come with the first message: the empty window has no use for a hundred modules.
    from desktop_chat.markup.plain import PlainDocument, WrittenDocument
    from desktop_chat.markup.splitter import Document

    match reading:
        case Reading.MARKDOWN:
            return Document()
        case Reading.WRITTEN:
            return WrittenDocument()
        case Reading.PLAIN:
            return PlainDocument()


def load() -> None:
    """All that `read` and `leaf_of` import; from any thread, before the first text comes."""
    read(Reading.MARKDOWN)
    _leaves()


def last_code(message: Message) -> str | None:
    """The last block of code in it, None where there is none; one that is still open counts."""
    document = read(reading_of(message, wants_markdown=True))
    document.append(message.text)
    return next((block.content for block in reversed(document.blocks) if block.kind is Kind.CODE), None)


def leaf_of(block: Block) -> Leaf:
    """Sets and paints that block."""
    return _leaves()[block.kind](block)


@cache
def _leaves() -> Mapping[Kind, Callable[[Block], Leaf]]:
    from desktop_chat.ui.transcript.leaves.code import Code
    from desktop_chat.ui.transcript.leaves.formula import Formula
    from desktop_chat.ui.transcript.leaves.prose import Prose
    from desktop_chat.ui.transcript.leaves.rule import Rule
    from desktop_chat.ui.transcript.leaves.table import TableLeaf

    return {
        Kind.CODE: Code,
        Kind.TABLE: TableLeaf,
        Kind.RULE: Rule,
        Kind.MATH: Formula,
        Kind.PARAGRAPH: Prose,
        Kind.HEADING: Prose,
        Kind.PLAIN: Prose,
    }
