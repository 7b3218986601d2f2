"""Results come home to the thread of the services, whatever they are and however late."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from desktop_chat.domain.errors import ChatError, StoreFull
from desktop_chat.services.relay import Relay
from tests.services.world import let_events_run, wait_until


@pytest.fixture
def relay(qapp: object) -> Relay:
    return Relay()


class Heard:
    """What a caller was told, and where."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[ChatError] = []
        self.threads: set[int] = set()

    def done(self, result: object) -> None:
        self.threads.add(threading.get_ident())
        self.results.append(result)

    def failed(self, error: ChatError) -> None:
        self.threads.add(threading.get_ident())
        self.errors.append(error)


def faulty(_: object) -> None:
    raise ZeroDivisionError


def in_thread(*calls: Callable[[], None]) -> None:
    def run() -> None:
        for call in calls:
            call()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_results_arrive_on_the_services_thread_in_the_order_in_which_they_were_ready(relay: Relay) -> None:
    heard = Heard()
    futures: list[Future[int]] = [Future() for _ in range(3)]
    for future in futures:
        relay.when(future, heard.done, heard.failed)
    in_thread(*(partial(futures[number].set_result, number) for number in (2, 0, 1)))
    assert heard.results == []
    let_events_run()
    assert heard.results == [2, 0, 1]
    assert heard.threads == {threading.get_ident()}


def test_what_is_ready_already_still_arrives_later(relay: Relay) -> None:
    """A caller's own state is in order before it hears the answer."""
    heard = Heard()
    future: Future[int] = Future()
    future.set_result(1)
    relay.when(future, heard.done, heard.failed)
    assert heard.results == []
    let_events_run()
    assert heard.results == [1]


def test_an_error_that_a_person_can_meet_goes_to_whoever_asked(relay: Relay) -> None:
    heard = Heard()
    future: Future[int] = Future()
    relay.when(future, heard.done, heard.failed)
    in_thread(partial(future.set_exception, StoreFull("chats.db")))
    let_events_run()
    assert [type(error) for error in heard.errors] == [StoreFull]


def test_a_fault_reaches_the_exception_hook_and_whoever_asked_does_not_wait_for_ever(
    relay: Relay, qtbot: QtBot
) -> None:
    heard = Heard()
    future: Future[int] = Future()
    relay.when(future, heard.done, heard.failed)
    with qtbot.captureExceptions() as faults:
        in_thread(partial(future.set_exception, ZeroDivisionError()))
        let_events_run()
    assert [kind for kind, *_ in faults] == [ZeroDivisionError]
    assert [type(error) for error in heard.errors] == [ChatError]


def test_a_fault_in_one_answer_keeps_no_other_from_coming(relay: Relay, qtbot: QtBot) -> None:
    heard = Heard()
    with qtbot.captureExceptions() as faults:
        for answer in (faulty, heard.done):
            future: Future[object] = Future()
            future.set_result(1)
            relay.when(future, answer, heard.failed)
        let_events_run()
    assert len(faults) == 1
    assert heard.results == [1]


def test_nobody_is_told_of_what_was_cancelled(relay: Relay) -> None:
    heard = Heard()
    future: Future[int] = Future()
    relay.when(future, heard.done, heard.failed)
    future.cancel()
    let_events_run()
    assert (heard.results, heard.errors) == ([], [])


def test_after_the_end_nobody_is_told_anything_not_even_what_was_on_its_way(relay: Relay) -> None:
    heard = Heard()
    relay.post(partial(heard.done, 1))
    relay.close()
    relay.close()
    relay.post(partial(heard.done, 2))
    let_events_run()
    assert heard.results == []


def test_a_thread_that_outlives_the_relay_finds_a_closed_door(qapp: object) -> None:
    relay = Relay()
    post = relay.post
    relay.close()
    relay.deleteLater()
    let_events_run()
    faults: list[BaseException] = []

    def late() -> None:
        try:
            post(lambda: None)
        except RuntimeError as error:
            faults.append(error)

    in_thread(late)
    assert faults == []


def test_many_threads_may_post_at_once(relay: Relay) -> None:
    heard = Heard()

    def post(name: str) -> None:
        for number in range(200):
            relay.post(partial(heard.done, f"{name}{number}"))

    threads = [threading.Thread(target=post, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    wait_until(lambda: len(heard.results) == 800)
    for thread in threads:
        thread.join()
    for name in "abcd":
        own = [result for result in heard.results if str(result).startswith(name)]
        assert own == [f"{name}{number}" for number in range(200)]
