"""What nobody means costs no more than what somebody does."""

from __future__ import annotations

import pytest

from desktop_chat.markup.blocks import Inline
from desktop_chat.markup.inline import InlineReader, inline
from desktop_chat.markup.line import Line

MARKS = ["[](", "![", "[a](<b", "*a **b ", "<", "&", "`a ``b ", "$a ", "~~a ", "\\"]


@pytest.mark.parametrize("mark", MARKS)
def test_a_paragraph_full_of_marks_is_text_as_it_stands(mark: str) -> None:
    text = (mark * 4000)[:36000]
    assert inline(text) == Inline(text)


def test_a_paragraph_that_grows_becomes_text_when_a_whole_one_would() -> None:
    reader, text = InlineReader(), "**a** [b](c) " * 800
    for end in range(0, len(text), 397):
        assert reader.read(text[:end]) == inline(text[:end])


def test_many_words_with_some_marks_keep_them() -> None:
    text = "some words and a **bold** one, " * 400
    assert len(inline(text).runs) == 400


def test_blanks_of_a_line_are_counted_once_and_right() -> None:
    line = Line("  \t  \tword", 0)
    assert (line.indent, line.next) == (8, 6)
    line.skip(3)
    assert (line.indent, line.rest) == (5, "   \tword")
    line.skip(5)
    assert (line.indent, line.rest) == (0, "word")
    line.skip(4)
    assert line.blank
