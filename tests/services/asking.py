"""Asking the accounts, and what came of it."""

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import new_id
from desktop_chat.domain.models import Endpoint, KeySource
from desktop_chat.services.access import Reachable
from tests.services.world import World, wait_until


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


def change(world: World, endpoint: Endpoint, key: str | None = None) -> Endpoint:
    answers = Answers()
    world.accounts.change(endpoint, key, answers.done, answers.errors.append)
    return answers.endpoint
