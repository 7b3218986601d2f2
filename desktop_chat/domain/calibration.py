"""What replies teach about the tokens of a model: the weights with which past requests would have been estimated right.

A conversation changes between prose, code and Chinese, so one factor for all of it is wrong as soon as the mix is
another. Each kind of character has its own weight instead, and so have a message and a request for what is put round
their text.

The requests of a conversation repeat each other: each has all that the one before had. So they are compared by what was
added between two of them, which is two messages and tells English, code and Chinese apart. Still it may not tell nine
weights apart. So each is drawn towards its first value by a little: what the requests say clearly is followed, what
they do not say stays as it was.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations
from math import sqrt
from operator import attrgetter, ge, mul, sub
from typing import TypeAlias

from desktop_chat.domain.tokens import PER_MESSAGE, PER_REQUEST, WEIGHTS, Estimator, Measure
from desktop_chat.domain.values import dataclass

SAMPLES = 10
MOVED_ON = 0.45
"""A window that moves on keeps half of itself: a count that fell below that share of the one before is no window's."""
_FIRST = (PER_REQUEST, PER_MESSAGE, *WEIGHTS)
# What it costs to leave a first value behind, in squares of relative errors. Measured with eight tokenizers on texts in
# English and Chinese, on code and on mixtures: between 0.001 and 0.005 little changes.
_PULLS = (0.001, 0.001, *(0.003 for _ in WEIGHTS))
_USUAL = 300  # tokens; beyond that the errors of single words even out
_SMALLEST, _LARGEST = 0.2, 5.0
_LARGEST_OVERHEAD = 30.0  # a template may put a whole system prompt before a request that has none
_ROUNDS = 60
_HALF_READ = 3.0  # a count that is so much lower than any text accounts for is one of a part
_STANDSTILL = 2.0  # so is one that grew so much less than the text did
_GROWN = 256  # tokens that were added before that is told


@dataclass(frozen=True, slots=True)
class Sample:
    """A request of the past: what was in its messages, how many there were, and the tokens that the server counted."""

    measured: Measure
    messages: int
    counted: int

    @property
    def estimate(self) -> int:
        """The tokens that the first weights make of it."""
        return plain(self.measured, self.messages)

    def has(self, other: "Sample") -> bool:
        """Whether it may have begun with `other`: more messages, and no less of anything."""
        return self.messages > other.messages and all(map(ge, self.measured, other.measured))


def is_whole(estimate: int, counted: int) -> bool:
    """Whether a request that was estimated so, without calibration, and counted so may have been read to its end."""
    return counted * _HALF_READ > estimate


def plain(measured: Measure, messages: int) -> int:
    """The tokens of a request without calibration."""
    estimator = Estimator()
    return round(estimator.of(measured) + messages * estimator.per_message + estimator.per_request)


def trusted(samples: Iterable[Sample]) -> list[Sample]:
    """The samples that may teach: not those of requests that by all counts together were read in part.

    A server that drops the beginning of what is too long for it counts no more, however much is added. A count that
    was not passed since is at that edge itself. But one that counts only what it had not cached counts far less.
    """
    sound = [one for one in samples if _is_sound(one)]
    doubtful = {one for one in sound if not is_whole(one.estimate, one.counted)}
    for longer, shorter in permutations(sound, 2):
        grown = longer.estimate - shorter.estimate
        if grown < _GROWN or not longer.has(shorter):
            continue
        if (longer.counted - shorter.counted) * _STANDSTILL < grown:
            doubtful.add(longer)
        if shorter.counted * MOVED_ON <= longer.counted <= shorter.counted:
            doubtful.add(shorter)
    return [one for one in sound if one not in doubtful]


def learned(samples: Iterable[Sample]) -> Estimator:
    """The estimator that these requests teach; counts that cannot be, or that are of a part, are passed over."""
    sound = trusted(samples)
    if not sound:
        return Estimator()
    scales = _fitted(list(_additions(sound)))
    per_request, per_message, *weights = (first * scale for first, scale in zip(_FIRST, scales, strict=True))
    fitted = Estimator(1.0, tuple(weights), per_message, per_request)
    first = Estimator()
    texts = [one.measured for one in sound]
    factor = (sum(map(fitted.of, texts)) or 1) / (sum(map(first.of, texts)) or 1)
    return Estimator(factor, tuple(weight / factor for weight in weights), per_message, per_request)


def _is_sound(sample: Sample) -> bool:
    return sample.counted > 0 and sample.messages > 0 and len(sample.measured) == len(WEIGHTS)


_Addition: TypeAlias = tuple[tuple[int, ...], int]
"""How much there is of what each first value weighs, and the tokens that were counted for it."""


def _additions(samples: Sequence[Sample]) -> Iterator[_Addition]:
    """What each request added to the longest that it may have begun with; all of it, where there is none."""
    ordered = sorted(samples, key=attrgetter("counted"))
    for place, sample in enumerate(ordered):
        whole = (1, sample.messages, *sample.measured)
        shorter = (one for one in reversed(ordered[:place]) if sample.has(one) and sample.counted > one.counted)
        if (before := next(shorter, None)) is None:
            yield whole, sample.counted
        else:
            begun = (1, before.messages, *before.measured)
            yield tuple(map(sub, whole, begun)), sample.counted - before.counted


def _fitted(additions: Sequence[_Addition]) -> list[float]:
    """By how much each first value is to be multiplied: ridge regression, one value after another.

    Within bounds each step has an exact answer, so this ends near the best point however much the samples are alike.
    """
    worth = [_worth(addition) for addition in additions]
    columns = [
        [numbers[place] * first * factor for (numbers, _), factor in zip(additions, worth, strict=True)]
        for place, first in enumerate(_FIRST)
    ]
    scales = [1.0] * len(_FIRST)
    estimated = map(sum, zip(*columns, strict=True))
    missing = [
        counted * factor - known for (_, counted), factor, known in zip(additions, worth, estimated, strict=True)
    ]
    for _ in range(_ROUNDS):
        for place, column in enumerate(columns):
            change = _better(column, missing, scales[place], place) - scales[place]
            scales[place] += change
            missing = [rest - share * change for rest, share in zip(missing, column, strict=True)]
    return scales


def _worth(addition: _Addition) -> float:
    """What an error of one token counts: its share of a short text; less of a long one, where errors even out."""
    numbers, counted = addition
    tokens = max(counted, sum(map(mul, numbers, _FIRST)))
    return 1 / sqrt(tokens * min(tokens, _USUAL))


def _better(column: Sequence[float], missing: Sequence[float], scale: float, place: int) -> float:
    """The best scale for one value while the others stay."""
    square = sum(share * share for share in column)
    explained = sum(share * rest for share, rest in zip(column, missing, strict=True)) + scale * square
    best = (explained + _PULLS[place]) / (square + _PULLS[place])
    return min(max(best, _SMALLEST), _LARGEST if place > 0 else _LARGEST_OVERHEAD)
