"""A local server starts when somebody asks for it, once, and ends with the program, even while it starts."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_chat.domain.errors import LocalModelBroken, LocalModelMissing
from desktop_chat.domain.models import Endpoint, EndpointKind
from desktop_chat.services.local_model import LocalModel
from tests.support.patience import PATIENCE_S


class Server:
    """A child process as it looks from here: starting takes a while, stopping ends a start that is under way."""

    def __init__(self, path: Path, *, loads_at_once: bool = True) -> None:
        self.path = path
        self.starts = 0
        self.stops = 0
        self._state = threading.Condition()
        self._loaded = loads_at_once
        self._loads_at_once = loads_at_once
        self._running = False
        self._given_up = False

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1/{self.path.name}/{self.starts}"

    @property
    def key(self) -> str:
        return f"key {self.starts}"

    @property
    def is_running(self) -> bool:
        return self._running

    def address(self) -> "Server":
        with self._state:
            if not self._running:
                self.starts += 1
                self._given_up = False
                self._state.notify_all()
                self._state.wait_for(lambda: self._loaded or self._given_up, PATIENCE_S)
                if self._given_up:
                    raise LocalModelBroken(str(self.path), "stopped")
                self._running = True
        return self

    def load(self) -> None:
        with self._state:
            self._loaded = True
            self._state.notify_all()

    def die(self) -> None:
        self._running = False

    def stop(self) -> None:
        with self._state:
            self.stops += 1
            self._running = False
            self._given_up = True
            self._state.notify_all()

    def wait_for_start(self) -> None:
        with self._state:
            assert self._state.wait_for(lambda: self.starts > 0, PATIENCE_S)


class Machine:
    """All servers that were made, and threads that want one."""

    def __init__(self) -> None:
        self.servers: list[Server] = []
        self.loads_at_once = True
        self.bundled: Path | None = Path("bundled.gguf")
        self.model = LocalModel(self._make, lambda: self.bundled)
        self.results: list[tuple[Endpoint, str]] = []
        self.errors: list[LocalModelBroken] = []
        self._threads: list[threading.Thread] = []

    def reach_in_thread(self, path: str | None = None) -> None:
        thread = threading.Thread(target=self._reach, args=(endpoint(path),))
        self._threads.append(thread)
        thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join(PATIENCE_S)
            assert not thread.is_alive()

    def _reach(self, wanted: Endpoint) -> None:
        try:
            self.results.append(self.model.reach(wanted))
        except LocalModelBroken as error:
            self.errors.append(error)

    def _make(self, path: Path) -> Server:
        self.servers.append(Server(path, loads_at_once=self.loads_at_once))
        return self.servers[-1]


@pytest.fixture
def machine() -> Iterator[Machine]:
    made = Machine()
    yield made
    made.model.close()
    made.join()


def endpoint(path: str | None = None) -> Endpoint:
    return Endpoint("e", "Local", "", kind=EndpointKind.LOCAL_MODEL, model_path=path)


def wait_for(holds: Callable[[], bool]) -> None:
    until, pause = time.monotonic() + PATIENCE_S, threading.Event()
    while not holds():
        assert time.monotonic() < until
        pause.wait(0.002)


def test_nothing_starts_before_somebody_asks(machine: Machine) -> None:
    assert machine.servers == []
    assert machine.model.is_bundled()
    machine.model.close()
    assert machine.servers == []


def test_one_server_serves_all_who_want_the_same_model(machine: Machine) -> None:
    for _ in range(3):
        reached, key = machine.model.reach(endpoint())
        assert (reached.base_url, key) == ("http://127.0.0.1/bundled.gguf/1", "key 1")
    machine.model.reach(endpoint("other.gguf"))
    assert [server.path.name for server in machine.servers] == ["bundled.gguf", "other.gguf"]


def test_a_server_that_died_starts_again_with_another_key(machine: Machine) -> None:
    machine.model.reach(endpoint())
    machine.servers[0].die()
    _, key = machine.model.reach(endpoint())
    assert key == "key 2"
    assert len(machine.servers) == 1


def test_without_the_bundled_model_it_is_missing(machine: Machine) -> None:
    machine.bundled = None
    assert not machine.model.is_bundled()
    with pytest.raises(LocalModelMissing):
        machine.model.reach(endpoint())


def test_a_large_model_that_loads_keeps_nobody_from_a_small_one(machine: Machine) -> None:
    machine.loads_at_once = False
    machine.reach_in_thread("large.gguf")
    wait_for(lambda: bool(machine.servers))
    machine.servers[0].wait_for_start()
    machine.loads_at_once = True
    machine.model.reach(endpoint("small.gguf"))
    assert machine.results == []
    machine.servers[0].load()
    machine.join()
    assert len(machine.results) == 1


def test_the_end_stops_a_server_that_runs(machine: Machine) -> None:
    machine.model.reach(endpoint())
    machine.model.close()
    assert not machine.servers[0].is_running


def test_the_end_does_not_wait_for_a_model_to_be_loaded(machine: Machine) -> None:
    machine.loads_at_once = False
    for path in ("one.gguf", "two.gguf"):
        machine.reach_in_thread(path)
    wait_for(lambda: len(machine.servers) == 2)
    for server in machine.servers:
        server.wait_for_start()
    machine.model.close()
    machine.join()
    assert len(machine.errors) == 2
    assert not any(server.is_running for server in machine.servers)


class Slippery(Server):
    """Stopped in the moment before it starts, it starts all the same."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.about_to_start = threading.Event()
        self.go = threading.Event()

    def address(self) -> Server:
        self.about_to_start.set()
        assert self.go.wait(PATIENCE_S)
        return super().address()

    def stop(self) -> None:
        super().stop()
        self.go.set()


def test_a_server_that_slips_through_is_stopped_as_well() -> None:
    servers: list[Slippery] = []

    def make(path: Path) -> Slippery:
        servers.append(Slippery(path))
        return servers[-1]

    model = LocalModel(make, lambda: Path("bundled.gguf"))
    thread = threading.Thread(target=model.reach, args=(endpoint(),))
    thread.start()
    wait_for(lambda: bool(servers))
    assert servers[0].about_to_start.wait(PATIENCE_S)
    model.close()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()
    assert not servers[0].is_running
    assert servers[0].stops >= 2


def test_after_the_end_no_server_starts(machine: Machine) -> None:
    machine.model.close()
    machine.model.close()
    with pytest.raises(LocalModelBroken):
        machine.model.reach(endpoint())
    assert machine.servers == []
