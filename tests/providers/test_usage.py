"""Tokens as servers count them, wherever they say it."""

from typing import Any

import pytest

from desktop_chat.domain.messages import Usage
from tests.providers.decoding import DONE, STOP, chunk, decode, sse

HEL, LO = chunk(content="Hel"), chunk(content="lo")


def streamed(*bodies: Any) -> Any:
    return decode(sse(*bodies))


@pytest.mark.parametrize(
    "carrier",
    [
        {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}},
        {"choices": None, "usage": {"prompt_tokens": 3.0, "completion_tokens": 2, "total_tokens": 5}},
        {"x_groq": {"usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}}},
        {"choices": [{"index": 0, "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}}]},
        {"usage": {"input_tokens": 3, "output_tokens": 2, "total_tokens": 5}},
    ],
)
def test_usage_may_come_in_any_event(carrier: Any) -> None:
    assert streamed(HEL, carrier, {"usage": None}, LO, STOP, {"usage": {}}, DONE).usage == Usage(3, 2, 5)


@pytest.mark.parametrize(
    "said",
    [
        {"prompt_tokens_details": {"cached_tokens": 7}, "completion_tokens_details": {"reasoning_tokens": 1}},
        {"prompt_cache_hit_tokens": 7, "prompt_cache_miss_tokens": 2, "reasoning_tokens": 1},
        {"cached_tokens": 7, "output_tokens_details": {"reasoning_tokens": 1}},
        {"input_tokens_details": {"cached_tokens": 7}, "completion_tokens_details": {"reasoning_tokens": 1.0}},
        {
            "prompt_tokens_details": None,
            "cache_read_input_tokens": 7,
            "completion_tokens_details": [],
            "reasoning_tokens": 1,
        },
    ],
)
def test_the_parts_of_a_count_are_read_wherever_a_server_says_them(said: dict[str, Any]) -> None:
    usage = {"prompt_tokens": 9, "completion_tokens": 2, "total_tokens": 11} | said
    assert streamed(HEL, STOP, {"choices": [], "usage": usage}, DONE).usage == Usage(9, 2, 11, 7, 1)


@pytest.mark.parametrize("details", [None, [], "7", {}, {"cached_tokens": None}, {"cached_tokens": -1}])
def test_parts_that_are_not_given_are_unknown(details: Any) -> None:
    usage = {"prompt_tokens": 9, "completion_tokens": 2, "prompt_tokens_details": details}
    assert streamed(HEL, STOP, {"choices": [], "usage": usage}, DONE).usage == Usage(9, 2)


@pytest.mark.parametrize("count", [-1, True, "7", None, 1.5, 10**30, [1], 1e999])
def test_a_count_that_is_none_is_unknown(count: Any) -> None:
    assert streamed(HEL, {"usage": {"prompt_tokens": count, "completion_tokens": 2}}, STOP).usage == Usage(None, 2)


@pytest.mark.parametrize("usage", [[1], "many", 7, {"tokens": 3}, {"prompt_tokens": "many"}])
def test_usage_that_counts_nothing_is_none(usage: Any) -> None:
    assert streamed(HEL, {"usage": usage}, STOP).usage is None
