"""Keeping order: every verb upon one and upon many, and each of them taken back."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_chat.domain.deeds import Deed, DeedKind
from desktop_chat.domain.messages import Conversation, now
from desktop_chat.services.trash import Trash
from tests.services.world import MUCH, World, a_world, answer_with, full_disk, until_stopped, wait_until


def some(world: World, count: int = 3) -> list[Conversation]:
    """Conversations that are stored, with a name each."""
    made = []
    for number in range(count):
        conversation = world.library.new()
        world.library.set_draft(conversation.id, f"draft {number}")
        made.append(conversation)
    world.settle()
    return [world.library.get(one.id) for one in made]


def ids(conversations: list[Conversation]) -> list[str]:
    return [one.id for one in conversations]


VERBS: dict[str, tuple[Callable[[World, list[str]], None], str, object, DeedKind]] = {
    "pin": (lambda world, many: world.filing.pin(many), "pinned", True, DeedKind.PINNED),
    "archive": (lambda world, many: world.filing.archive(many), "archived", True, DeedKind.ARCHIVED),
    "move": (lambda world, many: world.filing.move(many, "Work"), "folder", "Work", DeedKind.MOVED),
    "rename": (lambda world, many: world.filing.rename(many[0], "Name"), "title", "Name", DeedKind.RENAMED),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_stored_and_taken_back(world: World, verb: str) -> None:
    do, column, value, kind = VERBS[verb]
    before = some(world)
    deeds: list[Deed] = []
    world.filing.done.connect(deeds.append)
    do(world, ids(before))
    changed = before[:1] if verb == "rename" else before
    assert [getattr(world.stored(one.id), column) for one in changed] == [value] * len(changed)
    assert deeds == [Deed(kind, tuple(changed))]
    do(world, ids(before))
    assert len(deeds) == 1  # nothing was left to change
    assert {one.id for one in world.undoing.undo()} == {one.id for one in changed}
    assert [world.stored(one.id) for one in before] == before


def test_each_goes_back_to_where_it_was(world: World) -> None:
    first, second, third = some(world)
    world.filing.move([first.id], "A")
    world.filing.move([second.id], "B/C")
    world.filing.move([first.id, second.id, third.id], "D")
    world.undoing.undo()
    folders = [world.stored(one.id).folder for one in (first, second, third)]
    assert folders == ["A", "B/C", None]


def test_many_go_to_the_trash_at_once_and_come_back_at_once(world: World) -> None:
    many = some(world, 60)
    rounds: list[str] = []
    world.library.many_began.connect(lambda: rounds.append("began"))
    world.library.many_ended.connect(lambda: rounds.append("ended"))
    world.filing.trash(ids(many))
    assert rounds == ["began", "ended"]
    assert world.library.conversations() == ()
    assert len(world.library.trash.all()) == 60
    world.settle()
    assert len({one.trashed_at for one in world.store.conversations.summaries(trashed=True)}) == 1
    assert len(world.undoing.undo()) == 60
    world.settle()
    assert {one.id for one in world.store.conversations.summaries()} == {one.id for one in many}


def test_a_later_run_brings_back_what_went_to_the_trash_last_as_it_went_together(qapp: object, tmp_path: Path) -> None:
    with a_world(tmp_path) as world:
        first, *rest = some(world, 4)
        world.filing.trash([first.id])
        world.filing.trash(ids(rest))
    with a_world(tmp_path) as world:
        assert {one.id for one in world.undoing.undo()} == {one.id for one in rest}
        assert [one.id for one in world.undoing.undo()] == [first.id]
        assert not world.undoing.can_undo()
        assert len(world.library.conversations()) == 4


def test_what_was_done_in_the_list_is_undone_before_an_old_trash(qapp: object, tmp_path: Path) -> None:
    with a_world(tmp_path) as world:
        old, kept = some(world, 2)
        world.filing.trash([old.id])
    with a_world(tmp_path) as world:
        world.filing.pin([kept.id])
        assert [one.id for one in world.undoing.undo()] == [kept.id]
        assert [one.id for one in world.undoing.undo()] == [old.id]


def test_what_is_in_the_trash_can_be_looked_at_and_restored(world: World) -> None:
    conversation, *_ = some(world)
    world.ask(conversation.id, "Hi?")
    world.filing.trash([conversation.id])
    assert conversation.id not in world.library
    assert world.library.get(conversation.id).trashed_at is not None
    assert [message.text for message in world.chat.branch(conversation.id)] == ["Hi?", "Hello"]
    world.filing.restore([conversation.id])
    assert conversation.id in world.library
    world.undoing.undo()
    assert conversation.id not in world.library


def test_deleting_for_good_leaves_nothing_and_touches_only_the_trash(world: World) -> None:
    gone, kept, _ = some(world)
    world.filing.trash([gone.id])
    world.filing.delete_for_good([gone.id, kept.id])
    world.settle()
    assert world.library.trash.all() == ()
    assert not world.library.find(gone.id)
    assert kept.id in world.library
    assert gone.id not in {one.id for one in world.store.conversations.summaries(trashed=True)}


def test_what_is_being_written_is_not_deleted_for_good(world: World) -> None:
    world.answer = until_stopped("half")
    conversation, *_ = some(world)
    world.begin(conversation.id)
    world.filing.trash([conversation.id])
    world.filing.delete_for_good([conversation.id])
    assert [one.id for one in world.library.trash.all()] == [conversation.id]
    world.chat.stop(conversation.id)
    wait_until(lambda: not world.chat.is_busy(conversation.id))


def test_after_thirty_days_the_trash_is_cleared_out(world: World) -> None:
    old, young, _ = some(world)
    world.filing.trash([old.id])
    world.filing.trash([young.id])
    world.settle()
    for days in (1, 6, 12, 18, 24, 30)[::-1]:
        world.store.days.note((now() - timedelta(days=days)).date()).result()
    world.store.conversations.change(old.id, trashed_at=now() - timedelta(days=31)).result()
    world.library.trash = Trash(world.store.conversations, world.store.days, world.background)
    world.filing.clear_out()
    world.settle()
    assert [one.id for one in world.store.conversations.summaries(trashed=True)] == [young.id]


def test_what_could_not_be_filed_on_a_full_disk_is_filed_with_the_next_change(world: World) -> None:
    one, *_ = some(world)
    with full_disk(world.store):
        world.library.set_draft(one.id, MUCH)
        world.filing.pin([one.id])
        wait_until(lambda: bool(world.failures))
    world.filing.archive([one.id])
    stored = world.stored(one.id)
    assert (stored.draft, stored.pinned, stored.archived) == (MUCH, True, True)


def test_a_duplicate_says_the_same_on_all_branches_and_shares_nothing(world: World) -> None:
    conversation, *_ = some(world)
    reply = world.ask(conversation.id, "Hi?")
    world.answer = answer_with("Other")
    world.chat.retry(reply)
    wait_until(lambda: not world.chat.is_busy(conversation.id))
    made: list[str] = []
    world.filing.duplicated.connect(made.append)
    world.filing.duplicate(conversation.id, "Again")
    wait_until(lambda: bool(made))
    copy = world.library.get(made[0])
    assert (copy.title, copy.draft) == ("Again", world.library.get(conversation.id).draft)
    assert [message.text for message in world.chat.branch(copy.id)] == ["Hi?", "Other"]
    texts = sorted(message.text for message in world.chat.tree(copy.id).values())
    assert texts == ["Hello", "Hi?", "Other"]
    assert not set(world.chat.tree(copy.id)) & set(world.chat.tree(conversation.id))
    world.undoing.undo()
    assert copy.id not in world.library


# -- folders -------------------------------------------------------------------------------------------------------


def test_a_folder_stays_when_nothing_lies_in_it(qapp: object, tmp_path: Path) -> None:
    with a_world(tmp_path) as world:
        world.filing.add_folder(" Work / Letters ")
    with a_world(tmp_path) as world:
        assert world.folders.all() == ("Work", "Work/Letters")


def test_a_folder_that_only_a_conversation_names_is_known(world: World) -> None:
    conversation, *_ = some(world)
    world.store.conversations.change(conversation.id, folder="Else/Where").result()
    world.reread()
    assert world.folders.all() == ("Else", "Else/Where")


def test_what_lies_in_the_trash_brings_no_folder_back_when_it_changes(world: World) -> None:
    gone, *_ = some(world)
    world.filing.move([gone.id], "Work")
    world.filing.trash([gone.id])
    world.filing.remove_folder("Work")
    world.library.set_head(gone.id, "n")
    assert world.folders.all() == ()


def test_renaming_and_removing_a_folder_takes_along_what_it_holds(world: World) -> None:
    one, other, _ = some(world)
    world.filing.move([one.id], "Work")
    world.filing.move([other.id], "Work/Letters")
    world.filing.rename_folder("Work", "Job")
    assert world.folders.all() == ("Job", "Job/Letters")
    assert (world.stored(one.id).folder, world.stored(other.id).folder) == ("Job", "Job/Letters")
    world.filing.remove_folder("Job")
    assert world.folders.all() == ("Letters",)
    assert (world.stored(one.id).folder, world.stored(other.id).folder) == (None, "Letters")
    world.undoing.undo()
    world.undoing.undo()
    assert world.folders.all() == ("Work", "Work/Letters")
    assert (world.stored(one.id).folder, world.stored(other.id).folder) == ("Work", "Work/Letters")
    assert sorted(world.store.folders.all()) == ["Work", "Work/Letters"]


def test_a_folder_that_was_added_can_be_taken_back(world: World) -> None:
    world.filing.add_folder("Work")
    world.filing.add_folder("Work")
    assert world.undoing.undo() == ()
    assert world.folders.all() == ()


def test_what_another_process_filed_is_seen(world: World) -> None:
    world.store.folders.change(["Theirs"], []).result()
    world.folders.refresh()
    assert world.folders.all() == ("Theirs",)


def test_what_another_process_threw_away_or_brought_back_is_seen(world: World) -> None:
    one, other, _ = some(world)
    world.filing.trash([one.id])
    world.settle()
    world.store.conversations.change(one.id, trashed_at=None).result()
    world.store.conversations.change(other.id, trashed_at=now()).result()
    world.reread()
    assert one.id in world.library
    assert [item.id for item in world.library.trash.all()] == [other.id]
