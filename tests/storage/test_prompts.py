"""Prompts on disk."""

import pytest

from desktop_chat.domain.errors import BadOption, NotFound
from desktop_chat.domain.prompts import Prompt, PromptKind
from desktop_chat.storage.store import Store, open_store
from tests.storage.making import done

ASK = Prompt("Ask", "What is {{thing}}?")
BRIEF = Prompt("Brief", "Be brief.\n", PromptKind.SYSTEM)


@pytest.fixture
def both(store: Store) -> Store:
    done(store.prompts.add(ASK, BRIEF))
    return store


def test_prompts_come_back_as_they_were(both: Store) -> None:
    with open_store(both.directory) as other:
        assert other.prompts.all() == [ASK, BRIEF]


def test_a_prompt_can_be_changed_renamed_and_removed(both: Store) -> None:
    changed = Prompt("Enquire", "What was {{thing}}?", PromptKind.SYSTEM)
    done(both.prompts.change("Ask", changed))
    assert both.prompts.all() == [changed, BRIEF]
    done(both.prompts.remove("Enquire"))
    assert both.prompts.all() == [BRIEF]


def test_a_name_belongs_to_one_prompt_and_many_are_added_together_or_not_at_all(both: Store) -> None:
    with pytest.raises(BadOption):
        done(both.prompts.add(Prompt("New", "x"), ASK))
    with pytest.raises(BadOption):
        done(both.prompts.change("Ask", BRIEF))
    with pytest.raises(NotFound):
        done(both.prompts.change("None", Prompt("Other", "x")))
    assert both.prompts.all() == [ASK, BRIEF]
