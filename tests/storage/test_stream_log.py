import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop_chat.domain.errors import ErrorKind, Failure, NotFound
from desktop_chat.domain.messages import Status, ToolCall, Usage
from desktop_chat.domain.streaming import (
    Answered,
    Corrected,
    Ended,
    ReasoningDelta,
    RefusalDelta,
    ReplyBuilder,
    Retrying,
    StreamEvent,
    TextDelta,
    ToolCallDelta,
    UsageReported,
)
from desktop_chat.storage import log_rows
from desktop_chat.storage.migrations import to_1
from desktop_chat.storage.store import Store
from tests.storage.making import ask, at, conversation, done, exchange, stream, wait_for
from tests.support.patience import PATIENCE_S

FAILURE = Failure(ErrorKind.STALLED, "h", None, "", None, 2)


def log_size(store: Store) -> int:
    return int(store.database.reader().execute("SELECT count(*) FROM stream_log").get)


def test_a_finished_reply_is_stored_with_everything_that_came(store: Store) -> None:
    turn = ask(store, conversation(), "q")
    reply = stream(
        store,
        turn,
        ReasoningDelta("hm, "),
        ReasoningDelta("yes"),
        TextDelta("Hello "),
        ToolCallDelta(1, "id-1", "look", '{"a"'),
        ToolCallDelta(0, "id-0", "see", ""),
        ToolCallDelta(1, arguments=": 1}"),
        RefusalDelta("but no"),
        TextDelta("你好"),
        UsageReported(Usage(11, 22, 33)),
        Ended(at(4), "stop"),
    )
    stored = done(store.journal.finish(reply.id))
    assert stored == replace(
        reply,
        text="Hello 你好",
        reasoning="hm, yes",
        refusal="but no",
        tool_calls=(ToolCall("id-0", "see", ""), ToolCall("id-1", "look", '{"a": 1}')),
        usage=Usage(11, 22, 33),
        status=Status.COMPLETE,
        finish_reason="stop",
    )
    assert store.conversations.message(reply.id) == stored
    assert log_size(store) == 0


@pytest.mark.parametrize(
    ("ended", "status"),
    [
        (Ended(at(1), "length"), Status.COMPLETE),
        (Ended(at(1), stopped=True), Status.STOPPED),
        (Ended(at(1), failure=FAILURE), Status.FAILED),
        (None, Status.INTERRUPTED),
    ],
)
def test_a_reply_is_stored_with_the_end_it_had(store: Store, ended: Ended | None, status: Status) -> None:
    turn = ask(store, conversation(), "q")
    reply = stream(store, turn, TextDelta("part"), *([ended] if ended else []))
    store.journal.settle(reply.id)
    stored = store.conversations.message(reply.id)
    assert (stored.text, stored.status) == ("part", status)
    assert stored.failure == (ended.failure if ended else None)


def test_what_comes_after_the_end_changes_nothing(store: Store) -> None:
    reply = stream(store, ask(store, conversation(), "q"), TextDelta("all"), Ended(at(1), "stop"))
    store.journal.put(reply.id, TextDelta(" and more"))
    store.journal.put(reply.id, Ended(at(2), failure=FAILURE))
    assert store.journal.settle(reply.id).text == "all"
    assert store.conversations.message(reply.id).status is Status.COMPLETE


def test_the_text_so_far_is_there_at_once_and_on_disk_soon(store: Store) -> None:
    reply = stream(store, ask(store, conversation(), "q"), TextDelta("a"), TextDelta("b"))
    assert store.journal.message(reply.id) == replace(reply, text="ab")
    wait_for(lambda: store.conversations.message(reply.id).text == "ab")
    assert store.journal.streaming() == {reply.id}


def test_pieces_of_one_beat_are_one_entry(store: Store) -> None:
    turns = [ask(store, conversation(), "q") for _ in range(3)]
    for turn in turns:
        stream(store, turn, *(TextDelta(f"{number} ") for number in range(500)))
    wait_for(lambda: log_size(store) > 0)
    done(store.database.run(lambda: None))
    assert log_size(store) <= 2 * len(turns)


