"""What happens between a wish and a stored reply."""

import threading
from dataclasses import replace
from pathlib import Path

from desktop_chat.domain.errors import ErrorKind, Failure, KeyringLocked, NoEndpoint, NoKey, NothingToSend
from desktop_chat.domain.messages import Role, Status, now
from desktop_chat.domain.models import KeySource, Request
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.streaming import Answered, Cancel, Corrected, Ended, Sink, TextDelta
from tests.guards import ExpectedWarnings
from tests.services.world import World, a_world, answer_with, messages_of, wait_until


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
                gate.wait(10)
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
        gate.wait(10)
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
