"""Endpoints: kept with their keys or not at all, and known to be what the store holds."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_chat.domain.errors import (
    BadAddress,
    BadOption,
    ChatError,
    KeyringLocked,
    NoEndpoint,
    NoKey,
    NoModel,
    NotFound,
    PlainHttpRefused,
    StoreFull,
)
from desktop_chat.domain.messages import Conversation, now
from desktop_chat.domain.streaming import Corrected
from tests.services.asking import Answers, add, change, remote, settled, with_key
from tests.services.world import MUCH, Gate, World, a_world, full_disk, wait_until
from tests.support.patience import PATIENCE_S

# -- add -----------------------------------------------------------------------------------------------------------


def test_an_endpoint_is_stored_with_its_address_in_one_form_and_its_key_in_the_keyring(world: World) -> None:
    changes: list[bool] = []
    world.accounts.changed.connect(lambda: changes.append(True))
    endpoint = add(world, with_key(" Remote ", "api.example.com/v1/chat/completions/"), "sk-1")
    assert (endpoint.name, endpoint.base_url) == ("Remote", "https://api.example.com/v1")
    assert world.accounts.all()[-1] == endpoint
    assert world.store.endpoints.get(endpoint.id) == endpoint
    assert list(world.keys.known.values()) == ["sk-1"]
    assert changes == [True]
    assert "sk-1" not in repr(world.accounts.all())


def test_the_first_endpoint_is_the_default_one(qapp: object, tmp_path: Path) -> None:
    with a_world(tmp_path) as world:
        assert world.accounts.default() is None
        first = add(world, remote("first"))
        add(world, remote("second"))
        assert world.accounts.default() == first
    with a_world(tmp_path) as world:
        assert world.accounts.default() == first
        assert [endpoint.name for endpoint in world.accounts.all()] == ["first", "second"]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("", BadAddress),
        ("https://user:secret@example.com/v1", BadAddress),
        ("ftp://example.com", BadAddress),
        ("http://example.com/v1", PlainHttpRefused),
    ],
)
def test_an_address_that_will_not_do_is_refused_at_once_and_the_key_is_not_kept(
    world: World, url: str, kind: type[ChatError]
) -> None:
    answers = Answers()
    world.accounts.add(with_key(url=url), "sk-1", answers.done, answers.errors.append)
    assert isinstance(answers.error, kind)
    assert world.keys.known == {}


def test_plain_http_is_allowed_after_a_confirmation_and_at_home(world: World) -> None:
    add(world, remote("confirmed", "http://example.com/v1", allow_plain_http=True))
    add(world, remote("home", "http://192.168.1.5:11434/v1"))
    assert {"confirmed", "home"} <= {endpoint.name for endpoint in world.store.endpoints.all()}


@pytest.mark.parametrize("name", ["", "  ", "Test", " Test "])
def test_a_name_that_is_blank_or_taken_is_refused_before_the_keyring_is_asked(world: World, name: str) -> None:
    world.keys.trouble = KeyringLocked()
    answers = Answers()
    world.accounts.add(with_key(name), "sk-1", answers.done, answers.errors.append)
    assert isinstance(answers.error, BadOption)


def test_a_locked_keyring_keeps_no_endpoint(world: World) -> None:
    world.keys.trouble = KeyringLocked("Secret Service")
    answers = Answers()
    world.accounts.add(with_key(), "sk-1", answers.done, answers.errors.append)
    assert isinstance(answers.error, KeyringLocked)
    assert len(world.accounts.all()) == 1
    assert len(world.store.endpoints.all()) == 1


def test_an_endpoint_that_cannot_be_stored_leaves_no_key_behind(world: World) -> None:
    answers = Answers()
    with full_disk(world.store):
        world.accounts.add(replace(with_key(), model=MUCH), "sk-1", answers.done, answers.errors.append)
        assert isinstance(answers.error, StoreFull)
    assert world.keys.known == {}
    assert len(world.accounts.all()) == 1


def test_a_keyring_that_fails_meanwhile_does_not_hide_why_nothing_was_stored(world: World) -> None:
    answers, hold = Answers(), Gate()
    world.store.database.run(hold.wait)
    world.accounts.change(with_key(), "sk-1", answers.done, answers.errors.append)
    wait_until(lambda: bool(world.keys.known))
    world.keys.trouble = KeyringLocked()
    hold.open()
    assert isinstance(answers.error, NotFound)


def test_a_key_that_lives_for_this_run_only_is_told(world: World) -> None:
    answers = Answers()
    world.keys.put = lambda endpoint, key: False  # type: ignore[method-assign]
    world.accounts.add(with_key(), "sk-1", answers.done, answers.errors.append)
    answers.wait()
    assert [kept for _, kept in answers.kept] == [False]


# -- change --------------------------------------------------------------------------------------------------------


def test_a_change_is_stored_and_leaves_the_key_alone(world: World) -> None:
    endpoint = add(world, with_key(), "sk-1")
    changed = change(world, replace(endpoint, name="Renamed", model="other"))
    assert world.accounts.all()[-1] == changed == world.store.endpoints.get(endpoint.id)
    assert list(world.keys.known.values()) == ["sk-1"]
    change(world, changed, "sk-2")
    assert list(world.keys.known.values()) == ["sk-2"]


def test_an_endpoint_that_moves_to_another_server_leaves_its_key_and_what_it_taught_us(world: World) -> None:
    endpoint = add(world, with_key(), "sk-1")
    world.accounts.remember(endpoint.id, "m", Corrected("seed", None, b"{}"))
    moved = change(world, replace(endpoint, base_url="https://api.example.org/v1"))
    settled(world)
    assert moved.quirks == {}
    assert world.keys.known == {}
    answers = Answers()
    world.accounts.reach(moved, answers.reached.append, answers.errors.append)
    assert isinstance(answers.error, NoKey)


def test_what_was_learned_while_a_form_was_open_is_not_forgotten_by_saving_it(world: World) -> None:
    endpoint = add(world, with_key())
    world.accounts.remember(endpoint.id, "m", Corrected("seed", None, b"{}"))
    changed = change(world, replace(endpoint, name="Renamed", base_url="https://api.example.com/v1/"))
    assert changed.quirks_of("m").refused == {"seed"}
    assert world.store.endpoints.get(endpoint.id).quirks_of("m").refused == {"seed"}


def test_a_change_of_what_is_gone_is_refused(world: World) -> None:
    answers = Answers()
    world.accounts.change(remote(), None, answers.done, answers.errors.append)
    assert isinstance(answers.error, NotFound)


def test_a_change_that_cannot_be_stored_leaves_everything_as_it_was(world: World) -> None:
    endpoint = add(world, with_key(), "sk-1")
    answers = Answers()
    with full_disk(world.store):
        world.accounts.change(replace(endpoint, model=MUCH), None, answers.done, answers.errors.append)
        assert isinstance(answers.error, StoreFull)
    assert world.accounts.all()[-1] == endpoint
    assert list(world.keys.known.values()) == ["sk-1"]


# -- remove and default --------------------------------------------------------------------------------------------


def test_an_endpoint_is_removed_with_its_key(world: World) -> None:
    endpoint = add(world, with_key(), "sk-1")
    world.accounts.remove(endpoint.id)
    assert endpoint not in world.accounts.all()
    settled(world)
    assert world.keys.known == {}
    assert endpoint not in world.store.endpoints.all()
    world.accounts.remove(endpoint.id)
    world.accounts.remove("nowhere")
    assert world.failures == []


def test_when_the_default_endpoint_is_removed_the_oldest_takes_its_place(world: World) -> None:
    oldest = world.accounts.all()[0]
    chosen = add(world, remote("chosen"))
    world.accounts.set_default(chosen.id)
    assert world.accounts.default() == chosen
    world.accounts.remove(chosen.id)
    assert world.accounts.default() == oldest
    settled(world)
    assert world.accounts.default() == oldest == world.store.endpoints.default()


def test_the_key_of_an_endpoint_whose_removal_failed_is_not_touched(world: World) -> None:
    endpoint = add(world, with_key(), "sk-1")
    world.store.endpoints.remove(endpoint.id).result(PATIENCE_S)  # as another process may have done
    world.accounts.remove(endpoint.id)
    wait_until(lambda: bool(world.failures))
    assert isinstance(world.failures[0], NotFound)
    assert endpoint not in world.accounts.all()
    assert list(world.keys.known.values()) == ["sk-1"]


def test_a_keyring_that_keeps_a_key_says_so(world: World) -> None:
    endpoint = add(world, with_key(), "sk-1")
    world.keys.trouble = KeyringLocked()
    world.accounts.remove(endpoint.id)
    wait_until(lambda: bool(world.failures))
    assert isinstance(world.failures[0], KeyringLocked)


def test_an_endpoint_without_a_key_never_bothers_the_keyring(world: World) -> None:
    world.keys.trouble = KeyringLocked()
    world.accounts.remove(world.accounts.all()[0].id)
    settled(world)
    assert world.failures == []


def test_the_default_is_stored_and_setting_it_again_announces_nothing(world: World) -> None:
    second = add(world, remote("second"))
    changes: list[bool] = []
    world.accounts.changed.connect(lambda: changes.append(True))
    world.accounts.set_default(second.id)
    world.accounts.set_default(second.id)
    world.accounts.set_default("nowhere")
    assert changes == [True]
    settled(world)
    assert world.store.endpoints.default() == second


# -- who answers ---------------------------------------------------------------------------------------------------


def test_a_conversation_asks_its_own_endpoint_else_the_default_one(world: World) -> None:
    default = world.accounts.all()[0]
    own = add(world, remote("own", model="own-model"))
    talk = Conversation("c", now(), now())
    assert world.accounts.choice_for(talk) == (default, "test-model")
    assert world.accounts.choice_for(replace(talk, endpoint_id=own.id)) == (own, "own-model")
    assert world.accounts.choice_for(replace(talk, endpoint_id=own.id, model="m")) == (own, "m")
    removed = replace(talk, endpoint_id="removed", model="a model of the removed one")
    assert world.accounts.choice_for(removed) == (default, "test-model")


def test_without_endpoint_or_model_there_is_nobody_to_ask(qapp: object, tmp_path: Path) -> None:
    with a_world(tmp_path) as world:
        with pytest.raises(NoEndpoint):
            world.accounts.choice_for(Conversation("c", now(), now()))
        add(world, remote())
        with pytest.raises(NoModel):
            world.accounts.choice_for(Conversation("c", now(), now()))
