"""What endpoints teach and list, and the local model as one of them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop_chat.domain.errors import (
    ChatError,
    ErrorKind,
    Failure,
    KeyringLocked,
    LocalModelBroken,
    PlainHttpRefused,
    RequestFailed,
    StoreFull,
)
from desktop_chat.domain.models import Endpoint, EndpointKind, Quirks
from desktop_chat.domain.streaming import Corrected
from desktop_chat.services.accounts import LOCAL_ENDPOINT_NAME, Lesson
from tests.services.asking import Answers, add, change, remote, settled, with_key
from tests.services.world import MUCH, Gate, World, full_disk, wait_until

# -- what endpoints teach ------------------------------------------------------------------------------------------


def test_a_refused_parameter_is_remembered_once(world: World) -> None:
    endpoint = world.accounts.all()[0]
    changes: list[bool] = []
    world.accounts.changed.connect(lambda: changes.append(True))
    for _ in range(2):
        world.accounts.remember(endpoint.id, "m", Corrected("seed", None, b"{}"))
    world.accounts.remember(endpoint.id, "m", Corrected("max_tokens", "max_completion_tokens", b"{}"))
    world.accounts.remember("nowhere", "m", Corrected("seed", None, b"{}"))
    assert len(changes) == 2
    settled(world)
    expected = Quirks({"max_tokens": "max_completion_tokens"}, frozenset({"seed"}))
    assert world.store.endpoints.get(endpoint.id).quirks == {"m": expected}


def test_what_one_model_refuses_is_sent_to_the_others(world: World) -> None:
    endpoint = world.accounts.all()[0]
    lessons: list[Lesson] = []
    world.accounts.learned.connect(lessons.append)
    world.accounts.remember(endpoint.id, "m", Corrected("temperature", None, b"{}"))
    known = world.accounts.all()[0]
    assert (known.quirks_of("m").refused, known.quirks_of("n").refused) == (frozenset({"temperature"}), frozenset())
    assert lessons == [Lesson(endpoint.id, "m", "temperature", None)]


def test_what_was_learned_can_be_forgotten(world: World) -> None:
    endpoint = world.accounts.all()[0]
    for model in ("m", "n"):
        world.accounts.remember(endpoint.id, model, Corrected("temperature", None, b"{}"))
    world.accounts.forget_lessons(endpoint.id, "m")
    settled(world)
    stored = world.store.endpoints.get(endpoint.id)
    assert stored == world.accounts.all()[0]
    assert (stored.quirks_of("m"), stored.quirks_of("n").refused) == (Quirks(), frozenset({"temperature"}))


def test_an_endpoint_that_changes_its_mind_is_not_led_in_a_circle(world: World) -> None:
    endpoint = world.accounts.all()[0]
    world.accounts.remember(endpoint.id, "m", Corrected("max_tokens", "max_completion_tokens", b"{}"))
    world.accounts.remember(endpoint.id, "m", Corrected("max_completion_tokens", "max_tokens", b"{}"))
    assert world.accounts.all()[0].quirks_of("m").renamed == {"max_completion_tokens": "max_tokens"}


def test_a_lesson_that_could_not_be_stored_is_told_and_forgotten(world: World) -> None:
    endpoint = world.accounts.all()[0]
    with full_disk(world.store):
        world.accounts.remember(endpoint.id, "m", Corrected(MUCH, None, b"{}"))
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
