"""A signal is an exception where the code can bear one, and is noted everywhere else."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from desktop_chat.cli import signals
from desktop_chat.cli.signals import Interruptible, Undisturbed, fulfilled, heard

ALL = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture(autouse=True)
def as_in_a_new_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(signals, "_wish", signals._Wish())
    before = {number: signal.getsignal(number) for number in ALL}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", ALL)
def test_a_signal_is_an_exception_in_a_block_that_can_bear_one(number: signal.Signals) -> None:
    with heard(), pytest.raises(KeyboardInterrupt), Interruptible():
        signal.raise_signal(number)


def test_one_that_came_before_is_an_exception_at_the_beginning_of_the_block() -> None:
    done = []
    with heard():
        signal.raise_signal(signal.SIGTERM)
        with pytest.raises(KeyboardInterrupt), Interruptible():
            done.append("the block")
    assert not done


def test_one_that_comes_where_nothing_may_be_cut_off_waits_until_that_is_over() -> None:
    done = []

    def work() -> None:
        with Undisturbed():
            signal.raise_signal(signal.SIGINT)
            done.append("the block")
        done.append("what follows")

    with heard(), pytest.raises(KeyboardInterrupt), Interruptible():
        work()
    assert done == ["the block"]


def test_after_an_undisturbed_block_without_a_signal_all_is_as_before() -> None:
    done = []

    def work() -> None:
        with Undisturbed():
            done.append("the block")
        done.append("what follows")
        signal.raise_signal(signal.SIGINT)

    with heard(), pytest.raises(KeyboardInterrupt), Interruptible():
        work()
    assert done == ["the block", "what follows"]


def test_what_is_done_after_the_first_one_is_not_cut_off_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signals, "_SAME_WISH_S", 0.0)
    done = []

    def clear_up() -> None:
        signal.raise_signal(signal.SIGTERM)
        done.append("cleared up")

    def work() -> None:
        with ExitStack() as stack:
            stack.callback(clear_up)
            signal.raise_signal(signal.SIGINT)

    with heard(), pytest.raises(KeyboardInterrupt), Interruptible():
        work()
    assert done == ["cleared up"]


def test_several_at_once_are_one() -> None:
    with heard():
        with pytest.raises(KeyboardInterrupt), Interruptible():
            signal.raise_signal(signal.SIGTERM)
        fulfilled()
        with Interruptible():
            signal.raise_signal(signal.SIGHUP)


def test_one_that_comes_later_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signals, "_SAME_WISH_S", 0.0)
    with heard():
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt), Interruptible():
                signal.raise_signal(signal.SIGTERM)
            fulfilled()


def test_at_the_end_of_the_process_no_signal_is_heard_any_more() -> None:
    with heard():
        pass
    for number in ALL:
        signal.raise_signal(number)
    with Interruptible():
        pass


def test_a_signal_that_whoever_started_us_ignores_stays_ignored() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with heard(), Interruptible():
        signal.raise_signal(signal.SIGHUP)
