"""What we add to the inline parser: bare addresses, formulas, footnote marks.

markdown-it's own rules for the last two look at what comes after them in a way that would make the beginning of a
paragraph change with its end, and its rule for addresses needs a list of all top-level domains.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

LONGEST_FORMULA = 400
_SCHEME = re.compile(r"(?<![A-Za-z0-9])https?$", re.IGNORECASE)
_ADDRESS = re.compile(r"://[A-Za-z0-9\[][^\s\x00-\x20\x7f-\U0010ffff<>\"`{}|\\^\[\]]*")
_TRAILING = ".,:;!?'*_~"
_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
FORMULAS = (
    # "$5 and $6" is no formula: no blank inside the marks, no digit behind them.
    re.compile(r"(?<!\d)\$(?![\s$])((?:[^$\\]|\\.){1,400})(?<!\s)\$(?!\d)", re.DOTALL),
    re.compile(r"\$\$((?:[^$\\]|\\.){1,400})\$\$", re.DOTALL),
    re.compile(r"\\\(((?:[^\\]|\\[^()]){1,400})\\\)", re.DOTALL),
    re.compile(r"\\\[((?:[^\\]|\\[^\[\]]){1,400})\\\]", re.DOTALL),
)


class Reader(MarkdownIt):
    """CommonMark with what we add. Addresses stay as they were written: who opens one decides whether it may."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False})
        self.enable("strikethrough")
        self.inline.ruler.before("escape", "formula", _formula)
        self.inline.ruler.before("link", "note", _note)
        self.inline.ruler.before("note", "lone_bracket", _lone_bracket)
        self.inline.ruler.before("escape", "address", _address)

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name is markdown-it's
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


def _formula(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "$\\":
        return False
    found = next((one for rule in FORMULAS if (one := rule.match(state.src, state.pos, state.posMax))), None)
    if found is None or not found[1].strip():
        return False
    if not silent:
        state.push("formula", "", 0).content = found[1].strip()
    state.pos = found.end()
    return True


def _lone_bracket(state: StateInline, silent: bool) -> bool:
    """A bracket that is never closed. Without this, the rules for links look for its end once for each."""
    mark = state.src[state.pos]
    if mark not in "[!" or state.src.find("]", state.pos, state.posMax) >= 0:
        return False
    if not silent:
        state.append_pending(mark)
    state.pos += 1
    return True


def _note(state: StateInline, silent: bool) -> bool:
    note = _NOTE.match(state.src, state.pos, state.posMax)
    if note is None:
        return False
    if not silent:
        state.push("note", "", 0).content = note[1]
    state.pos = note.end()
    return True


def _address(state: StateInline, silent: bool) -> bool:
    """At the colon: the scheme has been taken for text already."""
    place = state.pos
    if state.src[place] != ":" or state.linkLevel:
        return False
    scheme = _SCHEME.search(state.src[max(place - 6, 0) : place])
    rest = scheme and _ADDRESS.match(state.src, place, state.posMax)
    if scheme is None or not rest:
        return False
    end = place + len(_without_punctuation(rest.group()))
    if not silent:
        if not state.pending.endswith(scheme.group()):
            return False
        state.pending = state.pending[: -len(scheme.group())]
        address = state.src[place - len(scheme.group()) : end]
        state.push("link_open", "a", 1).attrs = {"href": address}
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1)
    state.pos = end
    return True


def _without_punctuation(address: str) -> str:
    """Without what ends the sentence, and without a bracket that was opened before the address."""
    while True:
        shorter = address.rstrip(_TRAILING)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter
