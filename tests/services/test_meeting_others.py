"""The command line writes to the same store while the window is open: that appears, and disturbs nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_chat.domain import context, receipts, turns
from desktop_chat.domain.messages import Conversation, Message, Status, new_id, now
from desktop_chat.domain.models import Endpoint
from desktop_chat.domain.streaming import Ended, TextDelta
from desktop_chat.domain.turns import Author
from desktop_chat.services.watch import Watch
from desktop_chat.storage.store import Store, open_store
from tests.services.world import Gate, World, in_parts, until_stopped, wait_until
from tests.support.patience import PATIENCE_S


class Window:
    """What the window does when others have written, and what it hears then."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.shown = ""
        self.added: list[str] = []
        self.changed: list[str] = []
        self.removed: list[str] = []
        self.moved: list[str] = []
        world.library.conversation_added.connect(lambda item: self.added.append(item.id))
        world.library.conversation_changed.connect(lambda item: self.changed.append(item.id))
        world.library.conversation_removed.connect(lambda item: self.removed.append(item.id))
        world.chat.head_moved.connect(self.moved.append)
        self.looks = 0
        self.watch = Watch(self._changed_elsewhere, world.background.is_settled, every_ms=5)
        self.watch.changed.connect(world.library.refresh)
        world.library.refreshed.connect(self.refresh)

    def open(self, conversation_id: str) -> None:
        self.shown = conversation_id
        self.world.chat.branch(conversation_id)

    def refresh(self) -> None:
        self.world.accounts.refresh()
        if self.shown:
            self.world.chat.refresh(self.shown)

    def _changed_elsewhere(self) -> bool:
        self.looks += 1
        return self.world.store.database.changed_elsewhere()

    def texts(self) -> list[str]:
        return [message.text for message in self.world.chat.branch(self.shown)]


@pytest.fixture
def window(world: World) -> Iterator[Window]:
    made = Window(world)
    yield made
    made.watch.close()


@pytest.fixture
def elsewhere(world: World, tmp_path: Path) -> Iterator[Store]:
    """Another process on the same folder."""
    with open_store(tmp_path) as store:
        yield store


def ask_elsewhere(store: Store, conversation_id: str, text: str) -> Message:
    """A question under the stored head and its empty reply, committed as the command line does it."""
    talk = store.conversations.get(conversation_id)
    turn = turns.begin(talk.id, talk.head, text, Author("Cli", "m"), now())
    branch = (*store.conversations.tree(talk.id).branch(talk.head), turn.added[0])
    plan = context.plan(branch, talk.policy, talk.options, "m")
    receipt = receipts.issue(turn.added[1], plan.payload, Endpoint("cli", "Cli", "http://127.0.0.1:1/v1"), 1.0)
    store.conversations.begin_turn(talk, turn, receipt).result(PATIENCE_S)
    store.journal.open(turn.added[1])
    return turn.added[1]


def answer_elsewhere(store: Store, reply: Message, text: str) -> None:
    store.journal.put(reply.id, TextDelta(text))
    store.journal.put(reply.id, Ended(now(), finish_reason="stop"))
    store.journal.settle(reply.id)


def talk_elsewhere(store: Store, conversation_id: str) -> None:
    answer_elsewhere(store, ask_elsewhere(store, conversation_id, "Two?"), "From elsewhere")


def begin_elsewhere(store: Store) -> Conversation:
    begun = Conversation(new_id(), now(), now(), "Begun elsewhere")
    store.conversations.create(begun).result(PATIENCE_S)
    return begun


@pytest.fixture
def open_talk(world: World, window: Window, conversation: Conversation) -> Conversation:
    """It is shown in the window, and one question was answered in it."""
    world.ask(conversation.id, "One?")
    window.open(conversation.id)
    return conversation


def test_what_the_command_line_says_in_the_open_conversation_appears(
    world: World, window: Window, elsewhere: Store, open_talk: Conversation
) -> None:
    reply = ask_elsewhere(elsewhere, open_talk.id, "Two?")
    wait_until(lambda: window.texts()[:3] == ["One?", "Hello", "Two?"])
    answer_elsewhere(elsewhere, reply, "From elsewhere")
    wait_until(lambda: window.texts() == ["One?", "Hello", "Two?", "From elsewhere"])
    assert set(window.moved) == {open_talk.id}
    assert world.chat.branch(open_talk.id)[-1].status is Status.COMPLETE


def test_a_conversation_begun_elsewhere_appears_in_the_list(world: World, window: Window, elsewhere: Store) -> None:
    theirs = begin_elsewhere(elsewhere)
    wait_until(lambda: window.added == [theirs.id])
    assert world.library.get(theirs.id).title == "Begun elsewhere"
    elsewhere.conversations.change(theirs.id, trashed_at=now()).result(PATIENCE_S)
    wait_until(lambda: window.removed == [theirs.id])


