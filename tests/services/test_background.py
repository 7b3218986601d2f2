"""What may block runs elsewhere, holds up nothing else, and is not waited for longer than a moment at the end."""

import subprocess
import sys
import threading
from concurrent.futures import Future
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_chat.domain.errors import ChatError, KeyringLocked
from desktop_chat.services.background import MOST_WORKERS, Background, Pool
from desktop_chat.services.relay import Relay
from tests.services.world import Gate, let_events_run, wait_until
from tests.support.patience import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]


def unexpected(error: ChatError) -> None:
    raise AssertionError(error)


def test_a_job_runs_in_another_thread_and_its_result_comes_back(background: Background) -> None:
    heard: list[int] = []
    background.run(threading.get_ident, heard.append, unexpected)
    wait_until(lambda: bool(heard))
    assert heard != [threading.get_ident()]


def test_an_error_of_a_job_goes_to_whoever_asked(background: Background) -> None:
    errors: list[ChatError] = []

    def job() -> None:
        raise KeyringLocked("Secret Service")

    background.run(job, lambda _: None, errors.append)
    wait_until(lambda: bool(errors))
    assert isinstance(errors[0], KeyringLocked)


def test_a_fault_of_a_job_leaves_the_pool_as_it_was(background: Background, qtbot: QtBot) -> None:
    told: list[object] = []
    with qtbot.captureExceptions() as faults:
        background.run(lambda: 1 // 0, told.append, told.append)
        wait_until(lambda: bool(faults))
    background.run(lambda: "next", told.append, unexpected)
    wait_until(lambda: len(told) == 2)
    assert told[1] == "next"


def test_servers_that_keep_silent_hold_up_nobody_else(background: Background) -> None:
    gate = Gate()
    heard: list[str] = []
    for _ in range(8):
        background.run(gate.wait, lambda _: None, unexpected)
    background.run(lambda: "a key", heard.append, unexpected)
    wait_until(lambda: bool(heard))
    assert heard == ["a key"]
    gate.open()


def test_there_are_never_more_threads_than_allowed_and_every_job_is_done(qapp: object) -> None:
    pool, gate, lock = Pool("crowd"), Gate(), threading.Lock()
    running, most = 0, 0

    def job() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        gate.wait()
        with lock:
            running -= 1

    futures = [pool.submit(job) for _ in range(3 * MOST_WORKERS)]
    wait_until(lambda: running == MOST_WORKERS)
    gate.open()
    for future in futures:
        future.result(PATIENCE_S)
    assert most == MOST_WORKERS
    assert pool.close(PATIENCE_S)


def test_one_thread_serves_many_jobs_that_come_one_after_the_other(qapp: object) -> None:
    pool = Pool("quiet")
    served = set()
    for _ in range(20):
        served.add(pool.submit(threading.get_ident).result(PATIENCE_S))
        wait_until(lambda: pool._idle > 0)
    assert len(served) == 1
    assert pool.close(PATIENCE_S)


def test_threads_leave_when_there_has_been_nothing_to_do(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_chat.services.background._IDLE_S", 0.01)
    pool = Pool("leaving")
    pool.submit(lambda: None).result(PATIENCE_S)
    wait_until(lambda: "leaving" not in {thread.name for thread in threading.enumerate()})
    assert pool.submit(lambda: "back again").result(PATIENCE_S) == "back again"
    assert pool.close(PATIENCE_S)


def test_a_keyring_that_hangs_does_not_hold_up_the_end(qapp: object) -> None:
    background, gate = Background(Relay()), Gate()
    told: list[object] = []
    background.run(gate.wait, told.append, told.append)
    wait_until(lambda: gate.is_reached)
    assert not background.close(patience_s=0.05)
    gate.open()
    wait_until(lambda: "background" not in {thread.name for thread in threading.enumerate()})
    let_events_run()
    assert told == []


def test_the_process_ends_although_a_job_does_not() -> None:
    """A thread that is waited for by the interpreter itself would keep the program as an invisible process."""
    script = (
        "import threading\n"
        "from desktop_chat.services.background import Background\n"
        "from desktop_chat.services.relay import Relay\n"
        "background = Background(Relay())\n"
        "background.run(threading.Event().wait, print, print)\n"
        "background.close(0.05)\n"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, timeout=PATIENCE_S, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")


def test_jobs_that_have_not_begun_are_dropped_at_the_end_and_those_after_it(qapp: object) -> None:
    pool, gate = Pool("closing"), Gate()
    running = [pool.submit(gate.wait) for _ in range(MOST_WORKERS)]
    waiting = pool.submit(lambda: None)
    wait_until(lambda: len(pool._jobs) == 1)
    assert not pool.close(0)
    assert waiting.cancelled()
    assert pool.submit(lambda: None).cancelled()
    gate.open()
    for future in running:
        future.result(PATIENCE_S)
    assert pool.close(PATIENCE_S)


def test_closing_twice_is_closing_once(qapp: object) -> None:
    background = Background(Relay())
    assert background.close()
    assert background.close()


def test_writes_are_settled_once_everyone_who_asked_knows(background: Background, qtbot: QtBot) -> None:
    first: Future[None] = Future()
    second: Future[None] = Future()
    assert background.is_settled()
    background.when(first, lambda _: None, unexpected)
    background.when(second, lambda _: None, lambda _: None)
    first.set_result(None)
    assert not background.is_settled()
    let_events_run()
    assert not background.is_settled()
    second.set_exception(KeyringLocked())
    let_events_run()
    assert background.is_settled()
    third: Future[None] = Future()
    with qtbot.captureExceptions():
        background.when(third, lambda _: None, lambda _: None)
        third.set_exception(ZeroDivisionError())
        let_events_run()
    assert background.is_settled()


def test_a_job_of_the_pool_is_no_write(background: Background) -> None:
    gate = Gate()
    background.run(gate.wait, lambda _: None, unexpected)
    assert background.is_settled()
    gate.open()
