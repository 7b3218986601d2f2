"""Until something is stored its text belongs to whoever wrote it, whatever happens and whoever changes their mind."""

import threading
from dataclasses import replace

import pytest

from desktop_chat.domain.errors import KeyringLocked, NoEndpoint, NoModel, NotFound, StoreFull
from desktop_chat.domain.messages import Conversation, Role, Status, now
from desktop_chat.domain.models import KeySource, Options, Request
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.streaming import Cancel, Ended, Sink, TextDelta
from desktop_chat.services.chat import MessagesAdded
from desktop_chat.services.replies import ReplyEnded, ReplyGrew
from tests.services.world import MUCH, Gate, World, full_disk, in_parts, messages_of, until_stopped, wait_until
from tests.support.patience import PATIENCE_S


class Recorder:
    """Everything that is announced, in order."""

    def __init__(self, world: World) -> None:
        self.order: list[str] = []
        self.withdrawn: list[str] = []
        world.chat.messages_added.connect(self._added)
        world.replies.grew.connect(self._grew)
        world.chat.reply_ended.connect(self._ended)
        world.chat.send_withdrawn.connect(self.withdrawn.append)

    def _added(self, added: MessagesAdded) -> None:
        self.order.append(f"added {len(added.messages)} {added.asked}".strip())

    def _grew(self, grew: ReplyGrew) -> None:
        self.order.append(f"grew {grew.text}")

    def _ended(self, ended: ReplyEnded) -> None:
        self.order.append(f"ended {ended.reply.status}")


@pytest.fixture
def slow_keys(world: World) -> Gate:
    """The keyring holds up every request until the gate is opened."""
    world.keys.gate = Gate()
    return world.keys.gate


@pytest.fixture
def slow_disk(world: World) -> Gate:
    """Nothing is written until the gate is opened."""
    gate = Gate()
    world.store.database.run(gate.wait)
    return gate


def stored_texts(world: World, conversation_id: str) -> list[str]:
    world.settle()
    return sorted(message.text for message in world.store.conversations.tree(conversation_id).values())


def test_what_is_announced_comes_in_the_order_in_which_it_happened(world: World, conversation: Conversation) -> None:
    heard = Recorder(world)
    world.ask(conversation.id, "Hi?")
    assert heard.order == ["added 2 Hi?", "grew Hello", "ended complete"]


def test_while_key_and_server_are_looked_for_something_is_on_its_way(
    world: World, slow_keys: Gate, conversation: Conversation
) -> None:
    seen: list[bool] = []
    world.library.marks.changed.connect(lambda _: seen.append(world.chat.is_busy(conversation.id)))
    world.chat.send(conversation.id, "Hi?")
    assert world.chat.is_busy(conversation.id)
    assert world.library.marks.is_preparing(conversation.id)
    assert world.chat.writing_in(conversation.id) is None
    slow_keys.open()
    world.wait_for_reply(conversation.id)
    assert not world.library.marks.is_preparing(conversation.id)
    assert seen[:-1] == [True] * (len(seen) - 1)
    assert not seen[-1]


def test_stopping_before_anything_is_stored_sends_nothing_and_stores_nothing(
    world: World, slow_keys: Gate, conversation: Conversation
) -> None:
    heard = Recorder(world)
    world.chat.send(conversation.id, "Hi?")
    world.chat.stop(conversation.id)
    assert heard.withdrawn == [conversation.id]
    assert not world.chat.is_busy(conversation.id)
    slow_keys.open()
    world.keys.gate = None
    world.ask(conversation.id, "Something else?")
    assert [content for request in world.requests for _, content in messages_of(request)] == ["Something else?"]
    assert stored_texts(world, conversation.id) == ["Hello", "Something else?"]


def test_a_locked_keyring_that_is_told_after_the_wish_was_stopped_disturbs_nobody(
    world: World, slow_keys: Gate, conversation: Conversation
) -> None:
    world.chat.send(conversation.id, "Hi?")
    world.chat.stop(conversation.id)
    world.keys.trouble = KeyringLocked("Secret Service")
    world.chat.send(conversation.id, "Hi again?")
    slow_keys.open()
    wait_until(lambda: bool(world.refusals))
    assert [refusal.text for refusal in world.refusals] == ["Hi again?"]


