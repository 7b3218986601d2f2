"""How many tokens a text has, before a server has counted them.

No tokenizer is shipped: there is one per model family and most are not public. Text is weighed by script instead, and
what servers then report corrects the weight per endpoint and model.
"""

from collections.abc import Iterable

from desktop_chat.domain.values import dataclass

_LATIN_PER_TOKEN = 4.0  # one byte in UTF-8
_LETTERS_PER_TOKEN = 2.0  # two: Cyrillic, Greek, Arabic, letters with accents
_WIDE_PER_TOKEN = 1.5  # three: Chinese, Japanese, Korean, the scripts of India
_RARE_PER_TOKEN = 1.0  # four: emoji, rare ideographs
PER_MESSAGE = 4
PER_REQUEST = 3
_SMALLEST_FACTOR, _LARGEST_FACTOR = 0.2, 5.0


def weigh(text: str) -> float:
    """The uncalibrated estimate, in tokens, of `text` alone.

    A plan is made at every pause in typing and weighs the whole conversation again. So characters are told apart by how
    many bytes they take, which three encodings count at the speed of memory.
    """
    if text.isascii():
        return len(text) / _LATIN_PER_TOKEN
    length = len(text)
    one = len(text.encode("ascii", "ignore"))
    four = len(text.encode("utf-16-le", "surrogatepass")) // 2 - length
    three = len(text.encode("utf-8", "surrogatepass")) - 2 * length + one - 2 * four
    two = length - one - three - four
    return one / _LATIN_PER_TOKEN + two / _LETTERS_PER_TOKEN + three / _WIDE_PER_TOKEN + four / _RARE_PER_TOKEN


@dataclass(frozen=True, slots=True)
class Estimator:
    """Estimates for one endpoint and model; `factor` is what its replies taught us."""

    factor: float = 1.0

    def message(self, text: str) -> int:
        """Tokens of one message on the wire, its role and separators included."""
        return round(weigh(text) * self.factor) + PER_MESSAGE

    def text(self, text: str) -> int:
        return round(weigh(text) * self.factor)


def calibrated(samples: Iterable[tuple[int, int]], factor: float = 1.0) -> Estimator:
    """An estimator from (estimated, counted) pairs of past requests, estimates having been made with `factor`."""
    pairs = [(estimated, counted) for estimated, counted in samples if estimated > 0 and counted > 0]
    if not pairs:
        return Estimator(factor)
    ratio = sum(counted for _, counted in pairs) / sum(estimated for estimated, _ in pairs)
    return Estimator(min(max(factor * ratio, _SMALLEST_FACTOR), _LARGEST_FACTOR))
