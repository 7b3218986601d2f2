"""What a long reply costs: each character is read a few times, however long what came before it is."""

from __future__ import annotations

import pytest

from desktop_chat.markup.blocks import Kind
from desktop_chat.markup.inline import InlineReader
from desktop_chat.markup.splitter import Document

LENGTH = 80_000
PIECE = 130
MOST = 3
SENTENCE = "Some **bold** words, a `span`, $5 or 2 * 3, snake_case and [a link](to). "
KINDS = {
    "one line": SENTENCE * 400,
    "many lines": (SENTENCE + "\n") * 400,
    "list": ("- " + SENTENCE + "\n") * 400,
    "nested list": ("- a\n  - b\n    1. " + SENTENCE + "\n") * 400,
    "quote": ("> " + SENTENCE + "\n") * 400,
    "table": "| a | b |\n|---|---|\n" + "| some words | **more** words |\n" * 400,
    "fence": "```py\n" + "    value = call(1, 2, 3)  # why\n" * 400,
    "Chinese": "这是一个很长的段落，包含许多**中文**字符，没有空格。" * 400,
    "mixed": (
        "# Title\n\n" + SENTENCE * 3 + "\n\n- one\n- two\n\n```py\nx = 1\n```\n\n> quoted\n\na | b\n-|-\n1 | 2\n\n"
    )
    * 100,
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_character_is_read_few_times(kind: str) -> None:
    text = KINDS[kind] * (LENGTH // len(KINDS[kind]) + 1)
    document, reader, parsed = Document(), InlineReader(), 0
    start = 0
    for place in range(0, LENGTH, PIECE):
        document.append(text[place : place + PIECE])
        last = document.blocks[-1]
        if last.start != start:
            parsed, reader, start = parsed + reader.parsed, InlineReader(), last.start
        if last.kind in (Kind.PARAGRAPH, Kind.HEADING):
            reader.read(last.content, last.links)
    assert document.parsed + parsed + reader.parsed <= MOST * LENGTH
