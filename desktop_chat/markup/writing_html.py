"""What was selected, or all of a text, as a piece of HTML: for a word processor, a mail, a page of its own.

It does nothing by itself, whatever a model has written: all of its text is escaped, the elements and attributes are
those that stand here, and an address is one only if it can be nothing but a page or a mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from desktop_chat.markup.blocks import Align, Container, Footnote, Inline, Item, Kind, Look, Quote
from desktop_chat.markup.excerpts import Cut, Excerpt, inline_of, only_cell, rows_of

_HARMLESS = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20\x7f]+", re.IGNORECASE)
_ELEMENTS = {
    Look.CODE: "code",
    Look.NOTE: "sup",
    Look.STRUCK: "s",
    Look.EMPHASIS: "em",
    Look.STRONG: "strong",
}
_ALIGNS = {Align.START: "", Align.CENTRE: ' align="center"', Align.END: ' align="right"'}
_NUMBER = re.compile(r"\d+")


class Hand:
    """How some leaves are written: here as any word processor takes them. `verbatim` are the attributes of a paragraph
    that keeps its blanks and line ends.
    """

    verbatim = 'style="white-space: pre-wrap"'

    def level(self, level: int) -> int:
        """Of a heading of that level."""
        return level

    def code(self, code: str, language: str) -> str:
        """What stands in the element for code."""
        return closed(code)

    def formula(self, tex: str) -> str:
        """One within a line."""
        return f"<i>{_lines(tex)}</i>"

    def display(self, tex: str) -> str:
        """One on lines of its own."""
        return f"<p><i>{_lines(tex)}</i></p>"

    def link(self, address: str) -> str:
        """The attributes of a link."""
        return f'href="{escape(address)}"'


_HAND = Hand()


def html(part: Excerpt) -> str:
    """A fragment: blocks, without a head or a body."""
    return "\n".join(html_lines(part))


def html_lines(part: Excerpt, hand: Hand = _HAND) -> Iterator[str]:
    """The same, a leaf or less at a time."""
    if len(part.cuts) == 1 and not part.cuts[0].is_whole:
        yield from _alone(part.cuts[0], hand)
    else:
        yield from _within(part.cuts, 0, hand)


def _alone(cut: Cut, hand: Hand) -> Iterator[str]:
    """A few words go where they are pasted, without a paragraph of their own."""
    if cut.block.kind in {Kind.PARAGRAPH, Kind.HEADING}:
        yield inline_html(inline_of(cut), hand)
    else:
        yield from _leaf(cut, hand)


def name_html(name: str) -> str:
    """Who says what follows."""
    return f"<p><strong>{closed(name)}:</strong></p>"


def _within(cuts: Sequence[Cut], depth: int, hand: Hand) -> Iterator[str]:
    """What stands in the same `depth` outermost containers."""
    for is_item, some in groupby(cuts, key=lambda cut: _kind_of_list(cut, depth)):
        inside = list(some)
        if is_item:
            yield from _list(inside, depth, hand)
            continue
        for container, same in groupby(inside, key=lambda cut: cut.block.path[depth : depth + 1]):
            yield from _contained(container[0] if container else None, list(same), depth, hand)


def _kind_of_list(cut: Cut, depth: int) -> str:
    """ "ol" or "ul" where the next container is an item."""
    inner = cut.block.path[depth : depth + 1]
    if not inner or not isinstance(inner[0], Item):
        return ""
    return "ol" if _NUMBER.match(inner[0].marker) else "ul"


def _list(cuts: Sequence[Cut], depth: int, hand: Hand) -> Iterator[str]:
    kind = _kind_of_list(cuts[0], depth)
    number = _NUMBER.match(_item(cuts[0], depth).marker)
    start = f' start="{int(number[0])}"' if number and int(number[0]) != 1 else ""
    yield f"<{kind}{start}>"
    for item, same in groupby(cuts, key=lambda cut: _item(cut, depth)):
        inside = list(same)
        tick = "" if item.checked is None else "☑ " if item.checked else "☐ "
        if len(inside) == 1 and inside[0].block.kind is Kind.PARAGRAPH and len(inside[0].block.path) == depth + 1:
            yield f"<li>{tick}{inline_html(inline_of(inside[0]), hand)}</li>"
        else:
            yield f"<li>{tick}"
            yield from _within(inside, depth + 1, hand)
            yield "</li>"
    yield f"</{kind}>"


def _item(cut: Cut, depth: int) -> Item:
    item = cut.block.path[depth]
    assert isinstance(item, Item)
    return item


def _contained(container: Container | None, cuts: Sequence[Cut], depth: int, hand: Hand) -> Iterator[str]:
    if isinstance(container, Quote):
        yield "<blockquote>"
        yield from _within(cuts, depth + 1, hand)
        yield "</blockquote>"
    elif isinstance(container, Footnote):
        yield f"<div><sup>{escape(container.label)}</sup>"
        yield from _within(cuts, depth + 1, hand)
        yield "</div>"
    else:
        for cut in cuts:
            yield from _leaf(cut, hand)


def _leaf(cut: Cut, hand: Hand) -> Iterator[str]:
    block = cut.block
    match block.kind:
        case Kind.HEADING:
            level = hand.level(block.level)
            yield f"<h{level}>{inline_html(inline_of(cut), hand)}</h{level}>"
        case Kind.CODE:
            language = f' class="language-{escape(block.language)}"' if block.language else ""
            # A line feed at the very beginning would be dropped.
            yield f"<pre><code{language}>{hand.code(cut.text, block.language)}</code></pre>"
        case Kind.TABLE:
            yield from _table(cut, hand)
        case Kind.RULE:
            yield "<hr>"
        case Kind.MATH:
            yield hand.display(cut.text)
        case Kind.PLAIN:
            # Blanks count here, so a line feed behind the break would be a second one.
            lines = closed(cut.text).split("\n")
            yield f"<p {hand.verbatim}>{'<br>'.join(lines)}</p>"
        case Kind.PARAGRAPH:
            yield f"<p>{inline_html(inline_of(cut), hand)}</p>"


def _table(cut: Cut, hand: Hand) -> Iterator[str]:
    if (cell := only_cell(cut)) is not None:
        yield inline_html(cell, hand)
        return
    assert cut.block.table is not None
    aligns = [_ALIGNS[align] for align in cut.block.table.aligns]
    is_headed = cut.start == 0
    yield "<table>"
    for number, row in enumerate(rows_of(cut)):
        name = "th" if is_headed and number == 0 else "td"
        cells = zip(aligns, row, strict=True)
        yield f"<tr>{''.join(f'<{name}{align}>{inline_html(cell.shown, hand)}</{name}>' for align, cell in cells)}</tr>"
    yield "</table>"


def inline_html(shown: Inline, hand: Hand = _HAND) -> str:
    """Text with its runs as elements."""
    written, place = [], 0
    for run in shown.runs:
        written.append(_lines(shown.text[place : run.start]))
        is_formula = Look.MATH in run.look
        piece = hand.formula(run.target) if is_formula else _lines(shown.text[run.start : run.end])
        for look, name in _ELEMENTS.items():
            if look in run.look:
                piece = f"<{name}>{piece}</{name}>"
        if Look.LINK in run.look and _HARMLESS.fullmatch(run.target):
            piece = f"<a {hand.link(run.target)}>{piece}</a>"
        written.append(piece)
        place = run.end
    return "".join([*written, _lines(shown.text[place:])])


def _lines(text: str) -> str:
    return closed(text).replace("\n", "<br>\n")


def closed(text: str) -> str:
    """Nothing in it is markup, and no character in it is one that a document must not have."""
    return escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "\N{REPLACEMENT CHARACTER}", text))