def test_a_conversation_that_was_looked_at_before_shows_what_came_meanwhile(
    world: World, window: Window, elsewhere: Store
) -> None:
    first = world.library.new()
    world.ask(first.id, "One?")
    window.open(first.id)
    second = world.library.new()
    world.ask(second.id, "Other?")
    window.open(second.id)
    talk_elsewhere(elsewhere, first.id)
    wait_until(lambda: world.library.get(first.id).head != first.head and first.id in window.changed)
    window.open(first.id)
    wait_until(lambda: len(window.texts()) == 4)
    assert window.texts() == ["One?", "Hello", "Two?", "From elsewhere"]


def test_the_command_line_may_go_on_below_a_reply_that_is_still_being_written(
    world: World, window: Window, elsewhere: Store, conversation: Conversation
) -> None:
    gate = Gate()
    world.answer = in_parts("first", gate, " second")
    window.open(conversation.id)
    ours = world.begin(conversation.id, "One?")
    talk_elsewhere(elsewhere, conversation.id)
    wait_until(lambda: window.texts() == ["One?", "first", "Two?", "From elsewhere"])
    gate.open()
    wait_until(lambda: world.chat.writing_in(conversation.id) is None)
    assert window.texts() == ["One?", "first second", "Two?", "From elsewhere"]
    assert world.store.conversations.message(ours.id).text == "first second"


def test_our_own_writing_is_never_taken_for_somebody_elses(
    world: World, window: Window, conversation: Conversation
) -> None:
    window.open(conversation.id)
    world.ask(conversation.id, "One?")
    world.filing.rename(conversation.id, "A name")
    world.settle()
    enough = window.looks + 5
    wait_until(lambda: window.looks > enough)
    assert window.moved == []
    assert window.removed == []


def test_a_change_that_is_not_written_yet_is_not_undone_by_what_others_write(
    world: World, window: Window, elsewhere: Store, conversation: Conversation
) -> None:
    world.ask(conversation.id, "One?")
    titles: list[str] = []
    world.library.conversation_changed.connect(lambda item: titles.append(item.title))
    hold = Gate()
    world.store.database.run(hold.wait)
    wait_until(lambda: hold.is_reached)
    world.filing.rename(conversation.id, "A new name")
    blank = world.library.new()
    world.library.set_draft(blank.id, "being typed")
    theirs = begin_elsewhere(elsewhere)
    window.watch._look()
    assert theirs.id not in world.library
    hold.open()
    wait_until(lambda: theirs.id in world.library)
    assert window.removed == []
    assert set(titles[titles.index("A new name") :]) <= {"A new name", ""}
    assert world.library.get(conversation.id).title == "A new name"
    assert world.library.get(blank.id).draft == "being typed"


def test_a_draft_that_is_being_typed_stays_when_others_write_in_the_conversation(
    world: World, window: Window, elsewhere: Store, open_talk: Conversation
) -> None:
    world.library.set_draft(open_talk.id, "half a sent")
    world.settle()
    talk_elsewhere(elsewhere, open_talk.id)
    wait_until(lambda: window.texts()[-1] == "From elsewhere")
    assert world.library.get(open_talk.id).draft == "half a sent"


def test_what_is_in_the_trash_here_stays_there_whatever_others_write(
    world: World, window: Window, elsewhere: Store, conversation: Conversation
) -> None:
    world.ask(conversation.id, "One?")
    world.filing.trash([conversation.id])
    theirs = begin_elsewhere(elsewhere)
    wait_until(lambda: theirs.id in world.library)
    assert conversation.id not in world.library


def test_an_endpoint_added_by_the_command_line_can_be_used_at_once(
    world: World, window: Window, elsewhere: Store
) -> None:
    changes: list[bool] = []
    world.accounts.changed.connect(lambda: changes.append(True))
    theirs = Endpoint(new_id(), "Added elsewhere", "http://127.0.0.1:2/v1", model="m")
    elsewhere.endpoints.add(theirs).result(PATIENCE_S)
    elsewhere.endpoints.set_default(theirs.id).result(PATIENCE_S)
    wait_until(lambda: (default := world.accounts.default()) is not None and default.id == theirs.id)
    assert changes


def test_a_stream_of_ours_keeps_its_mark_and_its_place_while_others_write(
    world: World, window: Window, elsewhere: Store, conversation: Conversation
) -> None:
    world.answer = until_stopped("so far")
    window.open(conversation.id)
    world.begin(conversation.id)
    theirs = begin_elsewhere(elsewhere)
    wait_until(lambda: theirs.id in world.library)
    assert world.library.marks.is_writing(conversation.id)
    assert window.texts()[-1] == "so far"
    assert window.moved == []
    world.chat.stop(conversation.id)
    assert world.wait_for_reply(conversation.id).status is Status.STOPPED
