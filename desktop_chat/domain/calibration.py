"""What replies teach about the tokens of a model: the weights with which past requests would have been estimated right.

A conversation changes between prose, code and Chinese, so one factor for all of it is wrong as soon as the mix is
another. Each kind of character has its own weight instead, and so have a message and a request for what is put round
their text. Ten requests that repeat each other do not tell nine weights apart. So each is drawn towards its first value
by a little: what the requests say clearly is followed, what they do not say stays as it was.
"""

from collections.abc import Iterable, Sequence

from desktop_chat.domain.tokens import PER_MESSAGE, PER_REQUEST, WEIGHTS, Estimator, Measure
from desktop_chat.domain.values import dataclass

SAMPLES = 10
_FIRST = (PER_REQUEST, PER_MESSAGE, *WEIGHTS)
# What it costs to leave a first value behind, in squares of relative errors. Measured with five tokenizers on texts in
# English and Chinese, on code and on mixtures: between 0.0003 and 0.003 little changes.
_PULLS = (0.0003, 0.0003, *(0.001 for _ in WEIGHTS))
_SMALLEST, _LARGEST = 0.2, 5.0
_LARGEST_OVERHEAD = 30.0  # a template may put a whole system prompt before a request that has none
_ROUNDS = 60
_HALF_READ = 3.0  # a count that is so much lower than any text accounts for is one of a part


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


def is_whole(estimate: int, counted: int) -> bool:
    """Whether a request that was estimated so, without calibration, and counted so may have been read to its end."""
    return counted * _HALF_READ > estimate


def plain(measured: Measure, messages: int) -> int:
    """The tokens of a request without calibration."""
    estimator = Estimator()
    return round(estimator.of(measured) + messages * estimator.per_message + estimator.per_request)


def learned(samples: Iterable[Sample]) -> Estimator:
    """The estimator that these requests teach; counts that cannot be, or that are of a part, are passed over."""
    sound = [one for one in samples if _is_sound(one) and is_whole(one.estimate, one.counted)]
    if not sound:
        return Estimator()
    scales = _fitted(sound)
    per_request, per_message, *weights = (first * scale for first, scale in zip(_FIRST, scales, strict=True))
    fitted = Estimator(1.0, tuple(weights), per_message, per_request)
    first = Estimator()
    texts = [one.measured for one in sound]
    factor = (sum(map(fitted.of, texts)) or 1) / (sum(map(first.of, texts)) or 1)
    return Estimator(factor, tuple(weight / factor for weight in weights), per_message, per_request)


def _is_sound(sample: Sample) -> bool:
    return sample.counted > 0 and sample.messages > 0 and len(sample.measured) == len(WEIGHTS)


def _fitted(samples: Sequence[Sample]) -> list[float]:
    """By how much each first value is to be multiplied: ridge regression on relative errors, one value after another.

    Within bounds each step has an exact answer, so this ends near the best point however much the samples are alike.
    """
    columns = list(zip(*(_shares(sample) for sample in samples), strict=True))
    scales = [1.0] * len(_FIRST)
    missing = [1.0 - sum(shares) for shares in zip(*columns, strict=True)]
    for _ in range(_ROUNDS):
        for place, column in enumerate(columns):
            change = _better(column, missing, scales[place], place) - scales[place]
            scales[place] += change
            missing = [rest - share * change for rest, share in zip(missing, column, strict=True)]
    return scales


def _shares(sample: Sample) -> list[float]:
    """What each first value contributes to the estimate, as a share of what was counted."""
    numbers = (1, sample.messages, *sample.measured)
    return [number * first / sample.counted for number, first in zip(numbers, _FIRST, strict=True)]


def _better(column: Sequence[float], missing: Sequence[float], scale: float, place: int) -> float:
    """The best scale for one value while the others stay."""
    square = sum(share * share for share in column)
    explained = sum(share * rest for share, rest in zip(column, missing, strict=True)) + scale * square
    best = (explained + _PULLS[place]) / (square + _PULLS[place])
    return min(max(best, _SMALLEST), _LARGEST if place > 0 else _LARGEST_OVERHEAD)
