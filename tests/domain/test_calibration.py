"""What replies teach: near after ten, whatever is talked about, and never absurd."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.calibration import Sample, learned, trusted
from desktop_chat.domain.tokens import WEIGHTS, Estimator, Measure, added, measure

PROSE = "The backup waits until the writer has stopped, then copies page after page. "
CODE = "for page in range(42):\n    copy(page, 'target.db')  # 1024 bytes\n"
CHINESE = "先停止写入，再复制页面，最后检查校验和。"
KINDS = {"prose": [PROSE], "code": [CODE], "chinese": [CHINESE], "mixed": [PROSE, CODE, CHINESE]}


def counted(measured: Measure, messages: int, weights: tuple[float, ...], per_message: int, per_request: int) -> int:
    """As a server with such a tokenizer and template would."""
    text = sum(number * weight for number, weight in zip(measured, weights, strict=True))
    return round(text + messages * per_message + per_request)


def effective(estimator: Estimator) -> list[float]:
    return [estimator.factor * weight for weight in estimator.weights]


def conversation(kinds: list[str], seed: int) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(kinds) * chance.randint(1, 12) for _ in range(21)]


# Weights of real tokenizers, as fitted to real texts: of a small English one, and of two that know Chinese.
TOKENIZERS = [
    ((0.16, 0.9, 0.3, 0.6, 1.2, 1.7, 2.0), 5, 25),
    ((0.15, 0.5, 0.2, 0.4, 0.6, 0.65, 1.5), 4, 3),
    ((0.15, 1.0, 0.2, 0.35, 0.9, 0.55, 1.5), 5, 22),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("weights", "per_message", "per_request"), TOKENIZERS)
def test_after_ten_replies_an_estimate_is_near(
    kind: str, weights: tuple[float, ...], per_message: int, per_request: int
) -> None:
    for seed in range(5):
        texts = list(map(measure, conversation(KINDS[kind], seed)))
        requests = [(added(texts[: 2 * turn + 1]), 2 * turn + 1) for turn in range(11)]
        *past, (measured, messages) = requests
        samples = [Sample(m, n, counted(m, n, weights, per_message, per_request)) for m, n in past]
        estimator = learned(samples)
        estimate = sum(estimator.message_of(text) for text in texts) + estimator.per_request
        assert estimate == pytest.approx(counted(measured, messages, weights, per_message, per_request), rel=0.1)


def of_conversation(
    texts: list[Measure], weights: tuple[float, ...], per_message: int, per_request: int
) -> list[Sample]:
    """Ten requests of one conversation, newest first."""
    requests = [(added(texts[: 2 * turn + 1]), 2 * turn + 1) for turn in range(10)]
    return [Sample(m, n, counted(m, n, weights, per_message, per_request)) for m, n in reversed(requests)]


@pytest.mark.parametrize("kind", ["prose", "code", "chinese"])
@pytest.mark.parametrize(("weights", "per_message", "per_request"), TOKENIZERS)
def test_what_a_mixture_taught_holds_for_a_short_conversation_about_one_thing(
    kind: str, weights: tuple[float, ...], per_message: int, per_request: int
) -> None:
    for seed in range(5):
        texts = list(map(measure, conversation(KINDS["mixed"], seed)))
        estimator = learned(of_conversation(texts, weights, per_message, per_request))
        short = list(map(measure, conversation(KINDS[kind], seed)[:3]))
        estimate = sum(estimator.message_of(text) for text in short) + estimator.per_request
        expected = counted(added(short), 3, weights, per_message, per_request)
        assert estimate == pytest.approx(expected, rel=0.15)


@pytest.mark.parametrize(("weights", "per_message", "per_request"), TOKENIZERS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_has_read_all_is_trusted(
    kind: str, weights: tuple[float, ...], per_message: int, per_request: int
) -> None:
    texts = list(map(measure, conversation(KINDS[kind], 1)))
    samples = of_conversation(texts, weights, per_message, per_request)
    assert trusted(samples) == samples


@pytest.mark.parametrize("window", [1000, 1500, 2000])
def test_what_was_read_in_part_teaches_nothing(window: int) -> None:
    """A server that keeps the end of what is too long for it, and says nothing."""
    texts = [measure(PROSE * 20)] * 21
    samples = of_conversation(texts, (0.2, 0.5, 0.1, 0.5, 0.5, 0.6, 1.0), 4, 3)
    cut = [replace(sample, counted=min(sample.counted, window)) for sample in samples]
    whole = [sample for sample in samples if sample.counted < window]
    assert 0 < len(whole) < len(samples) - 2
    assert trusted(cut) == whole
    assert learned(cut) == learned(whole)


def test_a_count_that_nothing_longer_has_passed_is_not_trusted() -> None:
    """All that is remembered is of a time when the window was full already."""
    samples = [Sample(measure(PROSE * 40 * turn), 2 * turn + 1, 2048) for turn in range(9, 4, -1)]
    assert trusted(samples) == []
    assert learned(samples) == Estimator()


def test_nothing_is_learned_from_nothing() -> None:
    assert learned([]) == Estimator()
    nonsense = [
        Sample(measure("a"), 1, 0),
        Sample(measure("a"), 0, 5),
        Sample((1, 2), 1, 5),
        Sample(measure(""), 1, -1),
    ]
    assert learned(nonsense) == Estimator()


def test_what_was_never_sent_keeps_its_first_weight() -> None:
    estimator = learned([Sample(measure(PROSE * 20), 1, 900)])
    assert effective(estimator)[4:] == pytest.approx(WEIGHTS[4:])


_measures = st.tuples(*(st.integers(0, 10**6) for _ in WEIGHTS))


@given(st.lists(st.builds(Sample, _measures, st.integers(1, 500), st.integers(1, 10**7)), max_size=10))
def test_absurd_counts_do_not_spoil_every_estimate(samples: list[Sample]) -> None:
    estimator = learned(samples)
    for weight, first in zip(effective(estimator), WEIGHTS, strict=True):
        assert first / 5.01 < weight < first * 5.01
    assert 0 < estimator.per_message <= 20
    assert 0 < estimator.per_request <= 90
