"""Replies that are written at once never mix: each is addressed by its message id from the first word to the last."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_chat.domain.errors import ErrorKind, Failure
from desktop_chat.domain.messages import Conversation, Message, Role, Status, new_id, now
from desktop_chat.domain.models import Endpoint, Limits, Request
from desktop_chat.domain.streaming import (
    Cancel,
    Corrected,
    Ended,
    ReasoningDelta,
    RefusalDelta,
    Retrying,
    Sink,
    StreamEvent,
    TextDelta,
    ToolCallDelta,
)
from desktop_chat.domain.wire import Payload
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.services.access import Reachable
from desktop_chat.services.outbox import Outbox
from desktop_chat.services.replies import Progress, Replies, ReplyEnded, ReplyGrew
from desktop_chat.services.streams import Streams
from desktop_chat.storage.store import Store, open_store
from tests.services.world import Gate, let_events_run, wait_until
from tests.support.patience import PATIENCE_S

PIECES = st.sampled_from([TextDelta, ReasoningDelta, RefusalDelta])
MOVES = st.lists(
    st.one_of(st.tuples(st.integers(0, 4), PIECES, st.text(max_size=4)), st.just("deliver")),
    max_size=60,
)


class Studio:
    """Replies whose events the test sends itself, in any order, from the outside of their threads."""

    def __init__(self, store: Store, closing: ExitStack) -> None:
        self.store = store
        self.outbox = Outbox()
        closing.callback(self.outbox.close)
        self.streams = Streams(self._complete, store.journal, self.outbox, Cancellation)
        closing.callback(self.streams.close)
        self.replies = Replies(self.streams, store.journal, self.outbox, Limits)
        self.sinks: dict[str, Sink] = {}
        self.gates: dict[str, Gate] = {}
        self.grown: list[ReplyGrew] = []
        self.ended: dict[str, ReplyEnded] = {}
        self.progress: list[Progress] = []
        self.replies.grew.connect(self.grown.append)
        self.replies.ended.connect(self._note_end)
        self.replies.progressed.connect(self.progress.append)

    def begin(self, count: int) -> list[Message]:
        """That many replies, each in a conversation of its own."""
        replies = [reply_in(Conversation(new_id(), now(), now())) for _ in range(count)]
        made = [
            self.store.conversations.create(Conversation(reply.conversation_id, now(), now()), [reply])
            for reply in replies
        ]
        for future in made:
            future.result(PATIENCE_S)
        for reply in replies:
            endpoint = Endpoint(f"endpoint of {reply.id}", reply.id, "http://127.0.0.1:1/v1")
            self.gates[reply.id] = Gate()
            self.replies.begin(reply, Payload((), {"model": "m"}), Reachable(endpoint, None))
        wait_until(lambda: len(self.sinks) == len(self.gates))
        return replies

    def end(self, *replies: Message) -> None:
        for reply in replies:
            self.gates[reply.id].open()
        wait_until(lambda: all(reply.id in self.ended for reply in replies))

    def sums(self, reply: Message) -> tuple[str, str, str]:
        """All that was announced of a reply, put together."""
        own = [grew for grew in self.grown if grew.message_id == reply.id]
        assert {grew.conversation_id for grew in own} <= {reply.conversation_id}
        return (
            "".join(grew.text for grew in own),
            "".join(grew.reasoning for grew in own),
            "".join(grew.refusal for grew in own),
        )

    def _complete(self, request: Request, key: str | None, sink: Sink, cancel: Cancel) -> None:
        name = request.endpoint.name
        self.sinks[name] = sink
        self.gates[name].wait()
        sink(Ended(now(), finish_reason="stop"))

    def _note_end(self, ended: ReplyEnded) -> None:
        assert ended.reply.id not in self.ended
        self.ended[ended.reply.id] = ended


def reply_in(talk: Conversation) -> Message:
    return Message(new_id(), talk.id, None, Role.ASSISTANT, "", now(), Status.STREAMING)


@pytest.fixture
def studio(qapp: object, tmp_path: Path) -> Iterator[Studio]:
    with ExitStack() as closing:
        made = Studio(closing.enter_context(open_store(tmp_path)), closing)
        yield made
        for gate in made.gates.values():
            gate.open()
    let_events_run()


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("interleaved")


@settings(max_examples=25)
@given(moves=MOVES)
def test_random_interleavings_of_five_replies_never_mix(qapp: object, directory: Path, moves: list[object]) -> None:
    with ExitStack() as closing:
        studio = Studio(closing.enter_context(open_store(directory)), closing)
        replies = studio.begin(5)
        said: dict[str, list[StreamEvent]] = {reply.id: [] for reply in replies}
        for move in moves:
            if isinstance(move, tuple):
                number, kind, text = move
                event = kind(text)
                said[replies[number].id].append(event)
                studio.sinks[replies[number].id](event)
            else:
                studio.outbox.flush()
        studio.end(*replies)
        for reply in replies:
            expected = tuple(
                "".join(event.text for event in said[reply.id] if isinstance(event, kind))
                for kind in (TextDelta, ReasoningDelta, RefusalDelta)
            )
            final = studio.ended[reply.id].reply
            stored = studio.store.conversations.message(reply.id)
            assert studio.sums(reply) == expected
            assert (final.text, final.reasoning, final.refusal) == expected
            assert (stored.text, stored.reasoning, stored.refusal) == expected
    let_events_run()


def test_one_announcement_a_reply_carries_all_that_came_between_two_frames(studio: Studio) -> None:
    first, second = studio.begin(2)
    for number in range(10):
        studio.sinks[first.id](TextDelta(f"a{number}"))
        studio.sinks[second.id](ReasoningDelta(f"b{number}"))
    studio.outbox.flush()
    assert {(grew.message_id, grew.text, grew.reasoning) for grew in studio.grown} == {
        (first.id, "".join(f"a{number}" for number in range(10)), ""),
        (second.id, "", "".join(f"b{number}" for number in range(10))),
    }


def test_the_text_so_far_is_there_at_any_moment(studio: Studio) -> None:
    [reply] = studio.begin(1)
    studio.sinks[reply.id](TextDelta("Hel"))
    studio.outbox.flush()
    assert studio.replies.current(reply).text == "Hel"
    assert studio.replies.current(reply).is_streaming
    studio.sinks[reply.id](TextDelta("lo"))
    studio.outbox.flush()
    assert studio.replies.current(reply).text == "Hello"


def test_the_last_words_are_announced_before_the_end(studio: Studio) -> None:
    [reply] = studio.begin(1)
    order: list[str] = []
    studio.replies.grew.connect(lambda grew: order.append(grew.text))
    studio.replies.ended.connect(lambda ended: order.append(ended.reply.status.value))
    studio.sinks[reply.id](TextDelta("last words"))
    studio.end(reply)
    assert order == ["last words", "complete"]


def test_a_reply_that_has_ended_is_no_longer_being_written(studio: Studio) -> None:
    first, second = studio.begin(2)
    assert studio.replies.in_conversation(first.conversation_id) == (first,)
    studio.end(first)
    assert studio.replies.in_conversation(first.conversation_id) == ()
    assert studio.replies.in_conversation(second.conversation_id) == (second,)
    final = studio.ended[first.id].reply
    assert studio.replies.current(final) is final


def test_what_happens_to_a_request_is_told_with_the_endpoint_it_happened_at(studio: Studio) -> None:
    [reply] = studio.begin(1)
    corrected = Corrected("seed", None, b"{}")
    retrying = Retrying(Failure(ErrorKind.OVERLOADED, "127.0.0.1:1"), 0.5, 2)
    studio.sinks[reply.id](corrected)
    studio.sinks[reply.id](retrying)
    studio.outbox.flush()
    assert [(told.event, told.endpoint_id) for told in studio.progress] == [
        (corrected, f"endpoint of {reply.id}"),
        (retrying, f"endpoint of {reply.id}"),
    ]
    assert studio.grown == []


def test_what_is_not_text_is_kept_without_an_announcement_of_growth(studio: Studio) -> None:
    [reply] = studio.begin(1)
    studio.sinks[reply.id](ToolCallDelta(0, "call", "look", "{}"))
    studio.outbox.flush()
    assert studio.grown == []
    assert studio.replies.current(reply).tool_calls[0].name == "look"


def test_what_comes_for_a_reply_that_nobody_knows_is_nobodys(studio: Studio) -> None:
    [reply] = studio.begin(1)
    studio.end(reply)
    sink = studio.sinks[reply.id]
    studio.streams.close()
    with pytest.raises(Exception, match=reply.id):
        sink(TextDelta("late"))
    studio.outbox.flush()
    assert studio.sums(reply) == ("", "", "")
