"""The blocks of a text that is read at once, line after line: no unfinished line, nothing tried, nothing kept."""

from __future__ import annotations

import re

from desktop_chat.markup.blocks import Block, Footnote, Kind, Quote
from desktop_chat.markup.definitions import linked
from desktop_chat.markup.inline import inline
from desktop_chat.markup.structure import Structure

_LINES = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")


def whole(text: str) -> list[Block]:
    structure = Structure()
    for line in _LINES.finditer(text):
        if line.group():
            structure.take(line[1].replace("\0", "\ufffd"), line.start())
    structure.finish()
    known: dict[str, str] = {}
    for label, address in structure.found:
        known.setdefault(label, address)
    return [linked(block, known) for block in structure.blocks]


def shown_text(text: str) -> str:
    """All letters and digits that a reader sees of it, those of the containers that a block stands in with each block,
    and all of the lines of code, because what follows the language behind a fence is shown by nobody.
    """
    return "\n".join(part for block in whole(text) for part in (*_labels(block), *_texts(block, text)))


def _labels(block: Block) -> list[str]:
    return [one.label if isinstance(one, Footnote) else one.marker for one in block.path if not isinstance(one, Quote)]


def _texts(block: Block, text: str) -> list[str]:
    if block.table is not None:
        cells = (cell for row in (block.table.head, *block.table.rows) for cell in row)
        return [inline(cell, block.links).text for cell in cells]
    if block.kind in (Kind.PARAGRAPH, Kind.HEADING):
        return [inline(block.content, block.links).text]
    return [text[block.start : block.end] if block.kind is Kind.CODE else block.content]
