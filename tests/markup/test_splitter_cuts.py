"""However a text arrives, its blocks are those of the whole text, and what did not change stays the same object."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given, settings

from desktop_chat.markup.blocks import Block
from desktop_chat.markup.inline import InlineReader, inline
from desktop_chat.markup.plain import PlainDocument, WrittenDocument
from desktop_chat.markup.splitter import Document
from tests.markup.documents import DOCUMENTS, SENTENCES, cut
from tests.markup.whole import whole

LINKS = (("FOO", "/u"),)
REALISTIC = """# Cutting

A paragraph with **bold**, `code` and a [link][ref]; 中文也一样，没有空格。
Its second line\tgoes on.

- first
  continued
- [x] done

  another paragraph
  1. one
  2. two
     ```py
     def f():

         return 1
     ```
> quoted
lazy
> - | a | b |
>   |:-:|--:|
>   | 1 | 2 |

Underlined
===

Intro
| x | y |
|---|---|
| 1 | 2 |
after

[^1]: A note

    with two paragraphs.

\\[
x^2
\\]

[ref]: https://example.org
  "Title"

See [ref].\r\nEnd 😀"""


@settings(max_examples=1000)
@given(cut(DOCUMENTS))
def test_blocks_do_not_depend_on_where_the_network_cuts(pieces: list[str]) -> None:
    document = Document()
    for piece, text in zip(pieces, accumulate(pieces), strict=True):
        before = list(document.blocks)
        first = document.append(piece)
        assert list(document.blocks) == whole(text)
        _assert_only_what_changed_is_new(before, document, first)
    assert document.text == "".join(pieces)


def test_a_reply_of_everything_can_be_cut_at_each_character() -> None:
    document = Document()
    for place, character in enumerate(REALISTIC, start=1):
        document.append(character)
        assert list(document.blocks) == whole(REALISTIC[:place])


@settings(max_examples=400)
@given(cut(SENTENCES))
def test_a_growing_paragraph_reads_as_if_it_had_come_at_once(pieces: list[str]) -> None:
    reader = InlineReader()
    for content in accumulate(pieces):
        assert reader.read(content, LINKS) == inline(content, LINKS)


@settings(max_examples=8)
@given(SENTENCES)
def test_a_very_long_paragraph_does_too(sentence: str) -> None:
    content = f"{sentence} and then " * (13_000 // len(sentence + " and then "))
    reader = InlineReader()
    for end in (4000, 5990, 6010, 9000, 11_900, 12_100, len(content)):
        assert reader.read(content[:end]) == inline(content[:end])


@settings(max_examples=80)
@pytest.mark.parametrize("kind", [PlainDocument, WrittenDocument])
@given(pieces=cut(DOCUMENTS))
def test_plain_texts_do_not_depend_on_it_either(
    kind: type[PlainDocument] | type[WrittenDocument], pieces: list[str]
) -> None:
    document = kind()
    for piece, text in zip(pieces, accumulate(pieces), strict=True):
        before = list(document.blocks)
        first = document.append(piece)
        assert list(document.blocks) == list(kind(text).blocks)
        _assert_only_what_changed_is_new(before, document, first)


def _assert_only_what_changed_is_new(
    before: list[Block], document: Document | PlainDocument | WrittenDocument, first: int
) -> None:
    after = document.blocks
    changed = [place for place, block in enumerate(before) if place >= len(after) or after[place] is not block]
    assert first == min(changed, default=len(before))
    assert all(one is other for one, other in zip(before, after, strict=False) if one == other)
