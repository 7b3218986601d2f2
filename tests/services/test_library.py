"""Every verb upon a conversation: seen at once, stored a moment later, and no word lost on the way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_chat.domain.errors import NotFound
from desktop_chat.domain.messages import Conversation
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy
from tests.guards import ExpectedWarnings
from tests.services.world import Gate, World, a_world, until_stopped, wait_until


class Heard:
    """What the library announced, in order."""

    def __init__(self, world: World) -> None:
        self.news: list[tuple[str, Conversation]] = []
        for name in ("conversation_added", "conversation_changed", "conversation_removed"):
            signal = getattr(world.library, name)
            signal.connect(lambda item, name=name: self.news.append((name.removeprefix("conversation_"), item)))

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.news]


def a_conversation(world: World, title: str = "Title") -> Conversation:
    """One that is stored."""
    conversation = world.library.new()
    world.filing.rename(conversation.id, title)
    world.settle()
    return world.library.get(conversation.id)


# -- new and leave -------------------------------------------------------------------------------------------------


def test_a_blank_conversation_is_in_the_list_and_not_on_the_disk(world: World) -> None:
    heard = Heard(world)
    conversation = world.library.new()
    assert world.library.conversations() == (conversation,)
    assert heard.news == [("added", conversation)]
    world.settle()
    assert world.store.conversations.summaries() == []


def test_a_blank_conversation_is_used_again(world: World) -> None:
    conversation = world.library.new()
    assert world.library.new() is conversation
    world.library.set_draft(conversation.id, "no longer blank")
    assert world.library.new().id != conversation.id


def test_a_new_conversation_asks_whom_the_last_one_asked(world: World) -> None:
    first = world.library.new()
    world.library.choose(first.id, "endpoint", "model")
    world.library.set_draft(first.id, "words")
    second = world.library.new(first.id)
    assert (second.endpoint_id, second.model) == ("endpoint", "model")
    assert (second.draft, second.policy) == ("", Policy())


def test_choosing_a_model_alone_stores_nothing_yet(world: World) -> None:
    conversation = world.library.new()
    world.library.choose(conversation.id, "endpoint", "model")
    assert world.library.new().id == conversation.id
    world.settle()
    assert world.store.conversations.summaries() == []
    world.library.set_draft(conversation.id, "first words")
    assert world.stored(conversation.id).model == "model"


def test_a_blank_conversation_is_forgotten_when_it_is_left(world: World) -> None:
    heard = Heard(world)
    conversation = world.library.new()
    world.library.leave(conversation.id)
    assert world.library.conversations() == ()
    assert heard.names == ["added", "removed"]
    assert not world.undoing.can_undo()


@pytest.mark.parametrize(
    "touch",
    [
        lambda world, id_: world.library.set_draft(id_, "words"),
        lambda world, id_: world.filing.rename(id_, "A name"),
        lambda world, id_: world.library.set_policy(id_, Policy(system_prompt="Be brief.")),
        lambda world, id_: world.library.set_options(id_, Options(temperature=0.0)),
    ],
    ids=["draft", "title", "policy", "options"],
)
def test_a_conversation_that_holds_anything_of_a_persons_is_stored_and_stays(
    qapp: object, tmp_path: Path, touch: Callable[[World, str], None]
) -> None:
    with a_world(tmp_path) as world:
        conversation = world.library.new()
        touch(world, conversation.id)
        known = world.library.get(conversation.id)
        world.library.leave(conversation.id)
        assert world.library.new().id != conversation.id
    with a_world(tmp_path) as world:
        assert world.library.conversations() == (known,)


def test_a_stored_conversation_that_became_blank_goes_when_it_is_left(world: World) -> None:
    conversation = world.library.new()
    world.library.set_draft(conversation.id, "words")
    world.library.set_draft(conversation.id, "")
    world.library.leave(conversation.id)
    assert conversation.id not in world.library
    world.settle()
    assert world.store.conversations.summaries() == world.store.conversations.summaries(trashed=True) == []


def test_leaving_what_is_not_there_does_nothing(world: World) -> None:
    heard = Heard(world)
    world.library.leave("nowhere")
    world.settle()
    assert heard.names == []


# -- changes -------------------------------------------------------------------------------------------------------


def test_every_change_is_announced_once_and_stored(world: World) -> None:
    conversation = a_conversation(world)
    heard = Heard(world)
    world.filing.rename(conversation.id, "Another")
    world.library.choose(conversation.id, "endpoint", "model")
    world.library.set_policy(conversation.id, Policy(keep_last=3))
    world.library.set_options(conversation.id, Options(seed=7))
    world.library.set_draft(conversation.id, "half")
    world.library.set_unread(conversation.id, True)
    assert heard.names == ["changed"] * 6
    stored, known = world.stored(conversation.id), world.library.get(conversation.id)
    for name in ("title", "endpoint_id", "model", "policy", "options", "draft", "unread"):
        assert getattr(stored, name) == getattr(known, name), name


def test_setting_what_is_set_already_announces_nothing(world: World) -> None:
    conversation = a_conversation(world)
    heard = Heard(world)
    world.filing.rename(conversation.id, conversation.title)
    world.library.choose(conversation.id, None, None)
    world.library.set_policy(conversation.id, Policy())
    world.library.set_options(conversation.id, Options())
    world.library.set_draft(conversation.id, "")
    world.library.set_unread(conversation.id, False)
    assert heard.names == []
    assert world.background.is_settled()


def test_a_title_is_one_clean_line_and_never_blank(world: World) -> None:
    conversation = a_conversation(world)
    world.filing.rename(conversation.id, "  Two\nlines\x00 ")
    assert world.library.get(conversation.id).title == "Two lines\ufffd"
    world.filing.rename(conversation.id, " \n ")
    assert world.library.get(conversation.id).title == "Two lines\ufffd"
    world.filing.rename(conversation.id, "x" * 500)
    assert len(world.library.get(conversation.id).title) == 80


def test_a_draft_may_hold_anything_a_keyboard_gives(world: World) -> None:
    conversation = world.library.new()
    world.library.set_draft(conversation.id, "nul \x00, half \ud83d, whole \ud83d\ude00")
    assert world.library.get(conversation.id).draft == "nul \ufffd, half \ufffd, whole 😀"
    assert world.stored(conversation.id).draft == world.library.get(conversation.id).draft


def test_a_draft_of_what_is_not_there_does_nothing(world: World) -> None:
    heard = Heard(world)
    world.library.set_draft("nowhere", "words")
    world.library.set_unread("nowhere", True)
    world.library.seen("nowhere")
    world.settle()
    assert heard.names == []
    assert world.store.conversations.summaries() == []


def test_other_changes_of_what_is_not_there_are_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        world.filing.rename("nowhere", "words")
    with pytest.raises(NotFound):
        world.library.get("nowhere")
    assert world.library.find("nowhere") is None


def test_the_newest_conversation_comes_first(world: World) -> None:
    first, second = a_conversation(world, "first"), a_conversation(world, "second")
    assert [item.id for item in world.library.conversations()] == [second.id, first.id]
    world.ask(first.id, "Hi?")
    assert [item.id for item in world.library.conversations()] == [first.id, second.id]


def test_a_title_comes_from_the_first_words_and_only_where_there_is_none(world: World) -> None:
    conversation = world.library.new()
    world.ask(conversation.id, "What is\na tree?")
    assert world.library.get(conversation.id).title == "What is a tree?"
    named = a_conversation(world, "My name")
    world.ask(named.id, "What is a tree?")
    assert world.library.get(named.id).title == "My name"


def test_a_conversation_is_unread_until_it_is_seen(world: World) -> None:
    conversation = world.library.new()
    world.ask(conversation.id, "Hi?")
    assert world.library.get(conversation.id).unread
    world.library.seen(conversation.id)
    assert not world.library.get(conversation.id).unread
    assert not world.stored(conversation.id).unread


# -- trash and undo ------------------------------------------------------------------------------------------------


def test_undo_brings_back_the_last_first(world: World) -> None:
    first, second = a_conversation(world, "first"), a_conversation(world, "second")
    heard = Heard(world)
    world.filing.trash([first.id])
    world.filing.trash([second.id])
    assert heard.names == ["removed"] * 2
    assert world.library.conversations() == ()
    world.settle()
    assert world.store.conversations.summaries() == []
    assert world.undoing.can_undo()
    assert [item.id for item in (*world.undoing.undo(), *world.undoing.undo())] == [second.id, first.id]
    assert heard.names[2:] == ["added", "added"]
    assert world.stored(first.id).trashed_at is None
    assert {item.id for item in world.store.conversations.summaries()} == {first.id, second.id}


def test_a_blank_conversation_leaves_nothing_in_the_trash(world: World) -> None:
    conversation = world.library.new()
    heard = Heard(world)
    world.filing.trash([conversation.id])
    assert heard.names == ["removed"]
    assert not world.undoing.can_undo()
    world.settle()
    assert world.store.conversations.summaries(trashed=True) == []


def test_trashing_twice_is_trashing_once(world: World) -> None:
    conversation = a_conversation(world)
    heard = Heard(world)
    world.filing.trash([conversation.id])
    world.filing.trash([conversation.id])
    world.filing.trash(["nowhere"])
    assert heard.names == ["removed"]


@pytest.mark.parametrize("is_blank", [True, False])
def test_words_that_are_handed_over_while_a_conversation_is_thrown_away_go_along(
    world: World, *, is_blank: bool
) -> None:
    """The composer stores what stands in it when another conversation is shown instead."""
    conversation = world.library.new() if is_blank else a_conversation(world)
    world.library.conversation_removed.connect(lambda item: world.library.set_draft(item.id, "last words"))
    world.filing.trash([conversation.id])
    assert world.stored(conversation.id).draft == "last words"
    (back,) = world.undoing.undo()
    assert back.draft == "last words"
    assert world.stored(conversation.id).trashed_at is None


def test_a_draft_can_be_kept_for_what_is_in_the_trash(world: World) -> None:
    conversation = a_conversation(world)
    world.filing.trash([conversation.id])
    world.library.set_draft(conversation.id, "later words")
    world.library.set_draft(conversation.id, "later words")
    assert world.stored(conversation.id).draft == "later words"
    found = world.library.find(conversation.id)
    assert found is not None
    assert found.draft == "later words"


def test_what_was_thrown_away_is_still_away_after_a_restart(qapp: object, tmp_path: Path) -> None:
    with a_world(tmp_path) as world:
        conversation = a_conversation(world)
        world.filing.trash([conversation.id])
    with a_world(tmp_path) as world:
        assert world.library.conversations() == ()
        assert [item.id for item in world.library.trash.all()] == [conversation.id]
        assert world.undoing.can_undo()
        assert [item.id for item in world.undoing.undo()] == [conversation.id]
        assert not world.undoing.can_undo()
        assert world.stored(conversation.id).trashed_at is None


# -- marks ---------------------------------------------------------------------------------------------------------


def test_a_row_shows_that_a_reply_is_written_and_that_it_failed_until_somebody_looks(
    world: World, expected_warnings: ExpectedWarnings
) -> None:
    expected_warnings("fault of the program")
    gate = Gate()
    changes: list[str] = []
    world.library.marks.changed.connect(changes.append)

    def answer(*_: object) -> None:
        gate.wait()
        raise ZeroDivisionError

    world.answer = answer
    conversation = world.library.new()
    world.chat.send(conversation.id, "Hi?")
    wait_until(lambda: gate.is_reached)
    wait_until(lambda: world.library.marks.is_writing(conversation.id))
    assert not world.library.marks.has_failed(conversation.id)
    gate.open()
    world.wait_for_reply(conversation.id)
    assert not world.library.marks.is_writing(conversation.id)
    assert world.library.marks.has_failed(conversation.id)
    world.library.seen(conversation.id)
    assert not world.library.marks.has_failed(conversation.id)
    assert set(changes) == {conversation.id}
    count = len(changes)
    world.library.seen(conversation.id)
    assert len(changes) == count


def test_a_reply_that_was_stopped_has_not_failed(world: World) -> None:
    world.answer = until_stopped("so far")
    conversation = world.library.new()
    world.begin(conversation.id)
    world.chat.stop(conversation.id)
    world.wait_for_reply(conversation.id)
    assert not world.library.marks.has_failed(conversation.id)
