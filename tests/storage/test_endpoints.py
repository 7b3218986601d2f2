from dataclasses import replace

import pytest

from desktop_chat.domain.errors import BadOption, NotFound
from desktop_chat.domain.models import EVERY_MODEL, Endpoint, EndpointKind, KeySource, Options, Quirks
from desktop_chat.storage.store import Store, open_store
from tests.storage.making import done

ONE = Endpoint("1", "One", "https://one.example/v1")
TWO = Endpoint(
    id="2",
    name="二",
    base_url="http://127.0.0.1:8080",
    model="small",
    key_source=KeySource.ENVIRONMENT,
    key_variable="TWO_KEY",
    kind=EndpointKind.LOCAL_MODEL,
    model_path="/models/two.gguf",
    allow_plain_http=True,
    quirks={
        "small": Quirks({"max_tokens": "max_completion_tokens"}, frozenset({"seed", "stop"})),
        EVERY_MODEL: Quirks(refused=frozenset({"stream_options"})),
    },
    options=Options(temperature=0.5, unset=frozenset({"seed"})),
)


@pytest.fixture
def both(store: Store) -> Store:
    done(store.endpoints.add(ONE))
    done(store.endpoints.add(TWO))
    return store


def test_endpoints_come_back_in_the_order_they_were_added(both: Store) -> None:
    assert both.endpoints.all() == [ONE, TWO]
    assert both.endpoints.get("2") == both.endpoints.by_name("二") == TWO


def test_another_process_knows_the_same_endpoints(both: Store) -> None:
    with open_store(both.directory) as other:
        done(other.endpoints.set_default("2"))
        assert other.endpoints.all() == [ONE, TWO]
    assert both.endpoints.default() == TWO


def test_the_first_one_is_the_default_until_another_is_chosen(store: Store) -> None:
    assert store.endpoints.default() is None
    done(store.endpoints.add(ONE))
    done(store.endpoints.add(TWO))
    assert store.endpoints.default() == ONE
    done(store.endpoints.set_default("2"))
    assert store.endpoints.default() == TWO


def test_without_the_chosen_one_the_oldest_is_the_default(both: Store) -> None:
    done(both.endpoints.set_default("2"))
    done(both.endpoints.remove("2"))
    assert both.endpoints.default() == ONE
    done(both.endpoints.add(TWO))
    assert both.endpoints.default() == ONE


def test_an_endpoint_can_be_changed_and_keeps_its_place(both: Store) -> None:
    changed = replace(ONE, name="Uno", model="big", key_source=KeySource.KEYRING)
    done(both.endpoints.change(changed))
    done(both.endpoints.set_options("1", Options(seed=3)))
    assert both.endpoints.all() == [replace(changed, options=Options(seed=3)), TWO]


def test_lessons_of_several_programs_are_kept_side_by_side(both: Store) -> None:
    with open_store(both.directory) as other:
        done(other.endpoints.learn("1", "m", "seed", None))
    done(both.endpoints.learn("1", "m", "max_tokens", "max_completion_tokens"))
    done(both.endpoints.learn("1", "n", "top_p", None))
    known = both.endpoints.get("1")
    assert known.quirks_of("m") == Quirks({"max_tokens": "max_completion_tokens"}, frozenset({"seed"}))
    done(both.endpoints.unlearn("1", "m"))
    assert both.endpoints.get("1").quirks == {"n": Quirks(refused=frozenset({"top_p"}))}


def test_what_an_endpoint_taught_an_older_program_holds_for_all_its_models(both: Store) -> None:
    assert both.endpoints.get("2").quirks_of("any").refused == {"stream_options"}
    assert both.endpoints.get("2").quirks_of("small").refused == {"seed", "stop", "stream_options"}


def test_a_name_belongs_to_one_endpoint(both: Store) -> None:
    for write in (both.endpoints.add(replace(ONE, id="3")), both.endpoints.change(replace(TWO, name="One"))):
        with pytest.raises(BadOption) as refused:
            done(write)
        assert (refused.value.name, refused.value.value) == ("name", "One")
    assert both.endpoints.all() == [ONE, TWO]


def test_an_endpoint_that_is_not_there_is_said_so(store: Store) -> None:
    for read in (store.endpoints.get, store.endpoints.by_name):
        with pytest.raises(NotFound, match="endpoint none"):
            read("none")
    for write in (
        store.endpoints.remove("none"),
        store.endpoints.set_default("none"),
        store.endpoints.learn("none", "m", "seed", None),
        store.endpoints.set_options("none", Options()),
        store.endpoints.change(replace(ONE, id="none")),
    ):
        with pytest.raises(NotFound, match="endpoint none"):
            done(write)
