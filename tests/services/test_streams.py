"""One thread a reply: it ends when it is told to, says everything it had, and leaves nothing behind."""

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_chat.domain.errors import ErrorKind, Failure, NotFound, StoreFull
from desktop_chat.domain.messages import Conversation, Message, Role, Status, new_id, now
from desktop_chat.domain.models import Endpoint, Request
from desktop_chat.domain.streaming import Cancel, Ended, Sink, StreamEvent, TextDelta
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.services.outbox import Outbox, Parcel, Settled
from desktop_chat.services.streams import Call, Streams, run_call
from desktop_chat.storage.store import Store, open_store
from tests.guards import ExpectedWarnings
from tests.services.world import (
    MUCH,
    Answer,
    Gate,
    answer_with,
    full_disk,
    in_parts,
    let_events_run,
    until_stopped,
    wait_until,
)
from tests.support.patience import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]
REQUEST = Request(Endpoint("e", "Test", "http://127.0.0.1:1/v1"), b"{}")


class Bench:
    """Streams on a real journal, with an answer of the test's own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.outbox = Outbox()
        self.answer: Answer = answer_with("Hello")
        self.streams = Streams(self._complete, store.journal, self.outbox, Cancellation)
        self.parcels: list[Parcel] = []
        self.outbox.delivered.connect(self.parcels.extend)

    def begin(self, count: int = 1) -> list[Message]:
        """Replies that are stored, open in the journal, and running."""
        talk = Conversation(new_id(), now(), now())
        replies = [reply_in(talk) for _ in range(count)]
        self.store.conversations.create(talk, replies).result(PATIENCE_S)
        for reply in replies:
            self.store.journal.open(reply)
            self.streams.start(reply, REQUEST, None)
        return replies

    def settled(self, reply: Message) -> Settled | None:
        return next(
            (p.content for p in self.parcels if p.message_id == reply.id and isinstance(p.content, Settled)), None
        )

    def wait_for(self, *replies: Message) -> list[Settled]:
        wait_until(lambda: all(self.settled(reply) for reply in replies))
        return [settled for reply in replies if (settled := self.settled(reply))]

    def _complete(self, request: Request, key: str | None, sink: Sink, cancel: Cancel) -> None:
        self.answer(request, sink, cancel)


def reply_in(talk: Conversation) -> Message:
    return Message(new_id(), talk.id, None, Role.ASSISTANT, "", now(), Status.STREAMING)


@pytest.fixture
def bench(qapp: object, tmp_path: Path) -> Iterator[Bench]:
    with open_store(tmp_path) as store:
        made = Bench(store)
        yield made
        made.streams.close()
        made.outbox.close()
    let_events_run()


def threads_of_streams() -> list[QThread]:
    gc.collect()
    return [thing for thing in gc.get_objects() if issubclass(type(thing), QThread) and is_ours(thing)]


def is_ours(thread: QThread) -> bool:
    return isValid(thread) and type(thread).__module__ == Streams.__module__


def test_events_come_in_order_and_the_stored_reply_comes_last(bench: Bench) -> None:
    bench.answer = answer_with("Hel", "lo")
    [reply] = bench.begin()
    [settled] = bench.wait_for(reply)
    contents = [type(parcel.content).__name__ for parcel in bench.parcels]
    assert contents == ["Answered", "TextDelta", "TextDelta", "Settled"]
    assert (settled.reply.text, settled.reply.status, settled.error) == ("Hello", Status.COMPLETE, None)
    assert bench.store.conversations.message(reply.id) == settled.reply


def test_every_reply_has_a_thread_of_its_own(bench: Bench) -> None:
    together = threading.Barrier(8)
    seen: set[int] = set()

    def answer(request: Request, sink: Sink, cancel: Cancel) -> None:
        together.wait(PATIENCE_S)
        seen.add(threading.get_ident())
        sink(Ended(now(), finish_reason="stop"))

    bench.answer = answer
    bench.wait_for(*bench.begin(8))
    assert len(seen) == 8
    assert threading.get_ident() not in seen


def test_stopping_one_reply_stops_no_other_and_keeps_what_had_come(bench: Bench) -> None:
    bench.answer = until_stopped("so far")
    first, second = bench.begin(2)
    wait_until(lambda: len(bench.parcels) == 2)
    bench.streams.stop(first.id)
    [settled] = bench.wait_for(first)
    assert (settled.reply.text, settled.reply.status) == ("so far", Status.STOPPED)
    assert bench.settled(second) is None
    bench.streams.stop(second.id)
    bench.wait_for(second)


def test_stopping_what_has_ended_or_never_was_does_nothing(bench: Bench) -> None:
    [reply] = bench.begin()
    bench.wait_for(reply)
    bench.streams.stop(reply.id)
    bench.streams.stop("nobody")
    assert bench.store.conversations.message(reply.id).status is Status.COMPLETE


def test_fifty_replies_leave_nothing_behind(bench: Bench) -> None:
    for _ in range(5):
        bench.wait_for(*bench.begin(10))
        bench.parcels.clear()
    wait_until(lambda: not bench.streams._running)
    let_events_run()
    assert threads_of_streams() == []
    assert bench.store.journal.streaming() == frozenset()


def test_closing_stops_all_and_what_they_had_read_is_still_delivered(bench: Bench) -> None:
    bench.answer = until_stopped("so far")
    replies = bench.begin(8)
    wait_until(lambda: len(bench.parcels) == 8)
    assert bench.streams.close()
    bench.outbox.close()
    assert [settled.reply.status for settled in bench.wait_for(*replies)] == [Status.STOPPED] * 8
    assert {bench.store.conversations.message(reply.id).text for reply in replies} == {"so far"}
    assert bench.streams.close()


def test_nothing_starts_after_the_end_and_the_store_keeps_the_reply_as_interrupted(
    qapp: object, tmp_path: Path
) -> None:
    with open_store(tmp_path) as store:
        bench = Bench(store)
        bench.streams.close()
        [reply] = bench.begin()
        assert threads_of_streams() == []
    with open_store(tmp_path) as store:
        assert store.conversations.message(reply.id).status is Status.INTERRUPTED


def test_a_thread_that_does_not_come_back_is_left_behind_with_its_words_stored(
    bench: Bench, expected_warnings: ExpectedWarnings
) -> None:
    expected_warnings("did not end in time")
    gate = Gate()
    bench.answer = in_parts("heard", gate, " too late")
    [reply] = bench.begin()
    wait_until(lambda: gate.is_reached)
    assert not bench.streams.close(patience_s=0.05)
    bench.outbox.close()
    bench.store.close()
    gate.open()
    wait_until(lambda: not bench.streams._running)
    with open_store(bench.store.directory) as store:
        message = store.conversations.message(reply.id)
    assert (message.text, message.status) == ("heard", Status.INTERRUPTED)


def test_the_process_ends_in_order_although_a_thread_does_not() -> None:
    """Qt aborts a process that deletes the object of a running thread."""
    script = (
        "import sys, tempfile, threading\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from tests.services.test_streams import Bench, open_store\n"
        "def main():\n"
        "    app = QCoreApplication([])\n"
        "    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:\n"
        "        bench = Bench(store)\n"
        "        bench.answer = lambda *_: threading.Event().wait()\n"
        "        bench.begin()\n"
        "        assert not bench.streams.close(0.05)\n"
        "main()\n"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, timeout=PATIENCE_S, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()


def test_a_fault_ends_its_reply_with_the_text_so_far(bench: Bench, expected_warnings: ExpectedWarnings) -> None:
    expected_warnings("fault of the program")

    def faulty(request: Request, sink: Sink, cancel: Cancel) -> None:
        sink(TextDelta("so far"))
        raise ZeroDivisionError

    bench.answer = faulty
    [settled] = bench.wait_for(*bench.begin())
    assert (settled.reply.text, settled.reply.status) == ("so far", Status.FAILED)
    assert settled.reply.failure == Failure(ErrorKind.INTERNAL, "127.0.0.1:1")


def test_a_fault_after_the_end_changes_nothing(bench: Bench, expected_warnings: ExpectedWarnings) -> None:
    expected_warnings("fault of the program")

    def faulty(request: Request, sink: Sink, cancel: Cancel) -> None:
        sink(TextDelta("all"))
        sink(Ended(now(), finish_reason="stop"))
        raise ZeroDivisionError

    bench.answer = faulty
    [settled] = bench.wait_for(*bench.begin())
    assert (settled.reply.text, settled.reply.status) == ("all", Status.COMPLETE)


def test_a_reply_that_nobody_ended_is_interrupted_not_complete(bench: Bench) -> None:
    bench.answer = lambda _, sink, __: sink(TextDelta("cut"))
    [settled] = bench.wait_for(*bench.begin())
    assert (settled.reply.text, settled.reply.status) == ("cut", Status.INTERRUPTED)


def test_a_full_disk_is_told_with_the_whole_reply_which_is_stored_when_there_is_room(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_chat.storage.stream_log.RETRY_S", 0.02)
    bench.answer = answer_with(MUCH)
    with full_disk(bench.store):
        [settled] = bench.wait_for(*bench.begin())
        assert isinstance(settled.error, StoreFull)
        assert (settled.reply.text, settled.reply.status) == (MUCH, Status.COMPLETE)
    wait_until(lambda: not bench.store.journal.streaming())
    assert bench.store.conversations.message(settled.reply.id) == settled.reply


def test_a_reply_whose_conversation_was_deleted_for_good_still_ends(bench: Bench) -> None:
    gate = Gate()
    bench.answer = in_parts("spoken", gate)
    [reply] = bench.begin()
    wait_until(lambda: gate.is_reached)
    long_ago = datetime(2001, 1, 1, tzinfo=UTC)
    bench.store.conversations.change(reply.conversation_id, trashed_at=long_ago).result(PATIENCE_S)
    bench.store.conversations.delete([reply.conversation_id]).result(PATIENCE_S)
    gate.open()
    [settled] = bench.wait_for(reply)
    assert isinstance(settled.error, NotFound)
    assert settled.reply.text == "spoken"


class BrokenJournal:
    """A journal with a fault in it."""

    def put(self, message_id: str, event: StreamEvent) -> None: ...

    def message(self, message_id: str) -> Message:
        return reply_in(Conversation("c", now(), now()))

    def settle(self, message_id: str) -> Message:
        raise ZeroDivisionError


def test_even_a_fault_while_storing_leaves_no_reply_that_is_written_for_ever(qapp: object, qtbot: QtBot) -> None:
    outbox = Outbox()
    parcels: list[Parcel] = []
    outbox.delivered.connect(parcels.extend)
    reply = reply_in(Conversation("c", now(), now()))
    with pytest.raises(ZeroDivisionError):
        run_call(
            Call(reply, REQUEST, None, Cancellation()),
            lambda request, key, sink, cancel: sink(Ended(now(), finish_reason="stop")),
            BrokenJournal(),
            outbox,
        )
    outbox.close()
    assert isinstance(parcels[-1].content, Settled)
    assert parcels[-1].content.error is not None