def test_stopping_in_the_moment_of_storing_ends_the_reply_at_once(
    world: World, conversation: Conversation, slow_disk: Gate
) -> None:
    world.answer = until_stopped()
    world.chat.send(conversation.id, "Hi?")
    wait_until(lambda: not world.background.is_settled())
    world.chat.stop(conversation.id)
    slow_disk.open()
    reply = world.wait_for_reply(conversation.id)
    assert reply.status is Status.STOPPED
    assert [m.text for m in world.chat.branch(conversation.id)] == ["Hi?", ""]


def test_a_conversation_thrown_away_before_the_request_sends_nothing_and_takes_the_text_along(
    world: World, slow_keys: Gate, conversation: Conversation
) -> None:
    world.chat.send(conversation.id, "Think about this")
    world.filing.trash([conversation.id])
    slow_keys.open()
    wait_until(lambda: not world.chat.is_busy(conversation.id))
    assert world.requests == []
    (back,) = world.undoing.undo()
    assert back.draft == "Think about this"
    assert world.stored(conversation.id).draft == "Think about this"


def test_a_draft_that_says_more_than_the_text_goes_along_as_well(
    world: World, slow_keys: Gate, conversation: Conversation
) -> None:
    world.chat.send(conversation.id, "Asked")
    world.library.set_draft(conversation.id, "The next one")
    world.filing.trash([conversation.id])
    slow_keys.open()
    wait_until(lambda: not world.chat.is_busy(conversation.id))
    assert world.stored(conversation.id).draft == "Asked\n\nThe next one"


def test_a_conversation_thrown_away_in_the_moment_of_storing_comes_back_with_its_reply(
    world: World, conversation: Conversation, slow_disk: Gate
) -> None:
    world.chat.send(conversation.id, "Hi?")
    wait_until(lambda: not world.background.is_settled())
    world.filing.trash([conversation.id])
    slow_disk.open()
    wait_until(lambda: bool(world.requests) and not world.chat.is_busy(conversation.id))
    assert conversation.id not in world.library
    assert world.store.conversations.summaries() == []
    world.undoing.undo()
    assert [m.text for m in world.chat.branch(conversation.id)] == ["Hi?", "Hello"]
    assert world.stored(conversation.id).trashed_at is None


def test_a_conversation_thrown_away_while_its_reply_is_written_comes_back_with_all_of_it(
    world: World, conversation: Conversation
) -> None:
    gate = Gate()
    world.answer = in_parts("first half", gate, ", second half")
    before = world.begin(conversation.id)
    world.filing.trash([conversation.id])
    gate.open()
    wait_until(lambda: world.chat.writing_in(conversation.id) is None)
    message = world.store.conversations.message(before.id)
    assert (message.text, message.status) == ("first half, second half", Status.COMPLETE)
    world.undoing.undo()
    assert world.chat.branch(conversation.id)[-1] == message
    assert not world.library.get(conversation.id).unread


def test_stopping_works_in_the_trash_as_well(world: World, conversation: Conversation) -> None:
    world.answer = until_stopped("so far")
    reply = world.begin(conversation.id)
    world.filing.trash([conversation.id])
    world.chat.stop(conversation.id)
    wait_until(lambda: not world.chat.is_busy(conversation.id))
    assert world.store.conversations.message(reply.id).status is Status.STOPPED


def test_a_blank_conversation_that_is_left_while_its_first_question_is_on_its_way_stays(
    world: World, slow_keys: Gate, conversation: Conversation
) -> None:
    world.chat.send(conversation.id, "Hi?")
    world.library.leave(conversation.id)
    assert world.library.new().id != conversation.id
    slow_keys.open()
    assert world.wait_for_reply(conversation.id).text == "Hello"


