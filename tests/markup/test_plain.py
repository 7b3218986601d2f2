"""Texts that are not read as Markdown."""

from __future__ import annotations

from desktop_chat.markup.blocks import Kind
from desktop_chat.markup.plain import PlainDocument, WrittenDocument

MOST_LINES = 40
MOST_CHARACTERS = 4000


def test_plain_text_is_cut_at_line_ends() -> None:
    text = "*line*\r\n" * 100
    document = PlainDocument(text)
    assert [block.content.count("\n") + 1 for block in document.blocks] == [MOST_LINES, MOST_LINES, 20]
    assert "\n".join(block.content for block in document.blocks) == "\n".join(["*line*"] * 100)
    assert {block.kind for block in document.blocks} == {Kind.PLAIN}


def test_a_line_without_end_is_cut_where_it_must_be() -> None:
    document = PlainDocument()
    for _ in range(100):
        document.append("x" * 123)
    assert [len(block.content) for block in document.blocks] == [MOST_CHARACTERS] * 3 + [300]


def test_blocks_that_are_full_never_change() -> None:
    document = PlainDocument("line\n" * 50)
    full = document.blocks[0]
    assert document.append("line\n" * 100) == 1
    assert document.blocks[0] is full


def test_a_typed_text_keeps_its_lines_as_they_are() -> None:
    document = WrittenDocument("  # one *two*\n\tthree  \n\n\n- four\0")
    assert [block.content for block in document.blocks] == ["  # one *two*\n\tthree  ", "- four\ufffd"]


def test_code_in_fences_is_code_in_a_typed_text_too() -> None:
    text = "Why?\n   ~~~ py x\n   a\n     b\n\n   ~~~~\nBecause\n```\nopen"
    found = WrittenDocument(text).blocks
    assert [(b.kind, b.content, b.language, b.closed) for b in found] == [
        (Kind.PLAIN, "Why?", "", True),
        (Kind.CODE, "a\n  b\n", "py", True),
        (Kind.PLAIN, "Because", "", True),
        (Kind.CODE, "open", "", False),
    ]
    assert text[found[1].start : found[1].end] == "   ~~~ py x\n   a\n     b\n\n   ~~~~"


def test_what_looked_like_a_fence_may_turn_out_to_be_text() -> None:
    document = WrittenDocument("a\n```b")
    document.append("`")
    assert [block.content for block in document.blocks] == ["a\n```b`"]
