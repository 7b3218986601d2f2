"""An endpoint's defaults beneath the parameters of a conversation."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop_chat.domain.defaults import is_set, limits_of, overlaid
from desktop_chat.domain.models import Limits, Options

numbers = some.none() | some.integers(1, 9)
options = some.builds(
    Options, temperature=numbers, seed=numbers, max_tokens=numbers, stream=some.sampled_from([True, None])
)


@given(options)
def test_where_one_side_says_nothing_the_other_stands(own: Options) -> None:
    assert overlaid(Options(), own) == own
    assert overlaid(own, Options()) == own
    assert overlaid(own, own) == own


@given(options, options)
def test_what_a_conversation_sets_wins(defaults: Options, own: Options) -> None:
    made = overlaid(defaults, own)
    assert all(getattr(made, name) == getattr(own, name) for name in ("temperature", "seed") if is_set(own, name))
    assert all(
        getattr(made, name) == getattr(defaults, name) for name in ("temperature", "seed") if not is_set(own, name)
    )


@pytest.mark.parametrize("name", ["temperature", "stop", "extra_body", "extra_headers", "stream", "idle_timeout_s"])
def test_a_default_can_be_left_out_for_one_conversation(name: str) -> None:
    defaults = Options(
        temperature=1, stop=("x",), extra_body={"a": 1}, extra_headers={"B": "c"}, stream=False, idle_timeout_s=3
    )
    made = overlaid(defaults, Options(unset=frozenset({name})))
    assert getattr(made, name) == getattr(Options(), name)
    assert made.unset == frozenset()


def test_bodies_and_headers_are_laid_over_entry_by_entry() -> None:
    defaults = Options(extra_body={"top_k": 1, "min_p": 2}, extra_headers={"X-Team": "red", "X-App": "a"})
    made = overlaid(defaults, Options(extra_body={"top_k": 3}, extra_headers={"x-team": "blue"}))
    assert made.extra_body == {"min_p": 2, "top_k": 3}
    assert made.extra_headers == {"X-App": "a", "x-team": "blue"}


@pytest.mark.parametrize("own", [Options(max_completion_tokens=5), Options(unset=frozenset({"max_completion_tokens"}))])
def test_a_limit_is_one_whatever_its_name(own: Options) -> None:
    made = overlaid(Options(max_tokens=100, seed=1), own)
    assert (made.max_tokens, made.max_completion_tokens, made.seed) == (None, own.max_completion_tokens, 1)


def test_patience_is_that_of_the_options_or_the_usual() -> None:
    limits = limits_of(Options(idle_timeout_s=7), Limits(first_byte_timeout_s=60))
    assert (limits.first_byte_timeout_s, limits.idle_timeout_s) == (60, 7)
