"""The examples of CommonMark's specification: nothing that it wants to be shown is lost, wherever a reply is cut.

The other reader passes all of them. HTML is text with both.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

import specification
from desktop_chat.markup.blocks import Block, Kind
from desktop_chat.markup.inline import inline
from desktop_chat.markup.splitter import Document
from tests.markup.other_reader import seen_by_markdown_it, seen_by_us, shown_by_markdown_it, with_words

FEWEST = 600  # there are 652 in version 0.31
A_FORMULA = r"\[\\\]"  # escaped brackets in the specification, but a formula in what models write


@pytest.fixture(scope="module")
def examples() -> list[str]:
    file = specification.file()
    assert file.is_file(), "`make test` fetches the examples"
    return [str(example["markdown"]) for example in json.loads(file.read_text(encoding="utf-8"))]


def test_there_are_examples(examples: list[str]) -> None:
    assert len(examples) > FEWEST


def test_blocks_are_those_of_the_other_reader(examples: list[str]) -> None:
    for text in examples:
        assert with_words(seen_by_us(Document(text).blocks)) == with_words(seen_by_markdown_it(text))


def test_no_word_is_lost(examples: list[str]) -> None:
    texts = [text.replace(A_FORMULA, "") for text in examples]
    lost = {text: _lost(shown_by_markdown_it(text), Document(text).blocks) for text in texts}
    assert {text: words for text, words in lost.items() if words} == {}


def test_one_character_at_a_time_gives_the_same_blocks_as_all_at_once(examples: list[str]) -> None:
    for text in examples:
        document = Document()
        for place, character in enumerate(text, start=1):
            document.append(character)
            assert list(document.blocks) == list(Document(text[:place]).blocks)


def _lost(words: str, blocks: Sequence[Block]) -> list[str]:
    """Those of the words that are not shown, or not in this order."""
    shown = (word for block in blocks for word in _text(block).split())
    return [word for word in words.split() if word not in shown]


def _text(block: Block) -> str:
    if block.kind in (Kind.PARAGRAPH, Kind.HEADING):
        return inline(block.content, block.links).text
    return block.content
