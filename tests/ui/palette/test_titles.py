"""The titles that the palette looks through, while the library changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_chat.domain.messages import Conversation, new_id, now
from desktop_chat.ui.palette.titles import Titles
from tests.services.world import World, a_world


@pytest.fixture
def world(qapp: object, tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as made:
        begun = now()
        for age, title in enumerate(("Youngest", "Same", "Same", "", "Oldest")):
            at = begun - timedelta(hours=age)
            made.library.adopt(Conversation(new_id(), at, at, title=title))
        yield made


@pytest.fixture
def titles(world: World) -> Titles:
    return Titles(world.library, world.library)


def listed(titles: Titles) -> list[str]:
    return [one.title for one in titles.newest_first()]


def found(titles: Titles, typed: str) -> list[Conversation]:
    titles.sieve().ask(typed)
    assert titles.sieve().go_on()
    return [titles.newest_first()[place] for place in titles.sieve().places()]


def is_as_if_read_now(titles: Titles, world: World) -> bool:
    return titles.newest_first() == Titles(world.library, world.library).newest_first()


def test_the_newest_comes_first_and_one_without_a_title_has_a_name(titles: Titles) -> None:
    assert listed(titles) == ["Youngest", "Same", "Same", "", "Oldest"]
    assert [one.title for one in found(titles, "new conv")] == [""]


def test_another_title_and_something_new_said_are_followed(titles: Titles, world: World) -> None:
    oldest = titles.newest_first()[-1]
    renamed = replace(oldest, title="Renamed")
    world.library.adopt(renamed)
    assert found(titles, "renamed") == [renamed]
    assert found(titles, "oldest") == []
    world.library.adopt(replace(renamed, updated_at=now()))
    assert listed(titles)[0] == "Renamed"
    assert is_as_if_read_now(titles, world)


def test_what_comes_goes_and_comes_back_is_followed(titles: Titles, world: World) -> None:
    second, third = titles.newest_first()[1:3]
    world.library.put_away([third.id])
    assert found(titles, "same") == [second]
    world.library.bring_back([third.id])
    assert [one.id for one in found(titles, "same")] == [second.id, third.id]
    assert is_as_if_read_now(titles, world)


def test_a_draft_is_no_news(titles: Titles, world: World) -> None:
    heard: list[bool] = []
    first = titles.newest_first()[0]
    titles.changed.connect(lambda: heard.append(True))
    world.library.set_draft(first.id, "Typing")
    assert not heard
    assert titles.newest_first()[0].draft == "Typing"
    world.library.adopt(replace(world.library.get(first.id), title="Other"))
    assert heard


def test_very_many_changes_at_once_are_followed(titles: Titles, world: World) -> None:
    begun = titles.newest_first()[0].updated_at
    world.library.many_began.emit()
    assert len(titles.newest_first()) == 5  # asked in the midst of it
    for number in range(60):
        at = begun + timedelta(seconds=number)
        world.library.adopt(Conversation(new_id(), at, at, title=f"Import {number}"))
    world.library.many_ended.emit()
    assert listed(titles)[0] == "Import 59"
    assert is_as_if_read_now(titles, world)
