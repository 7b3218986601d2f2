"""What was selected, as Markdown and as plain text.

What is whole is copied as it was written: the model's own lines, byte for byte. That is everything between two ends
but the outermost quote, list item or leaf that an end lies in; those are written anew from what a reader sees, so that
half a list item is still one and half a fence is closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop_chat.markup.blocks import Align, Block, Container, Footnote, Inline, Item, Kind, Quote
from desktop_chat.markup.excerpts import Cut, Excerpt, begun, excerpt, inline_of, only_cell, rows_of
from desktop_chat.markup.writing_inline import inline_markdown, link_definition, longest

_DELIMITERS = {Align.START: "---", Align.CENTRE: ":-:", Align.END: "--:"}
_FENCE = 3
_NOTE_INDENT = 4
_SETEXT_LEVELS = "=-"


def plain(part: Excerpt) -> str:
    """What a reader sees. Items keep their markers, for a list without numbers would say less than was selected."""
    return "".join(plain_pieces(part))


def plain_pieces(part: Excerpt) -> Iterator[str]:
    """The same, leaf by leaf."""
    before: Cut | None = None
    for place, cut in enumerate(part.cuts):
        parting = _parting(part, place - 1) if before else ""
        yield parting + _marker(before, cut) + cut.text
        before = cut


def _parting(part: Excerpt, place: int) -> str:
    one, other = part.cuts[place], part.cuts[place + 1]
    if one.block.kind is Kind.PLAIN and other.block.kind is Kind.PLAIN:
        return _line_feeds(part.between(place))
    return "\n" if _is_tight(one, other) else "\n\n"


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _marker(before: Cut | None, cut: Cut) -> str:
    first = [one for one in begun(before, cut) if not isinstance(one, Quote) and one.at >= cut.block.start]
    if not first or cut.start:
        return ""
    depth = sum(not isinstance(one, Quote) for one in cut.block.path) - len(first)
    return "  " * depth + "".join(f"{_plain_mark(one)} " for one in first)


def _plain_mark(one: Container) -> str:
    if isinstance(one, Footnote):
        return f"[{one.label}]"
    assert isinstance(one, Item)
    return one.marker if one.checked is None else f"[{'x' if one.checked else ' '}]"


def _is_tight(one: Cut, other: Cut) -> bool:
    """Whether an item begins with `other`, one line below `one`."""
    paths = (*one.block.path, *other.block.path)
    only_items = all(isinstance(container, Item) for container in paths)
    plain_kinds = one.block.kind is Kind.PARAGRAPH and other.block.kind is Kind.PARAGRAPH
    goes_up = len(other.block.path) <= len(one.block.path)
    return only_items and plain_kinds and goes_up and bool(other.block.content) and bool(begun(one, other))


# -- Markdown --------------------------------------------------------------------------------------------------------


class Hand:
    """How leaves are written. Others write for readers that take some text for what it is not."""

    def inline(self, shown: Inline, *, is_cell: bool = False) -> str:
        """As lines of a paragraph, or as the content of a cell of a table."""
        written = inline_markdown(shown, is_cell=is_cell)
        return written.replace("|", "\\|") if is_cell else written

    def heading(self, shown: Inline, level: int) -> list[str]:
        """Its lines."""
        written = self.inline(shown)
        if "\n" in written:
            return [*written.split("\n"), _SETEXT_LEVELS[min(level, 2) - 1] * _FENCE]
        return [one_line_heading(written, level)]

    def code(self, code: str, language: str) -> list[str]:
        """Its lines, in a fence that nothing in it closes."""
        mark = "~" if "`" in language else "`"
        fence = mark * max(_FENCE, longest(code, mark) + 1)
        return [fence + language, *(code.split("\n") if code else []), fence]


_HAND = Hand()


def one_line_heading(written: str, level: int) -> str:
    # What looks like the mark at the end of a heading would be taken for it.
    closed = re.sub(r"(?:^|(?<=[ \t]))#+$", r"\\\g<0>", written)
    return f"{'#' * level} {closed}".rstrip()


def anew(text: str, blocks: Sequence[Block], hand: Hand) -> str:
    """`text`, which is read as `blocks`, written by that hand from what a reader sees."""
    part = excerpt(text, blocks)
    return _anew(part, part.cuts, hand) if part.cuts else ""


def markdown(part: Excerpt) -> str:
    """What gives the same when it is read again."""
    if part.is_everything and (not part.blocks or _is_over(part.blocks[-1])):
        return _line_feeds(part.source).strip("\n")
    if len(part.cuts) == 1 and not part.cuts[0].is_whole:
        return _bare(part.cuts[0])
    written: list[str] = []
    for is_whole, group in groupby(_groups(part), key=lambda group: group.is_whole):
        cuts = [one for some in group for one in some.cuts]
        source = _line_feeds(part.source[cuts[0].block.start : cuts[-1].block.end])
        written.append(source if is_whole else _anew(part, cuts, _HAND))
    return "\n\n".join([*written, *_definitions(part)])


@dataclass(frozen=True, slots=True)
class _Group:
    """All cuts that share their outermost container; `is_whole` if nothing of it is missing."""

    cuts: tuple[Cut, ...]
    is_whole: bool


def _groups(part: Excerpt) -> Iterator[_Group]:
    number, follows_whole = part.number, True
    for _, some in groupby(part.cuts, key=lambda cut: cut.block.path[:1] or cut.block.start):
        cuts = tuple(some)
        # Indented, its source would belong to the item that stands before it now.
        follows_whole = _is_source(part, cuts, number) and (
            follows_whole or part.source[cuts[0].block.start] not in " \t"
        )
        yield _Group(cuts, follows_whole)
        number += len(cuts)


def _is_source(part: Excerpt, cuts: Sequence[Cut], number: int) -> bool:
    """Whether the source of these has all of their outermost container in it, and means what it did."""
    outer, behind = cuts[0].block.path[:1], number + len(cuts)
    if outer and (
        outer[0].at < cuts[0].block.start or (behind < len(part.blocks) and part.blocks[behind].path[:1] == outer)
    ):
        return False
    return all(cut.is_whole and _stands_alone(part, cut.block) for cut in cuts)


def _is_over(block: Block) -> bool:
    """Whether the block ends by itself. A formula that was given up for the blank line behind it would be one again."""
    return block.closed and not block.content.startswith(("$$", "\\["))


def _stands_alone(part: Excerpt, block: Block) -> bool:
    """Whether the lines of the block mean the same whatever stands before them or follows."""
    is_fenced = part.source[block.start : block.end].lstrip(" ").startswith(("```", "~~~"))
    return _is_over(block) and (block.kind is not Kind.CODE or bool(block.path) or is_fenced)


def _definitions(part: Excerpt) -> list[str]:
    """The addresses of links that are written as references."""
    links = {label: target for cut in part.cuts if cut.is_whole for label, target in cut.block.links}
    return ["\n".join(link_definition(*link) for link in links.items())] if links else []


def _bare(cut: Cut) -> str:
    """A piece of one leaf: a few words are not a heading or an item."""
    if cut.block.kind in {Kind.PARAGRAPH, Kind.HEADING}:
        return inline_markdown(inline_of(cut))
    return "\n".join(_lines(cut, _HAND))


def _anew(part: Excerpt, cuts: Sequence[Cut], hand: Hand) -> str:
    written: list[str] = []
    before: Cut | None = None
    for cut in cuts:
        if before is not None:
            shared = [one for one in cut.block.path if one in before.block.path]
            if before.block.kind is Kind.PLAIN and cut.block.kind is Kind.PLAIN:
                written.append(_line_feeds(part.source[before.block.end : cut.block.start])[1:-1])
            elif not _is_tight(before, cut):
                written.append("".join(_behind(one) for one in shared).rstrip())
        written += _in_containers(before, cut, hand)
        before = cut
    return "\n".join(written)


def _in_containers(before: Cut | None, cut: Cut, hand: Hand) -> Iterator[str]:
    fresh = begun(before, cut)
    first = "".join(_mark(one, cut.block) if one in fresh else _behind(one) for one in cut.block.path)
    rest = "".join(_behind(one) for one in cut.block.path)
    for number, line in enumerate(_lines(cut, hand)):
        yield ((rest if number else first) + line).rstrip(" ") if not line else (rest if number else first) + line


def _mark(one: Container, block: Block) -> str:
    if isinstance(one, Quote):
        return "> "
    if isinstance(one, Footnote):
        return f"[^{one.label}]: "
    mark = f"{_item_mark(one)} "
    if one.checked is None or block.kind is not Kind.PARAGRAPH or block.path[-1] != one:
        return mark
    return f"{mark}[{'x' if one.checked else ' '}] "


def _behind(one: Container) -> str:
    """What stands before the further lines of what is in that container."""
    if isinstance(one, Quote):
        return "> "
    return " " * (_NOTE_INDENT if isinstance(one, Footnote) else len(_item_mark(one)) + 1)


def _item_mark(one: Item) -> str:
    return one.marker if one.marker[:1].isdigit() else "-"


def _lines(cut: Cut, hand: Hand) -> list[str]:
    block = cut.block
    match block.kind:
        case Kind.HEADING:
            return hand.heading(inline_of(cut), block.level)
        case Kind.CODE:
            return hand.code(cut.text, block.language)
        case Kind.TABLE:
            return _table(cut, hand)
        case Kind.RULE:
            return ["***"]
        case Kind.MATH:
            return _display_math(cut.text.strip())
        case Kind.PLAIN:
            return cut.text.split("\n")
    return hand.inline(inline_of(cut)).split("\n")


def _display_math(source: str) -> list[str]:
    opening, closing = ("\\[", "\\]") if "$$" in source else ("$$", "$$")
    return [opening, *source.split("\n"), closing] if source else []


def _table(cut: Cut, hand: Hand) -> list[str]:
    if (cell := only_cell(cut)) is not None:
        return hand.inline(cell).split("\n")
    assert cut.block.table is not None
    written = [[hand.inline(cell.shown, is_cell=True) for cell in row] for row in rows_of(cut)]
    aligns = [_DELIMITERS[align] for align in cut.block.table.aligns]
    return [_row(cells) for cells in (*written[:1], aligns, *written[1:])]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
