import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest

from desktop_chat.storage.writer import Writer
from tests.guards import ExpectedWarnings
from tests.storage.making import done, wait_for
from tests.support.patience import PATIENCE_S


@pytest.fixture
def writer() -> Iterator[Writer]:
    made = Writer("writer under test")
    yield made
    made.close()


def test_jobs_run_in_the_order_of_asking_on_one_thread(writer: Writer) -> None:
    ran: list[tuple[int, str]] = []

    def note(number: int) -> None:
        ran.append((number, threading.current_thread().name))

    for future in [writer.do(partial(note, number)) for number in range(100)]:
        done(future)
    assert ran == [(n, "writer under test") for n in range(100)]


def test_what_a_job_raises_reaches_who_asked_and_the_next_job_runs(writer: Writer) -> None:
    def fail() -> None:
        raise LookupError("gone")

    failing = writer.do(fail)
    assert done(writer.do(lambda: "next")) == "next"
    with pytest.raises(LookupError, match="gone"):
        done(failing)


def test_a_job_that_was_cancelled_in_time_does_not_run(writer: Writer) -> None:
    gate, ran = threading.Event(), list[str]()
    writer.do(lambda: gate.wait(PATIENCE_S))
    waiting = writer.do(lambda: ran.append("cancelled"))
    assert waiting.cancel()
    gate.set()
    done(writer.do(lambda: ran.append("next")))
    assert ran == ["next"]


def test_a_timed_job_runs_when_its_time_has_come(writer: Writer) -> None:
    began, ran = time.monotonic(), list[float]()
    writer.later(0.05, lambda: ran.append(time.monotonic() - began))
    writer.later(0.02, lambda: ran.append(time.monotonic() - began))
    wait_for(lambda: len(ran) == 2)
    assert ran == sorted(ran)
    assert ran[0] >= 0.02
    assert ran[1] >= 0.05


def test_a_flood_of_jobs_does_not_keep_a_timed_one_waiting(writer: Writer) -> None:
    gate, ran = threading.Event(), list[str]()
    writer.do(lambda: gate.wait(PATIENCE_S))
    flood = [writer.do(lambda: ran.append("job")) for _ in range(50)]
    writer.later(0, lambda: ran.append("timed"))
    gate.set()
    done(flood[-1])
    wait_for(lambda: "timed" in ran)
    assert ran.index("timed") <= 1


def test_a_timed_job_that_fails_is_logged_because_nobody_waits_for_it(
    writer: Writer, expected_warnings: ExpectedWarnings
) -> None:
    expected_warnings("A write that nobody waits for failed")

    def fail() -> None:
        raise LookupError("gone")

    writer.later(0, fail)
    wait_for(lambda: done(writer.do(lambda: not writer._timed)))
    assert done(writer.do(lambda: "alive")) == "alive"


def test_closing_runs_what_was_asked_for_and_takes_nothing_more() -> None:
    writer, ran = Writer("closing"), list[int]()
    for number in range(20):
        writer.do(partial(ran.append, number))
    writer.later(60, lambda: ran.append(-1))
    writer.close()
    assert ran == list(range(20))
    with pytest.raises(RuntimeError, match="closed"):
        writer.do(lambda: None)
