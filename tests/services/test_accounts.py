"""Endpoints: kept with their keys or not at all, and known to be what the store holds."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_chat.domain.errors import (
    BadAddress,
    BadOption,
    ChatError,
    ErrorKind,
    Failure,
    KeyringLocked,
    LocalModelBroken,
    NoEndpoint,
    NoKey,
    NoModel,
    NotFound,
    PlainHttpRefused,
    RequestFailed,
    StoreFull,
)
from desktop_chat.domain.messages import Conversation, new_id, now
from desktop_chat.domain.models import Endpoint, EndpointKind, KeySource, Quirks
from desktop_chat.domain.streaming import Corrected
from desktop_chat.services.access import Reachable
from desktop_chat.services.accounts import LOCAL_ENDPOINT_NAME
from tests.services.world import MUCH, Gate, World, a_world, full_disk, wait_until


class Answers:
    """What came of something that was asked of the accounts."""

    def __init__(self) -> None:
        self.kept: list[tuple[Endpoint, bool]] = []
        self.reached: list[Reachable] = []
        self.models: list[tuple[str, ...]] = []
        self.errors: list[ChatError] = []

    def done(self, endpoint: Endpoint, kept: bool) -> None:
        self.kept.append((endpoint, kept))

    def wait(self) -> None:
        wait_until(lambda: bool(self.kept or self.reached or self.models or self.errors))

    @property
    def error(self) -> ChatError:
        self.wait()
        assert (self.kept, self.reached, self.models) == ([], [], [])
        [error] = self.errors
        return error

    @property
    def endpoint(self) -> Endpoint:
        self.wait()
        assert self.errors == []
        [(endpoint, _)] = self.kept
        return endpoint


def remote(name: str = "Remote", url: str = "https://api.example.com/v1", **fields: object) -> Endpoint:
    return Endpoint(new_id(), name, url, **fields)  # type: ignore[arg-type]


def with_key(name: str = "Remote", url: str = "https://api.example.com/v1") -> Endpoint:
    return remote(name, url, key_source=KeySource.KEYRING, model="m")


def add(world: World, endpoint: Endpoint, key: str | None = None) -> Endpoint:
    answers = Answers()
    world.accounts.add(endpoint, key, answers.done, answers.errors.append)
    return answers.endpoint


def settled(world: World) -> None:
    """Nothing is asked of the keyring or the store any more."""
    world.settle()
    done: list[object] = []
    world.background.run(lambda: None, done.append, done.append)
    wait_until(lambda: bool(done))
    world.settle()


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


def change(world: World, endpoint: Endpoint, key: str | None = None) -> Endpoint:
    answers = Answers()
    world.accounts.change(endpoint, key, answers.done, answers.errors.append)
    return answers.endpoint


def test_a_change_is_stored_and_leaves_the_key_alone(world: World) -> None:
    endpoint = add(world, with_key(), "sk-1")
    changed = change(world, replace(endpoint, name="Renamed", model="other"))
    assert world.accounts.all()[-1] == changed == world.store.endpoints.get(endpoint.id)
    assert list(world.keys.known.values()) == ["sk-1"]
    change(world, changed, "sk-2")
    assert list(world.keys.known.values()) == ["sk-2"]


def test_an_endpoint_that_moves_to_another_server_leaves_its_key_and_what_it_taught_us(world: World) -> None:
    endpoint = add(world, with_key(), "sk-1")
    world.accounts.remember(endpoint.id, Corrected("seed", None, b"{}"))
    moved = change(world, replace(endpoint, base_url="https://api.example.org/v1"))
    settled(world)
    assert moved.quirks == Quirks()
    assert world.keys.known == {}
    answers = Answers()
    world.accounts.reach(moved, answers.reached.append, answers.errors.append)
    assert isinstance(answers.error, NoKey)


def test_what_was_learned_while_a_form_was_open_is_not_forgotten_by_saving_it(world: World) -> None:
    endpoint = add(world, with_key())
    world.accounts.remember(endpoint.id, Corrected("seed", None, b"{}"))
    changed = change(world, replace(endpoint, name="Renamed", base_url="https://api.example.com/v1/"))
    assert changed.quirks.refused == {"seed"}
    assert world.store.endpoints.get(endpoint.id).quirks.refused == {"seed"}


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
    world.store.endpoints.remove(endpoint.id).result(10)  # as another process may have done
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


# -- what endpoints teach ------------------------------------------------------------------------------------------


def test_a_refused_parameter_is_remembered_once(world: World) -> None:
    endpoint = world.accounts.all()[0]
    changes: list[bool] = []
    world.accounts.changed.connect(lambda: changes.append(True))
    for _ in range(2):
        world.accounts.remember(endpoint.id, Corrected("seed", None, b"{}"))
    world.accounts.remember(endpoint.id, Corrected("max_tokens", "max_completion_tokens", b"{}"))
    world.accounts.remember("nowhere", Corrected("seed", None, b"{}"))
    assert len(changes) == 2
    settled(world)
    expected = Quirks({"max_tokens": "max_completion_tokens"}, frozenset({"seed"}))
    assert world.store.endpoints.get(endpoint.id).quirks == expected


def test_an_endpoint_that_changes_its_mind_is_not_led_in_a_circle(world: World) -> None:
    endpoint = world.accounts.all()[0]
    world.accounts.remember(endpoint.id, Corrected("max_tokens", "max_completion_tokens", b"{}"))
    world.accounts.remember(endpoint.id, Corrected("max_completion_tokens", "max_tokens", b"{}"))
    assert world.accounts.all()[0].quirks.renamed == {"max_completion_tokens": "max_tokens"}


def test_a_lesson_that_could_not_be_stored_is_told_and_forgotten(world: World) -> None:
    endpoint = world.accounts.all()[0]
    with full_disk(world.store):
        world.accounts.remember(endpoint.id, Corrected(MUCH, None, b"{}"))
        wait_until(lambda: bool(world.failures))
    assert isinstance(world.failures[0], StoreFull)
    assert world.accounts.all()[0] == endpoint


# -- models --------------------------------------------------------------------------------------------------------


def test_models_are_listed_with_the_key_of_the_endpoint(world: World) -> None:
    endpoint = add(world, with_key(), "sk-1")
    asked: list[tuple[str, str | None]] = []
    listed: list[str] = []

    def list_models(endpoint: Endpoint, key: str | None, _: object) -> tuple[str, ...]:
        asked.append((endpoint.base_url, key))
        return ("a", "b")

    world.list_models = list_models
    world.accounts.models_listed.connect(listed.append)
    assert world.accounts.models(endpoint.id) == ("m",)
    world.accounts.list_models(endpoint, world.failures.append)
    wait_until(lambda: listed == [endpoint.id])
    assert asked == [("https://api.example.com/v1", "sk-1")]
    assert world.accounts.models(endpoint.id) == ("m", "a", "b")
    assert world.accounts.models("nowhere") == ()


def test_a_list_that_comes_after_the_endpoint_moved_or_went_is_nobodys(world: World) -> None:
    endpoint = add(world, remote())
    gate = Gate()

    def list_models(*_: object) -> tuple[str, ...]:
        gate.wait()
        return ("old",)

    world.list_models = list_models
    listed: list[str] = []
    world.accounts.models_listed.connect(listed.append)
    world.accounts.list_models(endpoint, world.failures.append)
    change(world, replace(endpoint, base_url="https://elsewhere.example.com/v1"))
    gate.open()
    settled(world)
    assert listed == []
    assert world.accounts.models(endpoint.id) == ()


def failing(error: ChatError) -> Callable[..., tuple[str, ...]]:
    def list_models(*_: object) -> tuple[str, ...]:
        raise error

    return list_models


def test_a_list_that_could_not_be_had_is_told_to_whoever_asked(world: World) -> None:
    answers = Answers()
    world.list_models = failing(RequestFailed(Failure(ErrorKind.AUTH, "api.example.com", 401)))
    world.accounts.list_models(world.accounts.all()[0], answers.errors.append)
    assert isinstance(answers.error, RequestFailed)
    world.keys.trouble = KeyringLocked()
    answers = Answers()
    world.accounts.list_models(world.accounts.all()[0], answers.errors.append)
    assert isinstance(answers.error, KeyringLocked)


def test_a_key_is_checked_before_it_is_kept(world: World) -> None:
    answers, seen = Answers(), list[str | None]()

    def list_models(_: Endpoint, key: str | None, __: object) -> tuple[str, ...]:
        seen.append(key)
        return ("a",)

    world.list_models = list_models
    world.accounts.check(with_key(), "sk-1", answers.models.append, answers.errors.append)
    answers.wait()
    assert (answers.models, seen, world.keys.known) == ([("a",)], ["sk-1"], {})
    refused = Answers()
    world.accounts.check(with_key(url="http://example.com"), "sk-1", refused.models.append, refused.errors.append)
    assert isinstance(refused.error, PlainHttpRefused)
    assert len(seen) == 1


def test_servers_on_this_machine_are_found_and_asked_in_vain_without_a_word(world: World) -> None:
    asked: list[str] = []
    found: list[tuple[str, str | None, tuple[str, ...]]] = []

    def list_models(endpoint: Endpoint, key: str | None, _: object) -> tuple[str, ...]:
        assert key is None
        asked.append(endpoint.host)
        if endpoint.host.endswith(":11434"):
            return ("small", "large")
        if endpoint.host.endswith(":8080"):
            return ()
        raise RequestFailed(Failure(ErrorKind.UNREACHABLE, endpoint.host))

    world.list_models = list_models
    world.accounts.discover(lambda endpoint, models: found.append((endpoint.name, endpoint.model, models)))
    wait_until(lambda: bool(found))
    wait_until(lambda: len(asked) >= 3)
    settled(world)
    assert found == [("Ollama", "small", ("small", "large"))]
    assert all(host.startswith(("localhost:", "127.0.0.1:")) for host in asked)
    assert world.failures == []


# -- the local model -----------------------------------------------------------------------------------------------


class Running:
    """A local server that runs at once."""

    base_url, key = "http://127.0.0.1:9/v1", "key of this run"

    def address(self) -> "Running":
        return self

    def stop(self) -> None: ...


class Broken(Running):
    def address(self) -> Running:
        raise LocalModelBroken("model.gguf", "no tensors")


def test_the_local_model_becomes_an_endpoint_once_its_server_runs(world: World, tmp_path: Path) -> None:
    world.bundled, world.make_server = tmp_path / "bundled.gguf", lambda _: Running()
    first, second, third = Answers(), Answers(), Answers()
    world.accounts.add_local(first.done, first.errors.append)
    world.accounts.add_local(second.done, second.errors.append)
    assert first.endpoint.name == LOCAL_ENDPOINT_NAME
    assert second.endpoint == first.endpoint
    world.accounts.add_local(third.done, third.errors.append, str(tmp_path / "My model.gguf"))
    assert (third.endpoint.name, third.endpoint.model) == ("My model", "My model")
    assert third.endpoint.kind is EndpointKind.LOCAL_MODEL
    assert [known.name for known in world.store.endpoints.all()] == ["Test", LOCAL_ENDPOINT_NAME, "My model"]


def test_a_model_file_whose_name_is_taken_gets_another(world: World, tmp_path: Path) -> None:
    world.make_server = lambda _: Running()
    for folder in ("a", "b", "c"):
        answers = Answers()
        world.accounts.add_local(answers.done, answers.errors.append, str(tmp_path / folder / "model.gguf"))
        answers.wait()
    assert [known.name for known in world.accounts.all()] == ["Test", "model", "model 2", "model 3"]


def test_a_model_that_does_not_run_becomes_no_endpoint(world: World) -> None:
    answers = Answers()
    world.make_server = lambda _: Broken()
    world.accounts.add_local(answers.done, answers.errors.append, "model.gguf")
    assert isinstance(answers.error, LocalModelBroken)
    assert len(world.accounts.all()) == 1


def test_a_request_to_the_local_model_goes_where_its_server_listens(world: World, tmp_path: Path) -> None:
    world.bundled, world.make_server = tmp_path / "bundled.gguf", lambda _: Running()
    answers = Answers()
    world.accounts.add_local(answers.done, answers.errors.append)
    world.accounts.set_default(answers.endpoint.id)
    world.ask(world.library.new().id, "Hi?")
    assert world.requests[0].endpoint.base_url == Running.base_url
    assert world.sent_keys == [Running.key]


# -- reach ---------------------------------------------------------------------------------------------------------


def test_an_endpoint_whose_address_would_carry_words_in_clear_is_not_reached(world: World) -> None:
    answers = Answers()
    world.accounts.reach(remote(url="http://example.com/v1"), answers.reached.append, answers.errors.append)
    assert isinstance(answers.error, PlainHttpRefused)
