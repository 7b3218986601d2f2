r"""Messages in the words of readers that know more than CommonMark.

To such a reader "#tag", "@name", "a^b" or "(1) one" mean something that nobody has said. So a message is not copied but
read as the window reads it, and written again: every block in a form that both take for the same, and a backslash
before whatever else would be read as a mark. Formulas stand between dollar signs, however they were written, and what
would fetch a picture becomes a link. Footnotes become text in brackets: a label means the same in a whole file, but
every message counts its notes from one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from desktop_chat.markup.blocks import Block, Footnote, Inline, Kind, Look
from desktop_chat.markup.splitter import Document
from desktop_chat.markup.writing import Hand, anew, one_line_heading
from desktop_chat.markup.writing_inline import Escape, escaped, escaping, inline_markdown

_DEEPEST = 6
_PICTURE = r"!\Z"  # a link that follows would be one
_OBSIDIAN = r"#(?=[^\s#])|\[(?=\[)|(?<=\[)\[|%(?=%)|(?<=%)%|=(?==)|(?<==)=|\^(?=[A-Z0-9-]+$)"
_PANDOC = r"[@^{}|\"']|(?<=-)-|\.(?=\.\.)|(?<=\.)\.(?=\.)"
# A caption, a definition, a block with attributes; "a.", "iv)", "#." and "(1)" begin lists.
_PANDOC_LINE = re.compile(
    r"^(?:(Table|)(?=:)|(\(?(?:[A-Za-z]|[ivxlcdmIVXLCDM]+|\d+|#|\\?@[\w-]*))(?=[.)](?:[ \t]|$)))", re.MULTILINE
)
_LANGUAGE = re.compile(r"[\w+#.-]+")


class Careful(Hand):
    """For a reader of its own; headings go `below` more levels down."""

    escape: Escape

    def __init__(self, below: int) -> None:
        self._below = below

    def inline(self, shown: Inline, *, is_cell: bool = False) -> str:
        written = self._written(shown, is_cell)
        return written.replace("|", "\\|") if is_cell else written

    def _written(self, shown: Inline, is_cell: bool) -> str:
        return inline_markdown(_without_notes(shown), is_cell=is_cell, escape=self.escape)

    def heading(self, shown: Inline, level: int) -> list[str]:
        on_one_line = replace(shown, text=shown.text.replace("\n", " "))
        return [one_line_heading(self.inline(on_one_line), min(level + self._below, _DEEPEST))]


class ForObsidian(Careful):
    """Tags, links between notes, comments and marks of blocks are not meant."""

    escape = staticmethod(escaping(f"{_PICTURE}|{_OBSIDIAN}"))


class ForPandoc(Careful):
    """What its Markdown adds and has switched on by itself is not meant: citations, attributes, lists with letters,
    raised text, signs that grow together. The end of a line is one, as in the window.
    """

    escape = staticmethod(escaping(f"{_PICTURE}|{_PANDOC}|(?=\\n)"))

    def inline(self, shown: Inline, *, is_cell: bool = False) -> str:
        # Its tables know code, so a bar in code is none of theirs; every other one is marked already.
        written = self._written(shown, is_cell)
        return _PANDOC_LINE.sub(r"\g<0>\\", written)

    def code(self, code: str, language: str) -> list[str]:
        return super().code(code, language if _LANGUAGE.fullmatch(language) else "")


def rewritten(text: str, hand: Careful) -> str:
    return anew(text, list(_blocks(text)), hand)


def _blocks(text: str) -> Iterator[Block]:
    """Those of `text`, footnotes as paragraphs that begin with their label."""
    begun: set[int] = set()
    for block in Document(text).blocks:
        notes = [one for one in block.path if isinstance(one, Footnote)]
        if not notes:
            yield block
            continue
        outside = replace(block, path=tuple(one for one in block.path if one not in notes))
        label = "".join(f"[{one.label}]" for one in notes if one.at not in begun)
        begun |= {one.at for one in notes}
        if not label:
            yield outside
        elif block.kind is Kind.PARAGRAPH:
            yield replace(outside, content=f"{escaped(label)} {block.content}")
        else:
            yield Block(Kind.PARAGRAPH, block.start, block.start, outside.path, escaped(label))
            yield outside


def _without_notes(shown: Inline) -> Inline:
    """Marks of footnotes as text in brackets."""
    text, runs, place = "", [], 0
    for run in shown.runs:
        text += shown.text[place : run.start]
        words = shown.text[run.start : run.end]
        words = f"[{words}]" if Look.NOTE in run.look else words
        runs.append(replace(run, start=len(text), end=len(text) + len(words), look=run.look & ~Look.NOTE))
        text, place = text + words, run.end
    return Inline(text + shown.text[place:], tuple(run for run in runs if run.look))
