"""What the index knows of a text: a set of words.

Runs of Chinese, Japanese, Korean and other scripts that put no space between words become overlapping pairs of
characters, and their single characters; other scripts their words. So any one or two Chinese characters are one word
of the index, and no dictionary decides what can be found. Of a Latin word its beginning can be found, not its middle;
but `fooBar` is found as `foobar`, `foo` and `bar`, and `foo_bar` as `foo` and `bar`. Case, accents and width do not
matter. Signs outside ASCII, emoji for instance, are words too; punctuation is not.

Words of the index that nobody wrote begin with `_`, which no other does: the first one and two letters of each word,
so that one still being typed is looked up and not gathered from thousands, and what a message has beside its text.
"""

import re
import unicodedata
from collections.abc import Iterator
from operator import add

VERSION = 1
"""Counts with every change of what `index_words` makes: an index of another version is made anew."""

LONGEST_WORD = 64
SHORT = 2
"""So many letters of a word's beginning are a word themselves."""
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff"  # Thai, Lao, Burmese, Korean letters, Khmer
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u318f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{UNSPACED}]+")
_WORD = re.compile(rf"[^\W_{UNSPACED}]+")
_SIGN = re.compile("[\u2100-\u2bff\U0001f000-\U0001faff]")
_SEAM = re.compile("[a-z0-9][A-Z]|[A-Z][A-Z][a-z]")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", re.ASCII)
# What changes beside its case: accents fall off, full and half width and parts of Korean syllables become ordinary.
_FOLDABLE = re.compile("[\u00aa-\u052f\u1100-\u11ff\u1e00-\u1fff\u2c60-\u2c7f\ua720-\ua7ff\uff00-\uffef]+")
_ACCENT = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """`text` as it is compared."""
    folded = text.casefold()
    return folded if folded.isascii() else _FOLDABLE.sub(_unadorned, folded)


def _unadorned(found: re.Match[str]) -> str:
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", found[0]))
    return unicodedata.normalize("NFC", _ACCENT.sub("", parts))


def index_words(text: str) -> set[str]:
    """All words by which `text` is found."""
    folded = fold(text)
    words = set(_WORD.findall(folded))
    if _SEAM.search(text):
        words.update(_parts(text))
    words = {word[:LONGEST_WORD] for word in words}
    words |= {f"_{word[:1]}" for word in words} | {f"_{word[:2]}" for word in words}
    if not folded.isascii():
        words.update(_SIGN.findall(folded))
        for run in _RUN.findall(folded):
            words.update(run)
            words.update(map(add, run, run[1:]))
    return words


def _parts(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        if _SEAM.search(word):
            yield from (part.lower() for part in _PART.findall(word))


def query_words(folded: str, *, is_prefix: bool) -> tuple[list[str], str]:
    """The words that every text with `folded` in it has, and the beginning of one more: of that which may go on.

    `folded` comes from `fold`. The beginning is "" where there is none, or where it is short enough to be a word.
    """
    words = [word[:LONGEST_WORD] for word in _WORD.findall(folded)]
    beginning = ""
    if is_prefix and words and _WORD.match(folded[-1]):
        last = words.pop()
        if len(last) > SHORT:
            beginning = last
        else:
            words.append(f"_{last}")
    words += _SIGN.findall(folded)
    for run in _RUN.findall(folded):
        words += map(add, run, run[1:]) if len(run) > 1 else run
    return words, beginning