def test_replies_that_stream_together_do_not_mix(store: Store) -> None:
    replies = [stream(store, ask(store, conversation(), f"q{number}")) for number in range(20)]

    def write(number: int) -> None:
        for piece in range(200):
            store.journal.put(replies[number].id, TextDelta(f"{number}.{piece} "))
        store.journal.put(replies[number].id, Ended(at(1), "stop"))
        store.journal.settle(replies[number].id)

    with ThreadPoolExecutor(20) as threads:
        list(threads.map(write, range(20)))
    for number, reply in enumerate(replies):
        text = store.conversations.message(reply.id).text
        assert text == "".join(f"{number}.{piece} " for piece in range(200))
    assert log_size(store) == 0


def test_a_reply_that_is_not_open_takes_nothing(store: Store) -> None:
    for call in (store.journal.message, store.journal.settle, lambda id_: store.journal.put(id_, TextDelta("x"))):
        with pytest.raises(NotFound, match="message nobody"):
            call("nobody")


def test_a_stored_reply_is_not_open_any_more(store: Store) -> None:
    reply = exchange(store, conversation(), "q", "a")
    with pytest.raises(NotFound):
        store.journal.message(reply.id)
    assert store.journal.streaming() == frozenset()


def test_a_reply_whose_conversation_was_deleted_meanwhile_ends_quietly(store: Store) -> None:
    talk = conversation()
    reply = stream(store, ask(store, talk, "q"), TextDelta("into the void"))
    done(store.conversations.change(talk.id, trashed_at=at(1)))
    done(store.conversations.delete([talk.id]))
    store.journal.put(reply.id, TextDelta(", still"))
    with pytest.raises(NotFound):
        store.journal.settle(reply.id)
    assert store.journal.streaming() == frozenset()


def test_closing_keeps_the_text_of_what_still_streams(store: Store) -> None:
    reply = stream(store, ask(store, conversation(), "q"), TextDelta("cut sho"))
    store.close()
    store.journal.put(reply.id, TextDelta("rt"))  # a thread that has not noticed yet
    with apsw.Connection(str(store.database.path)) as db:
        assert db.execute("SELECT text, status FROM message WHERE id = ?", (reply.id,)).get == (
            "cut sho",
            "interrupted",
        )
    db.close()


def test_a_hostile_server_cannot_stop_the_log(store: Store) -> None:
    reply = stream(
        store,
        ask(store, conversation(), "q"),
        TextDelta("half a pair \ud83d"),
        TextDelta("\ude00, half alone \udc00, nothing \x00"),
        ToolCallDelta(0, "\ud800", "\ud800", "\ud800"),
        UsageReported(Usage(2**80, -(2**80), 1)),
        Answered(at(1), 200, "\ud800"),
        Ended(at(2), "\udfff", Failure(ErrorKind.PROVIDER_ERROR, words="\ud800", retry_after_s=float("inf"))),
    )
    wait_for(lambda: log_size(store) > 0)
    store.journal.settle(reply.id)
    stored = store.conversations.message(reply.id)
    assert stored.text.startswith("half a pair 😀, half alone \ufffd, nothing ")
    assert stored.usage == Usage(None, None, 1)
    assert stored.failure is not None
    assert stored.failure.retry_after_s == float("inf")


# -- receipts of what streams --------------------------------------------------------------------------------


def test_the_receipt_learns_what_came_back(store: Store) -> None:
    times = iter([at(2.5)])
    store.journal._clock = lambda: next(times)
    reply = stream(
        store,
        ask(store, conversation(), "q"),
        Retrying(FAILURE, 0.1, 2),
        Answered(at(2), 200, "req-7"),
        TextDelta("a"),
        TextDelta("b"),
        UsageReported(Usage(9, 2, 11)),
        Ended(at(3), "stop"),
    )
    store.journal.settle(reply.id)
    receipt = store.receipts.get(reply.id)
    assert (receipt.sent_at, receipt.answered_at, receipt.first_token_at, receipt.ended_at) == (
        at(0),
        at(2),
        at(2.5),
        at(3),
    )
    assert (receipt.http_status, receipt.request_id, receipt.attempts) == (200, "req-7", 2)
    assert (receipt.finish_reason, receipt.usage) == ("stop", Usage(9, 2, 11))


