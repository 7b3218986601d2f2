"""What the index knows of a text: a set of words.

Runs of Chinese, Japanese, Korean and other scripts that put no space between words become overlapping pairs of
characters, and their single characters; other scripts their words. So any one or two Chinese characters are one word
of the index, and no dictionary decides what can be found. Of a Latin word its beginning can be found, not its middle;
but `fooBar` is found as `foobar`, `foo` and `bar`, and `foo_bar` as `foo` and `bar`. Case, accents and width do not
matter. Signs outside ASCII, emoji for instance, are words too; punctuation is not.

Words of the index that nobody wrote begin with `_`, which no other does: the first one to three letters of each word,
so that one still being typed is looked up and not gathered from thousands, and what a message has beside its text.
"""

import re
import unicodedata
from collections.abc import Iterator
from operator import add

VERSION = 1
"""Counts with every change of what `index_words` makes: an index of another version is made anew."""

LONGEST_WORD = 64
SHORT = 3
"""So many letters of a word's beginning are a word themselves."""
_PIECE = 16_000
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff"  # Thai, Lao, Burmese, Korean letters, Khmer
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u318f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_UNSPACED}]+")
_WORD = re.compile(rf"[^\W_{_UNSPACED}]+")
_SIGN = re.compile("[\u2100-\u2bff\U0001f000-\U0001faff]")
_SEAM = re.compile("[a-z0-9][A-Z]|[A-Z][A-Z][a-z]")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", re.ASCII)
# What changes beside its case: accents fall off, letters of full and half width and parts of Korean syllables become
# ordinary. Not the wide commas and stops, which Chinese is full of.
_FOLDABLE = re.compile(
    "[\u00aa-\u052f\u1100-\u11ff\u1e00-\u1fff\u2c60-\u2c7f\ua720-\ua7ff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc]+"
)
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
    if len(text) <= _PIECE:
        return _words_of_piece(text)
    return {word for piece in _pieces(text) for word in _words_of_piece(piece)}


def _pieces(text: str) -> Iterator[str]:
    """`text` in pieces that no other thread notices. Every word lies in one of them."""
    start = 0
    while len(text) - start > _PIECE:
        cut = next((at for at in range(start + _PIECE, start + _PIECE - LONGEST_WORD, -1) if _is_seam(text, at)), 0)
        cut = cut or start + _PIECE
        yield text[start:cut]
        start = cut - 1 if _RUN.match(text[cut - 1]) else cut
    yield text[start:]


def _is_seam(text: str, at: int) -> bool:
    return not (is_letter(text[at - 1]) and is_letter(text[at]))


def _words_of_piece(text: str) -> set[str]:
    folded = fold(text)
    words = set(_WORD.findall(folded))
    if _SEAM.search(text):
        words.update(_parts(text))
    words = {word[:LONGEST_WORD] for word in words}
    words |= {f"_{word[:length]}" for length in range(1, SHORT + 1) for word in words}
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


def is_letter(character: str) -> bool:
    """Whether it is a part of words that are parted by spaces."""
    return _WORD.match(character) is not None


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
