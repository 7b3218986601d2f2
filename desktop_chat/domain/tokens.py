"""How many tokens a text has, before a server has counted them.

No tokenizer is shipped: there is one per model family and most are not public. Text is weighed by script instead, and
what servers then report corrects the weight per endpoint and model.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_LATIN_PER_TOKEN = 4.0
_WIDE_PER_TOKEN = 1.5
_OTHER_PER_TOKEN = 2.0
_LONGEST_KEPT = 4096
PER_MESSAGE = 4
PER_REQUEST = 3
_SMALLEST_FACTOR, _LARGEST_FACTOR = 0.2, 5.0


def weigh(text: str) -> float:
    """The uncalibrated estimate, in tokens, of `text` alone."""
    if text.isascii():
        return len(text) / _LATIN_PER_TOKEN
    # A plan is made at every pause in typing and weighs the whole conversation again; long texts are too few to keep.
    return _weighed_before(text) if len(text) <= _LONGEST_KEPT else _weighed(text)


def _weighed(text: str) -> float:
    wide = len(_WIDE.findall(text))
    ascii_length = len(text.encode("ascii", "ignore"))
    other = len(text) - wide - ascii_length
    return ascii_length / _LATIN_PER_TOKEN + wide / _WIDE_PER_TOKEN + other / _OTHER_PER_TOKEN


_weighed_before = lru_cache(maxsize=2048)(_weighed)


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
