"""Names found by some of their letters, as a person types them who knows what is looked for.

The letters stand in the name in their order; how they stand there says how good the match is. Among equals the order of
the names decides, so whoever has them by date gets the newest first. Very many names are searched a moment at a time.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Sequence
from enum import IntEnum

from desktop_chat.domain.values import dataclass

_AT_ONCE = 128  # names between two looks at the clock
_LETTERS = 32  # of a word; more are only found side by side
_WHOLE_FROM = "\u2e80"  # from here on scripts do not part their words: each character may begin one


class Grade(IntEnum):
    """How a word stands in a name, the best first."""

    FIRST = 0
    """The name begins with it."""
    BEGINS = 1
    """A word of the name begins with it."""
    INSIDE = 2
    """Its letters stand side by side."""
    INITIALS = 3
    """Each letter begins a word of the name, or follows the letter before."""
    SCATTERED = 4
    """The first letter begins a word; the others come later."""


@dataclass(frozen=True, slots=True, order=False)
class Found:
    """The name at that place of the list, and which of its characters were meant."""

    place: int
    at: tuple[int, ...]


def folded(name: str) -> str:
    """Without the difference of large and small letters; character by character, so that places stay what they are."""
    made = name.casefold()
    return made if len(made) == len(name) else "".join(one.casefold()[:1] or one for one in name)


def _grade(word: str, name: str) -> Grade | None:
    if word in name:
        if name.startswith(word):
            return Grade.FIRST
        return Grade.BEGINS if _beginning(word, name) >= 0 else Grade.INSIDE
    if not _scattered(word, name):
        return None
    return Grade.INITIALS if _initials(word, name) else Grade.SCATTERED


def _places(word: str, name: str) -> Sequence[int]:
    """Of its letters, where they stand best."""
    start = _beginning(word, name)
    if start < 0:
        start = name.find(word)
    if start >= 0:
        return range(start, start + len(word))
    return _initials(word, name) or _scattered(word, name)


def _beginning(word: str, name: str) -> int:
    """Where a word of the name begins with it, -1 for nowhere."""
    start = name.find(word)
    while start > 0 and not _may_begin(name, start):
        start = name.find(word, start + 1)
    return start


def _may_begin(name: str, place: int) -> bool:
    return place == 0 or not (before := name[place - 1]).isalnum() or before >= _WHOLE_FROM


def _scattered(word: str, name: str) -> tuple[int, ...]:
    """The earliest places of its letters, the first of them where a word begins; nothing where they are not."""
    if not 1 < len(word) <= _LETTERS:
        return ()
    places = [_beginning(word[0], name)]
    for letter in word[1:]:
        if places[-1] < 0:
            return ()
        places.append(name.find(letter, places[-1] + 1))
    return tuple(places) if places[-1] >= 0 else ()


def _initials(word: str, name: str) -> tuple[int, ...]:
    """Where each letter begins a word of the name or follows the letter before; nothing where that is not so."""
    begins = [place for place, one in enumerate(name) if one.isalnum() and _may_begin(name, place)]
    ways: dict[int, tuple[int, ...]] = {place: (place,) for place in begins if name[place] == word[0]}
    for letter in word[1:]:
        further: dict[int, tuple[int, ...]] = {}
        if ways:
            earliest = min(ways)
            later = (place for place in begins if place > earliest and name[place] == letter)
            further.update((place, (*ways[earliest], place)) for place in later)
        beside = ((end + 1, way) for end, way in ways.items() if name[end + 1 : end + 2] == letter)
        further.update((place, (*way, place)) for place, way in beside)
        ways = further
    return ways[min(ways)] if ways else ()


class Sieve:
    """The best of many names for what was typed. Names come in the order that decides among equals.

    `ask`, then `go_on` until it returns True; `best` is what was found so far. Once a name is inserted or removed, it
    has to be looked for again.
    """

    def __init__(self, names: Sequence[str], most: int) -> None:
        """`most` is how many are wanted."""
        self._names = list(names)
        self._folded: list[str] = []
        self._most = most
        self._words: tuple[str, ...] = ()
        self._next = 0
        self._kept: list[tuple[int, int]] = []

    def ask(self, typed: str) -> None:
        self._words = tuple(folded(typed).split())
        self._begin()

    def _begin(self) -> None:
        self._next, self._kept = 0, []

    def go_on(self, enough: Callable[[], bool] = lambda: False) -> bool:
        """Looks through further names until `enough`; True when none is left that could be better."""
        while not self._is_done():
            stop = min(self._next + _AT_ONCE, len(self._names))
            for place, name in self._candidates(self._next, stop):
                self._weigh(place, name)
            self._next = stop
            if enough():
                break
        return self._is_done()

    def insert(self, place: int, name: str) -> None:
        """Before the one that stands there now."""
        self._names.insert(place, name)
        if place <= len(self._folded):
            self._folded.insert(place, folded(name))
        self._begin()

    def remove(self, place: int) -> None:
        del self._names[place]
        del self._folded[place : place + 1]  # where it is so far
        self._begin()

    def best(self) -> list[Found]:
        return [Found(place, self._at(self._folded[place])) for _, place in self._kept]

    def places(self) -> tuple[int, ...]:
        """Of what was found so far, the best first."""
        return tuple(place for _, place in self._kept)

    def __len__(self) -> int:
        """How many were found."""
        return len(self._kept)

    @property
    def is_full(self) -> bool:
        """Whether as many as are wanted were found, so that there may be more."""
        return len(self._kept) == self._most

    def prepare(self, enough: Callable[[], bool]) -> bool:
        """What can be done before anything is asked, until `enough`; True when it is done."""
        while (ready := len(self._folded)) < len(self._names):
            self._fold(min(ready + _AT_ONCE, len(self._names)))
            if enough():
                break
        return len(self._folded) == len(self._names)

    def _fold(self, stop: int) -> None:
        ready = len(self._folded)
        if ready < stop:
            self._folded += map(folded, self._names[ready:stop])

    def _is_done(self) -> bool:
        return self._next >= len(self._names) or self._bar() == Grade.FIRST

    def _bar(self) -> int | None:
        """The grade that a later name has to be better than; None while any is good enough."""
        return self._kept[-1][0] if self.is_full else None

    def _candidates(self, start: int, stop: int) -> list[tuple[int, str]]:
        """Those that may be good enough, by looks that cost next to nothing."""
        self._fold(stop)
        found = list(enumerate(self._folded[start:stop], start))
        bar = self._bar()
        for word in self._words:
            if bar is not None and bar <= Grade.BEGINS:  # a sum of grades: then each of them has to be better
                found = [one for one in found if one[1].startswith(word)]
            elif bar is not None and bar <= Grade.INITIALS:
                found = [one for one in found if word in one[1]]
            else:
                for letter in set(word):
                    found = [one for one in found if letter in one[1]]
        return found

    def _weigh(self, place: int, name: str) -> None:
        grade = 0
        for word in self._words:
            part = _grade(word, name)
            if part is None:
                return
            grade += part
        bar = self._bar()
        if bar is not None and grade >= bar:
            return
        insort(self._kept, (grade, place))
        del self._kept[self._most :]

    def _at(self, name: str) -> tuple[int, ...]:
        return tuple(sorted({place for word in self._words for place in _places(word, name)}))


def matches(typed: str, names: Sequence[str]) -> list[Found]:
    """All names that were meant, the best first; those of a short list."""
    sieve = Sieve(names, len(names) or 1)
    sieve.ask(typed)
    sieve.go_on()
    return sieve.best()
