"""Inline text back to Markdown: balanced marks, and an escape wherever text would be read as one.

CommonMark's rules for what an asterisk means look at its neighbours, and a cut gives it others. So what was written is
read again, and where that gives another text the marks are left out rather than the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from desktop_chat.markup.blocks import Inline, Look
from desktop_chat.markup.inline import inline

_MARKS = {Look.STRONG: "**", Look.EMPHASIS: "*", Look.STRUCK: "~~"}
_NESTING = (Look.LINK, Look.STRONG, Look.EMPHASIS, Look.STRUCK)
_VERBATIM = Look.CODE | Look.MATH | Look.NOTE
_SPECIAL = r"[\\`*~<$\]]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|(?<=\[)\^|(?<=http):(?=//)|(?<=https):(?=//)"
_SAFE_ADDRESS = re.compile(r"[A-Za-z0-9:/?#@!$'*+,;=%._~-]+")
_BARE = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_LINE_STARTS = (
    (re.compile(r"^(\d{1,9})(?=[.)](?:[ \t]|$))", re.M), r"\1\\"),
    (re.compile(r"^(?=#{1,6}(?:[ \t]|$)|[-+](?:[ \t]|$)|>|[-=|:][-=|: \t]*$)", re.M), r"\\"),
    (re.compile(r"^(\[\^[^\]\s]+\])(?=:)", re.M), r"\1\\"),
)
_EDGES = re.compile(r"^[ \t]|[ \t](?=\n)", re.M)


Escape: TypeAlias = Callable[[str], str]


def escaping(more: str = "") -> Escape:
    """Makes of a text Markdown that shows nothing but the text. What the expression `more` finds is no mark either."""
    special = re.compile(f"{_SPECIAL}|{more}" if more else _SPECIAL, re.IGNORECASE | re.MULTILINE)
    return lambda text: special.sub(r"\\\g<0>", text).replace("\r", "&#13;")


escaped = escaping()


def inline_markdown(shown: Inline, *, is_cell: bool = False, escape: Escape = escaped) -> str:
    """As lines of a paragraph, or as the content of a cell; without blanks at either end.

    `escape` writes plain text.
    """
    text = shown.text.strip(" \t\n")
    skipped = len(shown.text) - len(shown.text.lstrip(" \t\n"))
    marked = _finished("".join(_written(_segments(shown, skipped, skipped + len(text)), escape)), is_cell)
    if inline(marked).text == text:
        return marked
    return _finished(escape(text), is_cell)


def _finished(written: str, is_cell: bool) -> str:
    written = _EDGES.sub(lambda blank: f"&#{ord(blank[0])};", written)
    if is_cell:
        return written.replace("\n", "&#10;")
    for rule, replacement in _LINE_STARTS:
        written = rule.sub(replacement, written)
    return written


@dataclass(frozen=True, slots=True)
class _Segment:
    """A piece of text that looks the same throughout."""

    text: str
    look: Look
    target: str = ""


def _segments(shown: Inline, start: int, end: int) -> list[_Segment]:
    found, place = [], start
    for run in shown.runs:
        first, last = max(run.start, place), min(run.end, end)
        if first < last:
            found += [
                _Segment(shown.text[place:first], Look(0)),
                _Segment(shown.text[first:last], run.look, run.target),
            ]
            place = last
    found.append(_Segment(shown.text[place:end], Look(0)))
    return list(_with_blanks_outside([one for one in found if one.text]))


def _with_blanks_outside(segments: Sequence[_Segment]) -> Iterator[_Segment]:
    """A mark beside a blank on its inner side is none, so blanks at the ends of a piece look like what they adjoin."""
    nothing = _Segment("", Look(0))
    for number, one in enumerate(segments):
        if not one.look or one.look & _VERBATIM or not one.text.strip():
            yield one
            continue
        before = segments[number - 1] if number else nothing
        behind = segments[number + 1] if number + 1 < len(segments) else nothing
        words = one.text.strip()
        left, _, right = one.text.partition(words)
        yield from (_joint(left, before, one), replace(one, text=words), _joint(right, one, behind))


def _joint(blanks: str, before: _Segment, behind: _Segment) -> _Segment:
    look = before.look & behind.look & ~_VERBATIM
    if before.target != behind.target:
        look &= ~Look.LINK
    return _Segment(blanks, look, before.target if Look.LINK in look else "")


def _written(segments: Sequence[_Segment], escape: Escape) -> Iterator[str]:
    open_looks: list[tuple[Look, str]] = []
    segments = [one for one in segments if one.text]
    for number, one in enumerate(segments):
        wanted = _wanted(one)
        while not set(open_looks) <= set(wanted):
            yield _closing(*open_looks.pop())
        fresh = [look for look in wanted if look not in open_looks]
        # What lasts longer is outside.
        for look in sorted(fresh, key=lambda look: -_lasts(look, segments[number:])):
            open_looks.append(look)
            yield _MARKS.get(look[0], "[")
        yield _content(one, escape)
    while open_looks:
        yield _closing(*open_looks.pop())


def _wanted(one: _Segment) -> list[tuple[Look, str]]:
    looks = [look for look in _NESTING if look in one.look and not (look is Look.LINK and _is_bare(one))]
    return [(look, one.target if look is Look.LINK else "") for look in looks]


def _lasts(look: tuple[Look, str], segments: Sequence[_Segment]) -> int:
    return next((n for n, one in enumerate(segments) if look not in _wanted(one)), len(segments))


def _closing(look: Look, target: str) -> str:
    return _MARKS[look] if look in _MARKS else f"]({_address(target)})"


def _content(one: _Segment, escape: Escape) -> str:
    if Look.CODE in one.look:
        return code_span(one.text)
    if Look.MATH in one.look:
        return f"${one.target}$"
    if Look.NOTE in one.look:
        return f"[^{one.text}]"
    return f"<{one.text}>" if Look.LINK in one.look and _is_bare(one) else escape(one.text)


def _is_bare(one: _Segment) -> bool:
    """Whether the words of a link are its address."""
    return one.text == one.target and not one.look & _VERBATIM and _BARE.fullmatch(one.target) is not None


def _address(target: str) -> str:
    if _SAFE_ADDRESS.fullmatch(target):
        return target
    closed = re.sub(r"[\\<>]|&(?=#?\w+;)", r"\\\g<0>", target)
    return f"<{closed}>"


def link_definition(label: str, target: str) -> str:
    return f"[{label}]: {_address(target)}"


def code_span(text: str) -> str:
    """Between as many backticks as the text has none of in a row."""
    ticks = longest(text, "`")
    fence = "`" if ticks == 0 else "`" * (ticks + 1)
    is_padded = text.startswith("`") or text.endswith("`") or (text.strip(" ") and text[0] == text[-1] == " ")
    return f"{fence} {text} {fence}" if is_padded else f"{fence}{text}{fence}"


def longest(text: str, mark: str) -> int:
    """How often that mark stands in a row at most."""
    return max((len(run) for run in re.findall(f"{re.escape(mark)}+", text)), default=0)
