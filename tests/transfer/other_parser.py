"""What a second parser of CommonMark with tables, written by other people, finds in a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from marko import Markdown, Parser
from marko.block import CodeBlock, FencedCode, Heading, HTMLBlock, SetextHeading
from marko.ext.gfm.elements import Table
from marko.inline import InlineHTML, LineBreak
from marko.source import Source

DEEPEST = 6


class _NoHtmlBlock(HTMLBlock):
    override = True

    @classmethod
    def match(cls, source: Source) -> bool:
        return False


class _WithoutHtml(Parser):
    """A message is Markdown without HTML, here as in the window."""

    def __init__(self) -> None:
        super().__init__()
        self.add_element(_NoHtmlBlock)
        del self.inline_elements["InlineHTML"]


@dataclass(frozen=True)
class Found:
    """Headings with their levels, code with its language, tables with the words of their cells; in order. `tags` is
    whatever became HTML.
    """

    headings: tuple[tuple[int, str], ...]
    code: tuple[tuple[str, str], ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]
    tags: tuple[str, ...]

    def deeper(self, by: int) -> Found:
        headings = tuple((min(level + by, DEEPEST), words) for level, words in self.headings)
        return Found(headings, self.code, self.tables, self.tags)


def in_message(text: str) -> Found:
    return found_in(_children(Markdown(parser=_WithoutHtml, extensions=["gfm"]).parse(text)))


def blocks_of(text: str) -> Sequence[Any]:
    """Those of a file that is read with HTML and all."""
    return _children(Markdown(extensions=["gfm"]).parse(text))


def _children(document: Any) -> Sequence[Any]:
    children: Sequence[Any] = document.children
    return children


def found_in(blocks: Sequence[Any]) -> Found:
    every = [inner for block in blocks for inner in _all(block)]
    return _found(
        *(
            [one for one in every if isinstance(one, kinds)]
            for kinds in ((Heading, SetextHeading), (CodeBlock, FencedCode), Table, (HTMLBlock, InlineHTML))
        )
    )


def _found(headings: Sequence[Any], code: Sequence[Any], tables: Sequence[Any], tags: Sequence[Any]) -> Found:
    return Found(
        tuple((one.level, words_of(one)) for one in headings),
        tuple((one.lang, one.children[0].children.rstrip()) for one in code),
        tuple(tuple(tuple(words_of(cell) for cell in row.children) for row in one.children) for one in tables),
        tuple(map(_source, tags)),
    )


def words_of(element: Any) -> str:
    """As it reads, all white space alike."""
    return " ".join("".join(_words(element)).split())


def _words(element: Any) -> Iterator[str]:
    if isinstance(element, LineBreak):
        yield " "
    elif isinstance(element.children, str):
        yield element.children
    else:
        for child in element.children:
            yield from _words(child)


def _all(element: Any) -> Iterator[Any]:
    yield element
    children = getattr(element, "children", ())
    if not isinstance(children, str):
        for child in children:
            yield from _all(child)


def _source(element: Any) -> str:
    return str(element.body if isinstance(element, HTMLBlock) else element.children)
