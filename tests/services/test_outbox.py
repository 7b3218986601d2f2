"""What threads hand over arrives whole and in order, at a pace that leaves the window its turn."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from desktop_chat.domain.streaming import TextDelta
from desktop_chat.services.outbox import FRAME_MS, MOST_AT_ONCE, Outbox, Parcel
from tests.services.world import let_events_run, wait_until


@pytest.fixture
def outbox(qapp: object) -> Iterator[Outbox]:
    made = Outbox()
    yield made
    made.close()


class Receiver:
    """Keeps what was delivered and when; `meanwhile` runs during each delivery."""

    def __init__(self, outbox: Outbox, meanwhile: Callable[[], None] = lambda: None) -> None:
        self.deliveries: list[tuple[Parcel, ...]] = []
        self.began: list[float] = []
        self.ended: list[float] = []
        self._meanwhile = meanwhile
        outbox.delivered.connect(self.receive)

    def receive(self, parcels: tuple[Parcel, ...]) -> None:
        self.began.append(time.perf_counter())
        self.deliveries.append(parcels)
        self._meanwhile()
        self.ended.append(time.perf_counter())

    @property
    def texts(self) -> list[str]:
        return [text_of(parcel) for parcels in self.deliveries for parcel in parcels]


def parcel(text: object, message_id: str = "m") -> Parcel:
    return Parcel(message_id, TextDelta(str(text)))


def text_of(item: Parcel) -> str:
    assert isinstance(item.content, TextDelta)
    return item.content.text


def wait_s(seconds: float) -> None:
    threading.Event().wait(seconds)


def test_the_first_word_after_a_pause_is_delivered_without_waiting_for_a_frame(outbox: Outbox) -> None:
    receiver = Receiver(outbox)
    outbox.put(parcel("first"))
    let_events_run()
    assert receiver.texts == ["first"]


def test_what_comes_between_two_frames_is_delivered_at_once(outbox: Outbox) -> None:
    receiver = Receiver(outbox)
    outbox.put(parcel(0))
    let_events_run()
    for number in range(1, 100):
        outbox.put(parcel(number))
    wait_until(lambda: len(receiver.texts) == 100)
    assert len(receiver.deliveries) == 2
    assert receiver.texts == [str(number) for number in range(100)]
    assert receiver.began[1] - receiver.began[0] >= (FRAME_MS - 2) / 1000


def test_the_first_words_of_a_reply_wait_for_no_rest_between_the_words_of_a_slow_one(outbox: Outbox) -> None:
    receiver = Receiver(outbox)
    for number in range(20):
        outbox.put(parcel(number, "slow"))
        outbox.flush()
    assert outbox._timer.remainingTime() > FRAME_MS
    outbox.put(parcel("first", "new"))
    let_events_run()
    assert receiver.texts[-1] == "first"


def test_the_clock_stands_still_while_nothing_streams(outbox: Outbox) -> None:
    receiver = Receiver(outbox)
    outbox.put(parcel("only"))
    wait_until(lambda: bool(receiver.texts))
    timer = outbox.findChild(QTimer)
    assert timer is not None
    wait_until(lambda: not timer.isActive())


def test_a_slow_window_is_given_rest(outbox: Outbox) -> None:
    receiver = Receiver(outbox, meanwhile=lambda: wait_s(0.02))
    outbox.put(parcel(1))
    let_events_run()
    outbox.put(parcel(2))
    wait_until(lambda: len(receiver.deliveries) == 2)
    cost = receiver.ended[0] - receiver.began[0]
    assert receiver.began[1] - receiver.ended[0] >= 3.9 * cost


def test_a_burst_is_taken_in_parts_and_keys_find_their_turn_between_them(outbox: Outbox) -> None:
    receiver = Receiver(outbox)
    turns: list[int] = []
    beat = QTimer(interval=0)
    beat.timeout.connect(lambda: turns.append(len(receiver.deliveries)))
    beat.start()
    amount = 3 * MOST_AT_ONCE + 1
    for number in range(amount):
        outbox.put(parcel(number))
    wait_until(lambda: len(receiver.texts) == amount)
    beat.stop()
    assert [len(parcels) for parcels in receiver.deliveries] == [MOST_AT_ONCE] * 3 + [1]
    assert receiver.texts == [str(number) for number in range(amount)]
    assert {1, 2, 3} <= set(turns)


def test_every_thread_keeps_its_order_however_many_there_are(outbox: Outbox) -> None:
    receiver = Receiver(outbox)

    def work(name: str) -> None:
        for number in range(500):
            outbox.put(parcel(number, name))

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcdefgh"]
    for thread in threads:
        thread.start()
    wait_until(lambda: len(receiver.texts) == 4000)
    for thread in threads:
        thread.join()
    for name in "abcdefgh":
        own = [text_of(item) for parcels in receiver.deliveries for item in parcels if item.message_id == name]
        assert own == [str(number) for number in range(500)]


def test_nothing_overtakes_a_delivery_whose_receiver_opens_a_dialog(outbox: Outbox) -> None:
    loop = QEventLoop()
    order: list[str] = []

    def receive(parcels: tuple[Parcel, ...]) -> None:
        if not order:
            outbox.put(parcel("later"))
            QTimer.singleShot(5 * FRAME_MS, loop, loop.quit)
            loop.exec()
        order.extend(text_of(item) for item in parcels)

    outbox.delivered.connect(receive)
    outbox.put(parcel("earlier"))
    wait_until(lambda: len(order) == 2)
    assert order == ["earlier", "later"]


def test_closing_delivers_all_that_has_come_and_nothing_that_comes_later(outbox: Outbox) -> None:
    receiver = Receiver(outbox)
    for number in range(MOST_AT_ONCE + 1):
        outbox.put(parcel(number))
    outbox.close()
    assert len(receiver.texts) == MOST_AT_ONCE + 1
    outbox.put(parcel("late"))
    outbox.close()
    let_events_run()
    assert len(receiver.texts) == MOST_AT_ONCE + 1


def test_a_thread_that_outlives_the_outbox_finds_a_closed_door(qapp: object) -> None:
    outbox = Outbox()
    outbox.close()
    outbox.deleteLater()
    let_events_run()
    faults: list[BaseException] = []

    def late() -> None:
        try:
            outbox.put(parcel("late"))
        except RuntimeError as error:
            faults.append(error)

    thread = threading.Thread(target=late)
    thread.start()
    thread.join()
    assert faults == []
