"""Memory is ahead of the disk, and what the disk did not take it gets with the next change."""

from desktop_chat.domain.errors import StoreFull
from desktop_chat.domain.messages import Conversation, new_id, now
from desktop_chat.domain.policy import Policy
from tests.services.test_library import Heard, a_conversation
from tests.services.world import MUCH, World, full_disk, wait_until
from tests.support.patience import PATIENCE_S


def test_a_change_that_could_not_be_stored_is_told_and_stored_with_the_next(world: World) -> None:
    conversation = a_conversation(world)
    with full_disk(world.store):
        world.library.set_policy(conversation.id, Policy(system_prompt=MUCH))
        world.settle()
    assert [type(error) for error in world.failures] == [StoreFull]
    assert world.library.get(conversation.id).policy.system_prompt == MUCH
    world.library.set_unread(conversation.id, True)
    stored = world.stored(conversation.id)
    assert (stored.policy.system_prompt, stored.unread) == (MUCH, True)


def test_the_newest_value_is_stored_when_an_older_one_could_not_be(world: World) -> None:
    conversation = a_conversation(world)
    with full_disk(world.store):
        world.library.set_draft(conversation.id, MUCH)
        wait_until(lambda: bool(world.failures))
    world.library.set_draft(conversation.id, "short")
    world.library.set_unread(conversation.id, True)
    assert world.stored(conversation.id).draft == "short"


def test_the_same_draft_again_tries_again(world: World) -> None:
    """At the end of the program the composer hands over what it has, whether the library knows it or not."""
    conversation = a_conversation(world)
    with full_disk(world.store):
        world.library.set_draft(conversation.id, MUCH)
        wait_until(lambda: bool(world.failures))
    world.library.set_draft(conversation.id, MUCH)
    assert world.stored(conversation.id).draft == MUCH


def test_a_first_draft_that_could_not_be_stored_is_stored_with_the_next(world: World) -> None:
    conversation = world.library.new()
    with full_disk(world.store):
        world.library.set_draft(conversation.id, MUCH)
        world.library.set_unread(conversation.id, True)
        world.settle()
        assert len(world.failures) == 1
    world.library.set_draft(conversation.id, f"{MUCH} and more")
    stored = world.stored(conversation.id)
    assert (stored.draft, stored.unread) == (f"{MUCH} and more", True)


def test_what_only_memory_knows_is_not_replaced_by_what_others_see(world: World) -> None:
    conversation = a_conversation(world)
    with full_disk(world.store):
        world.library.set_policy(conversation.id, Policy(system_prompt=MUCH))
        world.settle()
        world.reread()
        assert world.library.get(conversation.id).policy.system_prompt == MUCH


def test_what_others_changed_is_announced_and_what_they_did_not_is_not(world: World) -> None:
    changed, same, removed = (a_conversation(world, name) for name in ("changed", "same", "removed"))
    blank = world.library.new()
    added = Conversation(new_id(), now(), now(), "added")
    world.store.conversations.change(changed.id, title="renamed elsewhere").result(PATIENCE_S)
    world.store.conversations.change(removed.id, trashed_at=now()).result(PATIENCE_S)
    world.store.conversations.create(added).result(PATIENCE_S)
    heard = Heard(world)
    world.reread()
    assert {(name, item.id) for name, item in heard.news} == {
        ("removed", removed.id),
        ("changed", changed.id),
        ("added", added.id),
    }
    assert {item.id for item in world.library.conversations()} == {changed.id, same.id, added.id, blank.id}
    world.reread()
    assert len(heard.news) == 3
