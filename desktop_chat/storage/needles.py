"""Whether a text holds what somebody looks for, and where.

A term of one word is found where the word is, as a whole or as far as it has been typed. One of several, or with signs
between, is found where it stands as it was typed. The index answers the first kind by itself; of the second it knows
all texts that may hold it. This is the plain truth that the index is measured against.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from desktop_chat.domain.hits import Spans
from desktop_chat.domain.query import Term
from desktop_chat.domain.values import dataclass
from desktop_chat.storage.tokenizer import fold, index_words, is_letter, query_words

_SPACE = re.compile(r"\s+")
_BEFORE, _AFTER = 40, 80
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Needle:
    """`text` is the term as it is compared, `words` are those that the index has of every text that holds it,
    `beginning` is how one more begins. `is_word`: who has the word holds the needle.
    `pattern`: between several words there may be any space.
    """

    text: str
    words: tuple[str, ...]
    beginning: str
    is_word: bool
    pattern: str

    def is_in(self, text: str, folded: str) -> bool:
        """`folded` is `text` as it is compared."""
        return self.stands_in(folded) and self._is_among(index_words(text))

    def stands_in(self, folded: str) -> bool:
        """Whether its letters are there, of one word or of several."""
        return self.text in folded or (" " in self.text and re.search(self.pattern, folded) is not None)

    def _is_among(self, words: set[str]) -> bool:
        return words.issuperset(self.words) and (
            not self.beginning or any(word.startswith(self.beginning) for word in words)
        )

    def places(self, folded: str) -> list[tuple[int, int]]:
        """Where it stands, in `folded`: where words begin with it, or else wherever its letters are."""
        found = [one.span() for one in re.finditer(self.pattern, folded)]
        if self.is_word and is_letter(self.text[0]):
            return [one for one in found if one[0] == 0 or not is_letter(folded[one[0] - 1])] or found
        return found


def needles(terms: Iterable[Term]) -> tuple[Needle, ...]:
    return tuple(needle for needle in map(_needle, terms) if needle.text)


def hold(sought: Sequence[Needle], texts: Iterable[str]) -> bool:
    """Whether each of the needles is in one of the texts."""
    folded = [(text, fold(text)) for text in texts if text]
    return all(any(needle.is_in(*one) for one in folded) for needle in sought)


def stand(sought: Sequence[Needle], texts: Iterable[str]) -> bool:
    """The same of texts that are known to have all the words."""
    folded = list(map(fold, texts)) if sought else []
    return all(any(map(needle.stands_in, folded)) for needle in sought)


def marks(sought: Sequence[Needle], text: str) -> Spans:
    """Where in `text` they stand, joined where they touch."""
    folded = fold(text)
    places = sorted(place for needle in sought for place in needle.places(folded))
    ends = _ends(text, folded)
    if ends:
        places = [(bisect_right(ends, start), bisect_left(ends, end) + 1) for start, end in places]
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def shown_part(sought: Sequence[Needle], texts: Sequence[str]) -> str:
    """Of what a message says, the part which holds what is looked for; all of it where no part holds it all."""
    if len(texts) == 1:
        return texts[0]
    return next((text for text in texts if hold(sought, (text,))), "\n".join(texts))


def excerpt(sought: Sequence[Needle], text: str) -> str:
    """The surroundings of the first place where one stands, on one line; the beginning where none does."""
    folded = fold(text)
    places = [place for needle in sought for place in needle.places(folded)[:1]]
    first, _ = min(places, default=(0, 0))
    ends = _ends(text, folded)
    place = bisect_right(ends, first) if ends else first
    start, end = max(0, place - _BEFORE), place + _AFTER
    line = _SPACE.sub(" ", text[start:end]).strip()
    return (_ELLIPSIS if start else "") + line + (_ELLIPSIS if end < len(text) else "")


def _ends(text: str, folded: str) -> list[int]:
    """Where in `folded` each character of `text` ends; nothing where that is the same: some letters fold into two."""
    return [] if len(folded) == len(text) else list(accumulate(len(fold(character)) for character in text))


def _needle(term: Term) -> Needle:
    text = _SPACE.sub(" ", fold(term.text)).strip()
    words, beginning = query_words(text, is_prefix=term.is_prefix)
    lone = [word.removeprefix("_") for word in words] + [beginning] * bool(beginning)
    pattern = r"\s+".join(map(re.escape, text.split(" ")))
    return Needle(text, tuple(words), beginning, lone == [text], pattern)
