"""The parts of an exported page that take work: coloured code, formulas, pictures. Nothing of them does anything."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import AttachmentLost
from desktop_chat.markup import math
from desktop_chat.markup.highlight import Highlighter
from desktop_chat.markup.ink import Ink
from desktop_chat.markup.math_parts import Bar, Drawing, Outline, Part, Words
from desktop_chat.markup.writing_html import Hand, closed

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Kinds of pictures that no browser runs."""
_DEEPEST = 6
_MOST_COLOURED = 200_000  # characters
_A_WHILE_S = 1.0
# As Pygments calls them, so that any style sheet for it fits.
_CLASSES = {
    Ink.KEYWORD: "k",
    Ink.STRING: "s",
    Ink.NUMBER: "m",
    Ink.COMMENT: "c",
    Ink.NAME: "n",
    Ink.PUNCTUATION: "p",
}
_SIZE, _DISPLAY_SIZE = 16.0, 18.0


class PageHand(Hand):
    """Headings go `below` more levels down."""

    verbatim = 'class="plain"'

    def __init__(self, below: int) -> None:
        self._below = below

    def level(self, level: int) -> int:
        return min(level + self._below, _DEEPEST)

    def code(self, code: str, language: str) -> str:
        return "\n".join(coloured(code, language))

    def formula(self, tex: str) -> str:
        drawing = math.draw(tex, _SIZE, display=False)
        return _svg(drawing, tex, drawing.ascent) if drawing else f"<code>{closed(tex)}</code>"

    def display(self, tex: str) -> str:
        drawing = math.draw(tex, _DISPLAY_SIZE, display=True)
        if drawing is None:
            return f'<pre class="formula"><code>{closed(tex)}</code></pre>'
        return f'<p class="formula">{_svg(drawing, tex, drawing.ascent + drawing.descent)}</p>'

    def link(self, address: str) -> str:
        return f'{super().link(address)} rel="noreferrer noopener nofollow"'


def coloured(code: str, language: str) -> list[str]:
    """Line by line, with classes for the colours; very long code is not read for them."""
    return list(_coloured(code, language)) if len(code) <= _MOST_COLOURED else closed(code).split("\n")


def _coloured(code: str, language: str) -> Iterator[str]:
    ink = Highlighter(language)
    ink.feed(code, closed=True)
    while ink.work(_A_WHILE_S):
        pass
    for number, line in enumerate(code.split("\n")):
        written, place = [], 0
        for tint in ink.tints(number):
            written.append(closed(line[place : tint.start]))
            written.append(f'<span class="{_CLASSES[tint.ink]}">{closed(line[tint.start : tint.end])}</span>')
            place = tint.end
        yield "".join([*written, closed(line[place:])])


def _svg(drawing: Drawing, tex: str, height: float) -> str:
    """Shapes alone. It stands on its lower edge: within a line on the baseline, and what hangs below that overflows."""
    width, height = drawing.width, max(height, 1)
    box = f"0 {_number(-drawing.ascent)} {_number(width)} {_number(height)}"
    size = f'width="{_number(width)}" height="{_number(height)}"'
    shapes = "".join(map(_shape, drawing.parts))
    return f'<svg role="img" aria-label="{closed(tex)}" viewBox="{box}" {size} fill="currentColor">{shapes}</svg>'


def _shape(part: Part) -> str:
    match part:
        case Outline():
            path = " ".join(f"{letter}{' '.join(map(_number, numbers))}" for letter, numbers in part.commands)
            return f'<path d="{path}"/>'
        case Bar():
            corner = f'x="{_number(part.x)}" y="{_number(part.y)}"'
            return f'<rect {corner} width="{_number(part.width)}" height="{_number(part.height)}"/>'
        case Words():
            place = f'x="{_number(part.x)}" y="{_number(part.y)}" font-size="{_number(part.size)}"'
            return f"<text {place}>{closed(part.text)}</text>"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def brought(attachment: Attachment, *, whole: bool) -> str:
    """A file that came along; its name alone where it is lost, or not wanted `whole`."""
    name = closed(attachment.name)
    try:
        if whole and attachment.media_type in PICTURES:
            data = base64.b64encode(attachment.content).decode()
            image = f'<img src="data:{attachment.media_type};base64,{data}" alt="{name}">'
            return f"<figure>{image}<figcaption>{name}</figcaption></figure>"
        if whole and not attachment.is_image:
            return f"<details><summary>{name}</summary><pre><code>{closed(attachment.text)}</code></pre></details>"
    except AttachmentLost:
        pass
    return f'<p class="file">{name}</p>'
