"""Whose Markdown is written, and what that means for each part of a file.

The plain one is CommonMark that keeps what was said letter by letter. The others are for readers that take more than
that for a mark: there nothing that they know may be met by accident, and what they have of their own is used.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from desktop_chat.domain.attachments import Attachment
from desktop_chat.markup.blocks import Inline
from desktop_chat.transfer.contained import contained
from desktop_chat.transfer.facts import Facts
from desktop_chat.transfer.formats import Profile
from desktop_chat.transfer.inline import literal, one_line
from desktop_chat.transfer.rewriting import Careful, ForObsidian, ForPandoc, rewritten

_LAST_HASHES = re.compile(r"(?<!\\)#(?=#*$)")
_NOT_IN_WIKI_LINKS = re.compile(r"[\[\]#^|%]")


class Dialect:
    """CommonMark."""

    def literal(self, text: str) -> str:
        """`text` on one line, to be read letter by letter."""
        return literal(text)

    def said(self, text: str, below: int) -> str:
        """A message that stays below a heading of that level."""
        return contained(text, below)

    def folded(self, title: str, text: str, below: int) -> Iterator[str]:
        """What a reader may pass over, as paragraphs."""
        yield f"<details>\n<summary>{html.escape(title)}</summary>"
        yield contained(text, below)
        yield "</details>"

    def brought(self, attachment: Attachment, link: str | None) -> str:
        """A file, or its name where it is not to be had."""
        name = self.literal(attachment.name)
        return f"{'!' if attachment.is_image else ''}[{name}]({quote(link)})" if link else name

    def values(self, facts: Facts) -> dict[str, Any]:
        """The front matter; None for what is not there."""
        prompt, completion = facts.tokens or (0, 0)
        return {
            "title": facts.title,
            "id": facts.id,
            "created": facts.created.isoformat(timespec="seconds"),
            "updated": facts.updated.isoformat(timespec="seconds"),
            "models": list(facts.models),
            "endpoints": list(facts.endpoints),
            "tokens": {"prompt": prompt, "completion": completion} if facts.tokens else None,
            "cost": facts.cost or None,
            "branch": {"head": facts.head, "number": facts.number, "of": facts.branches},
            "tags": list(facts.tags),
            "folder": facts.folder,
        }


class _Careful(Dialect):
    hand: type[Careful]

    def literal(self, text: str) -> str:
        return _LAST_HASHES.sub(r"\\#", self.hand(0).inline(Inline(one_line(text))))

    def said(self, text: str, below: int) -> str:
        return rewritten(text, self.hand(below))


class _Obsidian(_Careful):
    """Notes: what is folded is a callout, files are embedded by name, properties flat, and titles are names too."""

    hand = ForObsidian

    def folded(self, title: str, text: str, below: int) -> Iterator[str]:
        yield _quoted(f"[!note]- {self.literal(title)}\n{self.said(text, below)}")

    def brought(self, attachment: Attachment, link: str | None) -> str:
        if link is None or _NOT_IN_WIKI_LINKS.search(link):
            return super().brought(attachment, link)
        file = link.rpartition("/")[2]
        return f"![[{file}]]" if attachment.is_image else f"[[{file}]]"

    def values(self, facts: Facts) -> dict[str, Any]:
        prompt, completion = facts.tokens or (None, None)
        return super().values(facts) | {
            "aliases": [facts.title],
            "tokens": None,
            "tokens_prompt": prompt,
            "tokens_completion": completion,
            "cost": [f"{amount} {currency}" for currency, amount in facts.cost.items()] or None,
            "branch": f"{facts.number} / {facts.branches}" if facts.number else None,
            "branch_head": facts.head,
        }


class _Pandoc(_Careful):
    """Pandoc reads the text of its metadata as Markdown too, and HTML only where HTML comes out."""

    hand = ForPandoc

    def folded(self, title: str, text: str, below: int) -> Iterator[str]:
        yield _quoted(f"**{self.literal(title)}**\n\n{self.said(text, below)}")

    def values(self, facts: Facts) -> dict[str, Any]:
        return {name: self._plain(value) for name, value in super().values(facts).items()}

    def _plain(self, value: Any) -> Any:
        match value:
            case str():
                return self.literal(value)
            case list():
                return [self._plain(one) for one in value]
            case dict():
                return {name: self._plain(one) for name, one in value.items()}
        return value


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


DIALECTS = {Profile.PLAIN: Dialect(), Profile.OBSIDIAN: _Obsidian(), Profile.PANDOC: _Pandoc()}