def test_typing_goes_on_while_the_first_question_is_being_stored(
    world: World, conversation: Conversation, slow_disk: Gate
) -> None:
    world.chat.send(conversation.id, "First?")
    wait_until(lambda: not world.background.is_settled())
    world.library.set_draft(conversation.id, "Second, half written")
    world.filing.rename(conversation.id, "My name for it")
    slow_disk.open()
    world.wait_for_reply(conversation.id)
    known = world.library.get(conversation.id)
    assert (known.draft, known.title) == ("Second, half written", "My name for it")
    stored = world.stored(conversation.id)
    assert (stored.draft, stored.title, stored.head) == (known.draft, known.title, known.head)
    assert world.failures == []


def test_a_sent_question_is_no_draft_any_more(world: World, conversation: Conversation) -> None:
    world.library.set_draft(conversation.id, "Hi th")
    world.ask(conversation.id, "Hi there?")
    assert world.library.get(conversation.id).draft == ""
    assert world.stored(conversation.id).draft == ""


def test_changing_an_old_question_leaves_the_next_one_half_written(world: World, conversation: Conversation) -> None:
    world.ask(conversation.id, "One?")
    world.library.set_draft(conversation.id, "Two, half")
    world.chat.edit(world.chat.branch(conversation.id)[0], "Uno?")
    wait_until(lambda: len(world.requests) == 2)
    world.wait_for_reply(conversation.id)
    assert world.library.get(conversation.id).draft == "Two, half"
    assert world.stored(conversation.id).draft == "Two, half"


def test_a_full_disk_refuses_before_anything_is_sent_and_the_text_comes_back(
    world: World, conversation: Conversation
) -> None:
    with full_disk(world.store):
        world.chat.send(conversation.id, MUCH)
        wait_until(lambda: bool(world.refusals))
    assert isinstance(world.refusals[0].error, StoreFull)
    assert world.refusals[0].text == MUCH
    assert world.requests == []
    assert not world.chat.is_busy(conversation.id)
    assert world.ask(conversation.id, "Short?").text == "Hello"
    assert stored_texts(world, conversation.id) == ["Hello", "Short?"]


def test_a_draft_typed_while_the_first_turn_fails_is_stored_when_there_is_room(
    world: World, conversation: Conversation
) -> None:
    with full_disk(world.store):
        world.chat.send(conversation.id, MUCH)
        wait_until(lambda: not world.background.is_settled())
        world.library.set_draft(conversation.id, MUCH)
        wait_until(lambda: bool(world.refusals))
        world.settle()
    assert world.failures == []
    world.library.set_draft(conversation.id, MUCH)
    assert world.stored(conversation.id).draft == MUCH


def test_without_a_model_nothing_is_sent(world: World) -> None:
    world.store.endpoints.change(replace(world.accounts.all()[0], model=None)).result()
    world.accounts.refresh()
    world.chat.send(world.library.new().id, "Hi?")
    assert isinstance(world.refusals[0].error, NoModel)


def test_an_endpoint_removed_while_its_reply_is_written_changes_nothing_for_that_reply(
    world: World, conversation: Conversation
) -> None:
    gate = Gate()
    world.answer = in_parts("so far", gate)
    world.begin(conversation.id)
    world.accounts.remove(world.accounts.all()[0].id)
    gate.open()
    assert world.wait_for_reply(conversation.id).status is Status.COMPLETE
    assert world.chat.receipt(world.chat.branch(conversation.id)[-1].id).endpoint == "Test"
    world.chat.send(conversation.id, "And now?")
    assert isinstance(world.refusals[0].error, NoEndpoint)
    assert world.failures == []


def test_nothing_else_is_begun_in_a_conversation_that_is_busy(
    world: World, slow_keys: Gate, conversation: Conversation
) -> None:
    world.chat.send(conversation.id, "One?")
    world.chat.send(conversation.id, "Two?")
    world.chat.insert(conversation.id, Role.USER, "Three?")
    slow_keys.open()
    world.wait_for_reply(conversation.id)
    assert stored_texts(world, conversation.id) == ["Hello", "One?"]


def test_two_quick_insertions_are_one(world: World, conversation: Conversation) -> None:
    world.chat.insert(conversation.id, Role.USER, "Once")
    world.chat.insert(conversation.id, Role.USER, "Once")
    wait_until(lambda: not world.chat.is_busy(conversation.id))
    assert stored_texts(world, conversation.id) == ["Once"]


