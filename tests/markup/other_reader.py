"""What markdown-it makes of the blocks of a text: another reader, which wants the whole text at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from desktop_chat.markup.blocks import Block, Container, Footnote, Item, Kind, Quote

_READER = MarkdownIt("commonmark", {"html": False, "maxNesting": 200}).enable(["table", "strikethrough"])


class Seen(NamedTuple):
    """A leaf, without what the two readers name differently."""

    kind: Kind
    path: tuple[str, ...]
    content: str
    level: int = 0
    language: str = ""
    cells: tuple[tuple[str, ...], ...] = ()


def seen_by_markdown_it(text: str) -> list[Seen]:
    return _Walk(_READER.parse(text)).leaves


def shown_by_markdown_it(text: str) -> str:
    """All text that a reader of its page would see."""
    return "".join(_shown(_READER.parse(text)))


def _shown(tokens: list[Token]) -> list[str]:
    parts = []
    for token in tokens:
        if token.type in ("inline", "image"):
            parts += _shown(token.children or [])
        parts.append("\n" if token.type in ("softbreak", "hardbreak", "inline") else "")
        if token.type in ("text", "code_inline", "fence", "code_block", "text_special"):
            parts.append(token.content)
    return parts


def seen_by_us(blocks: Sequence[Block]) -> list[Seen]:
    return [_seen(block) for block in blocks]


def _seen(block: Block) -> Seen:
    cells = (block.table.head, *block.table.rows) if block.table else ()
    path = tuple(_name(one) for one in block.path)
    return Seen(block.kind, path, _lines(block.content, block.kind), block.level, block.language, cells)


def _name(container: Container) -> str:
    match container:
        case Quote():
            return "quote"
        case Footnote():
            return "note"
        case Item(marker="•"):
            return "item"
        case Item(marker=marker):
            return marker


def _lines(content: str, kind: Kind) -> str:
    """Blanks around the lines of a paragraph mean nothing."""
    if kind is Kind.CODE:
        return content.rstrip("\n")
    return re.sub(r"[ \t]*\n[ \t]*", "\n", content).strip(" \t")


def with_words(leaves: list[Seen]) -> list[Seen]:
    """Without the empty paragraphs that stand for empty items with us."""
    return [leaf for leaf in leaves if leaf.content or leaf.kind is not Kind.PARAGRAPH]


class _Walk:
    """Through the tokens, with the containers that are open and the rows of the table that is."""

    def __init__(self, tokens: list[Token]) -> None:
        self.leaves: list[Seen] = []
        self._path: list[str] = []
        self._numbers: list[int | None] = []
        self._rows: list[list[str]] | None = None
        self._heading = 0
        for token in tokens:
            if not self._container(token) and not self._table(token):
                self._leaf(token)

    def _container(self, token: Token) -> bool:
        match token.type:
            case "blockquote_open":
                self._path.append("quote")
            case "list_item_open":
                self._path.append(self._next_mark(token))
            case "blockquote_close" | "list_item_close":
                self._path.pop()
            case "bullet_list_open":
                self._numbers.append(None)
            case "ordered_list_open":
                self._numbers.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()
            case _:
                return False
        return True

    def _next_mark(self, token: Token) -> str:
        number = self._numbers[-1]
        if number is None:
            return "item"
        self._numbers[-1] = number + 1
        return f"{number}{token.markup}"

    def _table(self, token: Token) -> bool:
        if token.type == "table_open":
            self._rows = []
        if self._rows is None:
            return False
        if token.type == "tr_open":
            self._rows.append([])
        elif token.type == "inline":
            self._rows[-1].append(token.content)
        elif token.type == "table_close":
            self._see(Kind.TABLE, "", cells=tuple(tuple(row) for row in self._rows))
            self._rows = None
        return True

    def _leaf(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self._heading = int(token.tag[1])
            case "heading_close":
                self._heading = 0
            case "inline":
                kind = Kind.HEADING if self._heading else Kind.PARAGRAPH
                self._see(kind, _lines(token.content, kind), self._heading)
            case "fence" | "code_block":
                self._see(Kind.CODE, _lines(token.content, Kind.CODE), language="".join(token.info.split()[:1]))
            case "hr":
                self._see(Kind.RULE, "")

    def _see(
        self,
        kind: Kind,
        content: str,
        level: int = 0,
        language: str = "",
        cells: tuple[tuple[str, ...], ...] = (),
    ) -> None:
        self.leaves.append(Seen(kind, tuple(self._path), content, level, language, cells))