def test_a_corrected_request_is_the_one_on_the_receipt(store: Store) -> None:
    turn = ask(store, conversation(), "q")
    assert turn.reply is not None
    before = store.receipts.get(turn.reply.id)
    body = replace(before, parameters={"model": "small", "max_completion_tokens": 50, "stream": True}).body
    assert body != before.body
    reply = stream(store, turn, Corrected("max_tokens", "max_completion_tokens", body))
    wait_for(lambda: store.receipts.get(reply.id).body == body)
    assert store.receipts.get(reply.id).attempts == 2


def test_a_correction_that_came_just_before_the_end_is_kept(store: Store) -> None:
    turn = ask(store, conversation(), "q")
    assert turn.reply is not None
    body = replace(store.receipts.get(turn.reply.id), parameters={"model": "small"}).body
    reply = stream(store, turn, Corrected("stream", None, body), Ended(at(1), failure=FAILURE))
    store.journal.settle(reply.id)
    assert store.receipts.get(reply.id).body == body


# -- beats ---------------------------------------------------------------------------------------------------


def test_an_idle_journal_wakes_nobody(store: Store) -> None:
    reply = stream(store, ask(store, conversation(), "q"), TextDelta("x"))
    store.journal.settle(reply.id)
    wait_for(lambda: not store.database._writer._timed)


def test_what_was_appended_is_fully_synced_within_a_second_or_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_chat.storage.stream_log.SYNC_S", 0.1)
    synced = threading.Event()

    def trace(statement: dict[str, object]) -> None:
        if statement["sql"] == "PRAGMA synchronous=FULL":
            synced.set()

    reply = stream(store, ask(store, conversation(), "q"))
    done(store.database.run(lambda: store.database._connection.trace_v2(apsw.SQLITE_TRACE_STMT, trace, id="syncs")))
    store.journal.put(reply.id, TextDelta("and then silence"))
    assert synced.wait(PATIENCE_S)
    done(store.database.run(lambda: store.database._connection.trace_v2(0, None, id="syncs")))


def test_an_entry_of_a_newer_program_is_passed_over() -> None:
    db = apsw.Connection(":memory:")
    to_1(db)
    log_rows.append(db, 7, [TextDelta("known ")])
    for kind, data in (("mood", "good"), ("tool", "[1]"), ("usage", "{")):
        crc = log_rows._crc(7, kind, data.encode())
        db.execute("INSERT INTO stream_log (message, kind, data, crc) VALUES (7, ?, ?, ?)", (kind, data, crc))
    log_rows.append(db, 7, [TextDelta("too")])
    assert log_rows.replay(db, 7).text == "known too"
    db.close()


# -- rows ----------------------------------------------------------------------------------------------------

texts = some.text()
deltas = (
    some.builds(TextDelta, texts)
    | some.builds(ReasoningDelta, texts)
    | some.builds(RefusalDelta, texts)
    | some.builds(ToolCallDelta, some.integers(0, 3), texts, texts, texts)
    | some.builds(UsageReported, some.builds(Usage, some.none() | some.integers(0, 2**62), some.none(), some.none()))
)
moments = some.datetimes(datetime(1970, 1, 1), datetime(9999, 1, 1)).map(  # noqa: DTZ001 - its zone follows
    lambda moment: moment.replace(microsecond=0, tzinfo=at(0).tzinfo)
)
ends = some.builds(
    Ended, moments, some.none() | texts, some.none() | some.builds(Failure, some.sampled_from(ErrorKind))
)


def folded(events: list[StreamEvent]) -> ReplyBuilder:
    builder = ReplyBuilder()
    for event in events:
        builder.apply(event)
    return builder


def same(one: ReplyBuilder, two: ReplyBuilder) -> bool:
    return (one.text, one.reasoning, one.refusal, one.tool_calls, one.usage, one.ended) == (
        two.text,
        two.reasoning,
        two.refusal,
        two.tool_calls,
        two.usage,
        two.ended,
    )


@given(some.lists(some.lists(deltas, max_size=5), max_size=6), some.none() | ends)
def test_the_log_says_again_what_was_put_into_it(beats: list[list[StreamEvent]], end: Ended | None) -> None:
    db = apsw.Connection(":memory:")
    to_1(db)
    events: list[StreamEvent] = [event for beat in beats for event in beat]
    for beat in beats:
        log_rows.append(db, 7, beat)
    if end:
        events.append(end)
        log_rows.append(db, 7, [end])
    assert same(log_rows.replay(db, 7), folded(events))
    db.close()
