"""A conversation in pieces that can be set on paper one after the other.

A piece is a paragraph, an item, some lines of code: little enough that setting it holds up nobody. It is HTML of the
simple kind that the text engines of windows know; pictures and formulas are named in it and handed along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import tzinfo
from enum import StrEnum, auto
from itertools import groupby

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.messages import Role
from desktop_chat.domain.values import dataclass
from desktop_chat.markup import math
from desktop_chat.markup.blocks import Block, Item, Kind
from desktop_chat.markup.effort import is_too_much
from desktop_chat.markup.excerpts import excerpt
from desktop_chat.markup.math_parts import Drawing
from desktop_chat.markup.math_source import legible
from desktop_chat.markup.plain import PlainDocument, WrittenDocument
from desktop_chat.markup.splitter import Document
from desktop_chat.markup.writing_html import Hand, closed, html_lines
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.facts import facts_of
from desktop_chat.transfer.formats import PLAINLY, MarkdownOptions
from desktop_chat.transfer.html import summary_of
from desktop_chat.transfer.html_parts import PICTURES, coloured
from desktop_chat.transfer.turns import Section, Turn, sections
from desktop_chat.transfer.wording import Wording

_CHARACTERS = 2400
_LINES = 40  # of code, or rows of a table, in one piece
_DEEPEST = 4  # smaller than the text, no heading is one
_TURN_LEVEL = 2
_ENDLESS = re.compile(r"[^\n]{800}(?=[^\n])")
_SIZE, _DISPLAY_SIZE = 14.0, 16.0
_WIDEST, _HIGHEST = 600, 480  # pixels of a picture, 96 to an inch


class Ground(StrEnum):
    """What a piece stands on."""

    PAPER = auto()
    BAND = auto()
    SYSTEM = auto()
    CODE = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """`leads` is not parted from what follows; one that `goes_on` follows without a gap. The address of an image in the
    HTML is a key of `pictures` or of `drawings`. One with a `formula` is that and nothing else.
    """

    html: str
    ground: Ground = Ground.PAPER
    leads: bool = False
    goes_on: bool = False
    pictures: Mapping[str, Attachment] = field(default_factory=dict)
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    formula: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """What is printed; `pieces` can be taken once."""

    title: str
    language: str
    pieces: Iterator[Piece]


def pages(chat: Chat, wording: Wording, zone: tzinfo | None = None, options: MarkdownOptions = PLAINLY) -> Pages:
    """All of it. Times are shown in `zone`, which is the machine's own when None."""
    math.draw("x", _SIZE, display=False)  # loads the face, here where somebody can wait
    found = sections(chat, wording, zone, whole_tree=options.whole_tree)
    facts = facts_of(chat, wording.untitled, zone, [part for one in found for turn in one.turns for part in turn.parts])
    writer = _Writer(wording, facts.branches, options.with_files)

    def pieces() -> Iterator[Piece]:
        yield Piece(f"<h1>{closed(facts.title)}</h1>", leads=True)
        yield Piece(f'<p class="facts">{closed(" · ".join(summary_of(facts, wording)))}</p>')
        yield from writer.system(chat)
        yield from writer.sections(found)

    return Pages(facts.title, wording.language, pieces())


@dataclass(frozen=True, slots=True)
class _Writer:
    """`branches` is how many the conversation has."""

    wording: Wording
    branches: int
    with_files: bool

    def system(self, chat: Chat) -> Iterator[Piece]:
        prompt = chat.conversation.policy.system_prompt
        if prompt.strip():
            yield Piece(_head(self.wording.role_name(Role.SYSTEM, None)), Ground.SYSTEM, leads=True)
            yield from _said(prompt, is_typed=True, level=_TURN_LEVEL, ground=Ground.SYSTEM)

    def sections(self, found: Sequence[Section]) -> Iterator[Piece]:
        first, *others = found
        for turn in first.turns:
            yield from self._turn(turn, _TURN_LEVEL)
        for section in others:
            number, after = section.number, section.after
            title = self.wording.branch(number, self.branches) if number else self.wording.aside
            yield Piece(f"<h2>{closed(title)}</h2>", leads=True)
            if after is not None:
                place = self.wording.goes_on(f"{after.name} · {after.moment:%Y-%m-%d %H:%M}")
                yield Piece(f'<p class="facts">{closed(place)}</p>', leads=True)
            for turn in section.turns:
                yield from self._turn(turn, _TURN_LEVEL + 1)

    def _turn(self, turn: Turn, level: int) -> Iterator[Piece]:
        is_typed = turn.role is not Role.ASSISTANT
        ground = Ground.BAND if is_typed else Ground.PAPER
        yield Piece(_head(turn.name, turn.when), ground, leads=True)
        for summary in turn.summaries:
            yield from self._aside(self.wording.summary(summary.turns), summary.text, level, ground)
        if turn.reasoning.strip():
            yield from self._aside(self.wording.reasoning, turn.reasoning, level, ground)
        for text in turn.texts:
            yield from _said(text, is_typed=is_typed, level=level, ground=ground)
        for call in turn.tool_calls:
            yield Piece(f"<p><b>{closed(call.name)}</b></p>", ground, leads=True)
            yield from _code(call.arguments, "json")
        yield from self._behind(turn, ground)

    def _aside(self, title: str, text: str, level: int, ground: Ground) -> Iterator[Piece]:
        """What stands above the words of a turn, fainter than those."""
        yield Piece(f'<p class="thought"><i>{closed(title)}</i></p>', ground, leads=True)
        for piece in _said(text, is_typed=False, level=level, ground=ground):
            yield replace(piece, html=f'<div class="thought">{piece.html}</div>')

    def _behind(self, turn: Turn, ground: Ground) -> Iterator[Piece]:
        for attachment in turn.attachments:
            yield from _brought(attachment, ground, self.with_files)
        sentence, reason = turn.note(self.wording)
        if sentence or reason:
            words = f"{sentence} ({reason})".strip() if reason else sentence
            yield Piece(f'<p class="ending">{closed(words)}</p>', ground)
        if turn.forks:
            yield Piece(f'<p class="facts">{closed(self.wording.turns_off(turn.forks))}</p>', ground)


