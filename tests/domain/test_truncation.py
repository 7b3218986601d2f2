"""Whether the server dropped the beginning: heard where it did, never where it did not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop_chat.domain import receipts
from desktop_chat.domain.context import plan
from desktop_chat.domain.messages import Message, Role, Usage
from desktop_chat.domain.models import Endpoint, Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.tokens import Estimator
from desktop_chat.domain.truncation import Sample, truncation_in, whole
from tests.domain.builders import message

PROSE = "The quick brown fox jumps over the lazy dog and runs away. "
CHINESE = "在预写日志模式下如何安全地备份数据库，请一步一步说明。"
PATHS = "/usr/lib/python3/dist-packages/some_module/some_part.py\n"
ENDPOINT = Endpoint("e", "Test", "http://127.0.0.1:1/v1", model="m")
USUAL: list[Sample] = [(2000, 1900), (1500, 1600), (900, 850)]


def factor_of(samples: list[Sample]) -> float:
    return sum(count for _, count in samples) / sum(estimate for estimate, _ in samples)


def said(*texts: str) -> list[Message]:
    """Question and answer in turns."""
    made: list[Message] = []
    for place, text in enumerate(texts):
        role = Role.ASSISTANT if place % 2 else Role.USER
        made.append(message(f"m{place}", text, role=role, parent=made[-1].id if made else None, minutes=place))
    return made


def sent(branch: Sequence[Message], read: int | None, *, factor: float = 1.0, prompt: str = "") -> Receipt:
    """The receipt of a request with these messages, of which the server says that it read so many tokens."""
    planned = plan(branch, Policy(prompt), Options(), "m", estimator=Estimator(factor))
    reply = message("reply", role=Role.ASSISTANT, parent=branch[-1].id)
    receipt = receipts.issue(reply, planned.payload, ENDPOINT, factor)
    return replace(receipt, usage=Usage(read, 10, None))


def test_a_first_request_of_which_a_small_part_was_read_is_noticed_without_any_calibration() -> None:
    receipt = sent(said(PROSE * 2000, "Fine.", "What was the first word?"), 4096)
    found = truncation_in(receipt, [], None)
    assert found is not None
    assert found.read == 4096
    assert found.sent == receipt.estimate
    assert not found.unread
    assert found.partly == {"m0"}


def test_the_messages_that_do_not_fit_from_the_end_are_the_unread_ones() -> None:
    branch = said(*[PROSE * 100] * 9)
    found = truncation_in(sent(branch, 3100), USUAL, None)
    assert found is not None
    assert found.unread == {"m0", "m1", "m2", "m3", "m4", "m5"} - found.partly
    assert len(found.partly) == 1


def test_the_system_prompt_is_thought_to_be_kept() -> None:
    branch = said(*[PROSE * 100] * 9)
    bare, prompted = sent(branch, 4000), sent(branch, 4000, prompt=PROSE * 100)
    without, with_prompt = truncation_in(bare, USUAL, None), truncation_in(prompted, USUAL, None)
    assert without is not None
    assert with_prompt is not None
    assert without.unread < with_prompt.unread | with_prompt.partly


@pytest.mark.parametrize("read", [None, 0, 40, 200])
def test_a_server_that_does_not_count_or_counts_next_to_nothing_says_nothing(read: int | None) -> None:
    assert truncation_in(sent(said(PROSE * 2000), read), USUAL, None) is None


def test_without_calibration_only_a_bound_of_every_tokenizer_counts() -> None:
    receipt = sent(said(CHINESE * 400), 2600)  # a quarter of the estimate, yet some tokenizer may do that
    assert receipt.estimate > 2.5 * 2600
    assert truncation_in(receipt, [], None) is None
    assert truncation_in(receipt, USUAL[:2], None) is None
    assert truncation_in(receipt, USUAL, None) is not None


def test_short_requests_teach_nothing_because_servers_add_to_them() -> None:
    samples = [(20, 400), (30, 410), (25, 405), (40, 420)]
    assert truncation_in(sent(said(PROSE * 100), 1300), samples, None) is None


def test_counts_that_contradict_each_other_are_believed_less() -> None:
    samples: list[Sample] = [(2000, 2600), (2000, 1000), (1500, 900)]
    receipt = sent(said(PATHS * 500), 1700)
    assert receipt.estimate > 7000
    assert truncation_in(receipt, samples, None) is None
    assert truncation_in(sent(said(PATHS * 500), 1200), samples, None) is not None


def test_drawn_lines_and_blanks_are_few_tokens() -> None:
    table = ("|" + "-" * 70 + "|\n" + "| a" + " " * 66 + "b |\n") * 200
    receipt = sent(said(table), 2500)
    assert receipt.estimate > 2 * 2500
    assert truncation_in(receipt, USUAL, None) is None


def test_a_count_that_falls_though_more_was_sent_is_noticed_early() -> None:
    branch = said(*[PROSE * 100] * 7)
    before = sent(branch[:5], 7900)
    assert truncation_in(sent(branch, 9600), [], before) is None
    assert truncation_in(sent(branch, 8000), [], before) is not None


def test_a_request_that_does_not_begin_like_the_one_before_is_not_compared_with_it() -> None:
    branch = said(*[PROSE * 100] * 7)
    before = sent(branch[:5], 7900, prompt="Be brief.")
    assert truncation_in(sent(branch, 7800), [], before) is None
    other = replace(sent(branch[:5], 7900), parameters={"model": "another"})
    assert truncation_in(sent(branch, 7800), [], other) is None


def test_a_server_that_counts_only_what_it_had_not_cached_is_no_server_that_forgets() -> None:
    branch = said(*[PROSE * 100] * 7)
    before = sent(branch[:5], 6500)
    assert truncation_in(sent(branch, 2700), USUAL, before) is None


def test_what_was_read_from_a_cache_was_read() -> None:
    receipt = sent(said(PROSE * 500), None)
    assert truncation_in(replace(receipt, usage=Usage(300)), USUAL, None) is not None
    assert truncation_in(replace(receipt, usage=Usage(300, cached_tokens=6400)), USUAL, None) is None


def test_a_count_of_a_request_that_was_read_in_part_teaches_nothing() -> None:
    samples = [(16_000, 1600), (17_000, 1600), *USUAL]
    assert whole(samples) == USUAL
    assert 0.9 < factor_of(whole(samples)) < 1.1


RATIO = st.floats(0.3, 3.0)
TEXTS = st.lists(st.sampled_from([PROSE * 5, PROSE * 60, CHINESE * 30, CHINESE * 150]), min_size=1, max_size=9)


@given(RATIO, st.lists(st.tuples(st.integers(1, 9000), st.floats(0.75, 1.3)), max_size=9), TEXTS, st.floats(0.75, 1.3))
def test_an_honest_server_is_never_accused(
    ratio: float, history: list[tuple[int, float]], texts: list[str], own: float
) -> None:
    samples = [(estimate, round(estimate * ratio * off)) for estimate, off in history]
    receipt = sent(said(*texts), None)
    read = round(receipt.estimate * ratio * own)
    # No tokenizer joins words or puts a whole clause of Chinese into a token.
    assume(read > sum(max(len(text.split()), len(text) / 4 if not text.isascii() else 0) for text in texts))
    assert truncation_in(replace(receipt, usage=Usage(read)), samples, None) is None


@given(
    RATIO,
    st.lists(st.tuples(st.integers(500, 9000), st.floats(0.8, 1.25)), min_size=3, max_size=9),
    st.integers(400, 4000),
    st.floats(0.02, 0.19),
)
def test_a_calibrated_estimator_hears_when_a_fifth_was_read(
    ratio: float, history: list[tuple[int, float]], length: int, share: float
) -> None:
    samples = [(estimate, round(estimate * ratio * off)) for estimate, off in history]
    receipt = sent(said(PROSE * length), None, factor=factor_of(samples))
    read = round(receipt.estimate / receipt.factor * min(ratio, 1.0) * share)
    assume(read >= 256)
    assume(receipt.estimate - read > 600)
    found = truncation_in(replace(receipt, usage=Usage(read)), samples, None)
    assert found is not None
    assert found.read == read < found.sent


@given(TEXTS, st.integers(256, 60_000), st.sampled_from([0.5, 1.0, 2.0]))
def test_the_last_messages_are_read_before_the_first_ones(texts: list[str], read: int, factor: float) -> None:
    branch = said(*texts)
    found = truncation_in(sent(branch, read, factor=factor), USUAL, None)
    if found is None:
        return
    states = [0 if one.id in found.unread else 1 if one.id in found.partly else 2 for one in branch]
    assert states == sorted(states)
    assert len(found.partly) <= 1
    assert found.sent - found.read >= 256
