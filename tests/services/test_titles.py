"""A model suggests a title when it is asked to, and only then."""

import pytest

from desktop_chat.domain.errors import NothingToSend
from desktop_chat.domain.messages import Conversation
from desktop_chat.services.titles import Titles, title_in
from tests.services.world import World, answer_with, messages_of, wait_until


@pytest.fixture
def titles(world: World) -> Titles:
    return Titles(world.chat, world.library, world.filing)


@pytest.fixture
def talk(world: World) -> Conversation:
    """Two turns."""
    conversation = world.library.new()
    world.ask(conversation.id, "How do swallows find home?")
    world.ask(conversation.id, "And storks?")
    return world.library.get(conversation.id)


def test_the_conversation_is_called_what_the_model_answers(world: World, titles: Titles, talk: Conversation) -> None:
    world.answer = answer_with("**Title: “How Birds ", "Find Home”**\n")
    titles.suggest(talk.id, "Name it.")
    wait_until(lambda: world.library.get(talk.id).title != talk.title)
    assert world.stored(talk.id).title == "How Birds Find Home"
    world.undoing.undo()
    assert world.stored(talk.id).title == talk.title


def test_only_the_first_turn_is_read_and_nothing_is_added_to_what_is_read(
    world: World, titles: Titles, talk: Conversation
) -> None:
    before = world.chat.branch(talk.id)
    plan = titles.outlook(talk.id, "Name it.")
    titles.suggest(talk.id, "Name it.")
    wait_until(lambda: len(world.requests) == 3)
    assert world.requests[-1].body == plan.payload.body
    assert messages_of(world.requests[-1]) == [
        ("user", "How do swallows find home?"),
        ("assistant", "Hello"),
        ("user", "Name it."),
    ]
    wait_until(lambda: not world.chat.is_busy(talk.id))
    assert world.chat.branch(talk.id) == before


@pytest.mark.parametrize("answer", ["", " \n“”\n"])
def test_no_title_changes_nothing_and_is_told(world: World, titles: Titles, talk: Conversation, answer: str) -> None:
    heard: list[str] = []
    titles.came_to_nothing.connect(heard.append)
    world.answer = answer_with(answer)
    titles.suggest(talk.id, "Name it.")
    wait_until(lambda: bool(heard))
    assert heard == [talk.id]
    assert world.library.get(talk.id).title == talk.title


def test_where_nothing_was_said_there_is_nothing_to_name(world: World, titles: Titles) -> None:
    with pytest.raises(NothingToSend):
        titles.outlook(world.library.new().id, "Name it.")


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        ("Birds", "Birds"),
        ("\n\n# Birds.\nmore", "Birds"),
        ("标题：《候鸟》", "候鸟"),
        ('Title: "What is *x*?"', "What is *x*?"),
        ("「候鸟」。", "候鸟"),
    ],
)
def test_marks_around_a_title_are_no_part_of_it(answer: str, title: str) -> None:
    assert title_in(answer) == title
