"""Another reader's view of an export: what a Markdown parser that is not ours makes of it."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    words: str


def parsed(text: str, *, html: bool) -> list[Token]:
    return MarkdownIt("commonmark", {"html": html}).parse(text)


def headings(tokens: list[Token]) -> list[Heading]:
    """Every heading, in quotes and lists as well; its words as they read, all white space alike."""
    return [
        Heading(int(token.tag[1]), " ".join(_plain(tokens[place + 1]).split()))
        for place, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


def code(tokens: list[Token]) -> list[str]:
    """Every block of code, without the blank that an open end may leave behind."""
    return [token.content.rstrip() for token in tokens if token.type in {"fence", "code_block"}]


def tags(tokens: list[Token]) -> list[str]:
    """Whatever became HTML."""
    inline = [child for token in tokens for child in token.children or []]
    return [token.content for token in [*tokens, *inline] if token.type in {"html_block", "html_inline"}]


def words(tokens: list[Token]) -> list[str]:
    """What is said outside code blocks and headings, as it reads, all white space alike."""
    found = []
    for place, token in enumerate(tokens):
        if token.type == "inline" and tokens[place - 1].type != "heading_open":
            found.append(" ".join(_plain(token).split()))
    return found


def split_at_turns(tokens: list[Token]) -> list[list[Token]]:
    """What stands below each heading of level two; the last separator before the next turn is not part of it."""
    starts = [place for place, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"]
    ends = [*(start - 1 for start in starts[1:]), len(tokens)]
    return [tokens[start + 3 : end] for start, end in zip(starts, ends, strict=True)]


def _plain(inline: Token) -> str:
    parts = []
    for child in inline.children or []:
        if child.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif child.type == "code_inline":
            parts.append(f"`{child.content}`")
        else:
            parts.append(child.content)
    return "".join(parts)
