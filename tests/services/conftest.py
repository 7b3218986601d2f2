"""The services, on a real store in a folder of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_chat.domain.messages import Conversation
from desktop_chat.services.background import Background
from desktop_chat.services.relay import Relay
from tests.services.world import World, a_world

__all__ = ["World", "a_world"]


@pytest.fixture
def world(qapp: object, tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as made:
        made.add_endpoint()
        yield made


@pytest.fixture
def conversation(world: World) -> Conversation:
    """A new one, in which nothing was said yet."""
    return world.library.new()


@pytest.fixture
def background(qapp: object) -> Iterator[Background]:
    made = Background(Relay())
    yield made
    made.close()
