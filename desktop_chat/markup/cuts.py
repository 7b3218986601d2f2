"""Where a text can be cut so that its two parts, read alone, give what the whole gives.

That is a gap between two words, or between two Chinese characters, before which everything is closed: no mark stands
there that something behind it could be the partner of. `likely` guesses by counting marks, `is_closed` knows.
"""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from desktop_chat.markup.marks import FORMULAS, LONGEST_FORMULA

_WIDE = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef"
_GAP = re.compile(rf"(?<=\S )(?=\S)|(?<=\n)(?=\S)|(?<=[{_WIDE}])(?=[{_WIDE}])")
_FAR = 400  # how far back a gap is looked for
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_HARMLESS = re.compile(r"\\[^(\[]|(?<=\s)[*_~]+(?=\s)|(?<=\w)_+(?=\w)", re.DOTALL)
_RUNS = {mark: re.compile(re.escape(mark) + "+") for mark in "*_~`"}
_GUESSES = 4


def last_gap(text: str, first: int, last: int, far: int = _FAR) -> int:
    """The last gap behind `first` and not behind `last`, or `first`."""
    place = first
    for gap in _GAP.finditer(text, max(first + 1, last - far), last + 1):
        place = gap.start()
    return place


def likely(text: str, first: int) -> int:
    """The last gap before which as many marks close as open, or `first`."""
    place = last_gap(text, first, len(text) - 1)
    for _ in range(_GUESSES):
        if place <= first:
            break
        opener = _opener(_without_harmless(text[first:place]))
        if opener < 0:
            return place
        place = last_gap(text, first, first + opener)
    return first


def is_closed(state: StateInline) -> bool:
    """Whether nothing in what was read can still be the beginning of something."""
    if any(one.open and one.end < 0 for one in state.delimiters):
        return False
    text = state.src
    literal = "\0".join(token.content for token in state.tokens if token.type == "text")
    if "`" in literal or "](" in literal or _opens_bracket(literal):
        return False
    marks = {token.markup for token in state.tokens if token.type == "text_special"}
    openers = [mark for mark in ("\\(", "\\[") if mark in marks] + (["$"] if "$" in literal else [])
    if any(len(text) - text.rfind(one) <= LONGEST_FORMULA + 2 * len(one) for one in openers):
        return False
    return "<" not in literal or text[-1:].isspace() or "<" not in text.rsplit(None, 1)[-1]


def _without_harmless(text: str) -> str:
    """`text` with blanks for what is closed or never opens anything."""
    if not any(mark in text for mark in "`*_~$\\"):
        return text
    for rule in (_CODE, *FORMULAS, _HARMLESS):
        text = rule.sub(lambda found: "." * len(found.group()), text)
    return text


def _opener(text: str) -> int:
    """Where the last mark stands that has no partner, or -1."""
    found = [runs[-1].start() for rule in _RUNS.values() if len(runs := list(rule.finditer(text))) % 2]
    found += [text.rfind(mark) for mark in ("$", "\\") if len(text) - text.rfind(mark) <= LONGEST_FORMULA]
    if text.count("[") > text.count("]"):
        found.append(text.rfind("["))
    return min((place for place in found if place >= 0), default=-1)


def _opens_bracket(text: str) -> bool:
    depth = 0
    for bracket in re.findall(r"[\[\]]", text):
        depth = depth + 1 if bracket == "[" else max(depth - 1, 0)
    return depth > 0
