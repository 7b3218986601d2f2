"""What a reader sees of a block: its text without marks."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_chat.markup.blocks import Block, Kind
from desktop_chat.markup.inline import inline


def pieces(block: Block) -> Iterator[str]:
    """The text of the block, a piece at a time, because a table may have thousands of cells; these are parted by tabs,
    rows by line feeds.
    """
    match block.kind:
        case Kind.PARAGRAPH | Kind.HEADING:
            yield inline(block.content, block.links).text
        case Kind.TABLE if block.table is not None:
            for number, row in enumerate((block.table.head, *block.table.rows)):
                if number:
                    yield "\n"
                for column, cell in enumerate(row):
                    if column:
                        yield "\t"
                    yield inline(cell, block.links).text
        case _:
            yield block.content