def _head(name: str, when: str = "") -> str:
    return f'<p class="head"><b>{closed(name)}</b> &nbsp;<span class="when">{when}</span></p>'


def _said(text: str, *, is_typed: bool, level: int, ground: Ground) -> Iterator[Piece]:
    """What a person typed stands as it was typed, but for code; what a model wrote is Markdown: as in the window."""
    reader = WrittenDocument if is_typed else PlainDocument if is_too_much(text) else Document
    blocks = reader(text).blocks
    follows_item = False
    for _, same in groupby(blocks, key=lambda block: block.path[:1] or block.start):
        group = list(same)
        if len(group) == 1 and not group[0].path:
            yield from _leaf(text, group[0], level, ground)
        else:
            is_item = isinstance(group[0].path[0], Item)
            yield replace(_set(text, group, level, ground), goes_on=is_item and follows_item)
        follows_item = bool(group[0].path) and isinstance(group[0].path[0], Item)


def _leaf(text: str, block: Block, level: int, ground: Ground) -> Iterator[Piece]:
    """One that stands in nothing, in parts where it is long."""
    if block.kind is Kind.CODE:
        yield from _code(block.content, block.language)
    elif block.kind is Kind.TABLE and block.table is not None and len(block.table.rows) > _LINES:
        for place in range(0, len(block.table.rows), _LINES):
            rows = block.table.rows[place : place + _LINES]
            yield _set(text, [replace(block, table=replace(block.table, rows=rows))], level, ground)
    elif block.kind is Kind.PLAIN and block.content.count("\n") > _LINES:
        for number, part in enumerate(_parts(block.content.split("\n"))):
            yield replace(_set(text, [replace(block, content="\n".join(part))], level, ground), goes_on=number > 0)
    elif block.kind is Kind.MATH and (drawing := math.draw(block.content, _DISPLAY_SIZE, display=True)):
        yield Piece("", ground, formula=drawing)
    else:
        yield _set(text, [block], level, ground)


def _set(text: str, blocks: Sequence[Block], level: int, ground: Ground) -> Piece:
    hand = _PrintHand(level)
    html = "\n".join(html_lines(excerpt(text, blocks), hand))
    return Piece(html, ground, leads=blocks[-1].kind is Kind.HEADING, drawings=hand.drawings)


def _code(code: str, language: str) -> Iterator[Piece]:
    """A line that fills a page by itself is cut: to set a line takes longer, the longer it is."""
    code = _ENDLESS.sub(r"\g<0>\n", code)
    for number, lines in enumerate(_parts(coloured(code, language))):
        yield Piece("<pre>{}</pre>".format("\n".join(lines)), Ground.CODE, goes_on=number > 0)


def _parts(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many as a piece holds, of long ones fewer."""
    part, size = list[str](), 0
    for line in lines:
        if part and (len(part) == _LINES or size + len(line) > _CHARACTERS):
            yield part
            part, size = [], 0
        part.append(line)
        size += len(line)
    yield part


def _brought(attachment: Attachment, ground: Ground, whole: bool) -> Iterator[Piece]:
    name = closed(attachment.name)
    if whole and attachment.media_type in PICTURES:
        image = f'<img src="{attachment.digest}"{_fitted(attachment)}>'
        yield Piece(f'<p class="picture">{image}</p>', ground, leads=True, pictures={attachment.digest: attachment})
    yield Piece(f'<p class="facts">{name}</p>', ground)


def _fitted(attachment: Attachment) -> str:
    """Its size on paper: no pixel is thrown away for it."""
    if not attachment.width or not attachment.height:
        return ""
    scale = min(1, _WIDEST / attachment.width, _HIGHEST / attachment.height)
    return f' width="{round(attachment.width * scale)}" height="{round(attachment.height * scale)}"'


class _PrintHand(Hand):
    """Headings go `below` more levels down. Formulas are drawn, or written so that they can be read."""

    verbatim = 'class="plain"'

    def __init__(self, below: int) -> None:
        self._below = below
        self.drawings: dict[str, Drawing] = {}

    def level(self, level: int) -> int:
        return min(level + self._below, _DEEPEST)

    def code(self, code: str, language: str) -> str:
        return "\n".join(coloured(code, language))

    def formula(self, tex: str) -> str:
        return self._image(math.draw(tex, _SIZE, display=False), hangs=True) or f"<i>{closed(legible(tex))}</i>"

    def display(self, tex: str) -> str:
        image = self._image(math.draw(tex, _DISPLAY_SIZE, display=True))
        return f'<p align="center">{image}</p>' if image else f"<pre>{closed(legible(tex))}</pre>"

    def _image(self, drawing: Drawing | None, *, hangs: bool = False) -> str:
        """What `hangs` makes its line no higher than it stands above the baseline."""
        if drawing is None:
            return ""
        name = f"formula-{len(self.drawings)}"
        self.drawings[name] = drawing
        height = drawing.ascent if hangs else drawing.ascent + drawing.descent
        return f'<img src="{name}" width="{round(drawing.width)}" height="{max(1, round(height))}">'
