"""How many tokens a text has, before a server has counted them.

No tokenizer is shipped: there is one per model family and most are not public. Characters are told apart by kind
instead, each kind has a weight, and what servers then report corrects the weights per endpoint and model.
"""

import string
from collections.abc import Iterable
from operator import mul
from typing import TypeAlias

from desktop_chat.domain.values import dataclass

Measure: TypeAlias = tuple[int, ...]
"""How many characters of each kind a text has: ASCII letters, digits, white space and marks, then those of two bytes in
UTF-8 (Cyrillic, Greek, Arabic, letters with accents), of three (Chinese, Japanese, Korean, the scripts of India) and of
four (emoji, rare ideographs). Measures add up: of two texts, joined, it is the sum."""

WEIGHTS = (0.25, 0.5, 0.1, 0.5, 0.5, 2 / 3, 1.0)
"""Tokens per character of each kind, near what the tokenizers of today take."""
NOTHING: Measure = (0,) * len(WEIGHTS)
PER_MESSAGE = 4
PER_REQUEST = 3


def _kinds() -> bytes:
    """A mark for each byte of UTF-8: what kind of character begins with it."""
    marks = bytearray(b"." * 0xC0 + b"2" * 0x20 + b"3" * 0x10 + b"4" * 0x10)
    for mark, characters in ((b"0", string.digits), (b" ", string.whitespace)):
        for character in characters:
            marks[ord(character)] = ord(mark)
    return bytes(marks)


_KINDS = _kinds()
_UNMARKED = string.ascii_letters.encode() + bytes(range(0x80, 0xC0))
"""What is most frequent, so that little is left to be counted: letters, and bytes that go on with a character."""


def measure(text: str) -> Measure:
    """The kinds of characters in `text`."""
    return _counted(text.encode("utf-8", "surrogatepass"), len(text))


def measure_all(texts: Iterable[str]) -> Measure:
    """The kinds of characters in all of `texts` together: the sum of their measures, sooner than adding them up."""
    texts = tuple(texts)
    encoded = b"".join([text.encode("utf-8", "surrogatepass") for text in texts])
    return _counted(encoded, sum(map(len, texts)))


def _counted(encoded: bytes, length: int) -> Measure:
    """The kinds of so many characters.

    A conversation of ten thousand messages is measured as it opens, so all that is done for each character is done by
    two calls at the speed of memory: its bytes become marks of their kinds, and those are counted.
    """
    marks = encoded.translate(_KINDS, _UNMARKED)
    marked, digits, spaces = len(marks), marks.count(b"0"), marks.count(b" ")
    letters = length - marked
    if len(encoded) == length:
        return letters, digits, spaces, marked - digits - spaces, 0, 0, 0
    return letters, digits, spaces, marks.count(b"."), marks.count(b"2"), marks.count(b"3"), marks.count(b"4")


def added(measures: Iterable[Measure]) -> Measure:
    """The measure of all these texts together."""
    return tuple(map(sum, zip(NOTHING, *measures, strict=True)))


def weigh(text: str) -> float:
    """The uncalibrated estimate, in tokens, of `text` alone."""
    return _dot(measure(text), WEIGHTS)


def _dot(measured: Measure, weights: tuple[float, ...]) -> float:
    total: float = sum(map(mul, measured, weights))
    return total


@dataclass(frozen=True, slots=True)
class Estimator:
    """Estimates for one endpoint and model; its numbers are what replies taught us.

    `weights` are relative to each other, `factor` scales them all. A message weighs `per_message` more than its text,
    for its role and separators, a request `per_request` more than its messages.
    """

    factor: float = 1.0
    weights: tuple[float, ...] = WEIGHTS
    per_message: float = PER_MESSAGE
    per_request: float = PER_REQUEST

    def message(self, text: str) -> int:
        """Tokens of one message on the wire, its role and separators included."""
        return self.message_of(measure(text))

    def text(self, text: str) -> int:
        return self.of(measure(text))

    def message_of(self, measured: Measure, messages: int = 1) -> int:
        """As `message`, of a text that was measured before: a measure can be kept, whatever replies teach later. Of
        several messages at once it is what they weigh together.
        """
        return round(self.factor * _dot(measured, self.weights) + messages * self.per_message)

    def of(self, measured: Measure) -> int:
        """As `text`, of a text that was measured before."""
        return round(self.factor * _dot(measured, self.weights))

    def scaled(self, tokens: float) -> int:
        """Tokens that were estimated without calibration."""
        return round(tokens * self.factor)
