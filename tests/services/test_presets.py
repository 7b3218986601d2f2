"""Presets: what is done with them holds at once, and what cannot be stored is taken back."""

from __future__ import annotations

import pytest

from desktop_chat.domain.errors import BadOption, ChatError, StoreFull
from desktop_chat.domain.models import Options
from desktop_chat.domain.presets import Preset
from desktop_chat.services.presets import NAME_LENGTH, Presets
from tests.services.asking import settled
from tests.services.world import MUCH, World, full_disk, wait_until

BRIEF = Preset("Brief", "Be brief.", Options(temperature=0.2))


@pytest.fixture
def presets(world: World) -> Presets:
    return Presets(world.store.presets, world.background)


def names(presets: Presets) -> list[str]:
    return [preset.name for preset in presets.all()]


def test_a_preset_is_there_at_once_and_stored_after(presets: Presets, world: World) -> None:
    assert presets.save(BRIEF) is None
    assert presets.all() == (BRIEF,)
    settled(world)
    assert world.store.presets.all() == [BRIEF]


def test_saving_under_a_name_that_is_there_gives_back_what_it_replaced(presets: Presets) -> None:
    presets.save(BRIEF)
    assert presets.save(Preset("Brief", "Be very brief.")) == BRIEF
    assert presets.save(BRIEF) == Preset("Brief", "Be very brief.")
    assert names(presets) == ["Brief"]


def test_a_renamed_preset_keeps_its_place(presets: Presets, world: World) -> None:
    for name in ("One", "Two", "Three"):
        presets.save(Preset(name))
    presets.rename("Two", " 2 ")
    presets.rename("none", "other")
    assert names(presets) == ["One", "2", "Three"]
    settled(world)
    assert [preset.name for preset in world.store.presets.all()] == ["One", "2", "Three"]


@pytest.mark.parametrize("name", ["", "  ", "One"])
def test_a_name_that_is_blank_or_taken_is_refused(presets: Presets, name: str) -> None:
    presets.save(Preset("One"))
    presets.save(Preset("Two"))
    with pytest.raises(BadOption):
        presets.rename("Two", name)
    assert names(presets) == ["One", "Two"]


def test_a_name_is_one_line_and_not_too_long(presets: Presets) -> None:
    presets.save(Preset("x" * 500 + "\nmore"))
    assert [len(name) <= NAME_LENGTH for name in names(presets)] == [True]


def test_what_cannot_be_stored_is_told_and_taken_back(presets: Presets, world: World) -> None:
    presets.save(BRIEF)
    settled(world)
    failures: list[ChatError] = []
    presets.failed.connect(failures.append)
    with full_disk(world.store):
        presets.save(Preset("Long", MUCH))
        wait_until(lambda: bool(failures))
    assert isinstance(failures[0], StoreFull)
    assert presets.all() == (BRIEF,)


def test_what_another_process_has_saved_is_known_after_a_refresh(presets: Presets, world: World) -> None:
    assert presets.all() == ()
    world.store.presets.save(BRIEF).result()
    presets.refresh()
    assert presets.all() == (BRIEF,)
