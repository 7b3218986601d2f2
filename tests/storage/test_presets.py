"""Presets on disk."""

import pytest

from desktop_chat.domain.errors import BadOption, NotFound
from desktop_chat.domain.models import Options
from desktop_chat.domain.presets import Preset
from desktop_chat.storage.store import Store, open_store
from tests.storage.making import done

BRIEF = Preset("Brief", "Answer in one line.", Options(temperature=0.2, unset=frozenset({"seed"})))
WILD = Preset("Wild", "", Options(temperature=1.5, extra_body={"top_k": 40}))


@pytest.fixture
def both(store: Store) -> Store:
    done(store.presets.save(BRIEF))
    done(store.presets.save(WILD))
    return store


def test_presets_come_back_in_the_order_they_were_saved(both: Store) -> None:
    with open_store(both.directory) as other:
        assert other.presets.all() == [BRIEF, WILD]


def test_saving_under_a_name_that_is_there_takes_its_place(both: Store) -> None:
    newer = Preset("Brief", "Answer in two lines.")
    done(both.presets.save(newer))
    assert both.presets.all() == [newer, WILD]


def test_a_preset_can_be_renamed_and_removed(both: Store) -> None:
    done(both.presets.rename("Brief", "Short"))
    done(both.presets.remove("Wild"))
    assert both.presets.all() == [Preset("Short", BRIEF.system_prompt, BRIEF.options)]


def test_a_name_belongs_to_one_preset(both: Store) -> None:
    with pytest.raises(BadOption):
        done(both.presets.rename("Brief", "Wild"))
    with pytest.raises(NotFound):
        done(both.presets.rename("None", "Other"))
    assert both.presets.all() == [BRIEF, WILD]
