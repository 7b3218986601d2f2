"""Texts that nobody wrote, with the statistics of texts: few words stand often, most seldom; messages vary in length.

From one seed, so every run searches the same.
"""

import random
from collections.abc import Sequence
from itertools import accumulate

_CHARACTERS, _CHINESE_WORDS, _ENGLISH_WORDS = 3000, 20_000, 25_000
_CONSONANTS, _VOWELS, _ENDS = "bcdfghjklmnprstvw", "aeiou", ("", "", "n", "r", "s", "t")
_STOPS = "，，，。；？"
_LONGEST = 4000


def _falling(count: int) -> list[float]:
    """Cumulative weights after Zipf and Mandelbrot."""
    return list(accumulate(1 / (rank + 2.7) for rank in range(count)))


class Texts:
    """`chinese` is the share of messages in Chinese."""

    def __init__(self, chinese: float, seed: int = 7) -> None:
        self._random = random.Random(seed)
        self._share = chinese
        self.english_words = self._english_words()
        self._english_weights = _falling(len(self.english_words))
        self._chinese_words = self._made_of_characters()
        self._chinese_weights = _falling(len(self._chinese_words))

    def next(self) -> str:
        length = int(min(_LONGEST, self._random.lognormvariate(4.4, 1.0))) + 4
        return self._chinese(length) if self._random.random() < self._share else self._english(length)

    def picked(self, options: Sequence[str]) -> str:
        return self._random.choice(options)

    def place(self, end: int) -> int:
        """Some number below `end`."""
        return self._random.randrange(end)

    def _chinese(self, length: int) -> str:
        sentences: list[str] = []
        while sum(map(len, sentences)) < length:
            words = self._random.choices(
                self._chinese_words, cum_weights=self._chinese_weights, k=self._random.randint(3, 12)
            )
            sentences.append("".join(words) + self._random.choice(_STOPS))
        return "".join(sentences)

    def _english(self, length: int) -> str:
        words = self._random.choices(self.english_words, cum_weights=self._english_weights, k=max(2, length // 6))
        return " ".join(words).capitalize() + "."

    def _made_of_characters(self) -> list[str]:
        characters = [chr(0x4E00 + number * 6) for number in range(_CHARACTERS)]
        self._random.shuffle(characters)
        lengths = self._random.choices((1, 2, 3), (1, 6, 1), k=_CHINESE_WORDS)
        weights = _falling(_CHARACTERS)
        return ["".join(self._random.choices(characters, cum_weights=weights, k=length)) for length in lengths]

    def _english_words(self) -> list[str]:
        """The shorter, the more often."""
        words = {"".join(self._syllable() for _ in range(1 + number % 4)) for number in range(_ENGLISH_WORDS)}
        return sorted(sorted(words), key=lambda word: len(word) + self._random.random() * 6)

    def _syllable(self) -> str:
        return self._random.choice(_CONSONANTS) + self._random.choice(_VOWELS) + self._random.choice(_ENDS)
