"""Estimates: near enough before the first reply, and corrected by every one that comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.tokens import NOTHING, PER_MESSAGE, Estimator, added, measure, measure_all, weigh


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("", 0.0),
        ("abcd", 1.0),
        ("你好，", 2.0),
        ("カナ한글！", 10 / 3),
        ("𠀀𠀁𠀂", 3.0),
        ("äöüß", 2.0),
        ("🙂🙂", 2.0),
        ("ab你好é", 0.5 + 4 / 3 + 0.5),
        ("a b\n", 0.7),
        ("x = 42;", 0.25 + 0.2 + 0.5 + 1.0 + 0.5),
    ],
)
def test_text_is_weighed_by_its_script(text: str, weight: float) -> None:
    assert weigh(text) == pytest.approx(weight)


def test_a_message_weighs_more_than_its_text() -> None:
    assert Estimator().text("abcd" * 10) == 10
    assert Estimator().message("abcd" * 10) == 10 + PER_MESSAGE
    assert Estimator(2.0).message("abcd" * 10) == 20 + PER_MESSAGE
    assert Estimator(2.0).text("abcd" * 10) == 20


@given(st.text(), st.text(), st.sampled_from([0.2, 1.0, 3.3, 5.0]))
def test_longer_text_never_weighs_less(text: str, more: str, factor: float) -> None:
    estimator = Estimator(factor)
    assert 0 <= estimator.text(text) <= estimator.text(text + more)
    assert weigh(text + more) == pytest.approx(weigh(text) + weigh(more))


@given(st.text(st.characters(categories=["Cs"])))
def test_broken_text_is_weighed_too(text: str) -> None:
    assert weigh(text) == pytest.approx(len(text) / 1.5)


@given(st.text())
def test_every_character_is_of_one_kind(text: str) -> None:
    assert sum(measure(text)) == len(text)
    assert all(count >= 0 for count in measure(text))


@given(st.lists(st.text()), st.sampled_from([0.2, 1.0, 3.3]))
def test_what_was_measured_once_is_estimated_without_its_text(texts: list[str], factor: float) -> None:
    estimator = Estimator(factor)
    for text in texts:
        assert estimator.of(measure(text)) == estimator.text(text)
        assert estimator.message_of(measure(text)) == estimator.message(text)
    assert added(map(measure, texts)) == measure("".join(texts)) == measure_all(texts)


def test_nothing_measures_nothing() -> None:
    assert measure("") == NOTHING == added([])
