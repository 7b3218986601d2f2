"""Reference definitions, `[label]: address "title"`, and who mentions them.

They may stand anywhere and are not shown. A block keeps those that it mentions, so what it looks like depends on
nothing outside of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkDestination, parseLinkTitle

from desktop_chat.markup.blocks import Block

_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){1,999})\]", re.DOTALL)
_GAP = re.compile(r"[ \t]*\n?[ \t]*")
_LINE_END = re.compile(r"[ \t]*(?:\n|$)")


class Definition(NamedTuple):
    label: str
    address: str


def split(text: str) -> tuple[list[Definition], str]:
    """The definitions that a paragraph begins with, and what is left of it."""
    found = []
    place = 0
    while text.startswith("[", place) and (one := _read(text, place)):
        definition, place = one
        found.append(definition)
    return found, text[place:] if place else text


def linked(block: Block, known: Mapping[str, str]) -> Block:
    """`block` with the definitions that it mentions."""
    if not known and not block.links:
        return block
    links = tuple((label, known[label]) for label in mentioned(block) if label in known)
    return block if links == block.links else replace(block, links=links)


def mentioned(block: Block) -> tuple[str, ...]:
    """The labels in brackets, normalised, in the order of their first mention."""
    return tuple(dict.fromkeys(normalizeReference(one[1]) for text in _texts(block) for one in _labels(text)))


def _texts(block: Block) -> Iterator[str]:
    yield block.content
    if block.table is not None:
        yield from block.table.head
        for row in block.table.rows:
            yield from row


def _labels(text: str) -> Iterator[re.Match[str]]:
    return _LABEL.finditer(text) if "]" in text else iter(())


def _read(text: str, place: int) -> tuple[Definition, int] | None:
    label = _LABEL.match(text, place)
    if label is None or not label[1].strip() or not text.startswith(":", label.end()):
        return None
    gap = _GAP.match(text, label.end() + 1)
    assert gap is not None  # it may be empty
    address = parseLinkDestination(text, gap.end(), len(text))
    if not address.ok:
        return None
    end = _behind_title(text, address.pos)
    return None if end is None else (Definition(normalizeReference(label[1]), address.str), end)


def _behind_title(text: str, place: int) -> int | None:
    """Where the definition ends whose address ends at `place`: behind its title if it has one that ends its line."""
    gap = _GAP.match(text, place)
    assert gap is not None
    if gap.end() > place:
        title = parseLinkTitle(text, gap.end(), len(text))
        if title.ok and (end := _LINE_END.match(text, title.pos)):
            return end.end()
    end = _LINE_END.match(text, place)
    return None if end is None else end.end()
