"""Who answers in a conversation is told by the conversation, and changes only by a person's choice."""

from desktop_chat.domain.messages import Role
from tests.services.world import Gate, World, wait_until


def test_who_has_answered_goes_on_answering(world: World) -> None:
    conversation = world.library.new()
    first = world.accounts.default()
    assert first is not None
    other = world.add_endpoint("Other", model="other-model")
    world.ask(conversation.id, "Hi?")
    world.accounts.set_default(other.id)
    world.ask(conversation.id, "And?")
    stored = world.stored(conversation.id)
    assert (stored.endpoint_id, stored.model) == (first.id, first.model)
    assert world.requests[1].endpoint.id == first.id


def test_a_choice_made_while_asking_is_kept(world: World) -> None:
    slow_keys = world.keys.gate = Gate()
    conversation = world.library.new()
    world.chat.send(conversation.id, "Hi?")
    other = world.add_endpoint("Other")
    world.library.choose(conversation.id, other.id, "other-model")
    slow_keys.open()
    world.wait_for_reply(conversation.id)
    stored = world.stored(conversation.id)
    assert (stored.endpoint_id, stored.model) == (other.id, "other-model")


def test_an_insertion_chooses_nobody(world: World) -> None:
    conversation = world.library.new()
    world.chat.insert(conversation.id, Role.USER, "Kept")
    wait_until(lambda: not world.chat.is_busy(conversation.id))
    assert world.stored(conversation.id).endpoint_id is None