def test_a_blank_insertion_is_refused(world: World, conversation: Conversation) -> None:
    world.chat.insert(conversation.id, Role.USER, "  ")
    assert [refusal.text for refusal in world.refusals] == ["  "]
    assert not world.chat.is_busy(conversation.id)


def test_an_insertion_that_cannot_be_stored_gives_its_text_back(world: World, conversation: Conversation) -> None:
    with full_disk(world.store):
        world.chat.insert(conversation.id, Role.ASSISTANT, MUCH)
        wait_until(lambda: bool(world.refusals))
    assert world.refusals[0].text == MUCH
    assert world.chat.branch(conversation.id) == ()


def test_a_question_in_a_conversation_that_is_not_there_is_an_error_of_its_own(world: World) -> None:
    with pytest.raises(NotFound):
        world.chat.send("nowhere", "Hi?")


def test_the_text_goes_along_with_a_conversation_that_is_thrown_away_elsewhere(
    world: World, slow_keys: Gate, conversation: Conversation
) -> None:
    world.library.set_draft(conversation.id, "kept")
    world.settle()
    world.chat.send(conversation.id, "Hi?")
    world.store.conversations.change(conversation.id, trashed_at=now()).result()
    world.reread()
    slow_keys.open()
    wait_until(lambda: not world.chat.is_busy(conversation.id))
    assert world.stored(conversation.id).draft == "Hi?\n\nkept"


def test_a_conversation_deleted_elsewhere_while_asking_gives_the_text_back(
    world: World, slow_keys: Gate, conversation: Conversation
) -> None:
    world.library.set_draft(conversation.id, "kept")
    world.settle()
    world.chat.send(conversation.id, "Hi?")
    world.store.conversations.change(conversation.id, trashed_at=now()).result()
    world.store.conversations.delete([conversation.id]).result()
    world.reread()
    slow_keys.open()
    wait_until(lambda: bool(world.refusals))
    assert isinstance(world.refusals[0].error, NotFound)
    assert world.refusals[0].text == "Hi?"


def test_rules_that_change_while_a_request_is_on_its_way_are_kept_and_apply_to_the_next(
    world: World, slow_keys: Gate, conversation: Conversation
) -> None:
    world.chat.send(conversation.id, "One?")
    world.library.set_policy(conversation.id, Policy(system_prompt="Be brief."))
    world.library.set_options(conversation.id, Options(temperature=0.5))
    slow_keys.open()
    world.wait_for_reply(conversation.id)
    stored = world.stored(conversation.id)
    assert (stored.policy.system_prompt, stored.options.temperature) == ("Be brief.", 0.5)
    assert b"Be brief." not in world.requests[0].body
    world.ask(conversation.id, "Two?")
    assert b"Be brief." in world.requests[1].body


def test_the_key_goes_with_the_request_and_nowhere_else(world: World, conversation: Conversation) -> None:
    endpoint = replace(world.accounts.all()[0], key_source=KeySource.KEYRING)
    world.store.endpoints.change(endpoint).result()
    world.accounts.refresh()
    world.keys.put(endpoint, "sk-canary")
    reply = world.ask(conversation.id, "Hi?")
    assert world.sent_keys == ["sk-canary"]
    receipt = world.chat.receipt(reply.id)
    assert "sk-canary" not in repr((world.requests, receipt, world.library.conversations()))


def test_eight_replies_at_once_end_with_their_own_words_and_leave_no_mark(world: World) -> None:
    together = threading.Barrier(8)

    def answer(request: Request, sink: Sink, cancel: Cancel) -> None:
        together.wait(PATIENCE_S)
        mark = messages_of(request)[-1][1]
        for number in range(500):
            sink(TextDelta(f"{mark}{number} "))
        sink(Ended(now(), finish_reason="stop"))

    world.answer = answer
    asked: dict[str, str] = {}
    for name in "abcdefgh":
        asked[name] = world.library.new().id
        world.chat.send(asked[name], name)
    for name, conversation_id in asked.items():
        assert world.wait_for_reply(conversation_id).text == "".join(f"{name}{number} " for number in range(500))
        assert not world.library.marks.is_writing(conversation_id)
    assert world.store.journal.streaming() == frozenset()
