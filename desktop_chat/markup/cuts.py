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
_RUNS = {mark: re.compile(re.escape(mark) + "+") for mark in "*_~"}
_NEXT_DOLLAR = re.compile(r"\$+(?!\$)(?:[^$\\]|\\.)*\$.", re.DOTALL)
# An address, perhaps a title that is not closed, and nothing behind it.
_OPEN_LINK = re.compile(
    r"\]\(\s*(?:<[^<>\n]*>?|[^\s<]\S*)?"
    r"(?:\s+(?:\"(?:[^\"\\]|\\.)*\\?\"?|'(?:[^'\\]|\\.)*\\?'?|\((?:[^()\\]|\\.)*\\?\)?)?\s*)?\Z",
    re.DOTALL,
)
# What stands for a token that is no text: a link or an image ends like a bracket that something may follow.
_LITERAL = {
    "link_open": "",
    "link_close": "[]",
    "image": "[]",
    "code_inline": "\0",
    "formula": "\0",
    "text_special": "\0",
}
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
        opener = _opener(text, first, place)
        if opener < 0:
            return place
        place = last_gap(text, first, opener)
    return first


def is_closed(state: StateInline, text: str, place: int) -> bool:
    """Whether nothing that was read of `text` up to `place` can still be the beginning of something."""
    if any(one.open and one.end < 0 for one in state.delimiters):
        return False
    literal = "".join(_LITERAL.get(token.type, token.content) for token in state.tokens)
    if _opens_bracket(literal) or ("](" in literal and _OPEN_LINK.search(state.src)):
        return False
    if any("`" in token.content for token in state.tokens if token.type == "text"):
        return False
    if "$" in literal and ("\\$" in state.src or _undecided_dollar(text, text.rfind("$", 0, place), place)):
        return False
    marks = {token.markup for token in state.tokens if token.type == "text_special"} & {"\\(", "\\["}
    if any(len(state.src) - state.src.rfind(mark) <= LONGEST_FORMULA + 2 * len(mark) for mark in marks):
        return False
    return "<" not in literal or text[place - 1].isspace() or "<" not in state.src.rsplit(None, 1)[-1]


def _undecided_dollar(text: str, dollar: int, place: int) -> bool:
    """Whether that sign, the last before `place`, may begin a formula that ends behind it."""
    if place - dollar > LONGEST_FORMULA + 2:
        return False
    start = dollar
    while start and text[start - 1] == "$":
        start -= 1
    if start == dollar and text[dollar + 1].isspace():
        return False
    begins = any(rule.match(text, one) for rule in FORMULAS for one in range(start, dollar + 1))
    return begins or not _NEXT_DOLLAR.match(text, start)


def _without_harmless(text: str) -> str:
    """`text` with blanks for what is closed or never opens anything."""
    if not any(mark in text for mark in "`*_~$\\"):
        return text
    for rule in (_CODE, *FORMULAS, _HARMLESS):
        text = rule.sub(lambda found: "." * len(found.group()), text)
    return text


def _opener(text: str, first: int, place: int) -> int:
    """Where in that part of `text` the first mark stands that is the last of its kind and has no partner, or -1."""
    part = _without_harmless(text[first:place])
    found = [part.rfind("`"), *(_open_run(part, mark) for mark in "*_~" if mark in part)]
    if place - first - (bracket := part.rfind("\\")) <= LONGEST_FORMULA:
        found.append(bracket)
    if (dollar := part.rfind("$")) >= 0 and _undecided_dollar(text, first + dollar, place):
        found.append(dollar)
    if part.count("[") > part.count("]"):
        found.append(part.rfind("["))
    return min((first + one for one in found if one >= 0), default=-1)


def _open_run(text: str, mark: str) -> int:
    """The last run of that mark that opens what is not closed, or -1."""
    opened: list[int] = []
    for run in _RUNS[mark].finditer(text):
        if opened and not text[run.start() - 1].isspace():
            opened.pop()
        elif not text[run.end() : run.end() + 1].isspace():
            opened.append(run.start())
    return opened[-1] if opened else -1


def _opens_bracket(text: str) -> bool:
    depth = 0
    for bracket in re.findall(r"[\[\]]", text):
        depth = depth + 1 if bracket == "[" else max(depth - 1, 0)
    return depth > 0
