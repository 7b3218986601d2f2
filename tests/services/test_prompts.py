"""Prompts: what is done with them holds at once, and what cannot be stored is taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_chat.domain.errors import BadOption, ChatError, StoreFull
from desktop_chat.domain.prompts import Left, Prompt, PromptKind, Unfit
from desktop_chat.services.prompts import Prompts, TakenIn
from tests.services.asking import settled
from tests.services.world import MUCH, World, full_disk, wait_until

ASK = Prompt("ask", "What is {{thing}}?")
BRIEF = Prompt("Brief", "Be brief.", PromptKind.SYSTEM)


@pytest.fixture
def prompts(world: World) -> Prompts:
    made = Prompts(world.store.prompts, world.background)
    for prompt in (BRIEF, ASK):
        made.add(prompt)
    return made


def names(prompts: Prompts) -> list[str]:
    return [prompt.name for prompt in prompts.all()]


def test_prompts_stand_by_their_names_and_are_stored_after(prompts: Prompts, world: World) -> None:
    assert prompts.all() == (ASK, BRIEF)
    assert prompts.all(PromptKind.SYSTEM) == (BRIEF,)
    settled(world)
    assert set(world.store.prompts.all()) == {ASK, BRIEF}


def test_another_of_the_same_name_gets_a_number(prompts: Prompts) -> None:
    assert prompts.add(Prompt("Brief", "Other.")) == "Brief (2)"
    assert prompts.duplicate("Brief") == "Brief (3)"
    assert prompts.get("Brief (3)") == Prompt("Brief (3)", "Be brief.", PromptKind.SYSTEM)
    assert prompts.duplicate("none") is None


@pytest.mark.parametrize("name", ["", " \n ", "Brief"])
def test_a_name_that_is_blank_or_taken_is_refused(prompts: Prompts, name: str) -> None:
    with pytest.raises(BadOption):
        prompts.change("ask", Prompt(name, "x"))
    assert prompts.all() == (ASK, BRIEF)


def test_what_was_removed_comes_back_last_first(prompts: Prompts, world: World) -> None:
    assert prompts.undo() is None
    prompts.remove("ask")
    prompts.remove("Brief")
    assert prompts.all() == ()
    assert [prompts.undo(), prompts.undo()] == ["Brief", "ask"]
    assert not prompts.can_undo()
    settled(world)
    assert set(world.store.prompts.all()) == {ASK, BRIEF}


def test_a_removed_prompt_comes_back_beside_a_new_one_of_its_name(prompts: Prompts) -> None:
    prompts.remove("ask")
    prompts.add(Prompt("ask", "Other."))
    assert prompts.undo() == "ask (2)"


def test_files_are_taken_in_once_and_bad_ones_are_named(prompts: Prompts, tmp_path: Path) -> None:
    heard: list[TakenIn] = []
    prompts.taken_in.connect(heard.append)
    written: list[int] = []
    prompts.written_out.connect(lambda number, _: written.append(number))
    prompts.write_out(tmp_path)
    wait_until(lambda: written == [2])
    prompts.remove("ask")
    (tmp_path / "bad.md").write_bytes(b"\xff")
    told: list[TakenIn] = []
    for _ in range(2):
        heard.clear()
        prompts.take_in([tmp_path])
        wait_until(lambda: bool(heard))
        told += heard
    left = (Left("bad.md", Unfit.NO_TEXT),)
    assert told == [TakenIn(("ask",), 1, left), TakenIn((), 2, left)]
    assert prompts.all() == (ASK, BRIEF)


def test_what_cannot_be_stored_is_told_and_taken_back(prompts: Prompts, world: World) -> None:
    settled(world)
    failures: list[ChatError] = []
    prompts.failed.connect(failures.append)
    with full_disk(world.store):
        prompts.add(Prompt("Long", MUCH))
        wait_until(lambda: bool(failures))
    assert isinstance(failures[0], StoreFull)
    assert names(prompts) == ["ask", "Brief"]


def test_what_another_process_has_stored_is_known_after_a_refresh(prompts: Prompts, world: World) -> None:
    settled(world)
    world.store.prompts.add(Prompt("New", "x")).result()
    prompts.refresh()
    assert names(prompts) == ["ask", "Brief", "New"]
