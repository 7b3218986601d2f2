"""What happens between a wish and a stored reply."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_chat.domain.errors import (
    ErrorKind,
    Failure,
    KeyringLocked,
    NoEndpoint,
    NoKey,
    NotFound,
    NothingToSend,
    StoreFull,
)
from desktop_chat.domain.messages import Role, Status, now
from desktop_chat.domain.models import KeySource, Request
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.streaming import Answered, Cancel, Corrected, Ended, Sink, TextDelta
from desktop_chat.services.trees import KEPT
from tests.guards import ExpectedWarnings
from tests.services.world import (
    MUCH,
    Gate,
    World,
    a_world,
    answer_with,
    full_disk,
    in_parts,
    messages_of,
    wait_until,
)
from tests.support.patience import PATIENCE_S


def test_the_second_request_carries_system_question_whole_reply_and_question(world: World) -> None:
    conversation = world.library.new()
    world.library.set_policy(conversation.id, Policy(system_prompt="Be brief."))
    world.answer = answer_with("Hel", "lo", " there")
    world.ask(conversation.id, "First?")
    world.ask(conversation.id, "Second?")
    assert messages_of(world.requests[1]) == [
        ("system", "Be brief."),
        ("user", "First?"),
        ("assistant", "Hello there"),
        ("user", "Second?"),
    ]


def test_question_reply_and_receipt_are_stored_before_the_request_goes_out(world: World) -> None:
    conversation = world.library.new()
    seen: list[tuple[str, str]] = []

    def answer(request: Request, sink: Sink, cancel: Cancel) -> None:
        branch = world.store.conversations.tree(conversation.id).values()
        seen.extend((message.role, message.text) for message in branch)
        reply = next(message for message in branch if message.role is Role.ASSISTANT)
        seen.append(("receipt", world.store.receipts.get(reply.id).body.decode()))
        sink(Ended(now(), finish_reason="stop"))

    world.answer = answer
    world.ask(conversation.id, "Are you there?")
    assert seen[:2] == [("user", "Are you there?"), ("assistant", "")]
    assert seen[2] == ("receipt", world.requests[0].body.decode())


def test_what_is_previewed_is_what_is_sent(world: World) -> None:
    conversation = world.library.new()
    world.ask(conversation.id, "One?")
    shown = world.chat.preview(conversation.id, "Two?").body
    world.ask(conversation.id, "Two?")
    assert world.requests[1].body == shown


def test_replies_of_different_conversations_never_meet(world: World) -> None:
    gate = threading.Barrier(4)

    def answer(request: Request, sink: Sink, cancel: Cancel) -> None:
        mark = messages_of(request)[-1][1]
        for number in range(200):
            if number == 100:
                gate.wait(PATIENCE_S)
            sink(TextDelta(f"{mark}{number} "))
        sink(Ended(now(), finish_reason="stop"))

    world.answer = answer
    ids = []
    for name in "abcd":
        conversation = world.library.new()
        world.chat.send(conversation.id, name)
        wait_until(lambda name=name: len(world.requests) == "abcd".index(name) + 1)  # type: ignore[misc]
        ids.append(conversation.id)
    for conversation_id, name in zip(ids, "abcd", strict=True):
        reply = world.wait_for_reply(conversation_id)
        assert reply.text == "".join(f"{name}{number} " for number in range(200))


def test_stopping_keeps_what_has_arrived(world: World) -> None:
    conversation = world.library.new()

    def answer(request: Request, sink: Sink, cancel: Cancel) -> None:
        sink(TextDelta("Hello, wor"))
        wait = threading.Event()
        while not cancel.cancelled:
            wait.wait(0.005)
        sink(Ended(now(), stopped=True))

    world.answer = answer
    world.chat.send(conversation.id, "Greet me")
    wait_until(lambda: any(m.text == "Hello, wor" for m in world.chat.branch(conversation.id)))
    world.chat.stop(conversation.id)
    reply = world.wait_for_reply(conversation.id)
    assert (reply.text, reply.status) == ("Hello, wor", Status.STOPPED)
    assert world.store.conversations.message(reply.id) == reply


def test_a_fault_of_the_program_ends_only_its_own_reply(world: World, expected_warnings: ExpectedWarnings) -> None:
    expected_warnings("fault of the program")
    conversation = world.library.new()

    def answer(request: Request, sink: Sink, cancel: Cancel) -> None:
        sink(TextDelta("So far"))
        raise ZeroDivisionError

    world.answer = answer
    reply = world.ask(conversation.id, "Go")
    assert (reply.text, reply.status) == ("So far", Status.FAILED)
    assert reply.failure is not None
    assert reply.failure.kind is ErrorKind.INTERNAL


def test_an_edit_is_a_branch_beside_the_question(world: World) -> None:
    conversation = world.library.new()
    world.ask(conversation.id, "One?")
    question = world.chat.branch(conversation.id)[0]
    world.chat.edit(question, "Uno?")
    wait_until(lambda: len(world.requests) == 2)
    world.wait_for_reply(conversation.id)
    assert [m.text for m in world.chat.branch(conversation.id)] == ["Uno?", "Hello"]
    assert [m.text for m in world.chat.tree(conversation.id).children(None)] == ["One?", "Uno?"]
    world.chat.switch(conversation.id, world.chat.branch(conversation.id)[0].id, -1)
    assert [m.text for m in world.chat.branch(conversation.id)] == ["One?", "Hello"]


def test_a_continued_reply_goes_out_as_one_message(world: World) -> None:
    conversation = world.library.new()

    def cut(request: Request, sink: Sink, cancel: Cancel) -> None:
        sink(TextDelta("Once upon"))
        sink(Ended(now(), failure=Failure(ErrorKind.CONNECTION_LOST)))

    world.answer = cut
    partial = world.ask(conversation.id, "A story")
    world.answer = answer_with(" a time.")
    world.chat.proceed(partial)
    wait_until(lambda: len(world.requests) == 2)
    world.wait_for_reply(conversation.id)
    world.ask(conversation.id, "Go on")
    assert messages_of(world.requests[1]) == [("user", "A story"), ("assistant", "Once upon")]
    assert messages_of(world.requests[2])[1] == ("assistant", "Once upon a time.")


def test_without_an_endpoint_the_text_stays_with_its_writer(qapp: object, tmp_path: Path) -> None:
    with a_world(tmp_path) as world:
        conversation = world.library.new()
        world.chat.send(conversation.id, "Anyone?")
        assert [(r.text, type(r.error)) for r in world.refusals] == [("Anyone?", NoEndpoint)]
        assert world.chat.branch(conversation.id) == ()


def test_blank_text_is_not_sent(world: World) -> None:
    world.chat.send(world.library.new().id, " \n ")
    assert isinstance(world.refusals[0].error, NothingToSend)


def test_a_locked_keyring_refuses_before_anything_is_stored(world: World) -> None:
    endpoint = world.accounts.all()[0]
    world.store.endpoints.change(replace(endpoint, key_source=KeySource.KEYRING)).result()
    world.accounts.refresh()
    conversation = world.library.new()
    world.chat.send(conversation.id, "Keep this")
    wait_until(lambda: bool(world.refusals))
    assert isinstance(world.refusals[0].error, NoKey)
    world.keys.trouble = KeyringLocked("Secret Service")
    world.chat.send(conversation.id, "Keep this")
    wait_until(lambda: len(world.refusals) == 2)
    assert world.refusals[1].text == "Keep this"
    assert isinstance(world.refusals[1].error, KeyringLocked)
    assert world.store.conversations.summaries() == []


def test_a_correction_is_remembered_for_the_next_request(world: World) -> None:
    conversation = world.library.new()

    def corrected(request: Request, sink: Sink, cancel: Cancel) -> None:
        body = request.body.replace(b'"stream_options":{"include_usage":true},', b"")
        sink(Corrected("stream_options", None, body))
        sink(Answered(now(), 200))
        sink(TextDelta("Fine"))
        sink(Ended(now(), finish_reason="stop"))

    world.answer = corrected
    reply = world.ask(conversation.id, "One?")
    assert b"stream_options" in world.requests[0].body
    assert b"stream_options" not in world.chat.receipt(reply.id).body
    world.answer = answer_with("Fine")
    world.ask(conversation.id, "Two?")
    assert b"stream_options" not in world.requests[1].body


def test_a_second_enter_while_a_reply_is_written_sends_nothing(world: World) -> None:
    gate = threading.Event()

    def slow(request: Request, sink: Sink, cancel: Cancel) -> None:
        gate.wait(PATIENCE_S)
        sink(Ended(now(), finish_reason="stop"))

    world.answer = slow
    conversation = world.library.new()
    world.chat.send(conversation.id, "One?")
    world.chat.send(conversation.id, "One?")
    wait_until(lambda: bool(world.requests))
    world.chat.send(conversation.id, "Two?")
    gate.set()
    world.wait_for_reply(conversation.id)
    assert len(world.requests) == 1


def test_an_inserted_message_is_kept_without_asking(world: World) -> None:
    conversation = world.library.new()
    world.chat.insert(conversation.id, Role.ASSISTANT, "I said this.")
    wait_until(lambda: bool(world.chat.branch(conversation.id)))
    assert world.requests == []
    world.ask(conversation.id, "And then?")
    assert messages_of(world.requests[0])[0] == ("assistant", "I said this.")


def test_quitting_ends_every_stream_and_keeps_its_text(qapp: object, tmp_path: Path) -> None:
    def endless(request: Request, sink: Sink, cancel: Cancel) -> None:
        sink(TextDelta("partial"))
        while not cancel.cancelled:
            threading.Event().wait(0.005)
        sink(Ended(now(), stopped=True))

    with a_world(tmp_path) as world:
        world.add_endpoint()
        world.answer = endless
        conversation = world.library.new()
        world.chat.send(conversation.id, "Go")
        wait_until(lambda: world.chat.branch(conversation.id)[-1:] != () and len(world.requests) == 1)
    with a_world(tmp_path) as world:
        reply = world.chat.branch(conversation.id)[-1]
        assert (reply.text, reply.status) == ("partial", Status.STOPPED)


def test_a_retry_is_a_reply_beside_the_old_one_with_the_same_request(world: World) -> None:
    conversation = world.library.new()
    first = world.ask(conversation.id, "One?")
    world.answer = answer_with("Another")
    world.chat.retry(first)
    wait_until(lambda: len(world.requests) == 2)
    second = world.wait_for_reply(conversation.id)
    assert [m.text for m in world.chat.tree(conversation.id).children(first.parent_id)] == ["Hello", "Another"]
    assert world.requests[0].body == world.requests[1].body
    world.chat.switch(conversation.id, second.id, -1)
    assert world.chat.branch(conversation.id)[-1] == first
    assert world.stored(conversation.id).head == first.id
    world.chat.switch(conversation.id, first.id, -1)
    assert world.chat.branch(conversation.id)[-1] == first


def test_going_on_with_a_reply_that_has_no_text_is_trying_again(world: World) -> None:
    def nothing(request: Request, sink: Sink, cancel: Cancel) -> None:
        sink(Ended(now(), failure=Failure(ErrorKind.UNREACHABLE)))

    world.answer = nothing
    conversation = world.library.new()
    failed = world.ask(conversation.id, "One?")
    world.answer = answer_with("Hello")
    world.chat.proceed(failed)
    wait_until(lambda: len(world.requests) == 2)
    reply = world.wait_for_reply(conversation.id)
    assert (reply.parent_id, reply.continues) == (failed.parent_id, False)
    assert world.requests[0].body == world.requests[1].body


def test_a_disk_that_takes_nothing_is_told_while_the_reply_is_written_and_so_is_its_relief(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_chat.storage.stream_log.RETRY_S", 0.02)
    told: list[object] = []
    world.chat.saving_failed.connect(told.append)
    world.chat.saving_resumed.connect(lambda: told.append("resumed"))
    gate = Gate()
    world.answer = in_parts("First ", gate, MUCH)
    conversation = world.library.new()
    world.begin(conversation.id)
    world.settle()
    with full_disk(world.store):
        gate.open()
        wait_until(lambda: bool(told))
        assert isinstance(told[0], StoreFull)
        reply = world.wait_for_reply(conversation.id)
        assert (reply.text, reply.status) == (f"First {MUCH}", Status.COMPLETE)
    wait_until(lambda: len(told) == 2)
    assert told[1] == "resumed"
    assert world.store.conversations.message(reply.id) == reply


def test_a_reply_that_the_disk_has_not_taken_is_shown_whole_however_much_else_is_looked_at(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_chat.storage.stream_log.RETRY_S", 0.02)
    others = []
    for number in range(KEPT + 2):
        others.append(world.library.new().id)
        world.ask(others[-1], f"Question {number}?")
    conversation = world.library.new()
    gate = Gate()

    def answer(request: Request, sink: Sink, cancel: Cancel) -> None:
        gate.wait()
        answer_with(MUCH)(request, sink, cancel)

    world.answer = answer
    world.chat.send(conversation.id, "Much?")
    wait_until(lambda: gate.is_reached)
    world.settle()
    with full_disk(world.store):
        gate.open()
        reply = world.wait_for_reply(conversation.id)
        for other in others:
            assert [m.text for m in world.chat.branch(other)][1:] == ["Hello"]
        assert world.chat.branch(conversation.id)[-1] == reply
    wait_until(lambda: not world.store.journal.streaming())


def test_what_is_looked_at_is_what_is_stored_even_long_after(world: World) -> None:
    ids = []
    for number in range(KEPT + 3):
        ids.append(world.library.new().id)
        world.ask(ids[-1], f"Question {number}?")
    for number, conversation_id in enumerate(ids):
        assert [m.text for m in world.chat.branch(conversation_id)] == [f"Question {number}?", "Hello"]
    assert len(world.chat._trees._known) <= KEPT


def test_a_conversation_that_is_not_there_has_no_branch(world: World) -> None:
    with pytest.raises(NotFound):
        world.chat.branch("nowhere")
    assert world.chat.writing_in("nowhere") is None
    world.chat.stop("nowhere")
    with pytest.raises(NotFound):
        world.chat.receipt("nowhere")


def test_quitting_while_a_key_is_looked_for_leaves_nothing_half_done(qapp: object, tmp_path: Path) -> None:
    gate = Gate()
    with a_world(tmp_path) as world:
        world.add_endpoint()
        world.keys.gate = gate
        conversation = world.library.new()
        world.library.set_draft(conversation.id, "Hi?")
        world.chat.send(conversation.id, "Hi?")
        wait_until(lambda: gate.is_reached)
    gate.open()
    with a_world(tmp_path) as world:
        assert world.library.get(conversation.id).draft == "Hi?"
        assert world.chat.branch(conversation.id) == ()
        assert world.requests == []


def test_quitting_in_the_moment_after_storing_keeps_the_question(qapp: object, tmp_path: Path) -> None:
    with a_world(tmp_path) as world:
        world.add_endpoint()
        conversation = world.library.new()
        world.chat.send(conversation.id, "Hi?")
        wait_until(lambda: not world.background.is_settled())
    with a_world(tmp_path) as world:
        question, reply = world.chat.branch(conversation.id)
        assert (question.text, reply.text, reply.status) == ("Hi?", "", Status.INTERRUPTED)
